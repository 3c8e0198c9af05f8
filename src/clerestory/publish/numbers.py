"""How numbers are printed, and how one is found that stands in the text without a table behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.model.shares import Share
from clerestory.model.tables import NOT_AVAILABLE, SUPPRESSED

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TEENS = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_LARGE = "(?:hundred|thousand|million|billion|dozen)s?"
_PARTS = "half|halves|thirds|quarters|fifths|sixths|tenths|(?:a|one)[ -](?:third|quarter|fifth|sixth|tenth)"
_WORDS = re.compile(rf"\b(?:(?:{_TENS})(?:[ -](?:one|{_SMALL}))?|{_SMALL}|{_TEENS}|{_LARGE}|{_PARTS})\b", re.IGNORECASE)


def literal_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Yield place and spelling of each number in a text: digits of any script, signs such as ½, and English words.

    "One" and ordinals such as "first" are not numbers here: they rarely count anything.

    Examples
    --------
    >>> list(literal_numbers("We saw 12 cases, half of them at home, in one town."))
    [(7, '12'), (17, 'half')]
    """
    found = [(match.start(), match.group()) for match in _WORDS.finditer(text)]
    start = None
    for place, sign in enumerate([*text, " "]):
        if sign.isnumeric():
            start = place if start is None else start
        elif start is not None and not (sign in ",." and text[place + 1 : place + 2].isnumeric()):
            found.append((start, text[start:place]))
            start = None
    yield from sorted(found)


def count_text(count: int | None) -> str:
    """Print a count, or the symbol of a suppressed one."""
    return SUPPRESSED if count is None else f"{count:,}"


def percent_text(proportion: float) -> str:
    """Print a proportion as a percentage with one decimal."""
    return f"{100 * proportion:.1f}%"


def share_text(share: Share | None, *, suppressed: bool) -> str:
    """Print a share with what is not known beside it and its worst-case bounds; never a bare percentage (rule Q1)."""
    if share is None:
        return SUPPRESSED if suppressed else NOT_AVAILABLE
    if share.known == share.total:
        return f"{percent_text(share.of_known_prop)} (known for all)"
    return (
        f"{percent_text(share.of_known_prop)} (not known for {percent_text(share.unknown_prop)}; "
        f"so between {percent_text(share.lower_prop)} and {percent_text(share.upper_prop)} of all)"
    )
