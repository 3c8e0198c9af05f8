"""The pages of a release: paper and register, readable without script, at any width, in print and in the dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from clerestory.model.commission import ChartKind, ChartRequest, StudySettings
from clerestory.model.findings.finding import FindingKind
from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.redaction.marks import parts, reasons_in
from clerestory.model.releases import Register
from clerestory.model.replies import Reply
from clerestory.model.rules import Preset
from clerestory.model.shares import NoShare, Share, share_of
from clerestory.model.tables import KNOWN, TOTAL, ProtectedTable
from clerestory.model.wording.claims import Claim
from clerestory.publish.charts import Chart, bar_rows
from clerestory.publish.comparisons.block import CHART_COLUMNS, chart_rows, comparison_values
from clerestory.publish.csv_files import share_cells
from clerestory.publish.findings.shown import Numbers, Shown
from clerestory.publish.maps.tiles import tiles_of
from clerestory.publish.notes import (
    completeness_signs,
    counts_note,
    persons_note,
    share_signs,
    shares_note,
    unit_note,
    withheld_sign,
)
from clerestory.publish.numbers import count_text, of_known_text, percent_text
from clerestory.publish.paper import Paper
from clerestory.publish.references import Block, date_text
from clerestory.publish.register import MEANINGS
from clerestory.publish.texts import facts_in_texts

_FINDINGS = {kind.value for kind in FindingKind}


@dataclass(frozen=True)
class Contents:
    """Everything that pages show."""

    settings: StudySettings
    tables: Mapping[str, ProtectedTable]
    charts: Mapping[str, Chart]
    register: Register
    rules: Preset
    replies: tuple[Reply, ...] = ()
    findings: Mapping[str, Shown] = field(default_factory=dict)
    beside_paper: Mapping[str, str] = field(default_factory=dict)  # further pages of the release: name and title
    claims: tuple[Claim, ...] = ()
    texts: Mapping[str, CaseText] = field(default_factory=dict)

    def file_name(self, name: str) -> str:
        """Give a file's name with the mark of made-up data in front."""
        mark = self.settings.study.data.mark
        return f"{mark}-{name}" if mark else name

    @property
    def workbooks(self) -> dict[str, str]:
        """The workbooks of all tables, by their endings."""
        return {ending: f"tables/{self.file_name('tables')}.{ending}" for ending in ("ods", "xlsx")}

    def named(self, source: str) -> str:
        """Give the title of a table or finding; what is neither keeps its name."""
        titles = {part.id: part.title for part in (*self.settings.tables, *self.settings.findings)}
        return titles.get(source, source.removeprefix("fact."))


def style_sheet() -> str:
    """Give the style sheet of every page."""
    return (resources.files("clerestory.publish") / "templates" / "style.css").read_text(encoding="utf-8")


def paper_page(paper: Paper, contents: Contents) -> str:
    """Give the page of the paper."""
    blocks = _Blocks(contents)
    body = Markup(paper.html(blocks.html))  # noqa: S704 - made by markdown-it without HTML, and by our own templates
    used = {*paper.facts, *facts_in_texts(contents.settings)}
    facts = [(fact.value, fact.source) for name, fact in contents.settings.facts.items() if name in used]
    more = {"claims": contents.claims, "named": contents.named, "workbooks": contents.workbooks}
    return _render("paper.html", contents, body=body, headings=paper.headings, facts=facts, date=date_text, **more)


def register_page(contents: Contents) -> str:
    """Give the page of the register."""
    return _render("register.html", contents, register=contents.register, meanings=MEANINGS, date=date_text)


def page_beside(template: str, contents: Contents, **values: object) -> str:
    """Give a further page of a release, in the same frame."""
    return _render(template, contents, date=date_text, **values)


def page_apart(template: str, **values: object) -> str:
    """Give a page that belongs to no release of a study at hand, in the same frame; the values are all its own."""
    return _environment().get_template(template).render(date=date_text, **values)


class _Blocks:
    """The tables, shares, charts and registers of a paper, numbered as they come."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._tables = 0
        self._charts = 0

    def html(self, block: Block) -> str:
        if block.kind == "chart":
            self._charts += 1
            return self._chart(block.name)
        if block.kind in _FINDINGS:
            return self._finding(block.name)
        if block.kind == "text":
            return self._case_text(self._contents.texts[block.name])
        if block.kind == "register":
            return _render("register_table.html", self._contents, register=self._contents.register, meanings=MEANINGS,
                           date=date_text, anchor=f"register-{self._tables}-{self._charts}")  # fmt: skip
        self._tables += 1
        table = self._contents.tables[block.name]
        if block.kind == "comparison":
            return self._comparison(table)
        return self._table(table) if block.kind == "table" else self._shares(table, block.row)

    def _case_text(self, text: CaseText) -> str:
        laws = [(reason.mark, reason.law_in_full) for reason in reasons_in(text.words)]
        return _render("case_text.html", self._contents, text=text, parts=parts, laws=laws)

    def _table(self, table: ProtectedTable) -> str:
        rows = list(zip(table.shape.rows, table.counts, strict=True))
        empty = [p for p, counts in rows if p.key not in (TOTAL, KNOWN) and not any(count != 0 for count in counts)]
        return self._rendered(
            table,
            title=table.shape.title,
            columns=[(p.label, p.key in (TOTAL, KNOWN)) for p in table.shape.columns],
            heading=table.shape.row_heading,
            rows=[
                (p.label, p.key in (TOTAL, KNOWN), [count_text(count) for count in counts])
                for p, counts in rows
                if p not in empty
            ],
            empty=[p.label for p in empty],
            rounding=counts_note(table.bases(), self._contents.rules),
            symbols=[withheld_sign(table)] if any(None in counts for p, counts in rows if p not in empty) else [],
            file=f"tables/{self._contents.file_name(table.shape.id)}.csv",
        )

    def _comparison(self, table: ProtectedTable) -> str:
        name = table.shape.id
        return _render(
            "comparison.html",
            self._contents,
            number=self._tables,
            file=f"tables/{self._contents.file_name(name)}.csv",
            bounds=f"tables/{self._contents.file_name(f'{name}-comparison')}.csv",
            replies=[reply for reply in self._contents.replies if name in reply.tables],
            **comparison_values(table, self._contents.rules),
        )

    def _shares(self, table: ProtectedTable, row_key: str) -> str:
        row = [position.key for position in table.shape.rows].index(row_key)
        down = len(table.shape.columns) == 1
        subject = "" if down else f", {table.shape.rows[row].label.lower()}"
        cells = share_cells(table, row)
        names = ["Number", "% of known", "Not known, % of all", "At least, % of all", "At most, % of all"]
        return self._rendered(
            table,
            title=f"{table.shape.title}{subject}: shares and what is possible",
            columns=[(name, False) for name in names],
            heading=table.shape.row_heading if down else table.shape.column_heading,
            rows=[(label, False, _share_row(table, r, c)) for r, c, _, label in cells],
            rounding=shares_note(table.bases(row=None if down else row), self._contents.rules),
            symbols=share_signs(table, [share_of(table, r, c) for r, c, _, _ in cells]),
            file=f"tables/{self._contents.file_name(f'{table.shape.id}-{row_key}-shares')}.csv",
        )

    def _rendered(
        self,
        table: ProtectedTable,
        *,
        title: str,
        columns: Sequence[tuple[str, bool]],
        heading: str,
        rows: Sequence[tuple[str, bool, Sequence[str]]],
        symbols: Sequence[tuple[str, str]],
        rounding: str,
        file: str,
        empty: Sequence[str] = (),
    ) -> str:
        return _render(
            "table.html",
            self._contents,
            number=self._tables,
            title=title,
            shape=table.shape,
            whole=table.whole,
            columns=columns,
            heading=heading,
            rows=rows,
            empty=empty,
            symbols=symbols,
            rounding=rounding,
            unit=persons_note(table) or unit_note(table.shape.unit),
            file=file,
            replies=[reply for reply in self._contents.replies if table.shape.id in reply.tables],
        )

    def _finding(self, name: str) -> str:
        shown = self._contents.findings[name]
        return _render(
            "finding.html",
            self._contents,
            title=shown.title,
            sentences=shown.sentences,
            chart=Markup(self._finding_chart(name, shown.chart, shown.numbers) if shown.chart else ""),  # noqa: S704 - ours
            details=shown.details,
            note=shown.note,
            link=shown.link,
            file=f"tables/{self._contents.file_name(name)}.csv" if shown.chart else "",
        )

    def _finding_chart(self, name: str, chart: Chart, numbers: Numbers) -> str:
        self._charts += 1
        return _render(
            "chart.html",
            self._contents,
            number=self._charts,
            chart=chart,
            file=f"charts/{self._contents.file_name(name)}.svg",
            narrow=f"charts/{self._contents.file_name(name + '-narrow')}.svg",
            heading=numbers.heading,
            columns=numbers.columns,
            rows=numbers.rows,
            symbols=(),
            rounding="",
            about=(),
        )

    def _chart(self, name: str) -> str:
        request = next(chart for chart in self._contents.settings.charts if chart.id == name)
        table = self._contents.tables[request.table]
        return _render(
            "chart.html",
            self._contents,
            number=self._charts,
            chart=self._contents.charts[name],
            file=f"charts/{self._contents.file_name(name)}.svg",
            narrow=f"charts/{self._contents.file_name(name + '-narrow')}.svg",
            heading=table.shape.row_heading if request.kind in _BY_ROW else table.shape.column_heading,
            columns=_chart_columns(request),
            rows=_chart_rows(request, table),
            symbols=tuple(completeness_signs(_drawn_shares(request, table))),
            rounding=_chart_note(request, table, self._contents.rules),
            about=table.shape.about,
        )


_BY_ROW = (ChartKind.BARS, ChartKind.MAP)


def _chart_columns(request: ChartRequest) -> Sequence[str]:
    if request.kind is ChartKind.COMPARISON:
        return CHART_COLUMNS
    is_counts = request.kind in _BY_ROW and not request.draws_shares
    return ("Number",) if is_counts else ("At least", "Of those known", "At most")


def _chart_rows(request: ChartRequest, table: ProtectedTable) -> list[tuple[str, list[str]]]:
    """Give the numbers of a chart in words, for the table beside it."""
    if request.kind is ChartKind.COMPARISON:
        return chart_rows(table)
    if request.kind in _BY_ROW and not request.draws_shares:
        return [(table.shape.rows[r].label, [count_text(table.counts[r][c])]) for r, c in _drawn_cells(request, table)]
    rows = []
    for r, c in _drawn_cells(request, table):
        values = _share_row(table, r, c)
        label = (
            table.shape.rows[r]
            if request.kind is ChartKind.MAP or len(table.shape.columns) == 1
            else table.shape.columns[c]
        ).label
        rows.append((label, [values[3], values[1], values[4]]))
    return rows


def _drawn_cells(request: ChartRequest, table: ProtectedTable) -> list[tuple[int, int]]:
    """Give row and column of each cell that a chart of one table draws, in its order."""
    if request.kind is ChartKind.BOUNDS:
        row = [p.key for p in table.shape.rows].index(request.row)
        return [(r, c) for r, c, _, _ in share_cells(table, row)]
    column = [p.key for p in table.shape.columns].index(request.column)
    if request.kind is ChartKind.MAP:
        return [(tile.at, column) for tile in tiles_of(table.shape.rows, where=f"study.toml, chart {request.id}")]
    return [(at, column) for at in bar_rows(table.shape, column)]


def _chart_note(request: ChartRequest, table: ProtectedTable, rules: Preset) -> str:
    if request.kind is ChartKind.COMPARISON:
        return shares_note(table.bases(), rules)
    if request.kind in _BY_ROW and not request.draws_shares:
        cells = _drawn_cells(request, table)
        return counts_note((base for r, c in cells for base in table.bases(row=r, column=c)), rules)
    down = len(table.shape.columns) == 1 or request.kind is ChartKind.MAP
    row = [p.key for p in table.shape.rows].index(request.row)
    return shares_note(table.bases(row=None if down else row), rules)


def _drawn_shares(request: ChartRequest, table: ProtectedTable) -> list[Share | NoShare]:
    if request.kind is not ChartKind.BOUNDS and not request.draws_shares:
        return []
    return [share_of(table, r, c) for r, c in _drawn_cells(request, table)]


def _share_row(table: ProtectedTable, row: int, column: int) -> list[str]:
    share = share_of(table, row, column)
    count = count_text(table.counts[row][column])
    if isinstance(share, NoShare):
        return [count, *[share.sign] * 4]
    bounds = (share.unknown_prop, share.lower_prop, share.upper_prop)
    return [count, of_known_text(share), *(percent_text(prop) for prop in bounds)]


def _render(template: str, contents: Contents, **values: object) -> str:
    return _environment().get_template(template).render(
        study=contents.settings.study,
        release=contents.settings.release,
        rules=contents.rules,
        mark=contents.settings.study.data.mark,
        mark_sentence=contents.settings.study.data.mark_sentence,
        file_name=contents.file_name,
        beside_paper=contents.beside_paper,
        **values,
    )  # fmt: skip


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("clerestory.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
