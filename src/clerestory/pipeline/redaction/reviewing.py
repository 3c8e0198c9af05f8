"""A reviewer goes through the passages of a text or document, one by one, and every decision is kept at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from clerestory.errors import DecisionError, RedactionError
from clerestory.model.commission import DataKind, Role
from clerestory.model.redaction.findings import Certainty, tells_place
from clerestory.model.redaction.reasons import REASONS, ReasonCode
from clerestory.model.redaction.review import (
    LEAST_WORDS,
    Proposal,
    RedactionDecision,
    RedactionDecisions,
    ReviewOutcome,
)
from clerestory.pipeline.gates import private_key
from clerestory.pipeline.redaction.asked import RedactionAsked
from clerestory.pipeline.redaction.checking import check_outside_studies
from clerestory.pipeline.redaction.deciding import read_form, reviewers_of
from clerestory.pipeline.redaction.documents import text_of
from clerestory.pipeline.redaction.redactor import Redactor
from clerestory.protect.text.pseudonyms import write_case
from clerestory.review import checked_decisions, sign
from clerestory.share.toml_text import toml_text
from clerestory.study.writing import write_secret

_AROUND = 160  # code points of the text that a reviewer sees on each side


@dataclass(frozen=True)
class Reviewer:
    """Who reviews, in which role, and with which key; without one decisions are simulated, for made-up texts alone."""

    person: str
    on: dt.date
    key_file: Path | None = None
    role: Role = Role.CHECKER


@dataclass(frozen=True)
class Shown:
    """A passage as a reviewer sees it; confidential.

    Attributes
    ----------
    number, of : int
        Which of how many.
    before, passage, after : str
    kind, rule, reason : str
        In words.
    is_sure : bool
        Whether the rule is sure; two people have to agree that such a passage may stand.
    is_place : bool
        Whether it tells of a place, which takes a lawyer beside them.
    """

    proposal: str
    number: int
    of: int
    before: str = field(repr=False)
    passage: str = field(repr=False)
    after: str = field(repr=False)
    kind: str = ""
    rule: str = ""
    reason: str = ""
    is_sure: bool = False
    is_place: bool = False


class Review:
    """One reviewer's way through one text; use ``open_review``."""

    def __init__(self, text: str, proposals: tuple[Proposal, ...], asked: RedactionAsked, who: Reviewer) -> None:
        self._text, self._proposals, self._asked, self._who = text, proposals, asked, who
        self._path = _decisions_file(asked)
        self._said = read_form(self._path, RedactionDecisions).decision if self._path.exists() else ()

    def __repr__(self) -> str:
        return f"Review({len(self._proposals)} passages)"

    def waiting(self) -> Iterator[Shown]:
        """Yield the passages about which this reviewer has not decided, those that a rule asks about first.

        A lawyer is asked about places alone.
        """
        decided = {decision.proposal for decision in self._said if decision.person == self._who.person}
        left = [proposal for proposal in self._proposals if proposal.id not in decided and self._asks(proposal)]
        ordered = sorted(left, key=lambda proposal: (_is_sure(proposal), proposal.finding))
        for number, proposal in enumerate(ordered, 1):
            yield self._shown(proposal, number, len(ordered))

    def needs_note(self, outcome: ReviewOutcome) -> bool:
        """Say whether a decision needs a note of ``LEAST_WORDS`` signs."""
        return outcome is ReviewOutcome.KEEP or REASONS[self._asked.reason].needs_note

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
            If the decision would not count.
        """
        decision = RedactionDecision(
            proposal=proposal,
            outcome=outcome,
            reason=reason or self._asked.reason,
            note=note,
            person=self._who.person,
            role=self._who.role,
            decided=self._who.on,
            simulated=self._who.key_file is None,
        )
        if self._who.key_file is not None:
            decision = sign(decision, private_key(self._who.key_file))
        checked_decisions([decision], reviewers_of(self._asked), self._asked.data)
        self._said = (*self._said, decision)
        form = RedactionDecisions(form="clerestory-redaction/1", decision=self._said)
        write_secret(self._path, toml_text(form, mark=self._asked.data.mark))

    def _asks(self, proposal: Proposal) -> bool:
        return self._who.role is not Role.LAWYER or _is_place(proposal)

    def _shown(self, proposal: Proposal, number: int, of: int) -> Shown:
        start, end = proposal.finding.start, proposal.finding.end
        return Shown(
            proposal=proposal.id,
            number=number,
            of=of,
            before=self._text[max(start - _AROUND, 0) : start],
            passage=self._text[start:end],
            after=self._text[end : end + _AROUND],
            kind=proposal.finding.kind.value,
            rule=proposal.finding.rule,
            reason=proposal.reason.law,
            is_sure=_is_sure(proposal),
            is_place=_is_place(proposal),
        )


def open_review(source: Path, asked: RedactionAsked, who: Reviewer) -> Review:
    """Open the review of a text or document.

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
    text = text_of(source)
    found = redactor.redact(text)
    if asked.case:
        write_case(asked.case, redactor.case)  # a new one must be that of the redaction, too
    return Review(text, (*found.withheld, *found.kept), asked, who)


def decided_into(asked: RedactionAsked, decisions: Path) -> RedactionAsked:
    """Give the same redaction with a file for decisions, which may be new."""
    return replace(asked, decisions=decisions)


def says_enough(note: str) -> bool:
    """Say whether a note is long enough to say anything."""
    return len(note.strip()) >= LEAST_WORDS


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


def _is_place(proposal: Proposal) -> bool:
    return tells_place(proposal.finding.kind, proposal.finding.certainty)


def _is_sure(proposal: Proposal) -> bool:
    return proposal.finding.certainty is Certainty.REMOVE
