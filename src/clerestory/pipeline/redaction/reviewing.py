"""A reviewer goes through the passages of texts and documents, one by one, and every decision is kept at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from clerestory.errors import DecisionError, RedactionError
from clerestory.model.commission import DataKind, Role
from clerestory.model.redaction.reasons import ReasonCode
from clerestory.model.redaction.review import (
    RedactionDecision,
    RedactionDecisions,
    ReviewAnswer,
    ReviewAnswers,
    ReviewOutcome,
)
from clerestory.pipeline.gates import private_key
from clerestory.pipeline.redaction.answering import Answering
from clerestory.pipeline.redaction.asked import RedactionAsked
from clerestory.pipeline.redaction.checking import check_outside_studies
from clerestory.pipeline.redaction.deciding import put_decisions, read_form, reviewers_of
from clerestory.pipeline.redaction.redactor import Redactor
from clerestory.pipeline.redaction.reviewed import Shown, ToReview, sources_to_review
from clerestory.progress import SILENT, Progress
from clerestory.protect.text.pseudonyms import write_case
from clerestory.review import checked_decisions, sign


@dataclass(frozen=True)
class Reviewer:
    """Who reviews, in which role, and with which key; without one decisions are simulated, for made-up texts alone."""

    person: str
    on: dt.date
    key_file: Path | None = None
    role: Role = Role.CHECKER


class Review:
    """One reviewer's way through one text, or through the documents of a folder; use ``open_review``.

    Attributes
    ----------
    failed : mapping of str to ClerestoryError
        Files of a folder that cannot be read, by their number in the order of names.
    """

    def __init__(self, to_review: ToReview, redactor: Redactor, asked: RedactionAsked, who: Reviewer) -> None:
        self.failed = to_review.failed
        self._passages = Answering(to_review.sources, redactor, asked.reason)
        self._asked, self._who = asked, who
        self._path = _decisions_file(asked)
        self._said = read_form(self._path, RedactionDecisions).decision if self._path.exists() else ()

    def __repr__(self) -> str:
        return f"Review({len(self._passages.known)} passages)"

    def waiting(self) -> Iterator[Shown]:
        """Yield what waits for this reviewer: by document, the passages that a rule asks about first, unread ink last.

        A lawyer is asked about places alone.
        """
        decided = {decision.proposal for decision in self._said if decision.person == self._who.person}
        return self._passages.waiting(self._who.role, decided)

    def needs_note(self, outcome: ReviewOutcome) -> bool:
        """Say whether a decision needs a note of ``LEAST_WORDS`` signs."""
        return self._passages.needs_note(outcome)

    def may_note(self, note: str) -> bool:
        """Say whether a note holds nothing that would be withheld from a text of this case."""
        return self._passages.may_note(note)

    def decide(
        self, proposal: str, outcome: ReviewOutcome, *, note: str = "", reason: ReasonCode | None = None
    ) -> None:
        """Sign a decision and write it, before this returns.

        Parameters
        ----------
        proposal : str
            As ``waiting`` gives it.
        outcome : ReviewOutcome
        note : str
            Needed for a passage that is kept, and for a qualified reason.
        reason : ReasonCode, optional
            By default that of the redaction.

        Raises
        ------
        DecisionError
            If the decision would not count, or its note would be withheld from a text.
        """
        self.decide_all([ReviewAnswer(proposal=proposal, outcome=outcome, note=note, reason=reason)])

    def decide_all(self, answers: Iterable[ReviewAnswer]) -> int:
        """Sign several decisions and write them, all or none; gives how many.

        Raises
        ------
        DecisionError
            If one is about no passage of these sources as they stand, has a note that would be withheld from a text, or
            would not count.
        """
        made = [self._decision(answer) for answer in answers]
        checked_decisions(made, reviewers_of(self._asked), self._asked.data)
        self._said = (*self._said, *made)
        put_decisions(self._path, self._said, data=self._asked.data)
        return len(made)

    def _decision(self, answer: ReviewAnswer) -> RedactionDecision:
        who = self._who
        simulated = who.key_file is None
        decision = self._passages.decision(answer, who.person, role=who.role, on=who.on, simulated=simulated)
        return sign(decision, private_key(who.key_file)) if who.key_file is not None else decision


def open_review(source: Path, asked: RedactionAsked, who: Reviewer, *, progress: Progress = SILENT) -> Review:
    """Open the review of a text, a document, or a folder of them.

    Parameters
    ----------
    source : Path
    asked : RedactionAsked
        The same as for the redaction itself: other rules make other passages.
    who : Reviewer

    Raises
    ------
    RedactionError
        If options are wrong.
    DecisionError
        If the reviewer may not decide.
    """
    check_outside_studies(source)
    _check_reviewer(asked, who)
    redactor = Redactor(asked)
    _check_lawyer(redactor, who)
    to_review = sources_to_review(source, redactor, progress=progress)
    if asked.case:
        write_case(asked.case, redactor.case)  # a new one must be that of the redaction, too
    return Review(to_review, redactor, asked, who)


def read_answers(path: Path) -> tuple[ReviewAnswer, ...]:
    """Read a reviewer's answers, as another program wrote them.

    Raises
    ------
    RedactionError
        If it is no file of answers.
    """
    try:
        return ReviewAnswers.model_validate(json.loads(path.read_text(encoding="utf-8"))).answers
    except (OSError, ValueError, RecursionError):  # a message of these would quote the file
        remedy = "docs/reference/redaction.md has every field. Nothing was written."
        raise RedactionError("is no file of answers", where=str(path), remedy=remedy) from None


def decided_into(asked: RedactionAsked, decisions: Path) -> RedactionAsked:
    """Give the same redaction with a file for decisions, which may be new."""
    return replace(asked, decisions=decisions)


def _check_reviewer(asked: RedactionAsked, who: Reviewer) -> None:
    if who.key_file is None and asked.data is DataKind.CONFIDENTIAL:
        raise DecisionError("would not be signed", where="the review", remedy="Review with --key, in person.")
    person = next((person for person in reviewers_of(asked) if person.id == who.person), None)
    if person is None:
        raise DecisionError(
            "its person is none of the reviewers", where="the review", remedy="Name one of [[people]] of --reviewers."
        )
    if who.role not in person.roles:
        raise DecisionError(
            f"its person is no {who.role.value}",
            where="the review",
            remedy="Name the role that the person has in --reviewers: --role.",
        )


def _check_lawyer(redactor: Redactor, who: Reviewer) -> None:
    """Check that a lawyer's decision could have an effect: a place stands only in a text of a concluded case."""
    if who.role is Role.LAWYER and not redactor.lawyer_may_keep:
        raise DecisionError(
            "no place can stand: nobody said which case it is",
            where="the review of a lawyer",
            remedy="Name its records and its pseudonym, --cases and --investigation; one that is held is refused.",
        )


def _decisions_file(asked: RedactionAsked) -> Path:
    if asked.decisions is None:
        raise RedactionError("has no place for decisions", where="--decisions", remedy="Name a file; it may be new.")
    return asked.decisions
