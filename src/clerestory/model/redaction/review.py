"""What is proposed to a reviewer and what the reviewer decides; neither holds a word of the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from clerestory.model.commission import Person, Role, Slug
from clerestory.model.decisions import Signature, Simulated
from clerestory.model.forms import Form
from clerestory.model.redaction.findings import Certainty, Finding, Kind, tells_place
from clerestory.model.redaction.reasons import Reason, ReasonCode

ProposalId = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
LEAST_WORDS = 10  # signs of a note that says anything
# How many people have to say that a passage may stand: against a rule that is sure it takes a second pair of eyes.
KEEPERS: Mapping[Certainty, int] = MappingProxyType({Certainty.ASK: 1, Certainty.REMOVE: 2})
DECIDERS = frozenset({Role.CHECKER, Role.LAWYER})


class ReviewOutcome(Enum):
    """What a reviewer decided about a passage."""

    KEEP = "keep"
    REMOVE = "remove"


@dataclass(frozen=True)
class UnreadInk:
    """An area of a scan with ink that nobody read; it is left out unless two people decide otherwise.

    Attributes
    ----------
    id : str
        Of this area of this very document, by a hash that the case's file alone can make.
    page : int
        From 1; 0 where there are no pages.
    box : tuple of int
        Left, top, right, bottom in pixels of the picture.
    place : tuple of int
        The same in thousandths of the picture's width and height, for people.
    """

    id: str
    page: int
    box: tuple[int, int, int, int]
    place: tuple[int, int, int, int]


@dataclass(frozen=True)
class Proposal:
    """A passage that is withheld unless somebody decides otherwise.

    Attributes
    ----------
    id : str
        Of this passage of this very text, by a hash that the case's file alone can make.
    finding : Finding
    reason : Reason
    mark : str
        What is to stand in its place.
    """

    id: str
    finding: Finding
    reason: Reason
    mark: str


class ProposalForm(Form):
    """A proposal as it is written for a reviewer's tools: where and why, and not what."""

    id: ProposalId
    start: int = Field(ge=0, description="Code point of the text at which the passage begins.")
    end: int = Field(ge=1)
    kind: str = Field(description="Kind of matter, in words.")
    rule: str = Field(description="The rule that found it.")
    asks: bool = Field(description="Whether the rule is unsure and asks.")
    reason: ReasonCode


class UnreadInkForm(Form):
    """An area of a scan with ink that nobody read, as it is written for a reviewer's tools: where, and no picture."""

    id: ProposalId
    page: int = Field(ge=0, description="From 1; 0 where there are no pages.")
    left: int = Field(ge=0, le=1000, description="In thousandths of the page's width, from the left.")
    top: int = Field(ge=0, le=1000, description="In thousandths of its height, from above.")
    right: int = Field(ge=0, le=1000)
    bottom: int = Field(ge=0, le=1000)


class DocumentProposals(Form):
    """All proposals of one text or document."""

    document: ProposalId = Field(description="Of the text, by the case's key.")
    proposals: tuple[ProposalForm, ...]
    unread_ink: tuple[UnreadInkForm, ...] = Field(
        default=(), description="Areas of scans with ink that nobody read; left out unless two people keep them."
    )


class ProposalsForm(Form):
    """What `--proposals` writes."""

    form: Literal["clerestory-proposals/1"]
    documents: tuple[DocumentProposals, ...]


class RedactionDecision(Form):
    """One reviewer's decision on one passage."""

    proposal: ProposalId
    outcome: ReviewOutcome
    reason: ReasonCode = Field(default=ReasonCode.PERS, description="Why it is withheld; of one that is kept, ignored.")
    note: str = Field(
        default="",
        max_length=2000,
        description="Where the public interest lies, for a qualified exemption; of one that is kept, why it may stay."
        " In words that name nobody.",
    )
    person: Slug = Field(description="Id of the reviewer among [[people]].")
    role: Role = Field(
        default=Role.CHECKER,
        description="The role in which the person decides: `disclosure checker`, or `lawyer` about places.",
    )
    decided: dt.date
    simulated: Simulated = False
    signature: Signature = ""


class ReviewAnswer(Form):
    """What a reviewer answers about one passage, before it is signed."""

    proposal: ProposalId
    outcome: ReviewOutcome
    note: str = Field(default="", max_length=2000, description="As in a decision.")
    reason: ReasonCode | None = Field(default=None, description="By default that of the redaction.")


class ReviewAnswers(Form):
    """What `protect review --answers` reads."""

    form: Literal["clerestory-answers/1"]
    answers: tuple[ReviewAnswer, ...]


class RedactionDecisions(Form):
    """``decisions.toml`` of a redaction: what reviewers decided about its passages."""

    form: Literal["clerestory-redaction/1"]
    decision: tuple[RedactionDecision, ...] = ()


class Reviewers(Form):
    """``reviewers.toml``: who may decide about passages, with their public keys."""

    form: Literal["clerestory-reviewers/1"]
    people: tuple[Person, ...] = Field(min_length=1)


def may_stand(certainty: Certainty, kind: Kind, decisions: Sequence[RedactionDecision]) -> bool:
    """Say whether a passage may stand, by the last decision of each person about it.

    Whoever withholds it has the last word; otherwise it takes as many disclosure checkers as ``KEEPERS`` says, and
    for what tells of a place a lawyer beside them. A lawyer stands in for no checker.
    """
    if any(said.outcome is ReviewOutcome.REMOVE for said in decisions):
        return False
    checkers = {said.person for said in decisions if said.role is Role.CHECKER}
    return len(checkers) >= KEEPERS[certainty] and not waits_for_lawyer(certainty, kind, decisions)


def waits_for_lawyer(certainty: Certainty, kind: Kind, decisions: Sequence[RedactionDecision]) -> bool:
    """Say whether a passage tells of a place and no lawyer has let it stand."""
    let = any(said.role is Role.LAWYER and said.outcome is ReviewOutcome.KEEP for said in decisions)
    return tells_place(kind, certainty) and not let


def reason_code(decisions: Sequence[RedactionDecision], default: ReasonCode) -> ReasonCode:
    """Give under which reason a passage is withheld: that of the last decision to withhold it, or the default."""
    withheld = [said.reason for said in decisions if said.outcome is ReviewOutcome.REMOVE]
    return withheld[-1] if withheld else default
