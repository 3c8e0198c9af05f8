"""What a release holds before it is written: settings, protected tables, charts, findings and accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clerestory.model.commission import StudySettings
from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.releases import Register
from clerestory.model.replies import Reply
from clerestory.model.rules import Preset
from clerestory.model.tables import ProtectedTable
from clerestory.model.wording.claims import Claim
from clerestory.publish.charts.svg import Chart
from clerestory.publish.findings.shown import Shown
from clerestory.publish.paper.group_note import NO_NOTE, GroupNote
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
