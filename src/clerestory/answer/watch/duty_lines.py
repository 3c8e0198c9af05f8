"""Lines of guidance that say what somebody has to do: their duty, how strong they put it, time limits, sections of law.

A line of duty begins with its mark, ``[duty share-early, version 2]``. The words of it are read by rules alone, and a
line without a mark that speaks of what has to be done is told as well: nothing that binds people stands unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.model.answers.guidance import Force

_MARK = re.compile(
    r"^\s*(?:[-*]\s+)?\[duty (?P<duty>[a-z0-9][a-z0-9-]*), version (?P<version>[0-9]{1,3})\]\s*(?P<words>.*)$"
)
MARKED = "[duty share-early, version 2]"  # what a mark looks like
# The longer words first: "must not" is no "must". The month of May has a capital and is no word of duty.
_FORCES = (
    (Force.NEED_NOT, r"need not|needn't|(?:do|does) not (?:have|need) to|(?:is|are) not (?:required|obliged|bound) to"),
    (
        Force.MUST_NOT,
        r"must (?:not|never)|mustn't|shall not|may not|cannot|can not|can't|(?:is|are) not (?:allowed|permitted) to",
    ),
    (Force.SHOULD_NOT, r"should (?:not|never)|shouldn't|ought not to"),
    (Force.MUST, r"must|shall|ha(?:ve|s) to|(?:is|are) (?:required|obliged|bound) to|need(?:s)? to"),
    (Force.SHOULD, r"should|ought to|(?:is|are) expected to"),
    (Force.MAY, r"may|can|(?:is|are) (?:allowed|permitted|free) to"),
)  # fmt: skip
_FORCE = re.compile("|".join(rf"(?P<f{at}>\b(?:{words})\b)" for at, (_, words) in enumerate(_FORCES)))
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {
    **{word: number for number, word in enumerate(_COUNTED, start=1)},
    "a": 1,
    "an": 1,
    "fourteen": 14,
    "twenty": 20,
    "twenty-eight": 28,
    "thirty": 30,
}
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_LIMIT = re.compile(
    rf"\b(?P<count>\d{{1,4}}|{'|'.join(_NUMBERS)})[ -](?P<kind>working |calendar )?"
    r"(?P<unit>hour|day|week|month|year)s?\b"
    rf"|\b(?P<date>\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?)\b"
    r"|\b(?P<now>at once|immediately|without delay|straight away|the (?:same|next) (?:working )?day)\b"
)
_LIMIT_AS_TYPED = re.compile(_LIMIT.pattern, re.IGNORECASE)
_SECTION = re.compile(r"\b(?:sections?|ss?\.)\s*(\d+[a-z]*(?:\(\w{1,4}\))*)", re.IGNORECASE)
_PROPER = r"[A-Z][\w'’-]*|\([A-Z][^)]*\)"
_LAW = re.compile(
    rf"(?:{_PROPER})(?:,?\s+(?:{_PROPER}|of|and|the|for|to|in|etc\.?))*\s+(?:Act|Order|Regulations)\s+\d{{4}}"
)
_BEFORE_LAW = re.compile(r"^(?:(?:of|and|the|for|to|in|under|by)\s+)+")


@dataclass(frozen=True)
class DutyLine:
    """A line that says what somebody has to do.

    Attributes
    ----------
    line : int
        Its number in the text, from 1.
    duty : str
        Id of its duty; empty where it has no mark.
    """

    line: int
    duty: str
    version: int
    words: str

    @property
    def forces(self) -> frozenset[Force]:
        """How strong it puts what has to be done."""
        return forces_of(self.words)


def duty_lines(text: str) -> Iterator[DutyLine]:
    """Yield the lines of a text that have the mark of a duty, and those that bind somebody and have none."""
    for number, line in enumerate(text.splitlines(), start=1):
        found = _MARK.match(line)
        if found:
            yield DutyLine(number, found["duty"], int(found["version"]), found["words"])
        elif forces_of(line) & {Force.MUST, Force.MUST_NOT}:
            yield DutyLine(number, "", 0, line)


def as_guided(text: str) -> str:
    r"""Give a text as its readers have it, without marks and with words in place of the time limits of its duties.

    These limits are held against the library, which has them; every other number in it has nothing behind it.

    Examples
    --------
    >>> as_guided("It helps.\n[duty tell, version 1] You must tell within two days, in 12 cases.")
    'It helps.\nYou must tell within the time, in 12 cases.'
    """
    marked = ((_MARK.match(line), line) for line in text.splitlines())
    return "\n".join(without_limits(found["words"]) if found else line for found, line in marked)


def without_limits(words: str) -> str:
    """Give the words of a duty with others in place of time limits and days."""
    return _LIMIT_AS_TYPED.sub("the time", words)


def forces_of(words: str) -> frozenset[Force]:
    """Give how strong some words put what has to be done.

    Examples
    --------
    >>> sorted(force.value for force in forces_of("You must not wait, and may ask in May."))
    ['may', 'must not']
    """
    lowered = words[:1].lower() + words[1:]
    return frozenset(_FORCES[int(str(found.lastgroup)[1:])][0] for found in _FORCE.finditer(lowered))


def limits_of(words: str) -> frozenset[str]:
    """Give the time limits and days that some words name, each in one spelling; a week is seven days.

    Examples
    --------
    >>> sorted(limits_of("within one week, or by 5 May 2020"))
    ['5 may 2020', '7 days']
    """
    return frozenset(map(_limit, _LIMIT.finditer(words.casefold())))


def _limit(found: re.Match[str]) -> str:
    if found["date"]:
        return found["date"]
    if found["now"]:
        return found["now"] if "day" in found["now"] else "at once"
    count = _NUMBERS[found["count"]] if found["count"] in _NUMBERS else int(found["count"])
    kind, unit = found["kind"] or "", found["unit"]
    if unit == "week" and not kind:
        count, unit = 7 * count, "day"
    return f"{count} {'' if kind == 'calendar ' else kind}{unit}s"


def sections_of(words: str) -> frozenset[str]:
    """Give the sections and the laws that some words name, each in one spelling.

    Examples
    --------
    >>> sorted(sections_of("Section 11(2) of the Children Act 2004"))
    ['children act 2004', 'section 11(2)']
    """
    laws = (found[0] for found in _LAW.finditer(words))
    return frozenset(
        [f"section {number.casefold()}" for number in _SECTION.findall(words)]
        + [_BEFORE_LAW.sub("", law.casefold()) for law in laws]
    )
