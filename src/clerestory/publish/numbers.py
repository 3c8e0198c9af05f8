"""How numbers are printed, and how one is found that stands in the text without a table behind it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from clerestory.model.shares import Completeness, NoShare, Share, tenths_of_a_percent
from clerestory.model.tables import SUPPRESSED

_GAP = r"[\s\u2010-\u2015\u2212-]"  # between the parts of a number: a space, or a hyphen or dash of any kind
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TEENS = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_LARGE = "hundred|thousand|million|billion|dozen"
_COUNT = f"zero|nought|nil|one|{_SMALL}|{_TEENS}|{_TENS}|{_LARGE}"
_PART = "third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth|hundredth|thousandth"
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?<![^\W_])", r"(?![^\W_])"  # as \b, but "_" is no letter
_WORDS = re.compile(
    rf"{_NO_LETTER_BEFORE}(?:"
    rf"(?:{_COUNT})(?:{_GAP}?(?:{_COUNT}))*(?:e?s|{_GAP}?fold)?"  # four, fours, forty-two, fortytwo, fourfold
    rf"|half|halves|(?:{_PART})s|(?:an?|one){_GAP}+(?:{_PART})"  # "third" alone may be an ordinal
    rf"|(?:a|the){_GAP}+single|(?:a|another){_GAP}+(?:couple|pair|trio|brace|score)){_NO_LETTER_AFTER}",
    re.IGNORECASE,
)
# "One" is a number but where it stands for somebody or something; "ones" counts nothing.
_PRONOUN = re.compile(
    r"\b(?:(?:no|any|each|every|which|without)\s+one|one\s+(?:another|by\s+one)|one['\u2019]s"
    r"|the\s+one\s+(?:who|whom|whose|that|which)|ones)\b",
    re.IGNORECASE,
)
# Of numerals with L, C, D or M too many are words or abbreviations; "I", "V" and "X" alone are letters.
_ROMAN = re.compile(rf"{_NO_LETTER_BEFORE}(?=[IVX]{{2}})X{{0,3}}(?:I[XV]|V?I{{0,3}}){_NO_LETTER_AFTER}")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Letters without a shape, which are not of the category that tells such signs apart.
_FILLERS = "\u115f\u1160\u3164\uffa0"
_MARKS = ("Mn", "Me")  # marks that stand on another sign; some are invisible
_UNSEEN = ("Cf", "Cc", "Cn", "Zl", "Zp")  # signs of format and control, unassigned ones, separators of lines
_SOFT_HYPHEN = "\u00ad"


def literal_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Yield place and spelling of each number in a text: digits of any script, signs such as ½, and English words.

    It reads what a reader sees: signs without a shape are passed over, and letters of another form count as what they
    stand for. Ordinals such as "first" are not numbers here; docs/reference/paper-references.md has the rule.

    Examples
    --------
    >>> list(literal_numbers("We saw 12 cases, half of them at home, and no one asked."))
    [(7, '12'), (17, 'half')]
    """
    found = set()
    for gap in ("", " "):
        seen = list(seen_signs(text, gap))
        plain = "".join(sign for _, sign in seen)
        for start, end in (*_words(plain), *_numerals(plain)):
            first, last = seen[start][0], seen[end - 1][0]
            found.add((first, text[first : last + 1]))
    yield from sorted(found)


def counting_numbers(text: str) -> Iterator[str]:
    """Yield the spelling of each number in a text that is not a year, from 1900 to 2099."""
    return (number for _, number in literal_numbers(text) if not _YEAR.fullmatch(number))


def seen_signs(text: str, gap: str) -> Iterator[tuple[int, str]]:
    """Yield the signs that a reader sees, each with its place; a sign that is a number itself stays as it is.

    Whether a sign without a shape joins two words or parts them is up to the browser, so ``gap`` stands for it: nothing
    or a space. A soft hyphen joins, as in words that hold a number by chance (of-ten).
    """
    for place, sign in enumerate(text):
        for part in sign if sign.isnumeric() else unicodedata.normalize("NFKD", sign):
            category = unicodedata.category(part)
            if part in "\t\n\r":
                yield place, part
            elif category in _UNSEEN and part != _SOFT_HYPHEN:
                yield from ((place, space) for space in gap)
            elif category not in (*_UNSEEN, *_MARKS) and part not in _FILLERS:
                yield place, part


def _words(plain: str) -> Iterator[tuple[int, int]]:
    pronouns = [match.span() for match in _PRONOUN.finditer(plain)]
    for pattern in (_WORDS, _ROMAN):
        for match in pattern.finditer(plain):
            start, end = match.span()
            if not any(first <= start and end <= last for first, last in pronouns):
                yield start, end


def _numerals(plain: str) -> Iterator[tuple[int, int]]:
    start = None
    for place, sign in enumerate([*plain, " "]):
        if sign.isnumeric():
            start = place if start is None else start
        elif start is not None and not (sign in ",." and plain[place + 1 : place + 2].isnumeric()):
            yield start, place
            start = None


def count_text(count: int | None) -> str:
    """Print a count, or the symbol of a suppressed one."""
    return SUPPRESSED if count is None else f"{count:,}"


def count_in_words(count: int | None, *, rounded: bool) -> str:
    """Print a count within a sentence, where "about" says that it is rounded; a 0 is a true zero."""
    return f"about {count_text(count)}" if rounded and count else count_text(count)


def signed_text(value: float) -> str:
    """Print a number with no more digits than it has and, below 0, a minus sign.

    Examples
    --------
    >>> signed_text(4.5), signed_text(-11.0)
    ('4.5', '\u221211')
    """
    return f"{value:g}".replace("-", "\u2212")


def percent_number(proportion: Fraction) -> str:
    """Print 100 times a proportion with one decimal, halves up."""
    tenths = tenths_of_a_percent(proportion.numerator, proportion.denominator)
    return f"{tenths // 10}.{tenths % 10}"


def percent_text(proportion: Fraction) -> str:
    """Print a proportion as a percentage with one decimal."""
    return f"{percent_number(proportion)}%"


def share_text(share: Share | NoShare) -> str:
    """Print a share with what is not known beside it and its worst-case bounds; never a bare percentage (rule Q1).

    Where too little is known to print the share of the known cases, the bounds stand alone (rule Q7).
    """
    if isinstance(share, NoShare):
        return share.sign
    if share.known == share.total:
        return f"{percent_text(share.of_known_prop)} (known for all{', in rounded numbers' if share.rounded else ''})"
    unknown = f"not known for {percent_text(share.unknown_prop)}"
    bounds = f"between {percent_text(share.lower_prop)} and {percent_text(share.upper_prop)} of all"
    if share.completeness is Completeness.TOO_LOW:
        return f"{bounds} ({unknown})"
    return f"{of_known_text(share)} ({unknown}; so {bounds})"


def of_known_text(share: Share) -> str:
    """Print the share of the known cases, with its sign where little is known, or the sign alone."""
    if share.completeness is Completeness.TOO_LOW:
        return share.completeness.sign
    return f"{percent_text(share.of_known_prop)} {share.completeness.sign}".rstrip()
