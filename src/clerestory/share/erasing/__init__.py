"""Erasing data by date: where each kind of it lies, how it is overwritten, and how a study shows that it is gone."""

from clerestory.share.erasing.certificate import Certificate, certificate_text
from clerestory.share.erasing.overwriting import erase_file, finish_replacing, remove_erased, replace_erasing
from clerestory.share.erasing.places import Scope, places_of
from clerestory.share.erasing.searching import files_with, pseudonyms_in, read_parquet

__all__ = [
    "Certificate",
    "Scope",
    "certificate_text",
    "erase_file",
    "files_with",
    "finish_replacing",
    "places_of",
    "pseudonyms_in",
    "read_parquet",
    "remove_erased",
    "replace_erasing",
]
