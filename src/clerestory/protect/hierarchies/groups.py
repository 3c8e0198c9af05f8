"""What a grid says of its small groups (rule S4): column by column, whatever the level that a group is a cell of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from clerestory.errors import RuleSetError
from clerestory.model.rules import GroupDisclosureRule
from clerestory.model.tables import Mask
from clerestory.protect.additive import AdditiveCells
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.rules.groups import GroupStatements, group_statements


def said_of_groups(grid: Grid, rule: GroupDisclosureRule | None) -> GroupStatements:
    """Find what a table says of all, or of nobody, in a small group; nothing is looked for without a rule.

    A cell is a group for every column below it: of all persons of a place, and of those of a region, it may be said
    that all are in one force.

    Parameters
    ----------
    grid : Grid
        True counts, of shape (K,) as ``counts.ravel()``.
    rule : GroupDisclosureRule or None
        Its columns and codes must be some of the grid's, see ``check_categories``.
    """
    counts = grid.counts.ravel()
    found = GroupStatements.nothing(len(counts))
    for column in () if rule is None else category_columns([grid], rule):
        assert rule is not None
        split = AdditiveCells(counts, grid.splits(column))
        found = found.and_these(group_statements(split, rule, sensitive=_sensitive(grid, column, rule)))
    return found


def category_columns(grids: Sequence[Grid], rule: GroupDisclosureRule) -> tuple[str, ...]:
    """Give the columns of some tables whose codes could be said of everybody in a group."""
    return tuple(dict.fromkeys(column for grid in grids for column in _columns(grid) if rule.is_about(column)))


def check_categories(grids: Sequence[Grid], rule: GroupDisclosureRule | None) -> None:
    """Refuse a rule that names a column or a code that no table has: misspelled, it would protect nothing.

    Raises
    ------
    RuleSetError
    """
    if rule is None:
        return
    columns = {column for grid in grids for column in _columns(grid)}
    lost = sorted(rule.columns - columns)
    if lost:
        raise RuleSetError(
            f"names the column {lost[0]!r}, and the dimensions have none of that name",
            where="the group disclosure rule",
            remedy=f"Name one of {', '.join(sorted(columns))}.",
        )
    there = {word for grid in grids for column, code in _categories(grid, rule) for word in (code, f"{column}={code}")}
    strange = sorted(rule.sensitive - there)
    if strange:
        raise RuleSetError(
            f"names the sensitive code {strange[0]!r}, which no row has in a column of categories",
            where="the group disclosure rule",
            remedy="Give codes as the table has them, and for each the column; what no row has is not printed.",
        )


def _columns(grid: Grid) -> list[str]:
    return [level for d in grid.dimensions for level in d.levels]


def _categories(grid: Grid, rule: GroupDisclosureRule) -> Iterator[tuple[str, str]]:
    for d in grid.dimensions:
        for path in d.nodes:
            if path and rule.is_about(d.levels[len(path) - 1]):
                yield d.levels[len(path) - 1], path[-1]


def _sensitive(grid: Grid, column: str, rule: GroupDisclosureRule) -> Mask:
    """Mark the cells of a category of which "nobody" says something."""
    axis, depth = grid.level(column)
    nodes = grid.dimensions[axis].nodes
    chosen = [len(path) == depth + 1 and rule.is_sensitive(column, path[-1]) for path in nodes]
    shape = [-1 if a == axis else 1 for a in range(grid.counts.ndim)]
    return np.broadcast_to(np.array(chosen).reshape(shape), grid.counts.shape).ravel()
