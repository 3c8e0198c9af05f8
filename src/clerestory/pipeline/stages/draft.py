"""What people decide on at gate 2 and a release is built of: read once, so that it is the same for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clerestory.model.answers.public.whole import PublicAnswers
from clerestory.model.approved import ApprovedOutput
from clerestory.model.assessments import Assessments
from clerestory.model.beside_paper import BesidePaper
from clerestory.model.canonical import canonical_json
from clerestory.model.commission import StudySettings
from clerestory.model.findings.finding import decided_findings
from clerestory.model.lessons.study import Lessons
from clerestory.model.redaction.case_texts import CaseText, decided_texts
from clerestory.model.releases import Approval
from clerestory.model.replies import Reply
from clerestory.model.rules import Preset
from clerestory.model.tables import ProtectedTable
from clerestory.pipeline.stages.findings import Findings, read_findings
from clerestory.pipeline.stages.texts import read_texts
from clerestory.publish import draft_content
from clerestory.review import approve_output
from clerestory.study import Study
from clerestory.study.answers.public import read_public_answers
from clerestory.study.assessments import read_assessments
from clerestory.study.beside_paper import read_beside_paper
from clerestory.study.lessons import read_lessons
from clerestory.study.replies import read_replies
from clerestory.study.stored import read_protected


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
    answers: PublicAnswers | None

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
            answers=self.answers,
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
            answers=self.answers,
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
        read_public_answers(study),
    )


def protected_tables(study: Study, folder: Path) -> tuple[ProtectedTable, ...]:
    """Read the protected tables of a study, in the order of study.toml."""
    return tuple(read_protected(folder / f"table-{request.id}.json") for request in study.settings.tables)


def protect_draft(
    study: Study, preset: Preset, tables: Sequence[ProtectedTable], findings: Findings, texts: Sequence[CaseText]
) -> str:
    """Give the keyed hash of what gate 1 decides on: all that would leave, the rules that made it, who may decide.

    People are part of it, so that nobody gets a decision, or another's key or post, after others decided.
    """
    settings = study.settings
    content = {
        "tables": [table.as_json() for table in tables],
        "rules": preset.as_settings(),
        "people": [person.model_dump(mode="json") for person in settings.people],
        "authors": settings.study.authors,
        **decided_findings(findings),
        **decided_texts(texts),
    }
    return study.keyed_hash(canonical_json(content))
