"""The generated reference page of the desk's rules: states, transitions, acts, and who may do each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clerestory.cli.reference_pages.machines import diagram, transitions
from clerestory.model.desk.acts import ACT, ACTS
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.crossing import Admission
from clerestory.model.desk.links import ReleaseActs
from clerestory.model.redaction.certificates import HoldFile
from clerestory.model.review_record import ReviewRecord
from clerestory.review.desk.permissions import MAY
from clerestory.review.desk.transitions import HOLD, OUTPUT, RELEASE, ROUND, name_of

_INTRODUCTION = """# What the desk lets happen

Everything that people do at the desk is an act, and all that the desk shows comes of its acts, one after another;
nothing is changed in place ([why](../adr/0060-the-desk-is-its-acts.md)). An act is let in if a role of the person does
it at all, and if it may happen now. A refusal has the same words on page, command line and API;
[exit codes](exit-codes.md) 63 and 64. The form of each act: [schema](schemas/desk-act.schema.json).

The diagrams and tables are made from the tables that the program asks.
"""
_MACHINES = {
    "A round of the reference group": (
        ROUND,
        "The blind phase is the state `open`: each member sees their own comments, and nothing of those of others.",
    ),
    "An output at the disclosure check": (
        OUTPUT,
        (
            "Two checkers who made nothing of it decide, and a lawyer where a text names a place; nobody sees another's"
            " decision before all are done, nor one on a draft that was replaced or withdrawn before."
            " [Its file](decisions.md#on-the-desk) follows from it."
        ),
    ),
    "A draft on its way to a release": (
        RELEASE,
        (
            "A draft comes with two signed decisions. The chair signs that the group has reviewed it, the lead"
            " statistician decides, and a third person signs when nothing is in the way."
        ),
    ),
    "A certificate of a live case": (
        HOLD,
        "Its officer certifies, and a lawyer agrees or not. [What counts on a day](../methods/holds.md#certificates).",
    ),
}


def desk_acts_page() -> str:
    """Give the page as Markdown."""
    parts = [_INTRODUCTION]
    for title, (table, told) in _MACHINES.items():
        parts.append(f"## {title}\n\n{told}\n\n{diagram(table)}\n{transitions(table)}")
    parts.append(_acts())
    return "\n".join(parts)


def desk_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas of acts and of the files that cross with them or are made of them, by name."""
    return {
        "desk-act": ACT.json_schema(),
        "admission": Admission.model_json_schema(),
        "release-acts": ReleaseActs.model_json_schema(),
        "review": ReviewRecord.model_json_schema(),
        "holds": HoldFile.model_json_schema(),
    }


def _acts() -> str:
    head = "## Acts\n\n| act | what it is | who may do it | fields |\n| --- | --- | --- | --- |\n"
    return head + "\n".join(_row(act) for act in ACTS) + "\n"


def _row(act: type[ActForm]) -> str:
    who = ", ".join(sorted(role.value for role in MAY[act])) or "the program alone"
    told = " ".join((act.__doc__ or "").split("\n\n")[0].split())
    return f"| {name_of(act)} | {told} | {who} | {', '.join(_fields(act)) or 'none'} |"


def _fields(act: type[ActForm]) -> Iterator[str]:
    for name, field in act.model_fields.items():
        if name != "act":
            yield f"`{name}`" + ("" if field.is_required() else " (may be left out)")
