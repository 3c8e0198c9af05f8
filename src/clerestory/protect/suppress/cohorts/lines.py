"""The additions that a reader of a table can do: which cells sum to which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clerestory.model.tables import Position, TableShape

Line = tuple[tuple[int, int], tuple[tuple[int, int], ...]]  # (margin, parts), each (row, column)


def lines(shape: TableShape) -> Iterator[Line]:
    """Yield each cell that is the sum of other cells in its row or column, with those cells.

    A total is the sum of the single codes, and also of "known" and what is not known; both are lines.
    """
    for whole, parts in partitions(shape.rows):
        for column in range(len(shape.columns)):
            yield (whole, column), tuple((part, column) for part in parts)
    for whole, parts in partitions(shape.columns):
        for row in range(len(shape.rows)):
            yield (row, whole), tuple((row, part) for part in parts)


def partitions(positions: Sequence[Position]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each position that others of one classification split without overlap, in the finest and coarsest ways."""
    sets = _leaf_sets(positions)
    for number, whole in enumerate(sets):
        inside = [i for i, part in enumerate(sets) if part < whole]
        finest = [i for i in inside if not any(sets[j] < sets[i] for j in inside)]
        coarsest = [i for i in inside if not any(sets[i] < sets[j] for j in inside)]
        for parts in dict.fromkeys((tuple(finest), tuple(coarsest))):
            if parts and sum(len(sets[i]) for i in parts) == len(whole) == len(
                frozenset().union(*(sets[i] for i in parts))
            ):
                yield number, parts


def _leaf_sets(positions: Sequence[Position]) -> list[frozenset[str]]:
    """Give the leaves of each position; nothing where positions speak of several classifications (lists)."""
    if len({name for position in positions for name, _ in position.where}) != 1:
        return []
    everything = frozenset().union(*(codes for position in positions for _, codes in position.where))
    return [next((codes for _, codes in position.where), everything) for position in positions]
