"""Proposals and decisions as files: what goes to a reviewer, and what comes back."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from clerestory.errors import RedactionError
from clerestory.model.commission import DataKind, Person
from clerestory.model.forms import Form
from clerestory.model.redaction.findings import Certainty, Finding
from clerestory.model.redaction.review import (
    DocumentProposals,
    Proposal,
    ProposalForm,
    ProposalsForm,
    RedactionDecision,
    RedactionDecisions,
    Reviewers,
    UnreadInk,
    UnreadInkForm,
)
from clerestory.pipeline.redaction.asked import RedactionAsked
from clerestory.review import checked_decisions
from clerestory.share.toml_text import toml_text
from clerestory.study.writing import write_secret

_Read = TypeVar("_Read", bound=Form)


def decisions_of(asked: RedactionAsked) -> Mapping[str, Sequence[RedactionDecision]]:
    """Give the decisions that count, by proposal; none where no file of them was given.

    Raises
    ------
    RedactionError
        If a file is ill formed.
    DecisionError
        If a decision does not count.
    """
    if asked.decisions is None or not asked.decisions.exists():
        return {}
    people = reviewers_of(asked)
    return checked_decisions(read_form(asked.decisions, RedactionDecisions).decision, people, asked.data)


def reviewers_of(asked: RedactionAsked) -> Sequence[Person]:
    """Give who may decide."""
    if asked.people:
        return asked.people
    if asked.reviewers is None:
        raise RedactionError(
            "decisions need somebody who may decide",
            where="--reviewers",
            remedy="Name the file of reviewers; docs/reference/redaction.md has its form.",
        )
    return read_form(asked.reviewers, Reviewers).people


def read_form(path: Path, form: type[_Read]) -> _Read:
    """Read a TOML file of a form.

    Raises
    ------
    RedactionError
        If it is not TOML, or a field is wrong.
    """
    try:
        return form.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise RedactionError("is not TOML in UTF-8", where=str(path), remedy="Mend it.") from None
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise RedactionError(faults, where=str(path), remedy="docs/reference/redaction.md has every field.") from None


def put_decisions(path: Path, decisions: Sequence[RedactionDecision], *, data: DataKind) -> None:
    """Write decisions about passages, in the order in which they were made."""
    form = RedactionDecisions(form="clerestory-redaction/1", decision=tuple(decisions))
    write_secret(path, toml_text(form, mark=data.mark))


def proposals_form(documents: Iterable[tuple[str, Sequence[Proposal], Sequence[UnreadInk]]]) -> ProposalsForm:
    """Give proposals, by the id of their document, as they are written for a reviewer: where and why, and not what."""
    return ProposalsForm(
        form="clerestory-proposals/1",
        documents=tuple(
            DocumentProposals(
                document=document,
                proposals=tuple(map(_form, sorted(proposals, key=_place))),
                unread_ink=tuple(map(_ink_form, ink)),
            )
            for document, proposals, ink in documents
        ),
    )


def _place(proposal: Proposal) -> Finding:
    return proposal.finding


def _ink_form(ink: UnreadInk) -> UnreadInkForm:
    left, top, right, bottom = ink.place
    return UnreadInkForm(id=ink.id, page=ink.page, left=left, top=top, right=right, bottom=bottom)


def _form(proposal: Proposal) -> ProposalForm:
    finding = proposal.finding
    return ProposalForm(
        id=proposal.id,
        start=finding.start,
        end=finding.end,
        kind=finding.kind.value,
        rule=finding.rule,
        asks=finding.certainty is Certainty.ASK,
        reason=proposal.reason.code,
    )
