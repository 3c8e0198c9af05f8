"""Answers about passages become decisions of their person, all of them by one passphrase."""

from __future__ import annotations

import datetime as dt

from clerestory.model.redaction.review import RedactionDecision
from clerestory.review import sign
from clerestory.web.pages.passages.reading import Reading
from clerestory.web.signing.deciding import opened_key


def decisions_of(reading: Reading, passphrase: str, *, on: dt.date) -> tuple[RedactionDecision, ...]:
    """Give a person's answers as decisions, in the order of the passages.

    Raises
    ------
    Unfit
        If the passphrase is missing or another.
    NotNowError
        If the person has nothing to sign with, or too many passphrases were tried.
    """
    key = opened_key(reading.person, passphrase)
    answers = [reading.drafts[one.proposal] for one in reading.all if one.proposal in reading.drafts]
    decide, person = reading.passages.decision, reading.person.id
    made = (decide(one, person, role=reading.role, on=on, simulated=not key) for one in answers)
    return tuple(sign(one, key) if key else one for one in made)
