"""Dates of birth, addresses, telephones, vehicles, postcodes, schools and operations of a roster, in every spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import ahocorasick

from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.model.redaction.roster import ClearRoster
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.roster.facts_of_person import FactString, Written, strings_of, telephone_digits
from clerestory.protect.text.roster.reading import parsed_date
from clerestory.protect.text.roster.schools import WHAT_AFTER
from clerestory.protect.text.roster.squeezed import LOOSEST, SqueezedText, squeeze
from clerestory.protect.text.roster.squeezed import squeezed as squeezed_string
from clerestory.protect.text.spoken_numbers import spoken_digits
from clerestory.protect.text.stretches import REACH
from clerestory.protect.text.written_dates import DateForm, Reading, WrittenDate, dates_in

# What belongs to an address and stands before its number.
_FLAT_BEFORE = re.compile(
    r"(?:(?:(?:ground|first|second|third|top) floor )?(?:flat|apartment|apt|unit|room|studio)\.? ?[a-z0-9]{1,4}"
    r"(?:,? (?:of )?|/| - )|(?<![a-z0-9])[0-9]{1,3}[a-z]?/|(?<![a-z])no\.? ?)$"
)
# A short code in capitals, which begins with a letter.
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,6}(?![^\W_])")
_DIGITS = "0123456789"
_LEAST_DIGITS = 3  # one sign of three in what is found for a number
_LONGEST_FLAT = 32
_AFTER_FLAT = (",", " ", "/", ".", "o")  # a sign of each with which what belongs to an address ends
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\"(\[*#>|] ?)$")


@dataclass(repr=False)
class _Known:
    """What a string is, and of whom."""

    string: FactString
    stands: Callable[[str, int, int], bool]
    whole: Callable[[NormalisedText, int, int], tuple[int, int]] | None
    people: set[int] = field(default_factory=set)

    @property
    def person(self) -> int | None:
        return next(iter(self.people)) if len(self.people) == 1 else None


class RosterFacts:
    """Finds what a roster knows of people beside their names; ``repr`` shows its length alone.

    Parameters
    ----------
    roster : ClearRoster
        ``Finding.person`` is a position in it. Dates that are none are errors of reading, and are left out here.
    """

    def __init__(self, roster: ClearRoster) -> None:
        self._rows = len(roster.people)
        self._days: dict[Reading, set[int]] = defaultdict(set)
        self._spoken: dict[str, set[int]] = defaultdict(set)
        known: dict[tuple[str, str], _Known] = {}
        for (column, value), people in _values(roster).items():
            for string in strings_of(column, value):
                known.setdefault((string.letters, string.rule), _known(string)).people.update(people)
            if column == "telephones":
                for digits in telephone_digits(value):
                    self._spoken[digits] |= people
            if column == "dates_of_birth":
                for reading in _readings_of(value):
                    self._days[reading] |= people
        self.reach = max([REACH, *(LOOSEST * (len(letters) + LOOSEST) for letters, _ in known)])
        self._codes, others = _by_letters(known)
        self._strings = _automaton(others)

    def __repr__(self) -> str:
        return f"RosterFacts({self._rows} rows)"

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield every passage that tells a fact of the roster."""
        if self._strings is not None:
            yield from self._found_strings(squeeze(text), self._strings)
        if self._codes:
            yield from self._found_codes(text)
        if self._days:
            for date in text.once(dates_in):
                yield from self._born(date, text)
        if self._spoken:
            yield from self._read_out(text)

    def _found_strings(self, squeezed: SqueezedText, strings: ahocorasick.Automaton) -> Iterator[Finding]:
        for last, those in strings.iter(squeezed.signs):
            span = squeezed.span(last, len(those[0].string.letters))
            if span is not None:
                yield from _findings(those, squeezed.text, *span)

    def _found_codes(self, text: NormalisedText) -> Iterator[Finding]:
        for start in text.landmarks.capitals_before(_DIGITS):
            found = _CODE.match(text.plain, start)
            those = self._codes.get(squeezed_string(found[0])) if found else None
            if found is not None and those is not None:
                yield from _findings(those, text, *found.span())

    def _born(self, date: WrittenDate, text: NormalisedText) -> Iterator[Finding]:
        people = {p for reading in date.readings for p in self._days.get(reading, ())}
        certainty, rule = Certainty.REMOVE, "roster.date_of_birth"
        if date.form in (DateForm.DAY_AND_MONTH, DateForm.MONTH_AND_YEAR):
            certainty, rule = Certainty.ASK, "roster.date_of_birth.part"
        elif not people:
            people = {p for reading in date.foreign for p in self._days.get(reading, ())}
            certainty, rule = Certainty.ASK, "roster.date_of_birth.foreign"
        if people:
            person = next(iter(people)) if len(people) == 1 else None
            yield Finding(*text.original_span(date.start, date.end), Kind.DATE_OF_BIRTH, rule, certainty, person)

    def _read_out(self, text: NormalisedText) -> Iterator[Finding]:
        for spoken in text.once(spoken_digits):
            people = {p for digits in _runs(spoken.digits) for p in self._spoken.get(digits, ())}
            if people:
                person = next(iter(people)) if len(people) == 1 else None
                span = text.original_span(spoken.start, spoken.end)
                yield Finding(*span, Kind.TELEPHONE, "roster.telephone.read_out", person=person)


def _runs(digits: str, shortest: int = 9, longest: int = 14) -> Iterator[str]:
    """Yield the runs of digits within that are long enough for a telephone number."""
    for start in range(max(1, len(digits) - shortest + 1)):
        for length in range(shortest, min(longest, len(digits) - start) + 1):
            yield digits[start : start + length]


def _values(roster: ClearRoster) -> dict[tuple[str, str], set[int]]:
    """Give every value of every column once, with the people who have it."""
    values: dict[tuple[str, str], set[int]] = defaultdict(set)
    for position, person in enumerate(roster.people):
        for column in _COLUMNS:
            for value in getattr(person, column):
                values[column, value].add(position)
    return values


_COLUMNS = ("dates_of_birth", "telephones", "vehicles", "postcodes", "addresses", "schools", "operations")


def _readings_of(date: str) -> tuple[Reading, ...]:
    day = parsed_date(date)
    if day is None:
        return ()
    return Reading(day.year, day.month, day.day), Reading(0, day.month, day.day), Reading(day.year, day.month, 0)


_Strings = dict[str, tuple[_Known, ...]]


def _by_letters(known: Mapping[tuple[str, str], _Known]) -> tuple[_Strings, _Strings]:
    """Give codes of capitals, which are looked up word by word since they are too short for a search, and the rest."""
    codes: _Strings = defaultdict(tuple)
    others: _Strings = defaultdict(tuple)
    for (letters, _), what in known.items():
        where = codes if what.string.written is Written.CAPITAL_CODE else others
        where[letters] += (what,)
    return dict(codes), dict(others)


def _automaton(strings: _Strings) -> ahocorasick.Automaton | None:
    if not strings:
        return None
    automaton = ahocorasick.Automaton()
    for letters, those in strings.items():
        automaton.add_word(letters, those)
    automaton.make_automaton()
    return automaton


def _findings(those: tuple[_Known, ...], text: NormalisedText, start: int, end: int) -> Iterator[Finding]:
    for known in those:
        of = known.string
        if known.stands(text.plain, start, end):
            first, last = known.whole(text, start, end) if known.whole else (start, end)
            yield Finding(*text.original_span(first, last), of.kind, of.rule, of.certainty, known.person)


def _known(string: FactString) -> _Known:
    return _Known(string, _STANDS[string.written], _WHOLE.get(string.kind))


def _with_flat(text: NormalisedText, start: int, end: int) -> tuple[int, int]:
    if text.folded[start - 1 : start] not in _AFTER_FLAT:
        return start, end
    before = _FLAT_BEFORE.search(text.folded[max(0, start - _LONGEST_FLAT) : start])
    return (start - len(before[0]) if before else start), end


def _with_what_it_is(text: NormalisedText, start: int, end: int) -> tuple[int, int]:
    after = WHAT_AFTER.match(text.folded, end)
    return start, after.end() if after else end


def _with_plus(text: NormalisedText, start: int, end: int) -> tuple[int, int]:
    before = _SIGNS_BEFORE.search(text.plain[max(0, start - 2) : start])
    return (start - len(before[0]) if before else start), end


_SIGNS_BEFORE = re.compile(r"[+(]{1,2}$")
_WHOLE = {Kind.ADDRESS: _with_flat, Kind.SCHOOL: _with_what_it_is, Kind.TELEPHONE: _with_plus}


def _anyhow(plain: str, start: int, end: int) -> bool:
    return True


def _with_digits(plain: str, start: int, end: int) -> bool:
    signs = [sign for sign in plain[start:end] if sign.isalnum()]
    return _LEAST_DIGITS * sum(sign.isdigit() for sign in signs) >= len(signs)


def _with_letter(plain: str, start: int, end: int) -> bool:
    found = plain[start:end]
    if not any(sign.isalpha() for sign in found):
        return False
    return any(sign.isdigit() for sign in found) or found.isupper()


def _capital_code(plain: str, start: int, end: int) -> bool:
    found = plain[start:end]
    return found.isalnum() and found.isupper()


def _capital(plain: str, start: int, end: int) -> bool:
    return not plain[start].islower()


def _capital_within(plain: str, start: int, end: int) -> bool:
    if plain[start:end].isupper():
        return True
    return plain[start].isupper() and _SENTENCE_START.search(plain[max(0, start - 3) : start]) is None


_STANDS = {
    Written.ANYHOW: _anyhow,
    Written.WITH_DIGITS: _with_digits,
    Written.WITH_LETTER: _with_letter,
    Written.CAPITAL_CODE: _capital_code,
    Written.CAPITAL: _capital,
    Written.CAPITAL_WITHIN: _capital_within,
}
