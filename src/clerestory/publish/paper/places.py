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
    """Put what references print in their places; a mark prints nothing, and a space beside it goes too."""
    return re.sub(f" ?{PLACE.pattern} ?", lambda match: _with_spaces(match, printed[number_at(match)]), text)


def _with_spaces(match: re.Match[str], what: str) -> str:
    """Give what is printed between the spaces around it; a mark at the beginning takes the space after it."""
    before, after = match[0].startswith(" "), match[0].endswith(" ")
    begins = match.start() == 0 or match.string[match.start() - 1] in ">\n"
    return (" " if what and before else "") + what + (" " if after and (what or not begins) else "")
