"""The blocks of a paper, numbered as they come."""

from __future__ import annotations

from clerestory.model.findings.finding import FindingKind
from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.redaction.marks import parts, reasons_in
from clerestory.publish.findings.shown import Details
from clerestory.publish.paper.group_note import GROUP_NOTE, shown_note
from clerestory.publish.paper.reading import Paper
from clerestory.publish.paper.references import Block
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.accounts import shown_register
from clerestory.publish.shown.charts import chart_grid, of_chart, shown_chart
from clerestory.publish.shown.tables import shown_comparison, shown_counts, shown_shares
from clerestory.publish.shown.values import (
    Column,
    Folded,
    Grid,
    Kind,
    Link,
    Note,
    Row,
    Shown,
    ShownCase,
    ShownChart,
    ShownFinding,
    ShownTable,
)

_FINDINGS = {kind.value for kind in FindingKind}
_TOLD = (
    "The case ended with a conviction and sentence. What could identify a person was taken out before the text was "
    "sent."
)
_SAYS_WHY = " What stands in its place says why:"
_PLACE = "A lawyer decided that the place may be named."


class Numbering:
    """Gives what each block of one paper shows; asked in the order of the paper, once for each."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._tables = 0
        self._charts = 0

    def shown(self, block: Block) -> Shown:
        """Give what a block shows, under the next number of its kind."""
        if block.kind == "chart":
            self._charts += 1
            return shown_chart(block.name, self._charts, self._contents)
        if block.kind in _FINDINGS:
            return self._finding(block.name)
        if block.kind == GROUP_NOTE:
            return shown_note(self._contents.group_note)
        if block.kind == "text":
            return _case(self._contents.texts[block.name])
        if block.kind == "register":
            return shown_register(self._contents.register.withheld, f"register-{self._tables}-{self._charts}")
        self._tables += 1
        return self._table(block)

    def _table(self, block: Block) -> ShownTable:
        table = self._contents.tables[block.name]
        if block.kind == "comparison":
            return shown_comparison(table, self._tables, self._contents)
        if block.kind == "shares":
            return shown_shares(table, block.row, self._tables, self._contents)
        return shown_counts(table, self._tables, self._contents)

    def _finding(self, name: str) -> ShownFinding:
        shown = self._contents.findings[name]
        files = (Link(shown.link, f"tables/{self._contents.file_name(name)}.csv"),)
        return ShownFinding(
            title=shown.title,
            sentences=tuple(shown.sentences),
            chart=self._chart_of_finding(name),
            details=tuple(Folded(part.summary, part.about, _grid_of_details(part)) for part in shown.details),
            under=(Note(shown.note, links=files),) if shown.chart else (),
        )

    def _chart_of_finding(self, name: str) -> ShownChart | None:
        shown = self._contents.findings[name]
        if shown.chart is None:
            return None
        self._charts += 1
        grid = chart_grid(shown.numbers.heading, tuple(map(Column, shown.numbers.columns)), shown.numbers.rows)
        return of_chart(name, shown.chart, self._charts, self._contents, grid=grid)


def shown_blocks(paper: Paper, contents: Contents) -> tuple[Shown | None, ...]:
    """Give what each reference of a paper shows, under the number that its block has there; None where it is words."""
    numbering = Numbering(contents)
    return tuple(numbering.shown(what) if isinstance(what, Block) else None for what in paper.references)


def _grid_of_details(part: Details) -> Grid:
    words = len(part.columns) - part.numbers
    columns = (Column(label, Kind.TEXT if at < words else Kind.NUMBER) for at, label in enumerate(part.columns))
    return Grid(tuple(columns), tuple(Row(row[0], tuple(row[1:])) for row in part.rows))


def _case(text: CaseText) -> ShownCase:
    marks = tuple((reason.mark, reason.law_in_full) for reason in reasons_in(text.words))
    return ShownCase(
        title=text.title,
        paragraphs=tuple(tuple(parts(paragraph)) for paragraph in text.words),
        told=_TOLD + (_SAYS_WHY if marks else ""),
        marks=marks,
        place=_PLACE if text.names_place else "",
    )
