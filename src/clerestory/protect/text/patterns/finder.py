"""Patterns as a finder: what needs no roster, since its form and its check digits give it away."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.redaction.findings import Finding
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.patterns.addresses import addresses_in
from clerestory.protect.text.patterns.anchored import Found
from clerestory.protect.text.patterns.dates import dated_in
from clerestory.protect.text.patterns.numbers import identifiers_in, many_digits
from clerestory.protect.text.patterns.online import online_in
from clerestory.protect.text.patterns.references import references_in
from clerestory.protect.text.patterns.settings import PatternSettings
from clerestory.protect.text.patterns.telephones import telephones_in
from clerestory.protect.text.patterns.wording import worded_in
from clerestory.protect.text.stretches import REACH


class UkPatterns:
    """Finds British identifiers, addresses, operations, and names that a title or a word such as "called" gives away.

    Parameters
    ----------
    settings : PatternSettings, optional
    """

    reach = REACH

    def __init__(self, settings: PatternSettings | None = None) -> None:
        self._settings = settings or PatternSettings()
        self._references = self._settings.reference_patterns

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield what it finds, in any order."""
        for found in self._found(text):
            span = text.original_span(found.start, found.end)
            yield Finding(*span, found.kind, found.rule, found.certainty)

    def _found(self, text: NormalisedText) -> Iterator[Found]:
        digits = many_digits(text)
        yield from identifiers_in(text, digits)
        yield from telephones_in(text, digits)
        yield from references_in(text, self._references)
        yield from addresses_in(text)
        yield from dated_in(text, self._settings.dates)
        yield from online_in(text.plain, text.folded)
        yield from worded_in(text)
