"""What a terminal shows of a text: colours, overstriking and overriding of directions undone, moves refused.

Plain text can hold commands to a terminal or line printer (ECMA-48). Those for colours and erasing are left out, so
that what they hide is read; a sign that a backspace takes back is gone; a stretch that is shown from right to left is
turned round. A command that moves the cursor could show letters in any order, so a text with one is refused.
"""

from __future__ import annotations

import re
from collections import Counter

from clerestory.errors import DocumentError

COMMANDS, TAKEN_BACK, TURNED = "commands to a terminal", "signs written over", "stretches shown from right to left"
_BEGINS = "\x1b\x9b\x9d\x90\x98\x9e\x9f"
# A text for the terminal itself (a title, the target of a link): never on the page, and whatever it says goes.
_UNSEEN = re.compile(r"(?:\x1b[\]P^_X]|[\x9d\x90\x9e\x9f\x98])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)")
_COLOUR_OR_ERASING = re.compile(r"(?:\x1b\[|\x9b)[0-9;:]*[mJK]")
_OVERRIDDEN = re.compile("\u202e([^\u202a-\u202e\u2066-\u2069\r\n]*)(?:\u202c|(?=[\r\n])|$)")
_OVERRIDE = "\u202e"


def shown(text: str, left: Counter[str], where: str) -> str:
    r"""Give a text as a terminal or printer shows it.

    Raises
    ------
    DocumentError
        If it holds commands that move a cursor, or directions within directions.

    Examples
    --------
    >>> shown("\x1b[8mhidden\x1b[0m, wrotx\be, \u202eelor\u202c", Counter(), "a.txt")
    'hidden, wrote, role'
    """
    if any(sign in text for sign in _BEGINS):
        text = _without_commands(text, left, where)
    if "\b" in text:
        text = _taken_back(text, left)
    return _turned(text, left, where) if _OVERRIDE in text else text


def _without_commands(text: str, left: Counter[str], where: str) -> str:
    text, unseen = _UNSEEN.subn("", text)
    text, colours = _COLOUR_OR_ERASING.subn("", text)
    left[COMMANDS] += unseen + colours
    if any(sign in text for sign in _BEGINS):
        raise _refused("it holds commands that move the cursor of a terminal", where)
    return text


def _taken_back(text: str, left: Counter[str]) -> str:
    """Apply backspaces: each takes the sign before it on its line, so that the last sign of a place stays."""
    made: list[str] = []
    for sign in text:
        if sign != "\b":
            made.append(sign)
        elif made and made[-1] not in "\r\n":
            made.pop()
            left[TAKEN_BACK] += 1
    return "".join(made)


def _turned(text: str, left: Counter[str], where: str) -> str:
    text, turned = _OVERRIDDEN.subn(lambda found: found[1][::-1], text)
    left[TURNED] += turned
    if _OVERRIDE in text:
        raise _refused("it holds directions of writing within one another", where)
    return text


def _refused(what: str, where: str) -> DocumentError:
    return DocumentError(what, where=where, remedy="Save what is seen of it as plain text. Nothing was written.")
