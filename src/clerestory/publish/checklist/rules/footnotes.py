"""Rules 10 to 13: how notes are signposted, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

from clerestory.model.checklist.report import Finding
from clerestory.publish.checklist.rules.findings import Place, failed, failed_at, looks_at, styled, worded
from clerestory.publish.checklist.workbook import Cell, Sheet, Table, Workbook
from clerestory.spreadsheets.addresses import cell_at

_MARKER = re.compile(r"\[note ?(\d+)\]", re.IGNORECASE)
_RAISED_SIGNS = re.compile("[\u00b9\u00b2\u00b3\u2070\u2071\u2074-\u207f\u1d2c-\u1d6a]")
_UNIT = re.compile(r"\b[kcdm]?m[\u00b2\u00b3]")
# At the end of a text or of its first line, at its start, alone, or a dagger after any word.
_SIGNS = r"(?:[*†‡¶]|§(?! ?\d))"  # of a paragraph of a law, a number follows
_SIGN = re.compile(rf"^\s*{_SIGNS}|{_SIGNS}\s*$|{_SIGNS}(?=\n)|\w[†‡¶]|\w\s?#\s*$|^\s*#\s")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_POWER = re.compile(r"\b[kcdm]?m[23]|CO2|H2O|NO2|PM(10|2\.5)", re.IGNORECASE)
_OTHER_WORDS = re.compile(r"\[\d{1,3}\]|\bfoot-?notes?\b|\bfn\.? ?\d|\(notes? ?\d", re.IGNORECASE)
_SEVERAL = re.compile(r"\[notes? ?\d+ ?(,|and|&|to|-|–) ?(note )?\d", re.IGNORECASE)
_ROUND = re.compile(r"\(\d{1,2}\)\s*$")
_NOTES_SHEET = re.compile(r"\s*(foot)?notes?\b", re.IGNORECASE)
_AROUND = re.compile(r"\s*(cover|contents|table[ _]of[ _]contents|index|(foot)?notes?)\b", re.IGNORECASE)
_NOTE_TEXT = re.compile(r"\[?note ?\d+\]?\s*[:.)–-]?\s+\w{2}", re.IGNORECASE)
_NOTES_HEADING = re.compile(r"(foot)?notes?\s*:?", re.IGNORECASE)
_NOTES_COLUMN = re.compile(r"\bnotes?\b", re.IGNORECASE)
_NUMBER = re.compile(r"\[?(?:note ?)?(\d{1,3})\]?", re.IGNORECASE)


def has_notes(book: Workbook) -> bool:
    """Whether a workbook refers to notes, in whatever way, or has some."""
    texts = (cell.text for sheet in book.sheets for _, _, cell in sheet.texts)
    return any(map(_refers, texts)) or any(map(_is_notes_sheet, book.sheets))


def _refers(text: str) -> object:
    return _MARKER.search(text) or _OTHER_WORDS.search(text) or _NOTE_TEXT.match(text) or _SEVERAL.search(text)


def signs_for_notes(book: Workbook) -> Iterator[Finding]:
    """Yield symbols and raised letters that signpost to a note."""
    for sheet in book.sheets:
        yield from failed_at("a symbol where a note is meant", sheet, worded(sheet, lambda c: _SIGN.search(c.text)))
        raised = chain(worded(sheet, _has_raised), styled(sheet, lambda style: style.raised))
        yield from failed_at("a raised number or letter", sheet, raised)


def _has_raised(cell: Cell) -> bool:
    if _RAISED_SIGNS.search(_UNIT.sub("", cell.text)):
        return True
    return any(run.raised and not _is_no_marker(run.text.strip().lower(), cell.text) for run in cell.runs)


def _is_no_marker(raised: str, text: str) -> bool:
    """Whether raised letters are those of an ordinal or a unit."""
    return not raised or raised in _ORDINALS or bool(_POWER.search(text))


def other_words(book: Workbook) -> Iterator[Finding]:
    """Yield references to notes that do not say "note" and one number in square brackets."""
    for sheet in book.sheets:
        named = worded(sheet, lambda cell: _OTHER_WORDS.search(cell.text))
        yield from failed_at("a note is referred to otherwise than as [note 1]", sheet, named)
        several = worded(sheet, lambda cell: _SEVERAL.search(cell.text))
        yield from failed_at("several notes share one pair of brackets", sheet, several)
        yield from looks_at("is this number a note?", sheet, worded(sheet, lambda cell: _ROUND.search(cell.text)))


def markers_in_cells(book: Workbook) -> Iterator[Finding]:
    """Yield markers in the data of a table; in its labels and in a column for notes they belong."""
    for sheet, table in book.tables:
        if not _AROUND.match(sheet.name):
            yield from failed_at("a marker of a note in a cell of data", sheet, _marked_data(sheet, table))


def _marked_data(sheet: Sheet, table: Table) -> Iterator[Place]:
    first = _first_data_column(sheet, table)
    header = sheet.rows.get(table.area.top, {})
    noted = {column for column, cell in header.items() if _NOTES_COLUMN.search(_MARKER.sub("", cell.text))}
    for row, column, cell in sheet.texts:
        if table.body.has(row, column) and column >= first and column not in noted and _MARKER.search(cell.text):
            yield row, column


def _first_data_column(sheet: Sheet, table: Table) -> int:
    """Give the first column of a table with a number below the header; those before it hold labels."""
    numbers = (column for _, column, cell in sheet.cells(table.body) if cell.is_number)
    return min(numbers, default=table.area.right + 1)


def scattered_notes(book: Workbook) -> Iterator[Finding]:
    """Yield markers without their note on a sheet of notes, and texts of notes elsewhere."""
    kept = [sheet for sheet in book.sheets if _is_notes_sheet(sheet)]
    yield from (
        failed("the notes are not in a table that is marked as one", sheet) for sheet in kept if not sheet.marked
    )
    known = {number for sheet in kept for number in _numbers(sheet)}
    for sheet in book.sheets:
        if sheet not in kept:
            for number, place in _unknown(sheet, known):
                yield failed(f"note {number} is not on a sheet of notes", sheet, cell_at(*place))
            texts = _beside_tables(sheet, lambda cell: _NOTE_TEXT.match(cell.text.strip()))
            yield from failed_at("the text of a note outside of the sheet of notes", sheet, texts)
            yield from looks_at("are these notes?", sheet, _beside_tables(sheet, _is_notes_heading))


def _is_notes_sheet(sheet: Sheet) -> bool:
    return bool(_NOTES_SHEET.match(sheet.name))


def _is_notes_heading(cell: Cell) -> bool:
    return bool(_NOTES_HEADING.fullmatch(cell.text.strip()))


def _numbers(sheet: Sheet) -> Iterator[int]:
    for _, _, cell in sheet.cells():
        if found := _NUMBER.match(cell.text.strip()):
            yield int(found[1])


def _unknown(sheet: Sheet, known: set[int]) -> Iterator[tuple[int, Place]]:
    told: set[int] = set()
    for row, column, cell in sheet.texts:
        for number in map(int, _MARKER.findall(cell.text)):
            if number not in known | told:
                told.add(number)
                yield number, (row, column)


def _beside_tables(sheet: Sheet, is_wanted: Callable[[Cell], object]) -> Iterator[Place]:
    """Yield texts of a kind outside of tables; in a column for notes or in a list of sheets they belong."""
    areas = [table.area for table in sheet.tables]
    for row, column in worded(sheet, is_wanted):
        if not any(area.has(row, column) for area in areas):
            yield row, column
