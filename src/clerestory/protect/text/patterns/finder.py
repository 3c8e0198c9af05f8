"""Patterns as a finder: what needs no roster, since its form and its check digits give it away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.patterns.numbers import FULL_DATE, NUMBER_FORMS, telephones, windows
from clerestory.protect.text.patterns.settings import Dates, PatternSettings
from clerestory.protect.text.patterns.wording import WORDINGS

_OF_DATES = {Dates.ASK: Certainty.ASK, Dates.REMOVE: Certainty.REMOVE}
Found = tuple[int, int, Kind, str, Certainty]


class UkPatterns:
    """Finds British identifiers, addresses, operations, and names that a title or a word such as "called" gives away.

    Parameters
    ----------
    settings : PatternSettings, optional
    """

    def __init__(self, settings: PatternSettings | None = None) -> None:
        self._settings = settings or PatternSettings()
        self._references = self._settings.reference_patterns

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield what it finds, in any order."""
        for start, end, kind, rule, certainty in self._found(text.plain):
            yield Finding(*text.original_span(start, end), kind, rule, certainty)

    def _found(self, plain: str) -> Iterator[Found]:
        for start, end in windows(plain):
            yield from self._numbers(plain, start, end)
        for kind, rule, certainty, pattern in WORDINGS:
            for found in pattern.finditer(plain):
                yield *_span(found), kind, rule, certainty

    def _numbers(self, plain: str, start: int, end: int) -> Iterator[Found]:
        for form in NUMBER_FORMS:
            for found in form.pattern.finditer(plain, start, end):
                span = _span(found)
                if form.check(plain[slice(*span)]):
                    yield *span, form.kind, form.rule, form.certainty
        for span in telephones(plain, start, end):
            yield *span, Kind.TELEPHONE, "pattern.telephone", Certainty.REMOVE
        for pattern in self._references:
            for found in pattern.finditer(plain, start, end):
                yield *found.span(), Kind.CRIME_REFERENCE, "pattern.reference.own", Certainty.REMOVE
        if self._settings.dates is not Dates.KEEP:
            for found in FULL_DATE.finditer(plain, start, end):
                yield *found.span(), Kind.DATE, "pattern.date", _OF_DATES[self._settings.dates]


def _span(found: re.Match[str]) -> tuple[int, int]:
    return found.span("it") if "it" in found.re.groupindex and found["it"] is not None else found.span()
