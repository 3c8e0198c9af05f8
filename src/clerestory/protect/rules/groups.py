"""Group disclosure: all of a small group in one category, or nobody in a sensitive one (S4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from clerestory.model.rules import GroupDisclosureRule
from clerestory.model.tables import Mask
from clerestory.protect.additive import AdditiveCells, Numbers, first_of_each


@dataclass(frozen=True, repr=False)
class GroupStatements:
    """What a table says of all, or of nobody, in its small groups; confidential.

    Attributes
    ----------
    cells : bool array of shape (K,)
        The full cells, and the zeros of sensitive categories: all must be hidden.
    others : sparse 0/1 array of shape (n, K)
        For each full cell the other categories of its group: "all" is said where they are known to be 0 together.
    full : int array of shape (n, 2)
        The numbers of the group and of the full cell.
    """

    cells: Mask
    others: sparse.csr_array
    full: Numbers

    def __repr__(self) -> str:
        return f"GroupStatements({self.others.shape[0]} of all)"

    @classmethod
    def nothing(cls, size: int) -> GroupStatements:
        """Give what a table of so many cells says that says nothing."""
        return cls(np.zeros(size, dtype=bool), sparse.csr_array((0, size), dtype=np.int64), np.zeros((0, 2), np.int64))

    def and_these(self, more: GroupStatements) -> GroupStatements:
        """Give these statements and some more of the same cells, each once."""
        others = sparse.csr_array(sparse.vstack([self.others, more.others], format="csr"))
        first = first_of_each(others)
        full = np.concatenate([self.full, more.full])
        return GroupStatements(self.cells | more.cells, sparse.csr_array(others[first]), full[first])


def group_statements(cells: AdditiveCells, rule: GroupDisclosureRule, *, sensitive: Mask) -> GroupStatements:
    """Find what a table says of a small group: that all, or none, are in a category.

    Each row of ``cells.relations`` has a group as its whole and the categories as its parts. A relation of one part
    says nothing new and is passed over.

    Parameters
    ----------
    cells : AdditiveCells
        K cells, and the relations that split a group by what could be disclosed.
    rule : GroupDisclosureRule
        Groups of 1 to ``group - 1`` persons are small; empty ones say nothing of anybody.
    sensitive : bool array of shape (K,)
        The cells of a category of which "nobody" says something.

    Returns
    -------
    GroupStatements
        Hiding the cells helps only if zeros may be hidden (``rule.needs_hidden_zeros``).

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, section 5.2
    (group attribute disclosure).

    Examples
    --------
    Of 4 women all were charged; of 7 men 5 were.

    >>> table = AdditiveCells(
    ...     np.array([4, 4, 0, 7, 5, 2]),
    ...     sparse.csr_array([[-1, 1, 1, 0, 0, 0], [0, 0, 0, -1, 1, 1]]),
    ... )
    >>> said = group_statements(table, GroupDisclosureRule(), sensitive=np.zeros(6, dtype=bool))
    >>> said.cells
    array([False,  True, False, False, False, False])
    >>> said.others.toarray()
    array([[0, 0, 1, 0, 0, 0]])
    """
    entries = cells.relations.tocoo()
    row, cell = entries.coords
    is_part = entries.data > 0
    m, whole_of = cells.relations.shape[0], np.zeros(cells.relations.shape[0], dtype=np.int64)
    whole_of[row[~is_part]] = cells.counts[cell[~is_part]]
    parts = np.bincount(row[is_part], minlength=m)
    small = (whole_of > 0) & (whole_of < rule.group) & (parts > 1)
    chosen = is_part & small[row]
    row, cell = row[chosen], cell[chosen]
    full = cells.counts[cell] == whole_of[row]
    found = np.zeros(len(cells.counts), dtype=bool)
    found[cell[full | ((cells.counts[cell] == 0) & sensitive[cell])]] = True
    all_in_one = np.zeros(m, dtype=bool)
    all_in_one[row[full]] = True
    pairs = np.zeros((m, 2), dtype=np.int64)
    pairs[row[full], 1] = cell[full]
    pairs[entries.row[~is_part], 0] = entries.col[~is_part]
    rest = all_in_one[row] & ~full
    others = sparse.csr_array(
        (np.ones(int(rest.sum()), dtype=np.int64), (row[rest], cell[rest])), shape=(m, len(cells.counts))
    )
    return GroupStatements(found, others[np.flatnonzero(all_in_one)], pairs[all_in_one])
