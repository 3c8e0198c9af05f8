"""Text objects whose letters lie on letters of others: of those a page as a whole does not say which one is seen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clerestory.protect.documents.pdf.drawing import Boxes

Ints = npt.NDArray[np.int64]
Owners = npt.NDArray[np.uint64]

_CELLS = 2  # of the ground, a point
_MOST_PAIRS = 1_000_000  # of stretches that are compared; beyond, all letters are laid on the ground
_SPOTS = ((0.5, 0.5), (0.3, 0.3), (0.7, 0.3), (0.3, 0.7), (0.7, 0.7))  # of a letter, across and down


def stacked_owners(boxes: Boxes, owners: Owners) -> list[int]:
    """Give the objects whose letters lie on letters of another object.

    Parameters
    ----------
    boxes : float array of shape (n, 4)
        Around the ink of letters: left, top, right, bottom in points.
    owners : int array of shape (n,)
        The object of each.

    Returns
    -------
    list of int
        In rising order.
    """
    if not len(owners):
        return []
    cells = np.round(boxes * _CELLS).astype(np.int64).clip(0)
    near = _near(cells, owners)
    return _on_ground(cells[near], owners[near]) if near.any() else []


def _near(cells: Ints, owners: Owners) -> npt.NDArray[np.bool_]:
    """Mark letters of stretches of one object that meet another stretch; most lines of a page meet none."""
    firsts = np.flatnonzero(np.concatenate([[True], owners[1:] != owners[:-1]]))
    low = np.minimum.reduceat(cells[:, :2], firsts, axis=0)
    high = np.maximum.reduceat(cells[:, 2:], firsts, axis=0)
    order = np.argsort(low[:, 1], kind="stable")
    low, high = low[order], high[order]
    counts = np.maximum(np.searchsorted(low[:, 1], high[:, 1], side="right") - np.arange(len(order)) - 1, 0)
    if counts.sum() > _MOST_PAIRS:
        return np.ones(len(owners), dtype=np.bool_)
    one = np.repeat(np.arange(len(order)), counts)
    other = one + 1 + np.arange(len(one)) - np.repeat(counts.cumsum() - counts, counts)
    meet = (low[one, 0] <= high[other, 0]) & (low[other, 0] <= high[one, 0])
    marked = np.zeros(len(order), dtype=np.bool_)
    marked[order[one[meet]]] = marked[order[other[meet]]] = True
    return np.repeat(marked, np.diff(firsts, append=len(owners)))


def _on_ground(cells: Ints, owners: Owners) -> list[int]:
    """Lay letters on a ground one after the other, and look which one lies at some spots of each."""
    ground = np.full((int(cells[:, 3].max()) + 2, int(cells[:, 2].max()) + 2), -1, dtype=np.int32)
    for letter, (left, top, right, bottom) in enumerate(cells.tolist()):
        ground[top : bottom + 1, left : right + 1] = letter
    found: set[int] = set()
    for across, down in _SPOTS:
        x = (cells[:, 0] * (1 - across) + cells[:, 2] * across).astype(np.int64)
        y = (cells[:, 1] * (1 - down) + cells[:, 3] * down).astype(np.int64)
        above = ground[y, x]
        other = owners[above] != owners
        found |= set(owners[above[other]].tolist()) | set(owners[other].tolist())
    return sorted(found)
