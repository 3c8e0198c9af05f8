"""What a text may say with figures in it and no reference: days, references of letters, places in a law, petitions.

Everything else that is a number has a table or a recorded fact behind it, or does not go out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clerestory.model.wording.anchors import MONTHS

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"\d{1,3}[A-Z]{0,2}(?:\(\d{1,2}[A-Z]?\)|\([a-z]{1,3}\))*"
_MORE = rf"(?:(?:,\s|\s(?:and|or|to)\s){_NUMBER}(?![\w]))*"
_CAPITAL = r"[A-Z][\w'\u2019-]+"
_LAWS = r"Act|Acts|Order|Orders|Regulations|Rules|Bill|Measure|Code|Charter"
# A reference that stands because it is named; with fewer signs, or of digits alone, it could be a count.
_NAMED = re.compile(r"(?=.*\d)[A-Z][A-Z0-9/.-]{4,}")
DAY = re.compile(rf"\b{_DAY}(?:st|nd|rd|th)?\s(?:{MONTHS})(?:\s{_YEAR})?\b|\b(?:{MONTHS})\s{_YEAR}\b")
_STANDING = (
    DAY,
    # of a letter: letters first, and a stroke or hyphen between its parts
    re.compile(r"(?<![\w/-])[A-Z]{2,}[A-Z0-9]*(?:[/-][A-Z0-9]+)+(?![\w/-])"),
    re.compile(
        rf"\b(?:[Ss]ections?|[Aa]rticles?|[Ss]chedules?|[Pp]aragraphs?|[Rr]egulations?|[Cc]lauses?|[Rr]ules?|s\.|ss\.)"
        rf"\s?{_NUMBER}(?!\d){_MORE}"
    ),
    re.compile(r"\b(?:[Pp]art|[Cc]hapter|[Ss]tanding\sOrder\s(?:[Nn]o\.?\s)?)\s?\d{1,3}[A-Z]?\b(?=\sof\b|\sto\b)"),
    re.compile(rf"\b{_CAPITAL}(?:\s(?:{_CAPITAL}|and|of|the|for|\([A-Z][\w\s]+\)))*\s(?:{_LAWS})\s{_YEAR}\b"),
    re.compile(r"\b(?:e-)?[Pp]etition\s(?:[Nn]umber\s|[Nn]o\.?\s)?\d{5,7}\b"),
    # how long the law or a rule gives, and how late an answer is: the clock of the letter says the same
    re.compile(r"\b(?:within|of|after|another|by) \d{1,2} working days\b"),
    re.compile(r"\b\d{1,3}(?:,\d{3})? working days? (?:over|after|beyond|past) our target\b"),
    re.compile(r"\bhttps?://[^\s<>\"]+[\w/]"),
)


def standing_spans(text: str, references: Sequence[str] = ()) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text whose figures may stand.

    Parameters
    ----------
    references : sequence of str
        What the letter calls itself, and what the other side calls it, where these have the form of a reference, which
        begins with a capital letter; one that could be a count is passed over.

    Examples
    --------
    >>> text = "Section 22 was used on 25 May 2018, in 31 cases."
    >>> [text[start:end] for start, end in sorted(standing_spans(text))]
    ['Section 22', '25 May 2018']
    """
    for pattern in _STANDING:
        yield from (found.span() for found in pattern.finditer(text))
    for reference in filter(_NAMED.fullmatch, references):
        yield from (found.span() for found in re.finditer(rf"(?<!\w){re.escape(reference)}(?!\w)", text))


def without_standing(text: str, references: Sequence[str] = ()) -> str:
    """Give a text with letters in place of every figure that may stand; nothing moves.

    Examples
    --------
    >>> without_standing("By section 22, of 31 cases.")
    'By xxxxxxx xx, of 31 cases.'
    """
    signs = list(text)
    for start, end in standing_spans(text, references):
        signs[start:end] = ["x" if sign.isalnum() else sign for sign in signs[start:end]]
    return "".join(signs)
