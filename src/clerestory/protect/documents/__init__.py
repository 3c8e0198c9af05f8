"""Documents: read to plain blocks, written to new files, opened again by other libraries for the check."""

from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.documents.checking import channels_of, check_clear
from clerestory.protect.documents.files import read_bytes, read_document, write_document

__all__ = [
    "Channel",
    "Seen",
    "channels_of",
    "check_clear",
    "read_bytes",
    "read_document",
    "write_document",
]
