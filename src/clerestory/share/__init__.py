"""The law of sharing, written down; and names that never leave the giver."""

from clerestory.share.claims import Claim, disagreements
from clerestory.share.gateways import (
    TABLE,
    Answer,
    Duty,
    Named,
    Question,
    Receiver,
    Refusal,
    Row,
    pick,
    picked,
    refused,
    wrong_gateways,
)
from clerestory.share.record_checks import Expected, Warned, blocks, warnings
from clerestory.share.records import (
    file_hash,
    new_record,
    read_controller,
    read_record,
    read_records,
    read_toml,
    record_path,
    slug_of,
    write_record,
)

__all__ = [
    "TABLE",
    "Answer",
    "Claim",
    "Duty",
    "Expected",
    "Named",
    "Question",
    "Receiver",
    "Refusal",
    "Row",
    "Warned",
    "blocks",
    "disagreements",
    "file_hash",
    "new_record",
    "pick",
    "picked",
    "read_controller",
    "read_record",
    "read_records",
    "read_toml",
    "record_path",
    "refused",
    "slug_of",
    "warnings",
    "write_record",
    "wrong_gateways",
]
