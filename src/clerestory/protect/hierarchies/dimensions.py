"""A dimension of a table: levels from coarse to fine, the total above them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError

TOTAL = "Total"  # the code of a margin, in every file


@dataclass(frozen=True)
class Dimension:
    """A tree of nodes: the total, the codes of the coarsest level below it, and so on.

    Attributes
    ----------
    levels : tuple of str
        Names of columns, coarse to fine.
    nodes : tuple of tuples of str
        Each node as the codes from the coarsest level down to its own; the total is the empty one. Parents come first.
    parents : int array of shape (N,)
        The parent of each node, -1 for the total.
    """

    levels: tuple[str, ...]
    nodes: tuple[tuple[str, ...], ...]
    parents: npt.NDArray[np.intp]

    @classmethod
    def of(cls, levels: Sequence[str], paths: Iterable[tuple[str, ...]]) -> Dimension:
        """Make a dimension from the codes that occur.

        Parameters
        ----------
        paths : iterable of tuples of str
            A code for each level, in the order of levels.

        Raises
        ------
        TableError
            If a code stands under two codes of the level above.
        """
        prefixes = dict.fromkeys(path[:depth] for path in sorted(set(paths)) for depth in range(len(levels) + 1))
        nodes = tuple(sorted(prefixes, key=len))
        for level, name in enumerate(levels[1:], start=1):
            _check_one_parent([node for node in nodes if len(node) == level + 1], name, levels[level - 1])
        number = {node: n for n, node in enumerate(nodes)}
        parents = np.array([number[node[:-1]] if node else -1 for node in nodes], dtype=np.intp)
        return cls(tuple(levels), nodes, parents)

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.nodes)

    @cached_property
    def number(self) -> dict[tuple[str, ...], int]:
        """The number of each node."""
        return {node: n for n, node in enumerate(self.nodes)}

    @cached_property
    def children(self) -> dict[int, npt.NDArray[np.intp]]:
        """The children of each node that has any."""
        found: dict[int, list[int]] = {}
        for node, parent in enumerate(self.parents.tolist()):
            if parent >= 0:
                found.setdefault(parent, []).append(node)
        return {parent: np.array(nodes, dtype=np.intp) for parent, nodes in found.items()}

    def ancestors(self, node: int) -> list[int]:
        """Give a node and all nodes above it."""
        found = [node]
        while self.parents[found[-1]] >= 0:
            found.append(int(self.parents[found[-1]]))
        return found

    def leaves_below(self, node: int) -> list[int]:
        """Give the nodes without children at or below a node."""
        if node not in self.children:
            return [node]
        return [leaf for child in self.children[node] for leaf in self.leaves_below(int(child))]

    def codes(self, node: int) -> tuple[str, ...]:
        """Give what stands in the columns of a node."""
        path = self.nodes[node]
        return path + (TOTAL,) * (len(self.levels) - len(path))


def _check_one_parent(nodes: Sequence[tuple[str, ...]], level: str, above: str) -> None:
    seen: dict[str, str] = {}
    for *_, parent, code in nodes:
        if seen.setdefault(code, parent) != parent:
            raise TableError(
                f"{code!r} stands under both {seen[code]!r} and {parent!r}",
                where=f"column {level}",
                remedy=f"Each code of {level} belongs to one code of {above}; give codes that differ.",
            )
