"""Group disclosure: all of a small group in one category, or nobody in a sensitive one (S4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clerestory.model.rules import GroupDisclosureRule
from clerestory.model.tables import Mask
from clerestory.protect.additive import AdditiveCells


def disclosing_cells(
    cells: AdditiveCells,
    rule: GroupDisclosureRule,
    *,
    codes: npt.NDArray[np.str_] | None = None,
    along: Mask | None = None,
) -> Mask:
    """Mark the cells that say of a small group that all, or none, are in a category.

    Looks at those rows of ``cells.relations`` that ``along`` marks: each has a group as its whole and the categories as
    its parts. A relation of one part says nothing new and is passed over.

    Parameters
    ----------
    cells : AdditiveCells
        K cells and m relations.
    rule : GroupDisclosureRule
        Groups of 1 to ``group - 1`` persons are small; empty ones say nothing of anybody.
    codes : str array of shape (K,), optional
        The category of each cell, to be found in ``rule.sensitive``; needed only for zeros.
    along : bool array of shape (m,), optional
        The relations that split a group by what could be disclosed; all if left out.

    Returns
    -------
    bool array of shape (K,)
        The full cells, and the zeros of sensitive categories. Hiding them helps only if zeros may be hidden
        (``rule.needs_hidden_zeros``).

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, section 5.2
    (group attribute disclosure).

    Examples
    --------
    Of 4 women all were charged; of 7 men 5 were.

    >>> from scipy import sparse
    >>> table = AdditiveCells(
    ...     np.array([4, 4, 0, 7, 5, 2]),
    ...     sparse.csr_array([[-1, 1, 1, 0, 0, 0], [0, 0, 0, -1, 1, 1]]),
    ... )
    >>> disclosing_cells(table, GroupDisclosureRule())
    array([False,  True, False, False, False, False])
    """
    entries = cells.relations.tocoo()
    row, cell = entries.coords
    is_part = entries.data > 0
    m, whole_of = cells.relations.shape[0], np.zeros(cells.relations.shape[0], dtype=np.int64)
    whole_of[row[~is_part]] = cells.counts[cell[~is_part]]
    parts = np.bincount(row[is_part], minlength=m)
    looked_at = (whole_of > 0) & (whole_of < rule.group) & (parts > 1)
    if along is not None:
        looked_at &= along
    chosen = is_part & looked_at[row]
    row, cell = row[chosen], cell[chosen]
    sensitive = np.zeros(len(cells.counts), dtype=bool) if codes is None else np.isin(codes, sorted(rule.sensitive))
    says = (cells.counts[cell] == whole_of[row]) | ((cells.counts[cell] == 0) & sensitive[cell])
    found = np.zeros(len(cells.counts), dtype=bool)
    found[cell[says]] = True
    return found
