"""How a page asks for a signature: what the person can sign with now, and a decision that counts.

A page shows ``means_of`` (macro ``means`` of ``signing/parts.html``), and does its act by ``signed``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from clerestory.errors import DecisionError, NotNowError
from clerestory.model.commission import DataKind, Person, Role
from clerestory.model.decisions import Decision, Gate, Outcome
from clerestory.review import check_decision, new_decision, read_decisions, sign
from clerestory.web.fields import Problem, Unfit
from clerestory.web.signing.held import held_public, opened
from clerestory.web.studies import served_study

FIELD = "passphrase"
_WHERE = "your key"
_PAGE = "The page Your key tells the line."


class Manner(Enum):
    """How a person signs."""

    KEY = "key"
    SIMULATED = "simulated"  # where no cases are real and study.toml has no key of the person
    NONE = "none"


@dataclass(frozen=True)
class Means:
    """How a person can sign now; where not, why and what to do."""

    manner: Manner
    what: str = ""
    remedy: str = ""

    @property
    def asks_passphrase(self) -> bool:
        """Whether a form has to ask for one."""
        return self.manner is Manner.KEY

    @property
    def is_simulated(self) -> bool:
        """Whether what is decided is a stand-in."""
        return self.manner is Manner.SIMULATED

    @property
    def is_there(self) -> bool:
        """Whether the person can sign at all."""
        return self.manner is not Manner.NONE


def means_of(person: Person) -> Means:
    """Give how a person can sign now."""
    held, is_real = held_public(person.id), served_study().settings.study.data is DataKind.CONFIDENTIAL
    if not person.public_key and not is_real:
        return Means(Manner.SIMULATED)
    if not person.public_key:
        return Means(Manner.NONE, "study.toml has no public key of yours", f"Have it put there. {_PAGE}")
    if not held:
        return Means(Manner.NONE, "your key is not kept here", "Bring it, on the page Your key.")
    if held != person.public_key:
        return Means(
            Manner.NONE, "study.toml has another key of yours than is kept here", f"Bring that one, or: {_PAGE}"
        )
    return Means(Manner.KEY)


def signed_decision(
    person: Person,
    gate: Gate,
    *,
    draft: str,
    role: Role,
    outcome: Outcome,
    reason: str,
    today: dt.date,
    passphrase: str = "",
) -> Decision:
    """Give a decision, signed and checked as a run checks it; nothing is recorded yet.

    Raises
    ------
    Unfit
        If the passphrase is missing or another.
    NotNowError
        If the person has nothing to sign with, too many passphrases were tried, or the decision would not count.
    """
    key, study = opened_key(person, passphrase), served_study()
    try:
        made = new_decision(
            gate=gate, draft=draft, person=person.id, role=role, outcome=outcome, reason=reason, decided=today,
            simulated=not key,
        )  # fmt: skip
        made = sign(made, key) if key else made
        check_decision(made, read_decisions(study.decisions), study.settings)
    except DecisionError as error:
        raise NotNowError(error.what, where=error.where, remedy=error.remedy) from error
    return made


def opened_key(person: Person, passphrase: str) -> str:
    """Give the private key of a person, to sign all that one form decides; empty where that is simulated.

    Raises
    ------
    Unfit
        If the passphrase is missing or another.
    NotNowError
        If the person has nothing to sign with, or too many passphrases were tried.
    """
    means = means_of(person)
    if not means.is_there:
        raise NotNowError(means.what, where=_WHERE, remedy=means.remedy)
    return _opened(person, passphrase) if means.asks_passphrase else ""


def _opened(person: Person, passphrase: str) -> str:
    if not passphrase:
        raise Unfit(Problem(FIELD, "Enter the passphrase of your key"))
    private = opened(person.id, passphrase)
    if private is None:
        raise Unfit(Problem(FIELD, "This is not the passphrase of your key"))
    return private
