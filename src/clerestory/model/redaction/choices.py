"""What a user may choose about a redaction."""

from __future__ import annotations

from enum import Enum


class Style(Enum):
    """What stands in place of a person's name."""

    MARK = "mark"
    PSEUDONYM = "pseudonym"


class TextEncoding(Enum):
    """How a plain text is encoded; a file cannot say that it is Windows-1252, so a person does."""

    UNICODE = "utf-8"  # or UTF-16 or UTF-32 where its mark stands in front
    WINDOWS_1252 = "windows-1252"  # where it is none of these


class Dates(Enum):
    """What happens with a full date that is not said to be one of birth."""

    KEEP = "keep"
    ASK = "ask"
    REMOVE = "remove"
