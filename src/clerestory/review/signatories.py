"""Who may sign a release: a third person, who neither made it nor decided on it at a gate."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from clerestory.errors import DecisionError, SignatureError
from clerestory.model.commission import DataKind, Person, Role, StudySettings
from clerestory.model.releases import Approval


def check_signatory(name: str, settings: StudySettings, approvals: Sequence[Approval], *, public_key: bytes) -> Person:
    """Check that a person may sign a release with a key; gives the person.

    Parameters
    ----------
    name : str
        Id of a person in study.toml.
    approvals : sequence of Approval
        Those that the release has of both gates.
    public_key : bytes
        The public half of the key that is to sign.

    Raises
    ------
    DecisionError
        If the person is none of study.toml, has not the role, made the tables or decided at a gate.
    SignatureError
        If the key is not the person's.
    """
    person = next((p for p in settings.people if p.id == name), None)
    if person is None:
        raise _unfit(name, "is not in [[people]] of study.toml")
    if fault := _fault(person, settings, approvals):
        raise _unfit(name, fault)
    if not person.public_key:
        raise SignatureError(
            f"study.toml has no public_key of {person.post}",
            where=f"study.toml, [[people]] {name}",
            remedy="`clerestory review keys FILE` makes a pair; what it prints goes there, before the gates decide.",
        )
    if base64.b64decode(person.public_key) != public_key:
        raise SignatureError(
            f"is not the key of {person.post}", where="--key", remedy="Name the file whose public half study.toml has."
        )
    return person


def signatories(settings: StudySettings, approvals: Sequence[Approval]) -> tuple[Person, ...]:
    """Give everybody of study.toml who may sign a release."""
    return tuple(person for person in settings.people if not _fault(person, settings, approvals))


def simulated_signatory(settings: StudySettings, approvals: Sequence[Approval]) -> Person | None:
    """Give who signs in a demonstration: where cases are public anyway, the first who may and has no key."""
    if settings.study.data is DataKind.CONFIDENTIAL:
        return None
    return next((person for person in signatories(settings, approvals) if not person.public_key), None)


def _fault(person: Person, settings: StudySettings, approvals: Sequence[Approval]) -> str:
    if Role.SIGNATORY not in person.roles:
        return f"{person.post} is not a {Role.SIGNATORY.value}"
    if person.id in settings.study.authors:
        return f"{person.post} made the tables and may not sign their release"
    if person.id in {approval.person for approval in approvals}:
        return f"{person.post} decided at a gate: a third person signs"
    return ""


def _unfit(name: str, what: str) -> DecisionError:
    return DecisionError(what, where=f"the signature of {name}", remedy="Have the right person sign.")
