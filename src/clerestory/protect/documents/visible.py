"""What a reader sees of a text: signs without a shape are left out, so that nothing can be written with them.

Formats, controls, private and unassigned signs, tags, selectors of variants and the soft hyphen have no shape; spaces
of all widths look alike, and at the end of a line like nothing. Joiners that some scripts use (Persian, Hindi) go, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

_WITHOUT_SHAPE = ("Cc", "Cf", "Cs", "Co", "Cn")
_LINES = "\n\r\v\f\x85\u2028\u2029"
_SHAPELESS_MARKS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_ENDS = re.compile(r"(?<![ \t])[ \t]++(?=\n|$)")  # from the first space on alone, since a run can be long
_FEW = 20  # kinds of signs up to which one pass for each is faster than a look at every sign
_RUNS = re.compile(r" {2,}|[ \t]*\t[ \t]*")
HIDDEN = "signs without a shape"


def visible(text: str, left: Counter[str]) -> str:
    r"""Give a text as a reader sees it, and count the signs that are left behind.

    Examples
    --------
    >>> left = Counter()
    >>> visible("Zo\u200be  \u00a0N.  ", left), left[HIDDEN]
    ('Zoe N.', 1)
    """
    if text.isascii() and text.isprintable() and "  " not in text and not text.endswith(" "):
        return text
    return _RUNS.sub(_one, seen(text, left))


def seen(text: str, left: Counter[str]) -> str:
    r"""Give a text as a reader sees it with its columns as they are, and count the signs that are left behind.

    Examples
    --------
    >>> seen("a\u200b\u2009  b \r\nc", Counter())
    'a   b\nc'
    """
    text = text.replace("\r\n", "\n")
    table = {sign: shown for sign in set(text) if (shown := _shown(sign)) != sign}
    gone = sum(text.count(sign) for sign, shown in table.items() if not shown)
    if gone:
        left[HIDDEN] += gone
    return _ENDS.sub("", _replaced(text, table))


def _replaced(text: str, table: Mapping[str, str]) -> str:
    """Give a text with other signs for some, none of which is one of them."""
    if len(table) > _FEW:
        return text.translate({ord(sign): shown for sign, shown in table.items()})
    for sign, shown in table.items():
        text = text.replace(sign, shown)
    return text


def invisible_signs(text: str) -> Iterable[str]:
    """Give the signs of a text that have no shape, each once."""
    return [sign for sign in set(text) if not _shown(sign)]


def _one(run: re.Match[str]) -> str:
    return "\t" if "\t" in run.group() else " "


@lru_cache(maxsize=4096)
def _shown(sign: str) -> str:
    if sign in _LINES:
        return "\n"
    if sign == "\t":
        return sign
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in _WITHOUT_SHAPE or _SHAPELESS_MARKS.match(sign) else sign
