"""A table as it is printed somewhere: the head, and the cells of each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cells = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Grid:
    """A printed table; `rows` have the label of the row first, as many as there are columns in `head`."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def cells(self) -> Cells:
        """Every cell by the labels of its row and column."""
        pairs = [
            ((row[0], label), text) for row in self.rows for label, text in zip(self.head[1:], row[1:], strict=True)
        ]
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Grid:
    """A grid whose texts have single spaces."""
    return Grid(tuple(map(one_spaced, head)), tuple(tuple(map(one_spaced, row)) for row in rows))


def one_spaced(text: str) -> str:
    return " ".join(text.split())
