"""What people decide on at gate 2 and a release is built of: read once, so that it is the same for both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clerestory.model.approved import ApprovedOutput
from clerestory.model.assessments import Assessments
from clerestory.model.beside_paper import BesidePaper
from clerestory.model.commission import StudySettings
from clerestory.model.lessons.study import Lessons
from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.releases import Approval
from clerestory.model.replies import Reply
from clerestory.model.tables import ProtectedTable
from clerestory.pipeline.stages.findings import Findings, read_findings
from clerestory.pipeline.stages.texts import read_texts
from clerestory.publish import draft_content
from clerestory.review import approve_output
from clerestory.study import Study
from clerestory.study.assessments import read_assessments
from clerestory.study.beside_paper import read_beside_paper
from clerestory.study.lessons import read_lessons
from clerestory.study.replies import read_replies


@dataclass(frozen=True)
class Draft:
    """Protected tables, findings and texts, with what people wrote."""

    tables: tuple[ProtectedTable, ...]
    paper: str
    replies: tuple[Reply, ...]
    findings: Findings
    lessons: Lessons | None
    texts: tuple[CaseText, ...]
    assessments: Assessments | None
    beside: BesidePaper

    def content(self, settings: StudySettings) -> bytes:
        """Give the bytes that gate 2 decides on."""
        return draft_content(
            self.tables,
            self.paper,
            settings,
            replies=self.replies,
            findings=self.findings,
            lessons=self.lessons,
            texts=self.texts,
            assessments=self.assessments,
            beside=self.beside,
        )

    def approved(self, approvals: tuple[Approval, ...]) -> ApprovedOutput:
        """Give it as output that both gates passed."""
        return approve_output(
            self.tables,
            self.paper,
            approvals,
            replies=self.replies,
            findings=self.findings,
            lessons=self.lessons,
            texts=self.texts,
            assessments=self.assessments,
            beside=self.beside,
        )


def draft_in(study: Study, folder: Path, tables: tuple[ProtectedTable, ...], paper: str) -> Draft:
    """Read findings and texts of a folder, and what people wrote."""
    return Draft(
        tables,
        paper,
        read_replies(study),
        read_findings(study, folder),
        read_lessons(study),
        read_texts(study, folder),
        read_assessments(study),
        read_beside_paper(study),
    )
