"""Decisions: simulated for a demonstration, or signed by their person."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from clerestory.errors import DecisionError
from clerestory.model.commission import Role
from clerestory.model.decisions import Gate, Outcome
from clerestory.pipeline.stages.texts import read_texts
from clerestory.review import (
    check_decision,
    decision_path,
    decision_text,
    make_keys,
    new_decision,
    read_decisions,
    sign,
    simulated_decisions,
)
from clerestory.study import Study, open_study, write_atomically
from clerestory.study.stored import read_draft


def simulate(root: Path, gate: Gate) -> tuple[Path, ...]:
    """Write the decisions that a gate still needs, as stand-ins for a demonstration.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    DecisionError
        If the cases are real, or the gate is decided at the desk.
    """
    study = open_study(root)
    _check_not_at_desk(study, gate)
    day = study.settings.release.date - dt.timedelta(days=14 if gate is Gate.PROTECT else 7)
    texts = read_texts(study, study.vault / "protected") if gate is Gate.PROTECT else ()
    made = simulated_decisions(study.settings, gate, current_draft(study, gate), on=day, texts=texts)
    for decision in made:
        write_atomically(decision_path(study.decisions, decision), decision_text(decision))
    return tuple(decision_path(study.decisions, decision) for decision in made)


def decide(
    root: Path, gate: Gate, person: str, *, role: Role, outcome: Outcome, reason: str, on: dt.date, key_file: Path
) -> Path:
    """Write a person's signed decision on the current draft of a gate.

    Raises
    ------
    StudyError
        If there is no draft yet.
    DecisionError
        If the key is not a key, the person may not decide, or the gate is decided at the desk.
    """
    study = open_study(root)
    _check_not_at_desk(study, gate)
    if person not in {p.id for p in study.settings.people}:
        raise DecisionError(
            f"{person} is not in [[people]]", where="study.toml", remedy="Add the person with post, roles and key."
        )
    decision = new_decision(
        gate=gate,
        draft=current_draft(study, gate),
        person=person,
        role=role,
        outcome=outcome,
        reason=reason,
        decided=on,
    )
    signed = sign(decision, private_key(key_file))
    check_decision(signed, read_decisions(study.decisions), study.settings)
    path = decision_path(study.decisions, signed)
    write_atomically(path, decision_text(signed))
    return path


def _check_not_at_desk(study: Study, gate: Gate) -> None:
    if gate is Gate.RELEASE and study.settings.release.desk:
        raise DecisionError(
            "decisions at this gate are made on the pages of the desk",
            where="study.toml, [release], desk",
            remedy="Serve it, `clerestory serve STUDY`, and decide there; it writes the files.",
        )


def private_key(path: Path) -> str:
    """Read a person's private key file; as text, since who signs says whether it is a key.

    Raises
    ------
    DecisionError
        If it is no text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise DecisionError(
            "is not a private key", where=str(path), remedy="Name the file that `clerestory review keys` made."
        ) from None


def current_draft(study: Study, gate: Gate) -> str:
    """Give the keyed hash of the draft that waits at a gate."""
    folder = study.vault / "protected" if gate is Gate.PROTECT else study.desk
    return read_draft(folder / "draft.json")


def write_keys(path: Path) -> str:
    """Make a key pair: the private key goes into a new file that only its owner can read; gives the public one.

    Raises
    ------
    DecisionError
        If the file exists: a key is never overwritten.
    """
    private, public = make_keys()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise DecisionError("exists already", where=str(path), remedy="Name another file.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(private + "\n")
    return public
