"""Documents: read to plain blocks, written to new files, opened again by other libraries for the check."""

from clerestory.protect.documents.attached import Attachment, attachments_of
from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.documents.checking import channels_of, check_clear
from clerestory.protect.documents.files import read_bytes, read_document, write_document
from clerestory.protect.documents.plain import Encoding

__all__ = [
    "Attachment",
    "Channel",
    "Encoding",
    "Seen",
    "attachments_of",
    "channels_of",
    "check_clear",
    "read_bytes",
    "read_document",
    "write_document",
]
