"""Blocks of cells that look like a table and are not marked as one, as the eye finds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from clerestory.spreadsheets.addresses import Area

_FEWEST = 2  # rows and columns of a table
_WIDEST_GAP = 2  # blank rows within a table; more of them part two


class Held(Protocol):
    """What a cell holds, as far as blocks are concerned."""

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""


Rows = Mapping[int, Mapping[int, Held]]


def unmarked_areas(rows: Rows, marked: Sequence[Area]) -> Iterator[Area]:
    """Yield the areas of blocks that are at least two rows high and two columns wide, and in no marked table.

    A block is a run of rows that hold something, from its first to its last row with two cells or more. Two blocks of
    the same columns with a blank row or two between them are one, unless the second begins like a table.
    """
    left = {row: _outside(row, cells, marked) for row, cells in rows.items()}
    for block in _joined(_runs(left), rows):
        area = _area(block)
        if area.right - area.left >= _FEWEST - 1 and len(block) >= _FEWEST:
            yield area


def _outside(row: int, cells: Iterable[int], marked: Sequence[Area]) -> tuple[int, ...]:
    here = [area for area in marked if area.top <= row <= area.bottom]
    return tuple(column for column in cells if not any(area.left <= column <= area.right for area in here))


Block = dict[int, tuple[int, ...]]


def _runs(left: Mapping[int, tuple[int, ...]]) -> Iterator[Block]:
    """Yield runs of rows that follow each other, without rows of one cell at their ends."""
    run: Block = {}
    last = 0
    for row in sorted(left):
        if not left[row]:
            continue
        if run and row != last + 1:
            yield _trimmed(run)
            run = {}
        run[row], last = left[row], row
    yield _trimmed(run)


def _trimmed(run: Block) -> Block:
    wide = [row for row, columns in run.items() if len(columns) >= _FEWEST]
    return {row: columns for row, columns in run.items() if wide and wide[0] <= row <= wide[-1]}


def _joined(runs: Iterable[Block], rows: Rows) -> Iterator[Block]:
    whole: Block = {}
    last: Block = {}  # of the whole; its columns are those of all the others
    for run in filter(None, runs):
        if last and _goes_on(last, run, rows):
            whole |= run
        else:
            if whole:
                yield whole
            whole = dict(run)
        last = run
    if whole:
        yield whole


def _goes_on(last: Block, run: Block, rows: Rows) -> bool:
    before, after = _area(last), _area(run)
    is_near = after.top - before.bottom - 1 <= _WIDEST_GAP
    return is_near and (before.left, before.right) == (after.left, after.right) and not _begins(run, rows)


def _begins(run: Block, rows: Rows) -> bool:
    """Whether a run begins like a table: words alone in its first row, and a number further down."""
    first = min(run)
    numbers = {row: any(rows[row][column].is_number for column in columns) for row, columns in run.items()}
    return not numbers[first] and any(numbers.values())


def _area(block: Block) -> Area:
    columns = [column for row in block.values() for column in row]
    return Area(min(block), min(columns), max(block), max(columns))
