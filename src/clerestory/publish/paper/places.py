"""Private characters that stand for the references of a paper while its Markdown and its words are read."""

from __future__ import annotations

import re

OPEN, FIRST, CLOSE = "\ue000", 0xE100, "\ue001"  # none is numeric, none is Markdown
PLACE = re.compile(f"{OPEN}(.){CLOSE}")
MOST = 0xF8FF - FIRST


def place_of(number: int) -> str:
    """Give what stands for the reference of a number."""
    return f"{OPEN}{chr(FIRST + number)}{CLOSE}"


def number_at(match: re.Match[str]) -> int:
    """Give the number of the reference that a match of ``PLACE`` stands for."""
    return ord(match[1]) - FIRST


def filled(text: str, printed: list[str]) -> str:
    """Put what references print in their places; a mark prints nothing, and takes one space with it.

    It is the space before it, so that a full stop behind it stands at the word; at the beginning, the one after it.
    """
    begun = re.sub(f"(?<![^>\n]){PLACE.pattern} ", lambda match: match[0] if printed[number_at(match)] else "", text)
    return re.sub(f" ?{PLACE.pattern}", lambda match: _with_space(match, printed[number_at(match)]), begun)


def _with_space(match: re.Match[str], what: str) -> str:
    return (" " if what and match[0].startswith(" ") else "") + what
