"""How much a table tells apart: whether it shows areas, how small, and how many variables it crosses."""

from __future__ import annotations

from clerestory.model.commission import CrossTable, OverlapTable
from clerestory.model.instrument import Instrument
from clerestory.model.rules import AreaLevel, TableScope

# Code lists of areas. A list of an instrument's own that is not named here is not known to be one.
_AREAS = {
    "region": AreaLevel.REGION,
    "police_force_area": AreaLevel.FORCE,
    "synthetic_force": AreaLevel.FORCE,
    "provider": AreaLevel.FORCE,
}
_CROSSED = 3


def variables_of(table: CrossTable | OverlapTable) -> tuple[str, ...]:
    """Give the variables that a table crosses or selects by; lists are one."""
    if isinstance(table, OverlapTable):
        return (table.lists,)
    return tuple(path for path in dict.fromkeys([table.rows, table.columns, *table.only]) if path)


def area_level(table: CrossTable | OverlapTable, instrument: Instrument) -> AreaLevel:
    """Give the level of the smallest areas that a table shows or selects by."""
    lists = [table.groups.get(path) or instrument.variable(path).codelist for path in variables_of(table)]
    return max((_AREAS.get(name, AreaLevel.NATIONAL) for name in lists), default=AreaLevel.NATIONAL)


def scope_of(table: CrossTable | OverlapTable, instrument: Instrument) -> TableScope:
    """Say which rules of a preset hold for a table."""
    if len(variables_of(table)) >= _CROSSED:
        return TableScope.CROSSED
    below = area_level(table, instrument) > AreaLevel.NATIONAL
    return TableScope.BELOW_NATIONAL if below else TableScope.NATIONAL
