"""Every file of a release but manifest and seal, from what was approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from clerestory.model.approved import ApprovedOutput
from clerestory.model.commission import StudySettings
from clerestory.model.rules import Preset
from clerestory.publish.answers import answer_files, answer_pages
from clerestory.publish.assessments import IMPACT_PAGE, impact_page
from clerestory.publish.charts.svg import Chart
from clerestory.publish.corrections import CorrectedRelease, correction_files, correction_page
from clerestory.publish.crate import crate_file
from clerestory.publish.finding_pages.page import finding_pages
from clerestory.publish.lessons import LESSONS_PAGE, lessons_files
from clerestory.publish.open_data.released import open_data_files
from clerestory.publish.pages import paper_page, register_page, style_sheet
from clerestory.publish.paper.reading import Paper, read_paper
from clerestory.publish.paper.references import Sources
from clerestory.publish.paper.replies import check_replies
from clerestory.publish.printed import printed_files
from clerestory.publish.register import (
    NO_RELEASE,
    REGISTER,
    EarlierRegister,
    register_json,
    register_since,
)
from clerestory.publish.release.beside import Beside, read_beside
from clerestory.publish.release.catalogue import CATALOGUE, catalogue_json
from clerestory.publish.release.contents import Contents, whole_contents, withheld_entries
from clerestory.publish.release.prerelease import prerelease_files, prerelease_page
from clerestory.publish.summaries.pages import summary_files
from clerestory.publish.workbooks.of_release import workbook_files


def release_files(
    approved: ApprovedOutput,
    settings: StudySettings,
    rules: Preset,
    *,
    earlier: EarlierRegister = NO_RELEASE,
    corrected: CorrectedRelease | None = None,
) -> dict[str, bytes]:
    """Give every file of a release but manifest and seal, by its name below the release's folder."""
    paper = read_paper(approved.paper, settings, approved.tables, findings=approved.findings, texts=approved.texts)
    check_replies(approved.replies, paper, settings)
    sources = Sources.of(settings, approved.tables, findings=approved.findings, texts=approved.texts)
    beside = read_beside(approved.beside, paper, sources)
    contents = _contents(approved, settings, rules, paper, earlier, beside)
    files: dict[str, bytes] = {}
    for part in _PARTS:
        files |= part(paper, contents)
    files |= _encoded(finding_pages(paper, contents, files))
    if approved.lessons:
        made = lessons_files(approved.lessons, contents, numbers=paper.table_numbers, files=files)
        files |= _encoded(made)
    if approved.assessments:
        files |= _encoded(impact_page(approved.assessments, contents))
    if approved.answers:
        files |= _encoded(answer_files(approved.answers, contents, approved.lessons))
    files[f"{contents.file_name(CATALOGUE)}.json"] = catalogue_json(paper, contents, files).encode()
    files |= correction_files(corrected, contents, files)
    return files | crate_file(contents, files)


def _contents(
    approved: ApprovedOutput,
    settings: StudySettings,
    rules: Preset,
    paper: Paper,
    earlier: EarlierRegister,
    beside: Beside,
) -> Contents:
    """Give everything that the files show, made once for all of them."""
    tables = {table.shape.id: table for table in approved.tables}
    entries = withheld_entries(approved, settings, paper, approved.approvals)
    return whole_contents(
        approved,
        settings,
        rules,
        paper=paper,
        register=register_since(entries, earlier, settings, tables),
        beside=beside,
        further={
            **(LESSONS_PAGE if approved.lessons else {}),
            **(IMPACT_PAGE if approved.assessments else {}),
            **answer_pages(approved.answers),
            **prerelease_page(settings),
            **correction_page(settings),
        },
        answers=approved.answers,
    )


def _page_files(paper: Paper, contents: Contents) -> dict[str, bytes]:
    """Give the pages and the style sheet of them all."""
    pages = {"index.html": paper_page(paper, contents), "register.html": register_page(contents)}
    return _encoded(pages | {"style.css": style_sheet()})


def _register_files(_paper: Paper, contents: Contents) -> dict[str, bytes]:
    """Give the register for programs, as the release after reads it."""
    return _encoded({f"{contents.file_name(REGISTER)}.json": register_json(contents.register)})


def _chart_files(_paper: Paper, contents: Contents) -> dict[str, bytes]:
    files = {}
    for name, chart in _charts(contents):
        files[f"charts/{contents.file_name(name)}.svg"] = chart.svg
        files[f"charts/{contents.file_name(name + '-narrow')}.svg"] = chart.narrow_svg
    return _encoded(files)


# What a release is made of; each gives its files from the paper and what all files show.
_PARTS: Sequence[Callable[[Paper, Contents], Mapping[str, bytes]]] = (
    _page_files,
    summary_files,
    open_data_files,
    _register_files,
    _chart_files,
    printed_files,
    prerelease_files,
    workbook_files,
)


def _encoded(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in files.items()}


def _charts(contents: Contents) -> Iterator[tuple[str, Chart]]:
    yield from contents.charts.items()
    yield from ((name, shown.chart) for name, shown in contents.findings.items() if shown.chart)
