"""Every table of a release as a workbook: the values of its CSV files, in the order of the paper, with their notes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clerestory.model.shares import share_of
from clerestory.model.tables import NOT_APPLICABLE, SUPPRESSED, ProtectedTable
from clerestory.publish.comparisons.rows import compared_rows
from clerestory.publish.comparisons.words import comparison_notes, comparison_signs
from clerestory.publish.csv_files import share_cells
from clerestory.publish.notes import counts_note, share_signs, shares_note, withheld_sign
from clerestory.publish.open_data.code_lists import SYMBOLS
from clerestory.publish.open_data.columns import TEXT
from clerestory.publish.open_data.columns import Column as DataColumn
from clerestory.publish.open_data.metadata import DataFile
from clerestory.publish.open_data.released import data_tables
from clerestory.publish.paper.reading import Paper
from clerestory.publish.paper.references import Block
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.front import CONTENT_NOTE, SUPPORT, about_paper, title_block
from clerestory.publish.shown.tables import shown_shares
from clerestory.publish.workbooks.book import (
    SYMBOL,
    Cell,
    Column,
    Kind,
    PublishedWorkbook,
    Row,
    Section,
    TableSheet,
    table_name,
)
from clerestory.publish.workbooks.ods import write_ods
from clerestory.publish.workbooks.xlsx import write_xlsx

_WRITERS = {"ods": write_ods, "xlsx": write_xlsx}
_LEFT_OUT = ("data", "key")  # what the mark and the label say
_ONE_END = ("below", "above")  # numbers that stand in place of the value, so that its symbol is not theirs
_SHORT = {"percent": ", %", "percentage points": ", percentage points"}
_ABOVE = ("Published", "Publisher")  # what the cover says of every workbook
_INTEGER = re.compile(r"-?[0-9]+")

Signs = Iterable[tuple[str, str]]


def workbook_files(paper: Paper, contents: Contents) -> dict[str, bytes]:
    """Give the workbooks of a release: all its tables as ODS and as XLSX."""
    book = release_workbook(paper, contents)
    made = {}
    for ending, name in contents.workbooks.items():
        out = io.BytesIO()
        _WRITERS[ending](book, out)
        made[name] = out.getvalue()
    return made


def release_workbook(paper: Paper, contents: Contents) -> PublishedWorkbook:
    """Give the tables of a release as a workbook: those that the paper numbers first, then others, then findings."""
    study = contents.settings.study
    parts = sorted(_parts(paper, contents), key=lambda part: part.place)
    met = Counter(sentence for part in parts for sentence in part.file.notes)
    shared = {sentence for sentence, times in met.items() if times > 1}
    return PublishedWorkbook(
        title=f"{study.title}: tables",
        sheets=tuple(_sheet(part, contents, shared) for part in _named(parts)),
        subject=study.selection,
        publisher=study.publisher,
        date=contents.settings.release.date,
        data=study.data,
        about=_about(contents),
    )


def _about(contents: Contents) -> tuple[Section, ...]:
    """Give the cover what the paper begins with: its title block, its content note, and whom to ask for help."""
    block = [
        f"{entry.name}: {entry.text or '; '.join(entry.items)}"
        for entry in (*title_block(contents), *about_paper(contents))
        if entry.name not in _ABOVE
    ]
    return (
        Section("About these tables", (CONTENT_NOTE.text, *block)),
        Section(SUPPORT.heading, (f"{SUPPORT.text} {SUPPORT.link}.",)),
    )


@dataclass(frozen=True)
class _Part:
    """A file of the release that becomes a sheet: what it is of, its place, and the name of the sheet.

    ``table`` is None of a finding; ``row`` is the row that shares are of; ``kind`` is that of the paper's block.
    """

    file: DataFile
    text: str
    place: tuple[int, int, int]
    kind: str
    table: ProtectedTable | None = None
    row: str = ""
    sheet: str = ""


_KINDS = ("comparison", "table", "shares")  # of one number: the comparison before the counts that it is made of


def _parts(paper: Paper, contents: Contents) -> Iterator[_Part]:
    """Yield the files with their places: number in the paper, kind, then the order of the release."""
    numbers = _numbers(paper)
    whose = dict(_whose(contents))
    for at, (file, text) in enumerate(data_tables(paper, contents)):
        name = file.path.removeprefix("tables/").removesuffix(".csv")
        kind, of, row = whose.get(name) or _shares_of(name, contents)
        number = numbers.get((kind, of, row)) or (numbers.get(("comparison", of, "")) if kind == "table" else None)
        place = (0, number, _KINDS.index(kind)) if number else (2 if kind == "finding" else 1, at, 0)
        yield _Part(file, text, place, kind, contents.tables.get(of), row)


def _numbers(paper: Paper) -> dict[tuple[str, str, str], int]:
    """Give the number under which the paper prints each block; of one that it prints twice the first."""
    blocks = [what for what in paper.references if isinstance(what, Block) and what.kind in _KINDS]
    return {(b.kind, b.name, b.row): number for number, b in reversed(list(enumerate(blocks, start=1)))}


def _whose(contents: Contents) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield for the names of files which kind of block they are, of which table or finding."""
    for name in contents.tables:
        yield contents.file_name(name), ("table", name, "")
        yield contents.file_name(f"{name}-comparison"), ("comparison", name, "")
    yield from ((contents.file_name(name), ("finding", name, "")) for name in contents.findings)


def _shares_of(name: str, contents: Contents) -> tuple[str, str, str]:
    for of, table in contents.tables.items():
        for row in table.shape.rows:
            if name == contents.file_name(f"{of}-{row.key}-shares"):
                return "shares", of, row.key
    raise AssertionError(f"{name} is of no table")


def _named(parts: Sequence[_Part]) -> Iterator[_Part]:
    """Yield the parts with names of sheets: the paper's numbers, or numbers of their own."""
    further = {1: 0, 2: 0}
    numbered = {part.place[1] for part in parts if part.place[0] == 0 and part.kind != "table"}
    for part in parts:
        group, number, _ = part.place
        if group == 0:
            counts = " counts" if part.kind == "table" and number in numbered else ""
            yield replace(part, sheet=f"Table {number}{counts}")
        else:
            further[group] += 1
            yield replace(part, sheet=f"{'Further table' if group == 1 else 'Finding'} {further[group]}")


def _sheet(part: _Part, contents: Contents, shared: Container[str]) -> TableSheet:
    if part.table is None:
        return _sheet_of_csv(part, _bare(part.file.title, contents), _notes(part.file.notes, shared), ())
    table, rules = part.table, contents.rules
    title = table.shape.title
    # Where percentages are shown, the note on rounding is one that speaks of them as well.
    left_out = "" if part.kind == "table" else counts_note(table.bases(), rules)
    own = _notes([sentence for sentence in part.file.notes if sentence != left_out], shared)
    if part.kind == "table":
        return _sheet_of_counts(part, table, own)
    if part.kind == "comparison":
        signs = comparison_signs(table, compared_rows(table))
        notes = (*own, *comparison_notes(table), *_text(shares_note(table.bases(), rules)))
        return _sheet_of_csv(part, f"{title}: comparison and what is possible", notes, signs)
    row = [position.key for position in table.shape.rows].index(part.row)
    down = len(table.shape.columns) == 1
    signs = share_signs(table, [share_of(table, r, c) for r, c, _, _ in share_cells(table, row)])
    notes = (*own, *_text(shares_note(table.bases(row=None if down else row), rules)))
    return _sheet_of_csv(part, shown_shares(table, part.row, 0, contents).title, notes, signs)


def _bare(title: str, contents: Contents) -> str:
    mark = contents.settings.study.data.mark
    return title.removeprefix(f"{mark}: ") if mark else title


def _text(note: str) -> tuple[str, ...]:
    return (note,) if note else ()


def _notes(sentences: Sequence[str], shared: Container[str]) -> tuple[str, ...]:
    """Give sentences as notes: what the sheet alone says in one, and what others say as well in one each."""
    own = " ".join(sentence for sentence in sentences if sentence not in shared)
    return (*_text(own), *(sentence for sentence in sentences if sentence in shared))


def _sheet_of_counts(part: _Part, table: ProtectedTable, notes: tuple[str, ...]) -> TableSheet:
    """Give a table as the paper prints it: a row a row, and withheld cells alike whatever the reason."""
    shape = table.shape
    labels = [position.label for position in shape.columns]
    first = shape.row_heading or "Group"
    folded = [first.casefold(), *(label.casefold() for label in labels)]
    headers = [
        label if folded.count(label.casefold()) == 1 else f"{label} ({position.key})"
        for label, position in zip(labels, shape.columns, strict=True)
    ]
    rows = tuple(
        (position.label, *(SUPPRESSED if count is None else count for count in counts))
        for position, counts in zip(shape.rows, table.counts, strict=True)
    )
    columns = (
        Column(first, widest_characters=_widest(rows, 0)),
        *(Column(header, Kind.NUMBER) for header in headers),
    )
    return TableSheet(
        name=part.sheet,
        title=shape.title,
        table_name=table_name(f"{part.sheet} {shape.title}"),
        columns=columns,
        rows=rows,
        notes=notes,
        symbols=(withheld_sign(table),) if table.suppressed else (),
    )


def _sheet_of_csv(part: _Part, title: str, notes: tuple[str, ...], signs: Signs) -> TableSheet:
    """Give a CSV file as a sheet: a symbol stands where its number is missing, as readers of tables expect."""
    records = list(csv.DictReader(io.StringIO(part.text)))
    shown = [column for column in part.file.columns if _is_shown(column, records)]
    rows = tuple(tuple(_cell(record, column) for column in shown) for record in records)
    columns = tuple(
        Column(
            f"{column.title}{_SHORT.get(column.unit, '')}",
            Kind.TEXT if _is_text(column) else Kind.NUMBER,
            decimals=_decimals(record[column.name] for record in records),
            widest_characters=_widest(rows, at) if _is_text(column) else 0,
        )
        for at, column in enumerate(shown)
    )
    return TableSheet(
        name=part.sheet,
        title=title,
        table_name=table_name(f"{part.sheet} {title}"),
        columns=columns,
        rows=rows,
        notes=notes,
        symbols=tuple(_explained(rows, signs)),
    )


def _is_shown(column: DataColumn, records: Sequence[Mapping[str, str]]) -> bool:
    """Leave out codes and marks; the status too, unless it says something of a row whose numbers are all there."""
    if column.name != "status":
        return column.name not in _LEFT_OUT
    return any(record["status"] and "" not in _numbers_of(record) for record in records)


def _numbers_of(record: Mapping[str, str]) -> list[str]:
    return [value for name, value in record.items() if name.endswith(("_pct", "_points", "count", "value"))]


def _is_text(column: DataColumn) -> bool:
    base = column.datatype if isinstance(column.datatype, str) else column.datatype["base"]
    return bool(base == TEXT)


def _cell(record: Mapping[str, str], column: DataColumn) -> Cell:
    value = record[column.name]
    if not value:
        is_told = column.name == "reading" or not (_is_text(column) or column.name in _ONE_END)
        return record.get("status", "") if is_told and record.get("status") else NOT_APPLICABLE
    if _is_text(column):
        return value
    return int(value) if _INTEGER.fullmatch(value) else float(value)


def _decimals(values: Iterable[str]) -> int | None:
    """Give with how many decimals numbers are shown; those of several sizes and units stay as they are."""
    places = {len(value.partition(".")[2]) for value in values if value}
    return places.pop() if len(places) == 1 else None


def _widest(rows: Sequence[Row], at: int) -> int:
    return max((len(str(row[at])) for row in rows), default=0)


def _explained(rows: Sequence[Row], signs: Signs) -> Iterator[tuple[str, str]]:
    """Yield every symbol that stands in a table with what it means there."""
    met = dict.fromkeys(cell for row in rows for cell in row if isinstance(cell, str) and SYMBOL.fullmatch(cell))
    told = list(signs)
    yield from ((sign, meaning) for sign, meaning in told if sign in met)
    for sign in met:
        if sign not in dict(told):
            general = SYMBOLS[sign].removeprefix(f"{sign[1:-1].capitalize()}: ")
            yield sign, general[0].lower() + general[1:]
