"""Answers about passages become decisions of their person."""

from __future__ import annotations

import datetime as dt

from clerestory.errors import NotNowError
from clerestory.model.commission import DataKind, Person
from clerestory.model.desk.acts import passages
from clerestory.model.redaction.review import RedactionDecision
from clerestory.review.desk.transitions import name_of
from clerestory.web.passages.reading import Reading


def is_simulated(person: Person, data: DataKind) -> bool:
    """Say whether a person's decisions are stand-ins: where cases are made up and study.toml has no key of theirs."""
    return data is not DataKind.CONFIDENTIAL and not person.public_key


def decisions_of(reading: Reading, data: DataKind, *, on: dt.date) -> tuple[RedactionDecision, ...]:
    """Give a person's answers as decisions, in the order of the passages.

    Raises
    ------
    NotNowError
        If they have to be signed and there is no key to do it.
    """
    if not is_simulated(reading.person, data):
        raise NotNowError(
            "decisions about passages are signed, and there is no key here to do it",
            where=name_of(passages.ReviewPassages),
            remedy="Make your key on these pages first.",
        )
    answers = [reading.drafts[one.proposal] for one in reading.all if one.proposal in reading.drafts]
    decide = reading.passages.decision
    return tuple(decide(one, reading.person.id, role=reading.role, on=on, simulated=True) for one in answers)
