"""The rows of a published comparison: a category with both populations, their difference and the action suggested."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.model.comparisons.differences import Difference, comparison_of, difference_of, is_too_incomplete
from clerestory.model.comparisons.populations import GROUP, OTHER
from clerestory.model.shares import NoShare, Share, share_of
from clerestory.model.tables import NOT_AVAILABLE, ProtectedTable
from clerestory.publish.csv_files import share_cells


@dataclass(frozen=True)
class Population:
    """One population as a row shows it: the published count of the category, and its share of the known cases."""

    count: int | None
    share: Share | NoShare


@dataclass(frozen=True)
class ComparedRow:
    """A category of a comparison.

    ``difference`` is None where the whole comparison is dropped for what is not known of it (rule Q7).
    """

    key: str
    label: str
    group: Population
    other: Population
    difference: Difference | NoShare | None
    action: str

    @property
    def is_empty(self) -> bool:
        """Whether nobody is in the category, so that there is nothing to compare."""
        return self.group.count == 0 and self.other.count == 0

    @property
    def sign(self) -> str:
        """What stands in place of bounds, or nothing where there are some."""
        if self.difference is None:
            return NOT_AVAILABLE
        return self.difference.sign if isinstance(self.difference, NoShare) else ""


def compared_rows(table: ProtectedTable) -> tuple[ComparedRow, ...]:
    """Give the rows of a comparison, one for each known category, in the order of the table.

    Raises
    ------
    TableError
        If the table is no comparison.
    """
    comparison, dropped = comparison_of(table), is_too_incomplete(table)
    group, other = (row_of(table, key) for key in (GROUP, OTHER))
    return tuple(
        ComparedRow(
            key,
            label,
            Population(table.counts[group][column], share_of(table, group, column)),
            Population(table.counts[other][column], share_of(table, other, column)),
            None if dropped else difference_of(table, column),
            comparison.action(key),
        )
        for _, column, key, label in share_cells(table, group)
    )


def row_of(table: ProtectedTable, key: str) -> int:
    """Give the place of a row by its key."""
    return [position.key for position in table.shape.rows].index(key)
