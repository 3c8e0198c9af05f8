"""A table with all its margins: every combination of the nodes of its dimensions is a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.errors import TableError
from clerestory.model.tables import Counts
from clerestory.protect.additive import NOBODY, AdditiveCells, Numbers
from clerestory.protect.hierarchies.dimensions import Dimension

LARGEST = 1_000_000  # cells with margins; the search takes some 7 kB a cell (0.9 GB for 100,000), so 7 GB for these
MOST = 2**40  # cases; up to here the solver's numbers are exact, and no sum of a table leaves 64 bits


@dataclass(frozen=True, repr=False)
class Grid:
    """A frequency table of one or more hierarchical dimensions; confidential.

    Attributes
    ----------
    dimensions : tuple of Dimension
    counts : int array, one axis for each dimension
        True counts at each combination of nodes, margins included.
    """

    dimensions: tuple[Dimension, ...]
    counts: Counts

    def __repr__(self) -> str:
        return f"Grid({' x '.join(str(d.size) for d in self.dimensions)})"

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[str]], dims: Sequence[Sequence[str]], counts: Counts) -> Grid:
        """Make a grid from inner cells; the margins are added.

        Parameters
        ----------
        columns : mapping of str to sequence of str
            The codes of each level, one for each inner cell. Cells that are not there are zero; cells that are there
            twice are added.
        dims : sequence of sequences of str
            The levels of each dimension, coarse to fine.
        counts : int array of shape (n,)

        Raises
        ------
        TableError
            If there is no cell, a count is negative, a code stands under two parents, or the table or its total is too
            large.
        """
        if not len(counts):
            raise TableError(
                "has no inner cell", where="the table", remedy="Give one inner cell a row; the margins are added."
            )
        if counts.min() < 0:
            raise TableError("is negative", where=f"row {int(counts.argmin()) + 1}", remedy="Counts are 0 or more.")
        if sum(counts.tolist()) > MOST:
            raise TableError(
                f"has more than {MOST:,} cases",
                where="the table",
                remedy="Up to there counts are exact; look for a column of something else than counts.",
            )
        paths = [list(zip(*(columns[level] for level in levels), strict=True)) for levels in dims]
        dimensions = tuple(Dimension.of(levels, path) for levels, path in zip(dims, paths, strict=True))
        size = prod(d.size for d in dimensions)
        if size > LARGEST:
            raise TableError(
                f"has {size:,} cells with its margins, and {LARGEST:,} is the most",
                where="the table",
                remedy="Leave out a level or a dimension, or protect parts that share no margin apart.",
            )
        inner = np.zeros(tuple(d.size for d in dimensions), dtype=np.int64)
        at = tuple(
            np.array([d.number[p] for p in path], dtype=np.intp) for d, path in zip(dimensions, paths, strict=True)
        )
        np.add.at(inner, at, counts)
        return cls(dimensions, reduce(_summed, enumerate(dimensions), inner))

    def cells(self) -> AdditiveCells:
        """Give the cells, numbered in the order of ``counts.ravel()``, with all their additions."""
        numbers = np.arange(self.counts.size).reshape(self.counts.shape)
        blocks = [
            _relation(numbers, axis, parent, children)
            for axis, dimension in enumerate(self.dimensions)
            for parent, children in dimension.children.items()
        ]
        relations = sparse.vstack(blocks, format="csr") if blocks else sparse.csr_array((0, numbers.size))
        return AdditiveCells(self.counts.ravel(), relations, self._owners(numbers).ravel())

    def chains(self, cell: int) -> tuple[Numbers, ...]:
        """Give ways in which a cell that is not zero can become one more, whatever else is published.

        One more person in an inner cell is one more in all the cells that it is part of. Each way is the cells that
        change. Two ways are given where every inner cell of ``cell`` holds one person: each person rules one way out.
        """
        nodes = np.unravel_index(cell, self.counts.shape)
        leaves = [d.leaves_below(int(node)) for d, node in zip(self.dimensions, nodes, strict=True)]
        inside = np.ravel_multi_index(np.ix_(*leaves), self.counts.shape).ravel()
        largest = inside[np.argsort(-self.counts.ravel()[inside], kind="stable")]
        enough = 1 if self.counts.ravel()[largest[0]] > 1 else 2
        there = largest[self.counts.ravel()[largest] > 0]
        return tuple(self._chain(int(inner)) for inner in there[:enough])

    def _chain(self, inner: int) -> Numbers:
        nodes = np.unravel_index(inner, self.counts.shape)
        above = [d.ancestors(int(node)) for d, node in zip(self.dimensions, nodes, strict=True)]
        return np.ravel_multi_index(np.ix_(*above), self.counts.shape).ravel().astype(np.int64)

    def _owners(self, numbers: npt.NDArray[np.int64]) -> Numbers:
        """Give for each cell of count 1 the inner cell that its one person is in.

        The sum of the numbers of inner cells of count 1 is carried up like a count; in a cell of count 1 there is one.
        """
        inner = np.ones(self.counts.shape, dtype=bool)
        for axis, dimension in enumerate(self.dimensions):
            leaves = np.ones(dimension.size, dtype=bool)
            leaves[list(dimension.children)] = False
            inner &= np.expand_dims(leaves, tuple(a for a in range(inner.ndim) if a != axis))
        own = np.where(inner & (self.counts == 1), numbers, 0)
        return np.where(self.counts == 1, reduce(_summed, enumerate(self.dimensions), own), NOBODY)


def _summed(values: npt.NDArray[np.int64], along: tuple[int, Dimension]) -> npt.NDArray[np.int64]:
    """Add the children of every node of one dimension, the deepest nodes first."""
    axis, dimension = along
    values = np.moveaxis(values, axis, 0)
    for parent in sorted(dimension.children, reverse=True):  # parents come first, so the last are the deepest
        values[parent] = values[dimension.children[parent]].sum(axis=0)
    return np.moveaxis(values, 0, axis)


def _relation(
    numbers: npt.NDArray[np.int64], axis: int, parent: int, children: npt.NDArray[np.intp]
) -> sparse.csr_array:
    """Give the additions of one node of one dimension, one for each combination of the other dimensions."""
    wholes = np.take(numbers, parent, axis=axis).ravel()
    parts = np.take(numbers, children, axis=axis)
    parts = np.moveaxis(parts, axis, -1).reshape(len(wholes), len(children))
    columns = np.concatenate([wholes[:, None], parts], axis=1)
    signs = np.tile(np.concatenate([[-1.0], np.ones(len(children))]), (len(wholes), 1))
    rows = np.repeat(np.arange(len(wholes)), columns.shape[1])
    return sparse.csr_array((signs.ravel(), (rows, columns.ravel())), shape=(len(wholes), numbers.size))
