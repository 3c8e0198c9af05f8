"""How much a table, or a cell of it, tells apart: whether it shows areas, how small, and how many variables."""

from __future__ import annotations

from collections.abc import Mapping

from clerestory.analyse.shapes import MEMBERSHIP
from clerestory.model.areas import AREA_LISTS
from clerestory.model.commission import OverlapTable, TableRequest
from clerestory.model.definitions import DEFINITION
from clerestory.model.instrument import Instrument
from clerestory.model.rules import AreaLevel, TableScope
from clerestory.model.tables import Predicate

_CROSSED = 3


def variables_of(table: TableRequest) -> tuple[str, ...]:
    """Give the variables that a table crosses or selects by; lists are one."""
    chosen = [DEFINITION] if table.definition else []
    if isinstance(table, OverlapTable):
        return (table.lists, *chosen)
    return tuple(path for path in dict.fromkeys([table.rows, table.columns, *table.only, *chosen]) if path)


def area_level(table: TableRequest, instrument: Instrument) -> AreaLevel:
    """Give the level of the smallest areas that a table shows or selects by."""
    levels = (_level(table, path, instrument) for path in variables_of(table))
    return max(levels, default=AreaLevel.NATIONAL)


def _level(table: TableRequest, path: str, instrument: Instrument) -> AreaLevel:
    return AREA_LISTS.get(table.groups.get(path) or instrument.variable(path).codelist, AreaLevel.NATIONAL)


def scope_of(table: TableRequest, instrument: Instrument) -> TableScope:
    """Say which rules of a preset hold for a table."""
    if len(variables_of(table)) >= _CROSSED:
        return TableScope.CROSSED
    below = area_level(table, instrument) > AreaLevel.NATIONAL
    return TableScope.BELOW_NATIONAL if below else TableScope.NATIONAL


def cell_scope(
    table: TableRequest, cell: Predicate, known: Mapping[str, frozenset[str]], instrument: Instrument
) -> TableScope:
    """Say what one cell of a table tells apart: the nation's total is national, also in a table of forces.

    A condition tells cases apart unless it holds for all of which the variable is known.

    Parameters
    ----------
    cell : Predicate
        The cases of the cell.
    known : mapping of str to frozenset of str
        For each classification, the leaves that are known.
    """
    told = {name.partition(MEMBERSHIP)[0] for name, codes in cell if not known[name] <= codes}
    if len(told) >= _CROSSED:
        return TableScope.CROSSED
    below = any(_level(table, path, instrument) > AreaLevel.NATIONAL for path in told)
    return TableScope.BELOW_NATIONAL if below else TableScope.NATIONAL
