"""The references of a paper, ``{{ ... }}``: what may stand there, and what each prints."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from clerestory.errors import ClerestoryError, PaperError
from clerestory.model.calendar import date_text
from clerestory.model.commission import PaperPart, StudySettings
from clerestory.model.findings.finding import Finding, FindingKind
from clerestory.model.redaction.case_texts import MEANINGS, CaseText
from clerestory.model.shares import share_of
from clerestory.model.tables import ProtectedTable
from clerestory.publish.claims import CLAIM, Evidence, read_citation, read_mark
from clerestory.publish.comparisons.bodies import own_figures
from clerestory.publish.comparisons.rows import compared_rows
from clerestory.publish.comparisons.words import difference_text
from clerestory.publish.numbers import count_in_words, share_text

# No brace and no line end within: so each sign is looked at once, and what is not closed is found and not printed.
REFERENCE = re.compile(r"\{\{([^{}\n]*)\}\}")
_FINDINGS = "|".join(kind.value for kind in FindingKind)
_PARTS = "|".join(part.value for part in PaperPart if part is not PaperPart.REFERENCE_GROUP)
_CELL = r'[a-z][a-z0-9_]*\["[^"]+"(?:,\s*"[^"]+")?\]'

# Meaning and form of every reference; the reference page and its schema are made from it.
REFERENCE_PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        'A cell: its count, with "about" before it where counts are rounded, or [c].': rf"^{_CELL}$",
        "A cell as a share of the known cases of its row, with what is not known and the bounds.": rf"^{_CELL}\.share$",
        "A table, on a line of its own.": r"^table [a-z][a-z0-9_]*$",
        "The shares of a row with their bounds, on a line of its own.": r'^shares [a-z][a-z0-9_]*\["[^"]+"\]$',
        "A comparison with its bounds, on a line of its own.": r"^comparison [a-z][a-z0-9_]*$",
        "What holds of a category of a comparison, and by how much.": r'^[a-z][a-z0-9_]*\["[^"]+"\]\.difference$',
        "The nation's share of a column, with the own figures of rows that know theirs.": (
            r'^bodies [a-z][a-z0-9_]*\["[^"]+"\]$'
        ),
        "A chart, on a line of its own.": r"^chart [a-z][a-z0-9_]*$",
        "A finding with all that may be said of it, on a line of its own.": rf"^(?:{_FINDINGS}) [a-z][a-z0-9_]*$",
        "A text about a case that may be spoken of, on a line of its own.": (
            r'^text (?:[a-z][a-z0-9_]*|"[a-z][a-z0-9_]*")$'
        ),
        "The register of what is withheld, on a line of its own.": r"^register$",
        "A fact of study.toml.": r"^fact\.[a-z][a-z0-9_]*$",
        "A year, 1900 to 2100.": r"^year (?:19|20)\d\d$|^year 2100$",
        "A date, of 1900 to 2100.": r"^date (?:(?:19|20)\d\d|2100)-\d{2}-\d{2}$",
        "What part of a paper a section is, in its heading; it prints nothing.": rf"^part: (?:{_PARTS})$",
        "A paragraph that gives another explanation of a finding; it prints nothing.": r"^other explanation$",
        "The note of the reference group, on a line of its own.": r"^reference_group$",
        "A numbered section of this paper.": r"^section [1-9]\d?$",
        "A page, 1 to 999, of a document that the sentence names.": r"^page [1-9]\d{0,2}$",
        "A claim and the cells that bear it out: the bounds, in brackets.": r"^claim .+$",
        "Testimony: what the sentence quotes is somebody's.": r"^testimony$",
        "No claim, for one of a few reasons.": r"^no claim: (?:method|definition|law)$",
        "The date of publication, the title or the period.": r"^release\.date$|^study\.title$|^study\.period$",
    }
)
_CELL_PARTS = re.compile(
    r'^(?P<table>[a-z][a-z0-9_]*)\["(?P<row>[^"]+)"(?:,\s*"(?P<column>[^"]+)")?\](?P<share>\.share)?$'
)
_COLUMN = re.compile(r'^(?P<table>[a-z][a-z0-9_]*)\["(?P<column>[^"]+)"\](?P<difference>\.difference)?$')
_WORD = re.compile(
    rf"^(?P<word>table|comparison|bodies|chart|{_FINDINGS}|text|shares|year|date|section|page) (?P<rest>.+)$"
)
PART, OTHER_EXPLANATION = "part: ", "other explanation"
_WHOLE = ("register", "reference_group")  # blocks without a name
_YEARS = range(1900, 2101)  # so that a year or a date is no place for a count of any size


class Cited(Protocol):
    """Tables that references speak of: those of a study, or of a release."""

    @property
    def evidence(self) -> Evidence:
        """What claims may cite."""
        ...

    def table(self, name: str) -> ProtectedTable:
        """Find a table."""
        ...


@dataclass(frozen=True)
class Sources:
    """Everything that a reference may speak of."""

    settings: StudySettings
    tables: Mapping[str, ProtectedTable]
    sections: int = 0  # how many numbered sections the paper has
    findings: Mapping[str, Finding] = field(default_factory=dict)
    texts: Mapping[str, CaseText] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        settings: StudySettings,
        tables: tuple[ProtectedTable, ...],
        sections: int = 0,
        *,
        findings: tuple[Finding, ...] = (),
        texts: tuple[CaseText, ...] = (),
    ) -> Sources:
        """Give the sources of a study's paper."""
        found = {finding.id: finding for finding in findings}
        return cls(
            settings, {table.shape.id: table for table in tables}, sections, found, {text.id: text for text in texts}
        )

    @property
    def evidence(self) -> Evidence:
        """What claims may cite."""
        return Evidence(self.settings, self.tables, self.findings)

    def table(self, name: str) -> ProtectedTable:
        """Find a table.

        Raises
        ------
        PaperError
            If there is none of that name.
        """
        if name not in self.tables:
            raise _unknown(f"there is no table {name!r}", "Use one of " + ", ".join(self.tables) + ".")
        return self.tables[name]


@dataclass(frozen=True)
class Block:
    """A reference that stands on a line of its own: a table, shares, a chart, a text, a note, a register."""

    kind: str
    name: str = ""
    row: str = ""


def printed(reference: str, sources: Sources) -> str | Block:
    """Give what a reference prints: text, or a block.

    Raises
    ------
    PaperError
        If it is not a reference, or speaks of something that is not there; the caller adds the place.
    """
    reference = reference.strip()
    words = printed_of_tables(reference, sources)
    if words is not None:
        return words
    word = _WORD.match(reference)
    if word:
        return _WORDS[word["word"]](word["rest"], sources)
    if reference in _WHOLE:
        return Block(reference)
    if reference == OTHER_EXPLANATION or reference.startswith(PART):
        return _mark_of_structure(reference)
    if reference.startswith("fact."):
        return _fact(reference.removeprefix("fact."), sources)
    study = sources.settings.study
    texts = {
        "release.date": date_text(sources.settings.release.date),
        "study.title": study.title,
        "study.period": f"{date_text(study.period_start)} to {date_text(study.period_end)}",
    }
    if reference not in texts:
        raise _unknown(
            f"{{{{ {reference} }}}} is not a reference", "docs/reference/paper-references.md has every form."
        )
    return texts[reference]


def printed_of_tables(reference: str, tables: Cited) -> str | None:
    """Give the words of a cell, a difference, a claim or a mark, which prints none; None if it is none of them.

    Raises
    ------
    PaperError
        If it speaks of something that is not there; the caller adds the place.
    """
    cell = cited_cell(reference, tables)
    if cell:
        return _cell(cell)
    column = _COLUMN.match(reference)
    if column:
        return _difference(column, tables)
    if reference.startswith(CLAIM):
        return read_citation(reference.removeprefix(CLAIM), tables.evidence).printed
    return "" if read_mark(reference) else None


def printed_day(reference: str) -> str | None:
    """Give the words of a year or a date; None if the reference is neither.

    Raises
    ------
    PaperError
        If it is none that there is.
    """
    word = _WORD.match(reference)
    if word is None or word["word"] not in _DAYS:
        return None
    return _DAYS[word["word"]](word["rest"])


@dataclass(frozen=True)
class CitedCell:
    """The cell that a reference speaks of, by its place in the table."""

    table: ProtectedTable
    row: int
    column: int
    is_share: bool

    @property
    def key(self) -> tuple[str, ...]:
        """What tells the cell from others, however the reference spells it."""
        return self.table.shape.id, str(self.row), str(self.column)

    @property
    def count(self) -> int | None:
        """Its count; None where it is suppressed."""
        return self.table.counts[self.row][self.column]


def cited_cell(reference: str, tables: Cited) -> CitedCell | None:
    """Find the cell of a reference; None if it speaks of none.

    Raises
    ------
    PaperError
        If there is no such table, row or column.
    """
    match = _CELL_PARTS.match(reference)
    if match is None:
        return None
    table = tables.table(match["table"])
    try:
        row, column = table.shape.index([key for key in (match["row"], match["column"]) if key])
    except ClerestoryError as error:
        raise _unknown(error.what + f" in table {table.shape.id}", error.remedy) from None
    return CitedCell(table, row, column, is_share=bool(match["share"]))


def _cell(cell: CitedCell) -> str:
    if not cell.is_share:
        return count_in_words(cell.count, rounded=cell.table.rounding is not None)
    return share_text(share_of(cell.table, cell.row, cell.column))


def _shares(rest: str, sources: Sources) -> Block:
    match = _CELL_PARTS.match(rest)
    if not match or match["column"] or match["share"]:
        raise _unknown("shares are named by a table and a row", 'For example {{ shares t1["total"] }}.')
    table = sources.table(match["table"])
    if match["row"] not in {position.key for position in table.shape.rows}:
        keys = ", ".join(position.key for position in table.shape.rows)
        raise _unknown(f"there is no row {match['row']!r} in table {table.shape.id}", f"Use one of {keys}.")
    return Block("shares", table.shape.id, match["row"])


def _comparison(rest: str, sources: Sources) -> Block:
    return Block("comparison", _compared(sources.table(rest)).shape.id)


def _difference(match: re.Match[str], tables: Cited) -> str:
    table = _compared(tables.table(match["table"]))
    rows = {name: row for row in compared_rows(table) for name in (row.label, row.key)}
    if match["column"] not in rows:
        keys = ", ".join(row.key for row in compared_rows(table))
        raise _unknown(f"there is no category {match['column']!r} in table {table.shape.id}", f"Use one of {keys}.")
    return difference_text(rows[match["column"]])


def _compared(table: ProtectedTable) -> ProtectedTable:
    if table.shape.comparison is None:
        raise _unknown(f"table {table.shape.id} is no comparison", 'One is asked for with kind = "comparison".')
    return table


def _bodies(rest: str, sources: Sources) -> str:
    match = _COLUMN.match(rest)
    if not match or match["difference"]:
        raise _unknown("own figures are named by a table and a column", 'For example {{ bodies t1["A"] }}.')
    table = sources.table(match["table"])
    keys = [position.key for position in table.shape.columns]
    if match["column"] not in keys:
        raise _unknown(f"there is no column {match['column']!r} in table {table.shape.id}", f"Use {', '.join(keys)}.")
    return own_figures(table, keys.index(match["column"]))


def _chart(rest: str, sources: Sources) -> Block:
    charts = [chart.id for chart in sources.settings.charts]
    if rest not in charts:
        raise _unknown(f"there is no chart {rest!r}", "Use one of " + ", ".join(charts) + ".")
    return Block("chart", rest)


def _finding(kind: FindingKind) -> Callable[[str, Sources], Block]:
    _, noun = kind.noun.split(" ", 1)

    def block(rest: str, sources: Sources) -> Block:
        if rest not in {of.id for of in sources.settings.findings if of.finding is kind}:
            raise _unknown(f"there is no {noun} {rest!r}", f"Declare it in study.toml, [[{kind.value}]].")
        return Block(kind.value, rest)

    return block


def _text(rest: str, sources: Sources) -> Block:
    name = rest[1:-1] if len(rest) > 2 and rest[0] == rest[-1] == '"' else rest
    if name not in sources.texts:
        raise _unknown(f"there is no text {name!r}", "Declare it in study.toml, [[texts]].")
    text = sources.texts[name]
    if text.is_held:
        meaning, law = MEANINGS[text.reason]
        again = f" The hold is looked at again by {date_text(text.review)}." if text.review else ""
        raise _unknown(
            f"the text {name!r} is held: {text.reason}, {meaning.lower()} ({law})",
            f"Take the reference out; nothing may be said of the case, not even that.{again}",
        )
    return Block("text", name)


def _fact(name: str, sources: Sources) -> str:
    facts = sources.settings.facts
    if name not in facts:
        raise _unknown(f"there is no fact {name!r}", "Declare it in study.toml, [facts], with its source.")
    return facts[name].value


def _year(rest: str) -> str:
    if not (rest.isascii() and rest.isdigit() and len(rest) == 4 and int(rest) in _YEARS):
        raise _unknown(f"{rest!r} is not a year", "A year is 1900 to 2100.")
    return rest


def _date(rest: str) -> str:
    try:
        day = dt.date.fromisoformat(rest)
    except ValueError:
        day = dt.date.min
    # Python also reads 20261215 and 2026-W51-2: one spelling is enough, and it is the one of the reference page.
    if day.year not in _YEARS or day.isoformat() != rest:
        raise _unknown(f"{rest!r} is not a date", "Write it as {{ date 2026-12-15 }}; its year is 1900 to 2100.")
    return date_text(day)


def _section(rest: str, sources: Sources) -> str:
    if not (rest.isascii() and rest.isdigit() and 1 <= int(rest) <= sources.sections):
        raise _unknown(f"there is no section {rest!r}", f"The paper has sections 1 to {sources.sections}.")
    return f"section {rest}"


def _page(rest: str, sources: Sources) -> str:
    if not re.fullmatch(r"[1-9]\d{0,2}", rest, re.ASCII):
        raise _unknown(f"{rest!r} is not a page", "A page is 1 to 999; of a longer document name the section.")
    return f"page {rest}"


_DAYS: Mapping[str, Callable[[str], str]] = {"year": _year, "date": _date}
_WORDS: Mapping[str, Callable[[str, Sources], str | Block]] = {
    "table": lambda rest, sources: Block("table", sources.table(rest).shape.id),
    "comparison": _comparison,
    "bodies": _bodies,
    "chart": _chart,
    "text": _text,
    **{kind.value: _finding(kind) for kind in FindingKind},
    "shares": _shares,
    "year": lambda rest, sources: _year(rest),
    "date": lambda rest, sources: _date(rest),
    "section": _section,
    "page": _page,
}


def _mark_of_structure(reference: str) -> str:
    """Print nothing for a mark of what a section or a paragraph is, if it is one."""
    if reference != OTHER_EXPLANATION and part_named(reference) is None:
        raise _unknown(f"{reference!r} is no part of a paper", f"Use one of {_PARTS.replace('|', ', ')}.")
    return ""


def part_named(reference: str) -> PaperPart | None:
    """Give the part that a mark names; None if it is no such mark."""
    if not re.fullmatch(rf"{PART}(?:{_PARTS})", reference):
        return None
    return PaperPart(reference.removeprefix(PART))


def _unknown(what: str, remedy: str) -> PaperError:
    return PaperError(what, where="paper/paper.md", remedy=remedy)
