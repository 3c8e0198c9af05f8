"""What a revised return changed: rows added, gone and changed by entity and field, as counts for its giver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from clerestory.model.instrument import Instrument, KeyKind
from clerestory.model.versions import EntityChange, ReturnVersion, Withdrawal


@dataclass(frozen=True)
class Revision:
    """What a version changed against the one before."""

    version: ReturnVersion
    changes: tuple[EntityChange, ...]
    withdrawal: Withdrawal | None = None


_NUMBER = "_number"  # how often a row stands in a version


def changes_between(
    before: Mapping[str, pl.DataFrame], after: Mapping[str, pl.DataFrame], instrument: Instrument
) -> tuple[EntityChange, ...]:
    """Count how the accepted rows of a version differ from those of the version before.

    A row is known by its key: the primary one, or else all keys that it names others by. Where these do not tell rows
    apart, a changed row counts as one gone and one added.

    Parameters
    ----------
    before, after : mapping of str to DataFrame
        Accepted rows by entity, every column as text.

    Returns
    -------
    tuple of EntityChange
        One for each entity of the instrument, in its order.
    """
    return tuple(_change(entity, before[entity], after[entity], instrument) for entity in instrument.entities)


def _change(entity: str, before: pl.DataFrame, after: pl.DataFrame, instrument: Instrument) -> EntityChange:
    keys = _telling_keys(entity, instrument)
    if keys and not any(frame.select(keys).is_duplicated().any() for frame in (before, after)):
        return _by_key(entity, before, after, keys)
    return _by_row(entity, before, after)


def _telling_keys(entity: str, instrument: Instrument) -> list[str]:
    own = instrument.keys_of(entity)
    primary = [key.name for key in own if key.kind is KeyKind.PRIMARY]
    return primary or [key.name for key in own if key.kind is KeyKind.FOREIGN]


def _by_key(entity: str, before: pl.DataFrame, after: pl.DataFrame, keys: Sequence[str]) -> EntityChange:
    both = before.join(after, on=keys, how="inner", nulls_equal=True, suffix=".after")
    fields = [column for column in after.columns if column not in keys]
    differ = both.select(pl.col(field).ne_missing(pl.col(f"{field}.after")).sum() for field in fields)
    changed = {field: int(number) for field, number in zip(fields, differ.row(0), strict=True) if number}
    return EntityChange(entity, after.height - both.height, before.height - both.height, changed)


def _by_row(entity: str, before: pl.DataFrame, after: pl.DataFrame) -> EntityChange:
    counted = [frame.group_by(pl.all()).len(name=_NUMBER) for frame in (before, after)]
    both = counted[0].join(counted[1], on=after.columns, how="inner", nulls_equal=True, suffix=".after")
    same = int(both.select(pl.min_horizontal(_NUMBER, f"{_NUMBER}.after").sum()).item())
    return EntityChange(entity, after.height - same, before.height - same, {})


def revision_lines(revision: Revision) -> Iterator[str]:
    """Yield the part of a feedback report that says what a version changed, as Markdown."""
    before = revision.version.number - 1
    yield from ("", f"## What version {before + 1} changed", "")
    if revision.withdrawal:
        said = revision.withdrawal
        yield from (f"The return was withdrawn on {said.withdrawn} and counts no rows. Said by: {said.by}.", "")
        yield from (f"Reason: {said.reason}", "")
    yield f"Against the rows that were accepted of version {before}. Version {before} stays where it is."
    yield from ("", "| file | rows added | rows gone | rows changed, by field |", "| --- | ---: | ---: | --- |")
    for change in revision.changes:
        fields = ", ".join(f"`{field}` {number:,}" for field, number in change.changed.items())
        yield f"| {change.entity} | {change.added:,} | {change.gone:,} | {fields or 'none'} |"
