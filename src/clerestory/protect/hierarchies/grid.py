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
from clerestory.model.tables import Counts, Mask
from clerestory.protect.additive import AdditiveCells, Numbers
from clerestory.protect.contributions import Contributions
from clerestory.protect.hierarchies.dimensions import Dimension
from clerestory.protect.knowers import NOBODY

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
        return cls(dimensions, _with_margins(dimensions, paths, counts))

    def sums(self, columns: Mapping[str, Sequence[str]], values: Counts) -> Counts:
        """Sum other values than counts over every cell and margin.

        Parameters
        ----------
        columns : mapping of str to sequence of str
            The codes of each level, one for each value; none that the grid does not have.
        values : int array of shape (n,)
            So small that their sum does not leave 64 bits.

        Returns
        -------
        int array of the shape of ``counts``
        """
        paths = [list(zip(*(columns[level] for level in d.levels), strict=True)) for d in self.dimensions]
        return _with_margins(self.dimensions, paths, values)

    def contributions(
        self, columns: Mapping[str, Sequence[str]], contributor: Sequence[str], values: Counts
    ) -> Contributions:
        """Give what each contributor gives to every cell and margin.

        Parameters
        ----------
        columns : mapping of str to sequence of str
            The codes of each level, one for each value; none that the grid does not have.
        contributor : sequence of str
            Whose each value is; the empty text is nobody's.
        values : int array of shape (n,)
        """
        names, number = np.unique(np.array(contributor, dtype=str), return_inverse=True)
        inner, place = np.unique(self.places(columns), return_inverse=True)
        shape = (len(names), len(inner))
        own = sparse.csr_array((values, (number.astype(np.int64), place.astype(np.int64))), shape=shape)
        parts = sparse.csr_array((own @ self._above(inner))[np.flatnonzero(names != "")])
        parts.eliminate_zeros()
        return Contributions(parts)

    def places(self, columns: Mapping[str, Sequence[str]]) -> Numbers:
        """Give the inner cell of each row of codes, as a number in the order of ``counts.ravel()``."""
        nodes = []
        for d in self.dimensions:
            paths = zip(*(columns[level] for level in d.levels), strict=True)
            nodes.append(np.array([d.number[path] for path in paths], dtype=np.int64))
        return np.asarray(np.ravel_multi_index(tuple(nodes), self.counts.shape), dtype=np.int64)

    def memberships(self, columns: Mapping[str, Sequence[str]]) -> sparse.csr_array:
        """Say which rows of codes belong to each cell.

        Returns
        -------
        sparse 0/1 array of shape (cells, rows)
        """
        inner, place = np.unique(self.places(columns), return_inverse=True)
        rows = np.arange(len(place), dtype=np.int64)
        ones = np.ones(len(place), dtype=np.int64)
        at = sparse.csr_array((ones, (place.astype(np.int64), rows)), shape=(len(inner), len(place)))
        return sparse.csr_array(self._above(inner).T @ at)

    def _above(self, inner: Numbers) -> sparse.csr_array:
        """Say of which cells each of some inner cells is a part."""
        rows = np.arange(len(inner))
        at = np.zeros(len(inner), dtype=np.int64)
        for d, leaf in zip(self.dimensions, np.unravel_index(inner, self.counts.shape), strict=True):
            leaves = [n for n in range(d.size) if n not in d.children]
            ups = np.array([d.ancestors(n) for n in leaves], dtype=np.int64)
            of_leaf = np.zeros(d.size, dtype=np.int64)
            of_leaf[leaves] = np.arange(len(leaves))
            up = ups[of_leaf[leaf[rows]]]
            at = (at[:, None] * d.size + up).ravel()
            rows = np.repeat(rows, up.shape[1])
        ones = np.ones(len(rows), dtype=np.int64)
        return sparse.csr_array((ones, (rows, at)), shape=(len(inner), self.counts.size))

    def codes(self) -> dict[str, npt.NDArray[np.object_]]:
        """Give the code of every cell in each level, in the order of ``counts.ravel()``; a margin's is ``Total``."""
        at = np.unravel_index(np.arange(self.counts.size), self.counts.shape)
        return {
            level: np.array([d.codes(n)[depth] for n in range(d.size)], dtype=object)[nodes]
            for d, nodes in zip(self.dimensions, at, strict=True)
            for depth, level in enumerate(d.levels)
        }

    def cells(self) -> AdditiveCells:
        """Give the cells, numbered in the order of ``counts.ravel()``, with all their additions."""
        numbers = np.arange(self.counts.size).reshape(self.counts.shape)
        blocks = [
            _relation(numbers, axis, parent, children)
            for axis, dimension in enumerate(self.dimensions)
            for parent, children in dimension.children.items()
        ]
        relations = sparse.vstack(blocks, format="csr") if blocks else sparse.csr_array((0, numbers.size))
        return AdditiveCells(self.counts.ravel(), relations)

    def splits(self, column: str) -> sparse.csr_array:
        """Give the additions that split each cell by the codes of a column below it, however deep they lie.

        Returns
        -------
        sparse array of shape (m, K)
            As ``AdditiveCells.relations``; those of ``cells()`` are some of them.
        """
        numbers = np.arange(self.counts.size).reshape(self.counts.shape)
        axis, depth = self.level(column)
        nodes = self.dimensions[axis].nodes
        blocks = []
        for whole, path in enumerate(nodes):
            parts = [n for n, node in enumerate(nodes) if len(node) == depth + 1 and node[: len(path)] == path]
            if len(path) <= depth:
                blocks.append(_relation(numbers, axis, whole, np.array(parts, dtype=np.intp)))
        return sparse.csr_array(sparse.vstack(blocks, format="csr"))

    def level(self, column: str) -> tuple[int, int]:
        """Give the number of the dimension that a column belongs to, and its depth in it."""
        return next((axis, d.levels.index(column)) for axis, d in enumerate(self.dimensions) if column in d.levels)

    def holds(self) -> sparse.csr_array:
        """Say which inner cells belong to each cell: a sparse 0/1 array of shape (cells, inner cells)."""
        return sparse.csr_array(self._above(np.flatnonzero(self.inner())).T)

    def regions(self) -> list[list[Numbers]]:
        """Give parts of the table that can be protected each by itself, stage by stage from small to large.

        A part is all that lies below one node of the largest dimension; the margins of that node do not change. The
        last stage is the whole table.
        """
        numbers = np.arange(self.counts.size).reshape(self.counts.shape)
        axis = max(range(numbers.ndim), key=lambda a: numbers.shape[a])
        dimension = self.dimensions[axis]
        stages: list[list[Numbers]] = [[] for _ in dimension.levels]
        for node in dimension.children:
            below = [n for n in range(dimension.size) if n != node and node in dimension.ancestors(n)]
            stages[len(dimension.nodes[node])].append(np.take(numbers, below, axis=axis).ravel())
        return [*([np.sort(part) for part in stage] for stage in stages[:0:-1]), [numbers.ravel()]]

    def inner(self) -> Mask:
        """Mark the cells that are no margin, in the order of ``counts.ravel()``."""
        inner = np.ones(self.counts.shape, dtype=bool)
        for axis, dimension in enumerate(self.dimensions):
            leaves = np.ones(dimension.size, dtype=bool)
            leaves[list(dimension.children)] = False
            inner &= np.expand_dims(leaves, tuple(a for a in range(inner.ndim) if a != axis))
        return inner.ravel()

    def people_alone(self) -> Numbers:
        """Give for each cell of count 1 the inner cell that its one person is in, in the order of ``counts.ravel()``.

        The sum of the numbers of inner cells of count 1 is carried up like a count; in a cell of count 1 there is one.
        """
        numbers = np.arange(self.counts.size).reshape(self.counts.shape)
        own = np.where(self.inner().reshape(self.counts.shape) & (self.counts == 1), numbers, 0)
        return np.where(self.counts == 1, reduce(_summed, enumerate(self.dimensions), own), NOBODY).ravel()


def _with_margins(
    dimensions: tuple[Dimension, ...], paths: Sequence[Sequence[tuple[str, ...]]], values: Counts
) -> Counts:
    inner = np.zeros(tuple(d.size for d in dimensions), dtype=np.int64)
    at = tuple(np.array([d.number[p] for p in path], dtype=np.intp) for d, path in zip(dimensions, paths, strict=True))
    np.add.at(inner, at, values)
    return reduce(_summed, enumerate(dimensions), inner)


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
