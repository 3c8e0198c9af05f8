"""From rows of cases to a finding in the return that they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from clerestory.collect.faults import KEPT
from clerestory.collect.reading import LINE
from clerestory.model.checks import Check, Finding, Weight
from clerestory.model.instrument import PROVIDER, RETURN_REF, Instrument

WHOSE = (PROVIDER, RETURN_REF)


@dataclass(frozen=True)
class Wording:
    """What a finding says, whatever the return."""

    check: Check
    weight: Weight
    what: str
    remedy: str


def findings_in(rows: pl.DataFrame, entity: str, column: str, *, wording: Wording) -> Iterator[Finding]:
    """Yield a finding for each return that has some of the rows, in order of givers.

    Parameters
    ----------
    rows : DataFrame
        With the giver, the return and the line of each row, as ``Collection.placed`` gives them.
    """
    for (provider, return_id), mine in sorted(rows.partition_by(WHOSE, as_dict=True).items()):
        lines = mine[LINE].unique().sort()
        yield Finding(
            wording.check,
            provider,
            return_id,
            wording.weight,
            wording.what,
            wording.remedy,
            file=entity,
            column=column,
            rows=tuple(lines.head(KEPT).to_list()),
            number=len(lines),
        )


def has_all(instrument: Instrument, paths: Iterable[str]) -> bool:
    """Say whether an instrument has all of some fields; a check of others is not for it."""
    there = {f"{entity}.{column}" for entity in instrument.entities for column in instrument.columns_of(entity)}
    return set(paths) <= there
