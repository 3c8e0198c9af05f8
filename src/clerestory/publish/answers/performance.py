"""How fast was answered, printed: a page, a CSV that says what it holds, and a workbook."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from clerestory.model.answers.public.performance import AnsweredKind, PerformanceRow, PublicPerformance
from clerestory.model.bank_holidays import LAST_PUBLISHED_YEAR, is_certain
from clerestory.model.calendar import date_text
from clerestory.publish.answers.parts import AnswerPart, AnswerTable
from clerestory.publish.open_data.columns import Column, code, count, number, percent, text
from clerestory.publish.open_data.metadata import About
from clerestory.publish.pages import page_apart, style_sheet
from clerestory.publish.shown.values import Column as ShownColumn
from clerestory.publish.shown.values import Grid, Kind, Row
from clerestory.publish.workbooks.book import Cell, PublishedWorkbook, TableSheet
from clerestory.publish.workbooks.book import Column as SheetColumn
from clerestory.publish.workbooks.book import Kind as CellKind
from clerestory.publish.workbooks.ods import write_ods

NAME = "performance"  # the name of every file of it, behind the mark of made-up data
TITLE = "How fast we answered"
NOT_APPLICABLE = "[z]"
_MEANING = ((NOT_APPLICABLE, "not applicable: nothing was received, or nothing answered"),)
_STOOD = "as it stood at the end of"
_OF_ALL = (
    "Percentages are of all that was received and is ours to answer: what is still open counts as not answered in time."
)
_NOTES = (
    (
        "The clock begins the day after receipt, at whatever hour it came. What another body passed on to us begins "
        "when it came here. What we passed on, and what was withdrawn or lapsed, has left and is counted apart."
    ),
    (
        "Working days leave out Saturdays, Sundays and bank holidays; of requests for information, those of any part "
        "of the United Kingdom. The clock of a petition waits while Parliament is prorogued or dissolved."
    ),
    (
        "Counts are of letters and requests, not of people in cases, and say nothing of who wrote: they are printed "
        "as they are. Percentages are rounded to whole numbers, mean and median to one decimal."
    ),
)
_NOT_CERTAIN = (
    f"Bank holidays after {LAST_PUBLISHED_YEAR} are taken by rule: a proclamation may still move one, or add one, and "
    "due days with it."
)
_MONTHS_OF_QUARTER = 3
_COLUMNS = (
    code("period", "Period", "A year, a quarter as 2026-Q1, or a month as 2026-03: when it was received.", key=True),
    code("kind", "What was received: code", key=True),
    text("kind_label", "What was received", required=True),
    text("target", "Target", "Within how many days an answer is due; where there were several, all.", required=True),
    count("received", "Received", "Less what was passed on, withdrawn or lapsed."),
    count("answered", "Answered"),
    count("within_target", "Answered within target"),
    percent("within_target_pct", "Answered within target, %", "Of all received, a whole number, halves up."),
    count("within_20", "Answered within 20 working days"),
    percent("within_20_pct", "Answered within 20 working days, %", "Of all received, a whole number, halves up."),
    number("mean_days", "Mean days to answer", "In the unit of the target, to one decimal, halves up.", unit="days"),
    number("median_days", "Median days to answer", "In the unit of the target.", unit="days"),
    count("open", "Still open", "Not answered by the end of the day of the table."),
    count("overdue", "Open and overdue", "Of these, those that were due before that day."),
    count("left", "Left", "Passed on, merged with another, withdrawn or lapsed: counted in no other column."),
)
_KINDS: Mapping[str, CellKind] = {  # of columns whose cells are no whole numbers
    **dict.fromkeys(("period", "kind_label", "target"), CellKind.TEXT),
    **dict.fromkeys(("within_target_pct", "within_20_pct"), CellKind.PERCENT),
}
_ONE_DECIMAL = ("mean_days", "median_days")
_RECEIVED_IN, _TARGET = ShownColumn("Received in", Kind.TEXT), ShownColumn("Target", Kind.TEXT)
_NUMBERS = tuple(
    map(
        ShownColumn,
        (
            *("Received", "Answered", "Within target", "Within 20 working days", "Mean days", "Median days"),
            *("Still open", "Overdue", "Left"),
        ),
    )
)


def notes_of(made: PublicPerformance) -> tuple[str, ...]:
    """Give what readers of the table must know, in any form of it."""
    first = f"Each line is about what was received in the period, {_STOOD} {date_text(made.as_of)}. {_OF_ALL}"
    last = max(int(row.period[:4]) for row in made.rows)
    return (first, *_NOTES, *((_NOT_CERTAIN,) if not is_certain(last) else ()))


def period_text(period: str) -> str:
    """Print a period in words.

    Examples
    --------
    >>> period_text("2026"), period_text("2026-Q1"), period_text("2026-03")
    ('2026', 'January to March 2026', 'March 2026')
    """
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        last = _MONTHS_OF_QUARTER * int(part[1:])
        return f"{_month(year, last - 2).split()[0]} to {_month(year, last)}"
    return _month(year, int(part)) if part else year


def _month(year: str, month: int) -> str:
    return date_text(dt.date(int(year), month, 1)).removeprefix("1 ")


def _values(row: PerformanceRow) -> Iterator[tuple[Column, object]]:
    """Yield the value of each column but the last; None where there is none."""
    known = {"kind": row.kind.value, "kind_label": row.kind.label}
    for column in _COLUMNS:
        yield column, known[column.name] if column.name in known else getattr(row, column.name)


def performance_tables(made: PublicPerformance) -> tuple[AnswerTable, ...]:
    """Give the table for programs."""
    rows = tuple(tuple("" if value is None else value for _, value in _values(row)) for row in made.rows)
    return (AnswerTable(NAME, TITLE, _COLUMNS, rows, notes_of(made)),)


@dataclass(frozen=True)
class KindSection:
    """The part of a page about one kind; the target stands above the table if all lines share it."""

    heading: str
    caption: str
    grid: Grid


def performance_values(made: PublicPerformance) -> Mapping[str, object]:
    """Give what a page shows beside the table: a section for each kind, and the notes."""
    kinds = dict.fromkeys(row.kind for row in made.rows)
    sections = [_section(kind, [row for row in made.rows if row.kind is kind]) for kind in kinds]
    return {"sections": sections, "notes_below": notes_of(made)}


def _section(kind: AnsweredKind, rows: Sequence[PerformanceRow]) -> KindSection:
    targets = {row.target for row in rows}
    is_one = len(targets) == 1
    columns = [_RECEIVED_IN, *(() if is_one else (_TARGET,)), *_NUMBERS]
    shown = tuple(_shown_row(row, [] if is_one else [row.target]) for row in rows)
    caption = f"Target: {rows[0].target}" if is_one else "Targets differ"
    return KindSection(kind.label, caption, Grid(tuple(columns), shown))


def _shown_row(row: PerformanceRow, target: Sequence[str]) -> Row:
    counts = [f"{row.received:,}", f"{row.answered:,}"]
    counts += [_with_pct(row.within_target, row.within_target_pct), _with_pct(row.within_20, row.within_20_pct)]
    days = [NOT_APPLICABLE if value is None else str(value) for value in (row.mean_days, row.median_days)]
    rest = [f"{number:,}" for number in (row.open, row.overdue, row.left)]
    return Row(period_text(row.period), (*target, *counts, *days, *rest), is_margin="-" not in row.period)


def _with_pct(count: int, pct: int | None) -> str:
    return NOT_APPLICABLE if pct is None else f"{count:,} ({pct}%)"


PERFORMANCE_PART = AnswerPart(
    name=NAME,
    page=f"{NAME}.html",
    template="answers/performance.html",
    title=TITLE,
    about="How many letters, requests and petitions came, how many were answered in time, and how many wait.",
    tables=performance_tables,
    values=performance_values,
)


def performance_files(made: PublicPerformance) -> dict[str, bytes]:
    """Give a table that belongs to no release: a page with its style, CSV with CSVW beside it, and an ODS workbook.

    Raises
    ------
    WorkbookError
        If the name of the office cannot stand in a workbook.
    """
    book = io.BytesIO()
    write_ods(performance_workbook(made), book)
    name = f"{made.data.mark}-{NAME}" if made.data.mark else NAME
    page = page_apart(
        "answers/performance_apart.html",
        study={"title": TITLE, "publisher": made.office},
        mark=made.data.mark,
        mark_sentence=made.data.mark_sentence,
        csv_name=f"{name}.csv",
        made=made,
        **performance_values(made),
    )
    texts = {f"{name}.html": page, "style.css": style_sheet()}
    for table in performance_tables(made):
        texts |= table.files(f"{name}.csv", _about(made))
    return {path: text.encode() for path, text in texts.items()} | {f"{name}.ods": book.getvalue()}


def _about(made: PublicPerformance) -> About:
    years = sorted({int(row.period[:4]) for row in made.rows})
    period = (dt.date(years[0], 1, 1), min(dt.date(years[-1], 12, 31), made.as_of))
    return About(TITLE, made.office, made.data, None, period)  # when it is published, nobody says here


def performance_workbook(made: PublicPerformance) -> PublishedWorkbook:
    """Give the table as a workbook."""
    columns = [column for column in _COLUMNS if column.name != "kind"]
    rows = [[_cell(column, value) for column, value in _values(row) if column.name != "kind"] for row in made.rows]
    sheet = TableSheet(
        name="Performance",
        title=f"{TITLE}, as of {date_text(made.as_of)}",
        table_name="Performance",
        columns=tuple(_sheet_column(column, at, rows) for at, column in enumerate(columns)),
        rows=rows,
        notes=notes_of(made),
        symbols=_MEANING if any(NOT_APPLICABLE in row for row in rows) else (),
    )
    return PublishedWorkbook(TITLE, (sheet,), publisher=made.office, data=made.data)


def _sheet_column(column: Column, at: int, rows: list[list[Cell]]) -> SheetColumn:
    kind = _KINDS.get(column.name, CellKind.NUMBER)
    decimals = 1 if column.name in _ONE_DECIMAL else 0
    widest = max(len(str(row[at])) for row in rows)
    return SheetColumn(column.title, kind, decimals, widest_characters=widest)


def _cell(column: Column, value: object) -> Cell:
    if value is None:
        return NOT_APPLICABLE
    if column.name == "period":
        return period_text(str(value))
    if isinstance(value, Decimal):
        return float(value)
    assert isinstance(value, int | str)
    return int(value) / 100 if column.name.endswith("_pct") else value
