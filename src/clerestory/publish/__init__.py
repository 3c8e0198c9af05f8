"""What the public gets: a paper whose every number is a protected cell, tables, charts, and an account of the rest."""

from clerestory.publish.pages import style_sheet
from clerestory.publish.references import REFERENCE_PATTERNS
from clerestory.publish.register import withheld_register
from clerestory.publish.release import (
    SEAL,
    build_release,
    claims_of,
    draft_content,
    read_seal,
    verify_release,
    write_seal,
)

__all__ = [
    "REFERENCE_PATTERNS",
    "SEAL",
    "build_release",
    "claims_of",
    "draft_content",
    "read_seal",
    "style_sheet",
    "verify_release",
    "withheld_register",
    "write_seal",
]
