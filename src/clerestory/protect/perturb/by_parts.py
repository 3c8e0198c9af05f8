"""Controlled rounding of a large table, node by node of its largest dimension, from the total down.

The slice of a node are its cells for all codes of the other dimensions. Where a slice is rounded, those of its children
are a programme of their own, which keeps it as it is. Of that programme there may be no solution. Then slices above are
rounded again together with it: of the node itself and of those beside it, and so on up to the total, as far as nothing
below them is rounded yet. Where that is not enough all begins anew, and the node comes first.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clerestory.model.tables import Mask
from clerestory.protect.additive import Numbers
from clerestory.protect.hierarchies.dimensions import Dimension
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.perturb.rounding_programme import RoundingProgramme

_MOST_DESCENTS = 20  # each takes seconds for 10,000 cells


def has_parts(grid: Grid) -> bool:
    """Say whether the largest dimension has levels, so that a table has parts worth rounding apart."""
    return len(_largest(grid)[1].levels) > 1


def rounded_by_parts(grid: Grid, programme: RoundingProgramme, *, gap: float) -> Numbers | None:
    """Round a table part by part.

    Parameters
    ----------
    grid : Grid
    programme : RoundingProgramme
        Of the cells of this grid.
    gap : float
        For the programme of each part; of the whole nothing is proven.

    Returns
    -------
    int array of shape (K,), or None
        1 for the cells that go up; None if some part could not be rounded beside what was rounded before it.
    """
    first: list[int] = []
    for _ in range(_MOST_DESCENTS):
        found = _Descent(grid, programme, gap, first).rounded()
        if not isinstance(found, int):
            return found
        if found in first[:1]:
            break  # it came first, and nothing could give way
        first = [found, *(node for node in first if node != found)]
    return None


def _largest(grid: Grid) -> tuple[int, Dimension]:
    axis = max(range(grid.counts.ndim), key=lambda a: grid.counts.shape[a])
    return axis, grid.dimensions[axis]


class _Descent:
    """One way down: which slices are rounded, and how.

    Attributes
    ----------
    first : sequence of int
        Nodes whose children are rounded before those of others at their depth, in this order.
    """

    def __init__(self, grid: Grid, programme: RoundingProgramme, gap: float, first: Sequence[int]) -> None:
        axis, self._dimension = _largest(grid)
        numbers = np.arange(grid.counts.size).reshape(grid.counts.shape)
        self._slices = [np.take(numbers, node, axis=axis).ravel() for node in range(self._dimension.size)]
        self._programme, self._gap, self._first = programme, gap, list(first)
        self._up = np.zeros(grid.counts.size, dtype=np.int64)
        self._done: set[int] = set()  # nodes whose children are rounded; their own slices are not touched any more

    def rounded(self) -> Numbers | int:
        """Give the rounding; or the node below which none was found."""
        if not self._solved([0], []):
            return 0
        level = [0]
        while level:
            for node in sorted(level, key=self._rank):
                if not self._below(node):
                    return node
                self._done.add(node)
            level = [child for node in level for child in self._children(node) if self._children(child)]
        return self._up

    def _below(self, node: int) -> bool:
        """Round the children of a node, if need be together with more and more of what is above."""
        free, above, beside = self._children(node), node, list[int]()
        while not self._solved(free, [above, *beside]):
            free = [*free, above]
            if above == 0:
                return self._solved(free, beside)
            others = [other for other in self._children(int(self._dimension.parents[above])) if other != above]
            free += [other for other in others if other not in self._done]
            beside += [other for other in others if other in self._done]
            above = int(self._dimension.parents[above])
        return True

    def _children(self, node: int) -> list[int]:
        return [int(child) for child in self._dimension.children.get(node, ())]

    def _solved(self, free: list[int], fixed: list[int]) -> bool:
        part = np.concatenate([self._slices[node] for node in free])
        known: Mask = np.zeros(len(self._up), dtype=bool)
        known[[cell for node in fixed for cell in self._slices[node]]] = True
        found = self._programme.rounded(part, self._up, known, gap=self._gap)
        if found is not None:
            self._up[part] = found
        return found is not None

    def _rank(self, node: int) -> tuple[int, float]:
        """Order nodes: those asked for, then where least is free, while the slices beside it can still give way."""
        place = self._first.index(node) if node in self._first else len(self._first)
        below = (self._programme.undecided[self._slices[child]] for child in self._children(node))
        return place, min(float(free.mean()) for free in below)
