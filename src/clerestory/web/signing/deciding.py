"""How a page asks for a signature: what the person can sign with now, and a decision that counts.

A page shows ``means_of`` (macro ``means`` of ``signing/parts.html``), and does its act by ``decided``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from clerestory.errors import DeskError, NotNowError
from clerestory.model.commission import DataKind, Person, Role
from clerestory.model.decisions import Decision, Gate, Outcome
from clerestory.model.desk.acts import Recorded
from clerestory.model.desk.acts.common import Signed
from clerestory.review import sign
from clerestory.review.desk.decided import SignedAct, decision_in
from clerestory.web.acting.decision_files import check_counts
from clerestory.web.pages.fields import UNSHOWN, Problem, Unfit, act_of
from clerestory.web.pages.visits import Trial, Visit
from clerestory.web.service.studies import served_study
from clerestory.web.signing.held import held_public, opened

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
    key = opened_key(person, passphrase)
    made = Decision(
        form="clerestory-decision/1",
        gate=gate,
        draft=draft,
        person=person.id,
        role=role,
        outcome=outcome,
        reason=reason,
        decided=today,
        simulated=not key,
    )
    signed = sign(made, key) if key else made
    check_counts(signed)
    return signed


def decided(visit: Visit, kind: type[SignedAct], *, role: Role, said: str, draft: str) -> Trial:
    """Do an act that is a decision at a gate, as the form says it; it is asked for, signed, and then recorded.

    Parameters
    ----------
    role : Role
        In which the person decides.
    said : str
        What the next page says when it is done.
    """
    typed = visit.typed
    try:
        made = act_of(kind, typed, draft=draft, signed=Signed(role=role, decided=visit.today))
        if (refusal := visit.refusal(made)) is not None:
            return Trial(refusal=refusal, typed=typed)
        return visit.tried(kind, said=said, draft=draft, signed=_signed(visit, made))
    except Unfit as unfit:
        return Trial(problems=unfit.problems, typed=typed)
    except DeskError as refusal:
        return Trial(refusal=refusal, typed=typed)


def _signed(visit: Visit, act: SignedAct) -> Signed:
    plain = decision_in(Recorded(visit.now, visit.person.id, act), act)
    made = signed_decision(
        visit.person,
        plain.gate,
        draft=plain.draft,
        role=plain.role,
        outcome=plain.outcome,
        reason=plain.reason,
        today=plain.decided,
        passphrase=visit.request.POST.get(UNSHOWN, ""),
    )
    return act.signed.model_copy(update={"simulated": made.simulated, "signature": made.signature})


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
        raise Unfit(Problem(UNSHOWN, "Enter the passphrase of your key"))
    private = opened(person.id, passphrase)
    if private is None:
        raise Unfit(Problem(UNSHOWN, "This is not the passphrase of your key"))
    return private
