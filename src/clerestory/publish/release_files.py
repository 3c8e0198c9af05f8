"""Every file of a release but manifest and seal, from what was approved."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.approved import ApprovedOutput
from clerestory.model.commission import ChartKind, Role, StudySettings
from clerestory.model.comparisons.differences import is_too_incomplete
from clerestory.model.decisions import Gate
from clerestory.model.releases import Approval
from clerestory.model.rules import Preset
from clerestory.publish.charts import Chart
from clerestory.publish.comparisons.files import comparison_csv
from clerestory.publish.csv_files import claims_csv, register_csv, shares_csv, table_csv
from clerestory.publish.drawn import drawn_chart
from clerestory.publish.findings.showing import shown_findings
from clerestory.publish.lessons import LESSONS_PAGE, lessons_files
from clerestory.publish.pages import Contents, paper_page, register_page, style_sheet
from clerestory.publish.paper import Paper, read_paper
from clerestory.publish.references import Block
from clerestory.publish.register import withheld_register
from clerestory.publish.replies import check_replies


def _post(approval: Approval) -> str:
    return approval.post + (" (simulated)" if approval.simulated else "")


def release_files(approved: ApprovedOutput, settings: StudySettings, rules: Preset) -> dict[str, str]:
    """Give every file of a release but manifest and seal."""
    tables, data = {table.shape.id: table for table in approved.tables}, settings.study.data
    paper = read_paper(approved.paper, settings, approved.tables, findings=approved.findings, texts=approved.texts)
    check_replies(approved.replies, paper, settings)
    here = [approval for approval in approved.approvals if approval.gate is Gate.PROTECT]
    lawyers = [_post(approval) for approval in here if approval.role == Role.LAWYER.value]
    posts = [_post(approval) for approval in here if approval.role != Role.LAWYER.value]
    contents = Contents(
        settings=settings,
        tables=tables,
        charts={chart.id: drawn_chart(chart, tables[chart.table], data) for chart in settings.charts},
        register=withheld_register(
            approved.tables, settings, paper.table_numbers, decided_by=posts, lawyers=lawyers, texts=approved.texts
        ),
        rules=rules,
        replies=approved.replies,
        findings=shown_findings(approved.findings, settings),
        beside_paper=LESSONS_PAGE if approved.lessons else {},
        claims=paper.claims,
        texts={text.id: text for text in approved.texts},
    )
    files = {
        "index.html": paper_page(paper, contents),
        "register.html": register_page(contents),
        "style.css": style_sheet(),
        f"{contents.file_name('register')}.csv": register_csv(contents.register, data),
    }
    if paper.claims:
        files[f"{contents.file_name('claims')}.csv"] = claims_csv(paper.claims, data)
    files |= {f"tables/{contents.file_name(name)}.csv": text for name, text in _tables(contents, paper)}
    for name, chart in _charts(contents):
        files[f"charts/{contents.file_name(name)}.svg"] = chart.svg
        files[f"charts/{contents.file_name(name + '-narrow')}.svg"] = chart.narrow_svg
    if approved.lessons:
        files |= lessons_files(approved.lessons, contents, numbers=paper.table_numbers, files=files)
    return files


def _tables(contents: Contents, paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of the CSV file of each table, of what is made of it, and of each finding."""
    tables, settings = contents.tables, contents.settings
    data = settings.study.data
    for name, table in tables.items():
        yield name, table_csv(table, data)
        if table.shape.comparison and not is_too_incomplete(table):
            yield f"{name}-comparison", comparison_csv(table, data)
    for name, row in sorted(_rows_with_shares(paper, settings)):
        at = [position.key for position in tables[name].shape.rows].index(row)
        yield f"{name}-{row}-shares", shares_csv(tables[name], at, data)
    yield from ((name, shown.csv) for name, shown in contents.findings.items())


def _charts(contents: Contents) -> Iterator[tuple[str, Chart]]:
    yield from contents.charts.items()
    yield from ((name, shown.chart) for name, shown in contents.findings.items() if shown.chart)


def _rows_with_shares(paper: Paper, settings: StudySettings) -> set[tuple[str, str]]:
    shown = {(b.name, b.row) for b in paper.references if isinstance(b, Block) and b.kind == "shares"}
    return shown | {(chart.table, chart.row) for chart in settings.charts if chart.kind is ChartKind.BOUNDS}
