"""Where the cells of a published table stand, and what adds up to what: read from its codes alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.errors import ClerestoryError

MARGIN = "Total"
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Places:
    """Where each row of a table stands: a node of every dimension; and the row at each combination of nodes."""

    nodes: tuple[Ints, ...]
    children: tuple[Mapping[int, list[int]], ...]
    row_at: Ints

    @classmethod
    def of(
        cls,
        dims: Sequence[Sequence[str]],
        columns: Mapping[str, npt.NDArray[Any]],
        refused: Callable[[str], ClerestoryError],
    ) -> Places:
        """Place the rows of a table; what is wrong with it goes through ``refused``."""
        nodes, children, sizes = [], [], []
        for levels in dims:
            words = [np.asarray(columns[level], dtype=str) for level in levels]
            node, first = _numbered(words)
            paths = [_path([str(column[row]) for column in words], refused) for row in first]
            number = {path: n for n, path in enumerate(paths)}
            below: dict[int, list[int]] = {}
            for path, n in number.items():
                if path and path[:-1] not in number:
                    raise refused(f"a margin of column {levels[len(path) - 1]} is missing")
                if path:
                    below.setdefault(number[path[:-1]], []).append(n)
            nodes.append(node)
            children.append(below)
            sizes.append(len(paths))
        row_at = np.full(sizes, -1, dtype=np.int64)
        row_at[tuple(nodes)] = np.arange(len(nodes[0]))
        if (row_at < 0).any() or row_at.size != len(nodes[0]):
            raise refused("the table lacks a cell, or has one twice")
        return cls(tuple(nodes), tuple(children), row_at)

    def additions(self) -> sparse.csr_array:
        """Give a row for each sum: the parts less the whole."""
        rows: list[Ints] = []
        columns: list[Ints] = []
        signs: list[Ints] = []
        begun = 0
        for axis, below in enumerate(self.children):
            along = np.moveaxis(self.row_at, axis, 0)
            for whole, parts in below.items():
                sums = along[whole].size
                number = begun + np.arange(sums)
                for node, sign in [(whole, -1), *((part, 1) for part in parts)]:
                    rows.append(number)
                    columns.append(along[node].ravel())
                    signs.append(np.full(sums, sign, dtype=np.int64))
                begun += sums
        r, c, v = (np.concatenate([np.zeros(0, dtype=np.int64), *each]) for each in (rows, columns, signs))
        return sparse.csr_array((v, (r, c)), shape=(begun, self.row_at.size))

    def inner(self) -> npt.NDArray[np.bool_]:
        """Mark the rows that are no margin."""
        inner = np.ones(len(self.nodes[0]), dtype=bool)
        for node, below in zip(self.nodes, self.children, strict=True):
            inner &= ~np.isin(node, list(below))
        return inner

    def sums(self, values: sparse.csr_array) -> sparse.csr_array:
        """Add values of inner cells up: for each line of values those of all rows, margins included.

        Parameters
        ----------
        values : sparse int array of shape (n, rows)
            0 in margins.
        """
        for axis, below in enumerate(self.children):
            above = {part: whole for whole, parts in below.items() for part in parts}
            nodes = self.nodes[axis]
            rows, wholes = [np.arange(len(nodes))], [np.arange(len(nodes))]
            reached = nodes.copy()
            while True:
                going = np.isin(reached, list(above))
                if not going.any():
                    break
                reached = np.array([above.get(node, -1) for node in reached.tolist()], dtype=np.int64)
                at = np.flatnonzero(going)
                place = [each[at] for each in self.nodes]
                place[axis] = reached[at]
                rows.append(at)
                wholes.append(self.row_at[tuple(place)])
            r, c = np.concatenate(rows), np.concatenate(wholes)
            size = len(nodes)
            values = values @ sparse.csr_array((np.ones(len(r), dtype=np.int64), (r, c)), shape=(size, size))
        return values

    def inside(self) -> sparse.csr_array:
        """Say which inner rows each row is the sum of: a sparse 0/1 array of shape (rows, inner rows)."""
        inner = np.flatnonzero(self.inner())
        ones = np.ones(len(inner), dtype=np.int64)
        each = sparse.csr_array((ones, (np.arange(len(inner)), inner)), shape=(len(inner), self.row_at.size))
        return sparse.csr_array(self.sums(each).T)

    def person_alone(self, truth: Ints) -> Ints:
        """Give for each row of count 1 the row of the inner cell that its person is in; -1 elsewhere."""
        found = np.where(truth == 1, np.arange(len(truth)), -1)[self.row_at]
        for axis, below in enumerate(self.children):
            along = np.moveaxis(found, axis, 0)
            ones = np.moveaxis(truth[self.row_at] == 1, axis, 0)
            for whole in sorted(below, key=lambda node: -self._depth(axis, node)):
                # Of the parts of a cell of 1 one is a 1 and the others are 0, which carry -1.
                along[whole] = np.where(ones[whole], along[below[whole]].max(axis=0), -1)
        person = np.full(len(truth), -1, dtype=np.int64)
        person[self.row_at.ravel()] = found.ravel()
        return person

    def _depth(self, axis: int, node: int) -> int:
        above = {part: whole for whole, parts in self.children[axis].items() for part in parts}
        depth = 0
        while node in above:
            node, depth = above[node], depth + 1
        return depth


def _path(codes: Sequence[str], refused: Callable[[str], ClerestoryError]) -> tuple[str, ...]:
    """Give the codes above the margins; a code below a margin would stand for a node that another row has already."""
    depth = codes.index(MARGIN) if MARGIN in codes else len(codes)
    if any(code != MARGIN for code in codes[depth:]):
        raise refused(f"a code stands below a {MARGIN}")
    return tuple(codes[:depth])


def _numbered(words: Sequence[npt.NDArray[np.str_]]) -> tuple[Ints, Ints]:
    """Give a number to each distinct combination of some columns, and the first row of each number."""
    number = np.zeros(len(words[0]), dtype=np.int64)
    for column in words:
        _, code = np.unique(column, return_inverse=True)
        number = number * (int(code.max(initial=0)) + 1) + code
    _, first, node = np.unique(number, return_index=True, return_inverse=True)
    return node.astype(np.int64), first.astype(np.int64)
