"""Between the options of a command and the types of sharing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import typer

from clerestory import pipeline
from clerestory.model.law import Basis, GiverKind, Purpose, Subjects
from clerestory.share import Answer, Question

_SUBJECTS = {Subjects.VICTIMS: ["VIC"], Subjects.SUSPECTS: ["SUS", "CON"], Subjects.BOTH: ["SUS", "CON", "VIC"]}


def answer_text(answer: Answer) -> str:
    """Give an answer in lines for a person."""
    lines = [f"You may share with {answer.to.value}."]
    for title, codes in (
        ("You hold and let go under" if answer.for_sharing else "You share under", answer.giver),
        ("The sharing itself, which is no law enforcement, under", answer.for_sharing),
        ("The receiver takes it under", answer.receiver),
        ("Required or voluntary", (answer.power,) if answer.power else ()),
    ):
        if codes:
            lines += ["", f"{title}:", *(_code(code) for code in codes)]
    if answer.notes:
        lines += ["", "Also:", *(f"  - {note}" for note in answer.notes)]
    return "\n".join(lines)


def answer_json(answer: Answer) -> dict[str, Any]:
    """Give an answer for machines."""
    return {
        "to": answer.to.value,
        "giver": _values(answer.giver),
        "for_sharing": _values(answer.for_sharing),
        "receiver": _values(answer.receiver),
        "power": answer.power.value if answer.power else None,
        "sections": {code.value: code.law.cited for code in (*answer.all_of_giver, *answer.receiver)},
        "notes": list(answer.notes),
    }


def fields_of(
    answers: dict[str, Any],
    question: Question | None,
    *,
    not_shared: tuple[GiverKind | None, Purpose | None] | None,
    sets: Sequence[str],
) -> dict[str, Any]:
    """Give the fields of a record: those of an answers file, the gateways that the table gives, and single ones.

    Parameters
    ----------
    answers : dict
        Of the file; empty without one.
    question : Question or None
        If given, the gateways are those of the decision table.
    not_shared : tuple or None
        Kind of body and purpose of a decision not to share; None for one to share.
    sets : sequence of str
        ``NAME=TEXT``, a table's field with dots.

    Raises
    ------
    GatewayError
        If the decision table refuses the question.
    """
    fields: dict[str, Any] = {"decision": "share", **answers}
    if not_shared is not None:
        words = dict(zip(("kind", "purpose"), not_shared, strict=True))
        fields |= {"decision": "do not share", **{name: word.value for name, word in words.items() if word}}
    elif question:
        fields |= _gateways(question)
    for one in sets:
        _set(fields, one)
    return fields


def _gateways(question: Question) -> dict[str, Any]:
    answer = pipeline.pick_gateway(question)
    if answer.power is None:
        what = f"shares with {answer.to.value}: no return to the department; a use of it besides needs --answers"
        raise typer.BadParameter(what, param_hint="--purpose")
    receiver = _values(answer.receiver)
    use = {"purpose": question.purpose.value, "what": "Protected tables and the paper of this study.",
           "by": "Analysts of the department", "conditions": receiver}  # fmt: skip
    return {
        "power": answer.power.value,
        "subjects": _SUBJECTS[question.subjects],
        "giver": {
            "kind": question.giver.value,
            "conditions": _values(answer.giver),
            "for_sharing": _values(answer.for_sharing),
        },
        "receiver": {"conditions": receiver},
        "uses": [use],
    }


def _set(fields: dict[str, Any], one: str) -> None:
    name, equals, text = one.partition("=")
    if not (name and equals):
        raise typer.BadParameter("write it as NAME=TEXT", param_hint="--set")
    *tables, last = name.split(".")
    for table in tables:
        fields = fields.setdefault(table, {})
        if not isinstance(fields, dict):
            raise typer.BadParameter(f"{table} is no table", param_hint="--set")
    fields[last] = text


def _code(code: Basis) -> str:
    return f"  {code.value}: {code.law.section}: {code.law.test} [{code.law.honesty}]"


def _values(codes: Iterable[Basis]) -> list[str]:
    return [code.value for code in codes]
