"""What a reader of a published table knows about the hidden cells: equations, bounds, and what follows at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import csgraph

from clerestory.errors import TableError
from clerestory.protect.audit.places import Ints, Places
from clerestory.protect.audit.proof_check import PublishedCells

EXACT = 2**50  # floats below are exact sums of whole numbers
NAMED = 12  # rows that a message names at most
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Equations:
    """The equations ``A x = b`` of the hidden cells x, and the bounds that they were found to have.

    Attributes
    ----------
    rows : int array of shape (H,)
        The row of each hidden cell in the published table.
    A : sparse array of shape (E, H) of -1, 0 and 1
    b : int array of shape (E,)
    low, high : float array of shape (H,)
        No consistent table has a value outside; ``high`` may be infinite.
    """

    rows: Ints
    A: sparse.csr_array
    b: Ints
    low: Floats
    high: Floats


def equations_of(table: PublishedCells, least: int) -> Equations:
    """Read the equations of the hidden cells off a published table, and narrow their bounds as far as sums do.

    Parameters
    ----------
    table : PublishedCells
    least : int
        1 if zeros are always published, 0 if a hidden cell may be 0.

    Raises
    ------
    TableError
        If the published numbers contradict each other; rows of the file are named (the header is row 1).
    """
    if table.counts.sum(dtype=np.float64) > EXACT:
        raise _cannot("the counts are too large to be added up exactly")
    additions = Places.of(table.dims, table.columns, _cannot).additions()
    hidden = np.flatnonzero(table.suppressed)
    A = sparse.csr_array(additions[:, hidden])
    b = -(additions @ np.where(table.suppressed, 0, table.counts)).astype(np.int64)
    low, high = np.full(len(hidden), float(least)), np.full(len(hidden), np.inf)
    return Equations(hidden, A, b, *propagated(additions, A, b, low, high))


def components(A: sparse.csr_array, free: npt.NDArray[np.bool_]) -> list[Ints]:
    """Give the groups of free cells that equations tie together."""
    at = np.flatnonzero(free)
    if not len(at):
        return []
    links = abs(A[:, at])
    number, label = csgraph.connected_components(sparse.csr_array(links.T @ links), directed=False)
    order = np.argsort(label, kind="stable")
    return [at[part] for part in np.split(order, np.cumsum(np.bincount(label, minlength=number))[:-1])]


def propagated(
    additions: sparse.csr_array, A: sparse.csr_array, b: Ints, low: Floats, high: Floats
) -> tuple[Floats, Floats]:
    """Narrow the bounds of each cell by what its sums leave for it, until nothing changes.

    Raises
    ------
    TableError
        If nothing is left for a cell; the rows of one sum in ``additions`` are named.
    """
    entries = A.tocoo()
    r, c, v = entries.row.astype(np.int64), entries.col, entries.data
    for _ in range(2 * A.shape[1] + 2):
        least, most = np.where(v > 0, low[c], -high[c]), np.where(v > 0, high[c], -low[c])
        (from_low, open_low), (from_high, open_high) = _sums(least, r, len(b)), _sums(most, r, len(b))
        _check_possible(additions, (open_low == 0) & (from_low > b) | (open_high == 0) & (from_high < b))
        # What the others of a sum leave; infinite where another cell has no bound.
        up = np.where(open_low[r] - np.isinf(least) == 0, b[r] - from_low[r] + _finite(least), np.inf)
        down = np.where(open_high[r] - np.isinf(most) == 0, b[r] - from_high[r] + _finite(most), -np.inf)
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, c, np.where(v > 0, down, -up))
        np.minimum.at(new_high, c, np.where(v > 0, up, -down))
        crossed = np.flatnonzero(new_low > new_high)
        if len(crossed):
            _check_possible(additions, np.isin(np.arange(len(b)), r[np.isin(c, crossed[:1])]))
        if np.array_equal(new_low, low) and np.array_equal(new_high, high):
            break
        low, high = new_low, new_high
    return low, high


def _finite(values: Floats) -> Floats:
    return np.where(np.isinf(values), 0.0, values)


def _sums(values: Floats, r: Ints, size: int) -> tuple[Floats, Ints]:
    """Give for each equation the sum of the finite bounds, and how many are not."""
    return (
        np.bincount(r, weights=_finite(values), minlength=size).astype(np.float64),
        np.bincount(r, weights=np.isinf(values), minlength=size).astype(np.int64),
    )


def _check_possible(additions: sparse.csr_array, broken: npt.NDArray[np.bool_]) -> None:
    if broken.any():
        sums = additions[np.flatnonzero(broken)[:1]].tocoo()
        raise contradiction(np.unique(sums.col))


def contradiction(rows: Ints) -> TableError:
    """Give the error of rows whose published numbers no table can have."""
    names = ", ".join(str(row + 2) for row in rows[:NAMED]) + (", ..." if len(rows) > NAMED else "")
    return _cannot(f"no table of whole numbers has what is printed in rows {names}: margins contradict each other")


def _cannot(why: str) -> TableError:
    return TableError(
        why,
        where="the published table",
        remedy="Check those margins, and whether hidden cells may be 0 (--zeros suppress).",
    )
