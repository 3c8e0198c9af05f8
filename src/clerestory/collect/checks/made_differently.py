"""Returns made otherwise than most: under another definition (check 5), on another counting basis (check 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from clerestory.collect.returns import Collection
from clerestory.model.checks import Check, Finding, Weight
from clerestory.model.instrument import NOT_KNOWN, NOT_STATED, PROVIDER, RETURN, RETURN_REF, Instrument


@dataclass(frozen=True)
class _Choice:
    """What a giver chooses for a whole return, and what is said where most chose otherwise."""

    check: Check
    column: str
    noun: str
    weight: Weight
    what: str
    remedy: str

    def finding(self, provider: str, return_id: str, *, majority: bool) -> Finding:
        told = "that of most other returns" if majority else f"that of others, and no {self.noun} is that of most"
        what = f"{self.what} than {told}"
        return Finding(self.check, provider, return_id, self.weight, what, self.remedy, file=RETURN, column=self.column)


_CHOICES = (
    _Choice(
        Check.DEFINITION_SWITCH,
        "definition_applied",
        "definition",
        Weight.NOTE,
        "cases were selected under another definition of a group",
        "Nothing to mend. Tables are printed under definitions that are computed alike for every giver; but what a "
        "narrower selection left out of a return is in none of them.",
    ),
    _Choice(
        Check.COUNTING_BASIS,
        "counting_basis",
        "basis",
        Weight.QUERY,
        "counts on another basis",
        "Count on the basis that the commission asks for, or leave it: tables say on which basis each is made.",
    ),
)


def made_differently(collection: Collection, instrument: Instrument) -> Iterator[Finding]:
    """Yield the returns that chose otherwise than most; where no choice is that of most, all are told."""
    for choice in _CHOICES:
        if RETURN in collection.cases and choice.column in instrument.columns_of(RETURN):
            rows = collection.cases[RETURN].select(PROVIDER, RETURN_REF, choice.column).drop_nulls()
            unknown = _not_known(instrument, choice.column)  # completeness tells of these
            yield from _otherwise(rows.filter(~pl.col(choice.column).is_in(unknown)).rows(), choice)


def _not_known(instrument: Instrument, column: str) -> list[str]:
    codelist = instrument.codelists.get(instrument.variable(f"{RETURN}.{column}").codelist)
    return codelist.codes_noted(NOT_KNOWN, NOT_STATED) if codelist else []


def _otherwise(rows: list[tuple[str, str, str]], choice: _Choice) -> Iterator[Finding]:
    counted = Counter(chosen for _, _, chosen in rows)
    if len(counted) < 2:
        return
    most = [chosen for chosen, number in counted.items() if 2 * number > len(rows)]
    for provider, return_id, chosen in rows:
        if chosen not in most:
            yield choice.finding(provider, return_id, majority=bool(most))
