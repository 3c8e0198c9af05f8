"""Decision files: ``decisions/<gate>-<person>.toml``."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from clerestory.errors import DecisionError
from clerestory.model.commission import DataKind, StudySettings
from clerestory.model.decisions import Decision, Gate, Outcome
from clerestory.model.redaction.case_texts import CaseText, roles_needed


def decision_path(folder: Path, decision: Decision) -> Path:
    """Give the file of a decision: one for each gate and person, so that a second thought replaces the first."""
    return folder / f"{decision.gate.value}-{decision.person}.toml"


def decision_text(decision: Decision) -> str:
    """Give a decision as TOML; JSON's strings are TOML's basic strings."""
    fields = decision.model_dump(mode="json")
    lines = [f"{name} = {_toml(name, value)}" for name, value in fields.items() if value != ""]
    return "\n".join(lines) + "\n"


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """Read all decisions of a study, in the order of their file names.

    Raises
    ------
    DecisionError
        If a file is not a decision, or stands under another gate's or person's name.
    """
    return tuple(read_decision(path) for path in sorted(folder.glob("*.toml")))


def simulated_decisions(
    settings: StudySettings, gate: Gate, draft: str, *, on: dt.date, texts: Sequence[CaseText] = ()
) -> tuple[Decision, ...]:
    """Make the decisions that a gate needs, as stand-ins for a demonstration.

    Raises
    ------
    DecisionError
        If the study's cases are real, or nobody in study.toml has a role that the gate needs.
    """
    if settings.study.data is DataKind.CONFIDENTIAL:
        raise DecisionError(
            "decisions about real cases cannot be simulated",
            where=f"gate {gate.value}",
            remedy="Each person decides with `clerestory review decide`.",
        )
    found = []
    for role, number in roles_needed(gate, texts).items():
        free = [
            p for p in settings.people if role in p.roles and p.id not in settings.study.authors and not p.public_key
        ]
        if len(free) < number:
            raise DecisionError(
                f"study.toml names {len(free)} {role.value}(s) without a key; gate {gate.value} needs {number}",
                where="study.toml, [[people]]",
                remedy="People with a key decide themselves, `clerestory review decide`; add posts without one.",
            )
        for person in free[:number]:
            found.append(
                Decision(
                    form="clerestory-decision/1",
                    gate=gate,
                    draft=draft,
                    person=person.id,
                    role=role,
                    outcome=Outcome.APPROVE,
                    reason="Simulated for a demonstration: nobody looked at this draft.",
                    decided=on,
                    simulated=True,
                )
            )
    return tuple(found)


def new_decision(**fields: object) -> Decision:
    """Make a decision that is not signed yet.

    Raises
    ------
    DecisionError
        If a field has not the form of one; it says which.
    """
    try:
        return Decision.model_validate({"form": "clerestory-decision/1", **fields})
    except ValidationError as error:
        raise _unformed(error, f"the decision of {fields.get('person', 'somebody')}") from None


def _unformed(error: ValidationError, where: str) -> DecisionError:
    faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
    return DecisionError(faults, where=where, remedy="docs/reference/decisions.md has every field.")


def read_decision(path: Path) -> Decision:
    """Read one decision.

    Raises
    ------
    DecisionError
        If the file is not a decision, or stands under another gate's or person's name.
    """
    try:
        decision = Decision.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DecisionError("is not TOML", where=f"decisions/{path.name}", remedy="Write it anew.") from error
    except ValidationError as error:
        raise _unformed(error, f"decisions/{path.name}") from None
    if path.name != decision_path(path.parent, decision).name:
        raise DecisionError(
            f"is the decision of {decision.person} at gate {decision.gate.value}",
            where=f"decisions/{path.name}",
            remedy=f"Name it {decision_path(path.parent, decision).name}.",
        )
    return decision


def _toml(name: str, value: object) -> str:
    # One sign JSON leaves as it is and TOML does not take; a file with it would be none, and stop everybody's gate.
    return str(value) if name == "decided" else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
