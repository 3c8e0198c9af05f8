"""The grammar of references, ``{{ ... }}``: what each kind prints, and what it needs to be there.

Reference page: docs/reference/references.md.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from clerestory.errors import TableError
from clerestory.model.commission import ChartKind, ChartRequest, StudySettings
from clerestory.model.tables import ProtectedTable
from clerestory.publish.faults import Wrong
from clerestory.publish.printing import (
    is_category,
    line_of,
    line_position,
    print_count,
    print_date,
    runs_down,
    share_cell,
)

FORMS = (
    't1["row", "column"], t1["row", "column"].share, table t1, shares t1["row"], chart c1, register, fact.id, '
    "year 2013, section 2, page 12, date 2026-12-15, period, release.date, release.review_by, study.title, "
    "study.publisher, study.commissioned_by, study.definition, study.selection"
)
YEARS, PAGES = range(1900, 2101), range(1, 10_000)


@dataclass(frozen=True)
class Context:
    """What references can refer to."""

    tables: Mapping[str, ProtectedTable]
    settings: StudySettings
    sections: int = 0

    @classmethod
    def of(cls, tables: Sequence[ProtectedTable], settings: StudySettings, *, sections: int = 0) -> Context:
        """Gather tables and settings."""
        return cls({table.shape.id: table for table in tables}, settings, sections)

    def table(self, id: str) -> ProtectedTable:  # noqa: A002  (the field's word)
        """Find a table, or say which there are."""
        found = self.tables.get(id)
        if found is None:
            raise Wrong(f"there is no table {id!r}", _one_of(self.tables))
        return found

    def chart(self, id: str) -> ChartRequest:  # noqa: A002
        """Find a chart, or say which there are."""
        found = next((chart for chart in self.settings.charts if chart.id == id), None)
        if found is None:
            raise Wrong(f"there is no chart {id!r}", _one_of(chart.id for chart in self.settings.charts))
        return found


class Reference(Protocol):
    """Something that prints as words in a line."""

    def printed(self, context: Context) -> str:
        """Give what is printed; raises Wrong if it refers to nothing."""


@dataclass(frozen=True)
class Cell:
    """The count of a cell."""

    table: str
    keys: tuple[str, ...]

    def printed(self, context: Context) -> str:
        """Give the count, or the symbol of a suppressed cell."""
        table = context.table(self.table)
        row, column = _index(table, self.keys)
        return print_count(table.counts[row][column])


@dataclass(frozen=True)
class CellShare:
    """The share of a cell, with what is not known and the bounds."""

    table: str
    keys: tuple[str, ...]

    def printed(self, context: Context) -> str:
        """Give the share as the part of a sentence, or the symbol that stands for it."""
        table = context.table(self.table)
        row, column = _index(table, self.keys)
        positions = table.shape.rows if runs_down(table) else table.shape.columns
        here = positions[row if runs_down(table) else column]
        if not is_category(here):
            raise Wrong(
                f"{here.key!r} is no known category of table {self.table}, so it has no share",
                _one_of(p.key for p in positions if is_category(p)),
            )
        return share_cell(table, row, column).sentence


@dataclass(frozen=True)
class FactValue:
    """A number or word that no table gives; its source is listed at the end of the paper."""

    id: str

    def printed(self, context: Context) -> str:
        """Give the fact's value."""
        fact = context.settings.facts.get(self.id)
        if fact is None:
            raise Wrong(f"there is no fact {self.id!r}", _one_of(context.settings.facts))
        return fact.value


@dataclass(frozen=True)
class Year:
    """A year of the calendar."""

    year: str

    def printed(self, context: Context) -> str:  # noqa: ARG002  (the same for every kind of reference)
        """Give the year."""
        return _within(self.year, YEARS, "year")


@dataclass(frozen=True)
class Page:
    """A page of another document."""

    page: str

    def printed(self, context: Context) -> str:  # noqa: ARG002
        """Give the page."""
        return _within(self.page, PAGES, "page")


@dataclass(frozen=True)
class SectionNumber:
    """A numbered section of this paper."""

    number: str

    def printed(self, context: Context) -> str:
        """Give the number of the section."""
        if context.sections == 0:
            raise Wrong(f"there is no section {self.number!r}", "Sections begin with ##; the paper has none yet.")
        return _within(self.number, range(1, context.sections + 1), "section")


@dataclass(frozen=True)
class Day:
    """A date."""

    date: str

    def printed(self, context: Context) -> str:  # noqa: ARG002
        """Give the date in words."""
        try:
            # fromisoformat reads other spellings as well; one spelling makes papers searchable.
            day = dt.date.fromisoformat(self.date) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", self.date) else None
        except ValueError:
            day = None
        if day is None or day.year not in YEARS:
            raise Wrong(f"{self.date!r} is not a date", "Write year, month and day, as in 2026-12-15.")
        return print_date(day)


@dataclass(frozen=True)
class Setting:
    """A setting of study.toml that prints."""

    name: str

    def printed(self, context: Context) -> str:
        """Give the setting as a reader reads it."""
        return PRINTED_SETTINGS[self.name](context.settings)


class Block(Protocol):
    """Something that stands on a line of its own."""

    def resolved(self, context: Context) -> Block:
        """Give the block with keys in the place of labels; raises Wrong if it refers to nothing."""


@dataclass(frozen=True)
class TableBlock:
    """A whole table."""

    table: str

    def resolved(self, context: Context) -> TableBlock:
        """Check that the table is there."""
        context.table(self.table)
        return self


@dataclass(frozen=True)
class SharesBlock:
    """The shares of one line of a table, each with what is not known and the bounds."""

    table: str
    key: str

    def resolved(self, context: Context) -> SharesBlock:
        """Name the line by its key."""
        table = context.table(self.table)
        try:
            return SharesBlock(self.table, line_position(table, line_of(table, self.key)).key)
        except TableError as error:
            raise Wrong.from_table(error) from None


@dataclass(frozen=True)
class ChartBlock:
    """A chart."""

    chart: str

    def resolved(self, context: Context) -> ChartBlock:
        """Check that the chart is there, and its table and line too."""
        check_chart(context.chart(self.chart), context)
        return self


@dataclass(frozen=True)
class RegisterBlock:
    """The register of what is withheld."""

    def resolved(self, context: Context) -> RegisterBlock:  # noqa: ARG002
        """Give the block; every study has a register."""
        return self


def check_chart(chart: ChartRequest, context: Context) -> None:
    """Check that the table, row or column that a chart draws is there; raises Wrong if not."""
    table = context.table(chart.table)
    try:
        if chart.kind is ChartKind.BOUNDS:
            line_of(table, chart.row)
        else:
            table.shape.index([table.shape.rows[0].key, chart.column])
    except TableError as error:
        raise Wrong(f"chart {chart.id}: {error.where}: {error.what}", error.remedy) from None


PRINTED_SETTINGS: Mapping[str, Callable[[StudySettings], str]] = {
    "period": lambda s: f"{print_date(s.study.period_start)} to {print_date(s.study.period_end)}",
    "release.date": lambda s: print_date(s.release.date),
    "release.review_by": lambda s: print_date(s.release.review_by),
    "study.title": lambda s: s.study.title,
    "study.publisher": lambda s: s.study.publisher,
    "study.commissioned_by": lambda s: s.study.commissioned_by,
    "study.definition": lambda s: s.study.definition,
    "study.selection": lambda s: s.study.selection,
}

_ID, _STRING = r"([A-Za-z_][A-Za-z0-9_]*)", r'"(?:\\.|[^"\\])*"'
_KEYS = rf" ?\[ ?({_STRING}(?: ?, ?{_STRING})*) ?\]"
_GRAMMAR: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Reference | Block]], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"{_ID}{_KEYS}", lambda m: Cell(m[1], _strings(m[2]))),
        (rf"{_ID}{_KEYS} ?\. ?share", lambda m: CellShare(m[1], _strings(m[2]))),
        (rf"table {_ID}", lambda m: TableBlock(m[1])),
        (rf"shares {_ID} ?\[ ?({_STRING}) ?\]", lambda m: SharesBlock(m[1], _strings(m[2])[0])),
        (rf"chart {_ID}", lambda m: ChartBlock(m[1])),
        (r"register", lambda m: RegisterBlock()),  # noqa: ARG005
        (rf"fact\.{_ID}", lambda m: FactValue(m[1])),
        (r"year (\S+)", lambda m: Year(m[1])),
        (r"section (\S+)", lambda m: SectionNumber(m[1])),
        (r"page (\S+)", lambda m: Page(m[1])),
        (r"date (\S+)", lambda m: Day(m[1])),
        ("(" + "|".join(map(re.escape, PRINTED_SETTINGS)) + ")", lambda m: Setting(m[1])),
    )
)


def parse_reference(body: str) -> Reference | Block:
    """Read what stands between the braces of a reference; raises Wrong if it is none."""
    text = " ".join(body.split())
    for pattern, make in _GRAMMAR:
        match = pattern.fullmatch(text)
        if match:
            return make(match)
    raise Wrong(f"'{{{{ {text} }}}}' is not a reference", f"Write one of these between the braces: {FORMS}.")


def _strings(text: str) -> tuple[str, ...]:
    try:
        return tuple(json.loads(f"[{text}]"))
    except ValueError:
        raise Wrong(f"{text} has a backslash that means nothing", 'Write \\" for a quotation mark.') from None


def _index(table: ProtectedTable, keys: Sequence[str]) -> tuple[int, int]:
    try:
        return table.shape.index(keys)
    except TableError as error:
        raise Wrong.from_table(error) from None


def _within(text: str, numbers: range, what: str) -> str:
    # Not int() alone, which reads numbers of every script and underscores.
    if re.fullmatch("[0-9]{1,4}", text) and not text.startswith("0") and int(text) in numbers:
        return text
    raise Wrong(f"{text!r} is not a {what}", f"Write a {what} from {numbers[0]} to {numbers[-1]}.")


def _one_of(choices: Iterable[str]) -> str:
    listed = ", ".join(choices)
    return f"Use one of {listed}." if listed else "study.toml has none."
