"""Rule V12: codes of an older list are accepted, mapped into the current one, and counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from clerestory.model.instrument import Codelist, Instrument, ValueType, Variable


@dataclass(frozen=True)
class Mapped:
    """How many values of a field came in codes of an older list and were mapped into the current one."""

    path: str  # the field, as entity.variable
    older: str  # the code lists
    current: str
    values: int


def in_current_codes(
    frame: pl.DataFrame, instrument: Instrument, entity: str
) -> tuple[pl.DataFrame, tuple[Mapped, ...]]:
    """Give a file in current codes, and what was mapped.

    Only codes that the current list has not are mapped: those of both lists mean the same, which the instrument checks.
    Where a field takes several codes, a value counts once.
    """
    found: list[Mapped] = []
    for variable in instrument.values_of(entity):
        for older in instrument.older_lists_of(variable.codelist):
            values = frame[variable.name]
            mapped = _mapped(values, variable, _outdated(older, instrument.codelists[variable.codelist]))
            changed = int((values != mapped).sum())
            if changed:
                frame = frame.with_columns(mapped.alias(variable.name))
                found.append(Mapped(variable.path, older.name, variable.codelist, changed))
    return frame, tuple(found)


def _outdated(older: Codelist, current: Codelist) -> Mapping[str, str]:
    return {code.code: code.parent for code in older.codes if code.code not in current.by_code}


def _mapped(values: pl.Series, variable: Variable, to: Mapping[str, str]) -> pl.Series:
    if variable.type is not ValueType.CODES:
        return values.replace(dict(to))
    distinct = values.unique().to_list()
    return values.replace({value: ";".join(to.get(part, part) for part in value.split(";")) for value in distinct})
