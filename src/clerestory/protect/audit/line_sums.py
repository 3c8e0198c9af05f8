"""Sums of hidden cells that a published table fixes, line by line (rule S15), read from its codes alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.protect.audit.places import Ints, Places

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class LineSums:
    """Sums of two or more hidden rows.

    Attributes
    ----------
    sums : sparse 0/1 array of shape (n, rows)
    whole : int array of shape (n,)
        The row of which each is a part.
    """

    sums: sparse.csr_array
    whole: Ints

    @classmethod
    def nothing(cls, rows: int) -> LineSums:
        """Give no sum of so many rows."""
        return cls(sparse.csr_array((0, rows), dtype=np.int64), np.zeros(0, dtype=np.int64))

    def and_these(self, more: LineSums, begun: int) -> LineSums:
        """Give these sums and those of another table, whose rows stand among these from ``begun`` on."""
        at, shape = more.sums.tocoo(), (more.sums.shape[0], self.sums.shape[1])
        moved = sparse.csr_array((at.data, (at.row, at.col + begun)), shape=shape)
        sums = sparse.csr_array(sparse.vstack([self.sums, moved], format="csr"))
        return LineSums(sums, np.append(self.whole, more.whole + begun))

    def only(self, kept: Flags) -> LineSums:
        """Give some of the sums."""
        return LineSums(sparse.csr_array(self.sums[np.flatnonzero(kept)]), self.whole[kept])


def line_sums(places: Places, suppressed: Flags, small: Flags) -> LineSums:
    """Give what a published row leaves over of hidden ones, and of every row the part of it that is small by itself.

    The finest hidden rows of a line belong to it, up to the first published one above them.

    Parameters
    ----------
    suppressed : bool array of shape (rows,)
    small : bool array of shape (rows,)
        Rows that a rule makes unsafe, and zeros.
    """
    size = len(suppressed)
    sums, wholes = [sparse.csr_array((0, size), dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for axis, below in enumerate(places.children):
        along = np.moveaxis(places.row_at, axis, 0).reshape(places.row_at.shape[axis], -1)
        whole, part = _pairs(along, {p: w for w, parts in below.items() for p in parts}, set(below), suppressed)
        for kept in (~suppressed[whole], small[part]):
            ones = np.ones(int(kept.sum()), dtype=np.int64)
            found = sparse.csr_array((ones, (whole[kept], part[kept])), shape=(size, size))
            several = np.flatnonzero(np.diff(found.indptr) > 1)
            sums.append(found[several])
            wholes.append(several)
    return LineSums(sparse.csr_array(sparse.vstack(sums, format="csr")), np.concatenate(wholes))


def _pairs(along: Ints, above: dict[int, int], wholes: set[int], suppressed: Flags) -> tuple[Ints, Ints]:
    """Give each finest row that is hidden with all rows above it up to the first published one."""
    found_wholes, found_parts = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for leaf in range(len(along)):
        node, open_lines = leaf, suppressed[along[leaf]]
        while leaf not in wholes and node in above:
            node = above[node]
            found_wholes.append(along[node][open_lines])
            found_parts.append(along[leaf][open_lines])
            open_lines = open_lines & suppressed[along[node]]
    return np.concatenate(found_wholes), np.concatenate(found_parts)
