"""What publish accepts: protected tables and a paper, with the decisions of both gates."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.errors import GateError, ReleaseError
from clerestory.model.answers.public.whole import PublicAnswers
from clerestory.model.assessments import Assessments
from clerestory.model.beside_paper import NOTHING_BESIDE, BesidePaper
from clerestory.model.decisions import Gate
from clerestory.model.findings.finding import Finding
from clerestory.model.lessons.study import Lessons
from clerestory.model.redaction.case_texts import CaseText, roles_needed
from clerestory.model.releases import Approval
from clerestory.model.replies import Reply
from clerestory.model.tables import ProtectedTable


@dataclass(frozen=True)
class ApprovedOutput:
    """All that may leave: tables, paper and what is beside them, bound to the approvals that let them out.

    Only ``review.approve_output`` makes one; it refuses to exist without every approval that a gate needs, or with a
    count that is not rounded as its table asks.
    """

    tables: tuple[ProtectedTable, ...]
    paper: str
    approvals: tuple[Approval, ...]
    replies: tuple[Reply, ...] = ()
    findings: tuple[Finding, ...] = ()
    lessons: Lessons | None = None
    texts: tuple[CaseText, ...] = ()
    assessments: Assessments | None = None
    beside: BesidePaper = NOTHING_BESIDE
    answers: PublicAnswers | None = None

    def __post_init__(self) -> None:
        for table in self.tables:
            if not table.is_printable:
                raise ReleaseError(
                    "has counts that are not rounded yet",
                    where=f"table {table.shape.id}",
                    remedy="Run the stages again from protect; nothing was published.",
                )
        for gate in Gate:
            for role, number in roles_needed(gate, self.texts).items():
                people = {a.person for a in self.approvals if a.gate is gate and a.role == role.value}
                if len(people) < number:
                    raise GateError(
                        f"{number} approval(s) of a {role.value} needed, {len(people)} given",
                        where=f"gate {gate.value}",
                        remedy="Nothing was published; the decisions are files in decisions/.",
                    )
