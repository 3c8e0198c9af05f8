"""What a table of counts, the shares of a row and a comparison show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clerestory.model.replies import Reply
from clerestory.model.shares import NoShare, share_of
from clerestory.model.tables import KNOWN, TOTAL, ProtectedTable
from clerestory.publish.comparisons.block import comparison_grid, comparison_under
from clerestory.publish.comparisons.words import dropped_text
from clerestory.publish.csv_files import share_cells
from clerestory.publish.notes import (
    counts_note,
    persons_note,
    share_signs,
    shares_note,
    unit_note,
    withheld_sign,
    zeros_note,
)
from clerestory.publish.numbers import count_text, of_known_text, percent_text
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.values import Column, Grid, Kind, Link, Note, Row, ShownTable

_WHOLE = "The whole table is withheld."
_SHARES = ("Number", "% of known", "Not known, % of all", "At least, % of all", "At most, % of all")


def shown_counts(table: ProtectedTable, number: int, contents: Contents) -> ShownTable:
    """Give what a table of counts shows; rows of zeros alone are named below it."""
    rows = list(zip(table.shape.rows, table.counts, strict=True))
    empty = [p for p, counts in rows if not _is_margin(p.key) and not any(count != 0 for count in counts)]
    there = [(p, counts) for p, counts in rows if p not in empty]
    grid = Grid(
        (
            Column(table.shape.row_heading or "Group", Kind.TEXT),
            *(Column(p.label, is_margin=_is_margin(p.key)) for p in table.shape.columns),
        ),
        tuple(Row(p.label, tuple(map(count_text, counts)), _is_margin(p.key)) for p, counts in there),
    )
    signs = [withheld_sign(table)] if any(None in counts for _, counts in there) else []
    rounding = counts_note(table.bases(), contents.rules)
    under = _under(table, signs, rounding, empty=[p.label for p in empty])
    return _shown(table, number, contents, title=table.shape.title, grid=grid, under=under, file=table.shape.id)


def shown_shares(table: ProtectedTable, row_key: str, number: int, contents: Contents) -> ShownTable:
    """Give what the shares of a row show, each with its bounds."""
    row = [position.key for position in table.shape.rows].index(row_key)
    down = len(table.shape.columns) == 1
    subject = "" if down else f", {table.shape.rows[row].label.lower()}"
    cells = share_cells(table, row)
    heading = table.shape.row_heading if down else table.shape.column_heading
    grid = Grid(
        (Column(heading or "Group", Kind.TEXT), *map(Column, _SHARES)),
        tuple(Row(label, share_values(table, r, c)) for r, c, _, label in cells),
    )
    signs = share_signs(table, [share_of(table, r, c) for r, c, _, _ in cells])
    under = _under(table, signs, shares_note(table.bases(row=None if down else row), contents.rules))
    title = f"{table.shape.title}{subject}: shares and what is possible"
    file = f"{table.shape.id}-{row_key}-shares"
    return _shown(table, number, contents, title=title, grid=grid, under=under, file=file)


def shown_comparison(table: ProtectedTable, number: int, contents: Contents) -> ShownTable:
    """Give what a comparison shows; where it is dropped or withheld, the sentence that says so."""
    name, shape = table.shape.id, table.shape
    gone = dropped_text(table) or (_WHOLE if table.whole else "")
    files = [Link("counts", _file(name, contents))]
    files += [] if dropped_text(table) else [Link("bounds", _file(f"{name}-comparison", contents))]
    under = [Note(gone)] if gone else list(comparison_under(table))
    under += [Note(note) for note in (shares_note(table.bases(), contents.rules), shape.note) if note]
    unit = persons_note(table) or unit_note(shape.unit)
    under.append(Note(f"{unit} Table {number} as CSV:", links=tuple(files)))
    grid = None if gone else comparison_grid(table)
    return ShownTable(number, shape.title, tuple(shape.about), grid, tuple(under), _replies(table, contents))


def share_values(table: ProtectedTable, row: int, column: int) -> tuple[str, ...]:
    """Give count, share of the known, share not known and both bounds of a cell, as they are printed."""
    share = share_of(table, row, column)
    count = count_text(table.counts[row][column])
    if isinstance(share, NoShare):
        return (count, *[share.sign] * 4)
    bounds = (share.unknown_prop, share.lower_prop, share.upper_prop)
    return (count, of_known_text(share), *map(percent_text, bounds))


def _shown(
    table: ProtectedTable,
    number: int,
    contents: Contents,
    *,
    title: str,
    grid: Grid,
    under: Iterable[Note],
    file: str,
) -> ShownTable:
    unit = persons_note(table) or unit_note(table.shape.unit)
    last = Note(unit, links=(Link(f"Table {number} as CSV", _file(file, contents)),))
    return ShownTable(number, title, tuple(table.shape.about), grid, (*under, last), _replies(table, contents))


def _under(
    table: ProtectedTable, signs: Iterable[tuple[str, str]], rounding: str, *, empty: Sequence[str] = ()
) -> Iterator[Note]:
    if table.whole:
        yield Note(_WHOLE)
    yield from (Note(f"{meaning}.", sign) for sign, meaning in signs)
    if empty:
        yield Note(zeros_note(empty))
    yield from (Note(note) for note in (rounding, table.shape.note) if note)


def _replies(table: ProtectedTable, contents: Contents) -> tuple[Reply, ...]:
    return tuple(reply for reply in contents.replies if table.shape.id in reply.tables)


def _file(name: str, contents: Contents) -> str:
    return f"tables/{contents.file_name(name)}.csv"


def _is_margin(key: str) -> bool:
    return key in (TOTAL, KNOWN)
