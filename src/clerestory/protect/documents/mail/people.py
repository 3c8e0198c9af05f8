"""Who wrote a message and who got it: a header names them whether or not an address stands beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.model.redaction.documents import Document, Role
from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.protect.text.patterns.online import PART

RULE = "mail.field"
_OF_PEOPLE = ("From", "To", "Cc")
_ADDRESS = re.compile(rf"(?<!{PART}){PART}++@{PART}++")  # a name can stand beside it without a space
_WORDS = re.compile(r"[^\W\d_][\w'\u2019.\-]+(?:\s+[^\W\d_][\w'\u2019.\-]*)*")


def people_in_fields(document: Document) -> Iterator[Finding]:
    """Yield the names in the headers of a message, in code points of the document's text; a reviewer is asked.

    Examples
    --------
    >>> from clerestory.model.redaction.documents import Block, Format
    >>> field = Block("Tallowby, Brenda; e@f.example (Ann Lee), Wexcombe<w@f.example>", Role.FIELD, label="From")
    >>> document = Document(Format.EMAIL, (field,))
    >>> [document.text[found.start : found.end] for found in people_in_fields(document)]
    ['Tallowby', 'Brenda', 'Ann Lee', 'Wexcombe']
    """
    for block, start in zip(document.blocks, document.starts, strict=True):
        if block.role is Role.FIELD and block.label in _OF_PEOPLE:
            rest = _ADDRESS.sub(lambda found: " " * len(found[0]), block.text)
            for name in _WORDS.finditer(rest):
                yield Finding(start + name.start(), start + name.end(), Kind.PERSON, RULE, Certainty.ASK)
