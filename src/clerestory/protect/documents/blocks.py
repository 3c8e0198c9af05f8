"""Blocks put together as writers need them: notes with the block they hang on, cells in whole rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clerestory.errors import DocumentError
from clerestory.model.redaction.documents import Block, Role

_WIDEST = 16_384  # columns, as spreadsheets have at most
_MOST_CELLS = 5_000_000  # of one table, empty ones between included


def blocks_with_notes(blocks: Iterable[Block]) -> Iterator[tuple[Block, Sequence[Block]]]:
    """Yield every block that is no note with the notes that follow it; notes in front of all get an empty one."""
    held: Block | None = None
    notes: list[Block] = []
    for block in blocks:
        if block.role is Role.NOTE:
            notes.append(block)
            continue
        if held is not None or notes:
            yield held or Block(""), notes
        held, notes = block, []
    if held is not None or notes:
        yield held or Block(""), notes


def rows_of(cells: Sequence[Block]) -> list[list[Block]]:
    """Give the cells of one table as rows of one width, with empty cells where none stands.

    Raises
    ------
    DocumentError
        If the table would be too large with them.
    """
    width = max(cell.column for cell in cells)
    height = max(cell.row for cell in cells)
    if width > _WIDEST or width * height > _MOST_CELLS:
        raise DocumentError("a table of it is too large", where="document", remedy="Part the table into several.")
    table = cells[0].table
    rows = [
        [Block("", Role.CELL, table=table, row=row, column=column) for column in range(1, width + 1)]
        for row in range(1, height + 1)
    ]
    for cell in cells:
        rows[cell.row - 1][cell.column - 1] = cell
    return rows
