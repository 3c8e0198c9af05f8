"""What a release holds before it is written: settings, protected tables, charts, findings and accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from clerestory.model.answers.public.whole import PublicAnswers
from clerestory.model.beside_paper import BesidePaper
from clerestory.model.commission import Role, StudySettings
from clerestory.model.decisions import Gate
from clerestory.model.findings.finding import Finding
from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.releases import Approval, Register, Withheld
from clerestory.model.replies import Reply
from clerestory.model.rules import Preset
from clerestory.model.tables import ProtectedTable
from clerestory.model.wording.claims import Claim
from clerestory.publish.charts.drawn import drawn_chart
from clerestory.publish.charts.svg import Chart
from clerestory.publish.findings.showing import Shown, shown_findings
from clerestory.publish.paper.group_note import NO_NOTE, GroupNote
from clerestory.publish.paper.reading import Paper
from clerestory.publish.register import withheld_register
from clerestory.publish.release.beside import Beside
from clerestory.publish.summaries.reading import ReadVersion


@dataclass(frozen=True)
class Contents:
    """Everything that pages, PDF, DOCX and further files show."""

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
    versions: tuple[ReadVersion, ...] = ()  # of the summary
    group_note: GroupNote = NO_NOTE
    answers: PublicAnswers | None = None

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


class Drafted(Protocol):
    """What people decide on at gate 2, whether they did already or not yet."""

    @property
    def tables(self) -> tuple[ProtectedTable, ...]:
        """Protected tables."""

    @property
    def paper(self) -> str:
        """The paper as it is written."""

    @property
    def beside(self) -> BesidePaper:
        """What is written beside it."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings as they may be printed."""

    @property
    def texts(self) -> tuple[CaseText, ...]:
        """Case texts as they may leave."""

    @property
    def replies(self) -> tuple[Reply, ...]:
        """What givers say of what is printed of them."""


def withheld_entries(
    drafted: Drafted, settings: StudySettings, paper: Paper, approvals: Sequence[Approval]
) -> tuple[Withheld, ...]:
    """Give the register of what is withheld, with the posts of those who decided at gate 1."""
    here = [approval for approval in approvals if approval.gate is Gate.PROTECT]
    return withheld_register(
        drafted.tables,
        settings,
        paper.table_numbers,
        decided_by=[_post(approval) for approval in here if approval.role != Role.LAWYER.value],
        lawyers=[_post(approval) for approval in here if approval.role == Role.LAWYER.value],
        texts=drafted.texts,
    )


def _post(approval: Approval) -> str:
    return approval.post + (" (simulated)" if approval.simulated else "")


def whole_contents(
    drafted: Drafted,
    settings: StudySettings,
    rules: Preset,
    *,
    paper: Paper,
    register: Register,
    beside: Beside,
    further: Mapping[str, str],
    answers: PublicAnswers | None = None,
) -> Contents:
    """Give everything that pages and files show, drawn once for all of them; ``further`` are the pages beside."""
    tables = {table.shape.id: table for table in drafted.tables}
    return Contents(
        settings=settings,
        tables=tables,
        charts={chart.id: drawn_chart(chart, tables[chart.table], settings.study.data) for chart in settings.charts},
        register=register,
        rules=rules,
        replies=drafted.replies,
        findings=shown_findings(drafted.findings, settings),
        beside_paper=further,
        claims=paper.claims,
        texts={text.id: text for text in drafted.texts},
        group_note=beside.group_note,
        versions=beside.versions,
        answers=answers,
    )
