"""Encoding people at the giver: names become pseudonyms, keyed bit arrays and blocking hashes."""

from clerestory.share.encoding.encode import Encoder, check_keys, encoders, parts, write_encodings
from clerestory.share.encoding.people_file import People, read_people
from clerestory.share.encoding.pseudonyms import with_pseudonyms

__all__ = [
    "Encoder",
    "People",
    "check_keys",
    "encoders",
    "parts",
    "read_people",
    "with_pseudonyms",
    "write_encodings",
]
