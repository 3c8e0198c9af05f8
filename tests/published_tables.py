"""What an attacker can work out from a published hierarchical table: every table in whole numbers that agrees with it.

Shares no code with the product: it reads the rows of a published table as anybody would.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

Cell = tuple[tuple[str, ...], ...]  # for each dimension the codes from the coarsest level down; () is its total


@dataclass(frozen=True)
class Shape:
    """The places of a table: for each dimension the names of its levels and its finest places as paths of codes."""

    dims: tuple[tuple[str, ...], ...]
    paths: tuple[tuple[tuple[str, ...], ...], ...]

    @cached_property
    def inner(self) -> list[Cell]:
        return list(product(*self.paths))

    @cached_property
    def members(self) -> dict[Cell, list[int]]:
        """For every cell, margins included, the numbers of its inner cells."""
        nodes = [sorted({path[:n] for path in paths for n in range(len(path) + 1)}) for paths in self.paths]
        return {
            cell: [
                i
                for i, place in enumerate(self.inner)
                if all(path[: len(node)] == node for path, node in zip(place, cell, strict=True))
            ]
            for cell in product(*nodes)
        }

    @property
    def levels(self) -> list[str]:
        return [level for levels in self.dims for level in levels]

    def columns(self, values: Sequence[int]) -> dict[str, list]:
        """Inner cells as the columns of a frame, with the counts in column n."""
        rows = [[code for path in place for code in path] for place in self.inner]
        return {level: [row[i] for row in rows] for i, level in enumerate(self.levels)} | {"n": list(values)}

    def cell_of(self, row: Mapping[str, str]) -> Cell:
        return tuple(tuple(row[level] for level in levels if row[level] != "Total") for levels in self.dims)

    def counts(self, values: Sequence[int]) -> dict[Cell, int]:
        return {cell: sum(values[i] for i in inside) for cell, inside in self.members.items()}


def shape_of(**dimensions: Sequence[str]) -> Shape:
    """Make a shape: ``area_place=["N/n1", "N/n2"]`` has the levels area and place."""
    return Shape(
        tuple(tuple(name.split("_")) for name in dimensions),
        tuple(tuple(tuple(path.split("/")) for path in paths) for paths in dimensions.values()),
    )


def consistent(shape: Shape, printed: Mapping[Cell, int | None], *, least: int, most: int) -> np.ndarray:
    """All inner tables of at most ``most`` cases that agree with what is printed, one a row.

    A cell that is printed as None is hidden, and known to hold ``least`` cases or more.
    """
    last = {cell: max(inside) for cell, inside in shape.members.items()}
    found = np.zeros((1, 0), dtype=np.int64)
    for i in range(len(shape.inner)):
        over = [(inside, printed[cell], last[cell]) for cell, inside in shape.members.items() if i in inside]
        found = np.concatenate([np.column_stack([found, np.full(len(found), n)]) for n in range(most + 1)])
        found = found[found.sum(axis=1) <= most]
        for inside, value, end in over:
            sums = found[:, [j for j in inside if j <= i]].sum(axis=1)
            if value is not None:
                found = found[sums == value if end == i else sums <= value]
            elif end == i:
                found = found[sums >= least]
    return found


def pinned(shape: Shape, found: np.ndarray, cells: Sequence[Cell]) -> list[Cell]:
    """The cells that have one value in all tables that are left."""
    return [cell for cell in cells if len(np.unique(found[:, shape.members[cell]].sum(axis=1))) < 2]


def pinned_for_people(shape: Shape, found: np.ndarray, values: Sequence[int], cells: Sequence[Cell]) -> list:
    """Each person who is alone in an inner cell, with each cell that this person can compute beside the own ones."""
    counts = shape.counts(values)
    given_away = []
    for person in np.flatnonzero(np.array(values) == 1):
        own = [cell for cell, inside in shape.members.items() if person in inside and counts[cell] == 1]
        left = found
        for cell in own:
            left = left[left[:, shape.members[cell]].sum(axis=1) == 1]
        others = [cell for cell in cells if cell not in own]
        given_away += [(shape.inner[person], cell) for cell in pinned(shape, left, others)]
    return given_away


def too_close(shape: Shape, found: np.ndarray, cells: Sequence[Cell], width: Mapping[Cell, int]) -> list[Cell]:
    """The cells whose values, in all tables that are left, do not lie as far apart as ``width`` asks."""
    values = {cell: found[:, shape.members[cell]].sum(axis=1) for cell in cells}
    return [cell for cell in cells if values[cell].max() - values[cell].min() < width[cell]]


def as_known(shape: Shape, found: np.ndarray, values: Sequence[int], own: Sequence[int]) -> np.ndarray:
    """The tables that are possible for somebody who has ``own`` of each inner cell.

    Cells that are wholly theirs do not change in their eyes, and of no inner cell there is less than they have.
    """
    counts, mine = shape.counts(values), shape.counts(own)
    left = found[(found >= np.array(own)).all(axis=1)]
    for cell, inside in shape.members.items():
        if counts[cell] == mine[cell] > 0:
            left = left[left[:, inside].sum(axis=1) == counts[cell]]
    return left


def left_over(shape: Shape, shown: Mapping[Cell, int | None]) -> Iterator[frozenset[int]]:
    """What a published cell leaves over of a line below it when every published cell there is taken away."""
    for axis, _ in enumerate(shape.dims):
        for cell, n in shown.items():
            if n is None:
                continue
            inside = set(shape.members[cell])
            for other, m in shown.items():
                if m is not None and _below(axis, other, cell):
                    inside -= set(shape.members[other])
            yield frozenset(inside)


def small_parts(shape: Shape, shown: Mapping[Cell, int | None], small: Container[Cell]) -> Iterator[frozenset[int]]:
    """The finest hidden cells of a line that are ``small``, with none published between them and the whole."""
    for axis, _ in enumerate(shape.dims):
        for whole in shown:
            inside: set[int] = set()
            for cell in shown:
                finest = not any(_below(axis, other, cell) for other in shown)
                between = [o for o in shown if _below(axis, o, whole) and (_below(axis, cell, o) or o == cell)]
                if _below(axis, cell, whole) and finest and all(shown[o] is None for o in between):
                    inside |= set(shape.members[cell]) if cell in small else set()
            yield frozenset(inside)


def _below(axis: int, cell: Cell, whole: Cell) -> bool:
    same = cell[:axis] + cell[axis + 1 :] == whole[:axis] + whole[axis + 1 :]
    depth = len(whole[axis])
    return same and len(cell[axis]) > depth and cell[axis][:depth] == whole[axis]
