"""Words as they are compared: small letters, two signs at least."""

from __future__ import annotations

import re
from collections import Counter

_TOKEN = re.compile(r"[^\W_]{2,}")
_MARK = re.compile(r"\[\s*(withheld|redacted)|\bredacted\b|[\u2588\u25a0]{2,}", re.IGNORECASE)
_LEAST = 3


def tokens(text: str) -> Counter[str]:
    """Give the words of a text and how often each is there."""
    return Counter(_TOKEN.findall(text.lower()))


def unknown_in(text: str, known: Counter[str]) -> list[str]:
    """Give the words of a text, three signs or more, that are not known."""
    return [word for word in _TOKEN.findall(text) if len(word) >= _LEAST and word.lower() not in known]


def has_mark(text: str) -> bool:
    """Say whether a text has a mark of something taken out."""
    return _MARK.search(text) is not None
