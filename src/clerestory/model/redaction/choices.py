"""What a user may choose about a redaction."""

from __future__ import annotations

from enum import Enum


class Style(Enum):
    """What stands in place of a person's name."""

    MARK = "mark"
    PSEUDONYM = "pseudonym"


class Dates(Enum):
    """What happens with a full date that is not said to be one of birth."""

    KEEP = "keep"
    ASK = "ask"
    REMOVE = "remove"
