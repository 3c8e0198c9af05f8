"""Commands about guidance for practitioners: one message on a topic, variants for audiences, duties."""

from __future__ import annotations

import typer

from clerestory.cli.answer.listing import add_lists, put_rows
from clerestory.cli.answer.options import Json, PlaceDir
from clerestory.cli.answer.recording import add_act
from clerestory.model.answers.acts.guidance import (
    CloseTopic,
    ConfirmReads,
    OpenTopic,
    SetDuty,
    WithdrawVariant,
    WriteMessage,
    WriteVariant,
)
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.same.guiding import duty_library, standings
from clerestory.study.answers import open_place

guidance = typer.Typer(help="Guidance for practitioners: one message on each topic.", no_args_is_help=True)
add_lists(guidance, Kind.GUIDANCE)
add_act(guidance, "open", Kind.GUIDANCE, OpenTopic)
add_act(guidance, "duty", Kind.GUIDANCE, SetDuty)
add_act(guidance, "write", Kind.GUIDANCE, WriteMessage)
add_act(guidance, "variant", Kind.GUIDANCE, WriteVariant)
add_act(guidance, "withdraw", Kind.GUIDANCE, WithdrawVariant)
add_act(guidance, "reads", Kind.GUIDANCE, ConfirmReads)
add_act(guidance, "close", Kind.GUIDANCE, CloseTopic)


@guidance.command()
def status(folder: PlaceDir, *, as_json: Json = False) -> None:
    """List where each message stands for each audience, when it was updated, and how many confirmed reading it."""
    rows = [
        {
            "message": one.message,
            "audience": one.audience,
            "standing": one.standing.value,
            "updated": one.updated.isoformat() if one.updated else "",
            "reads": str(one.reads),
            "why": "; ".join(one.why),
        }
        for one in standings(open_place(folder))
    ]
    put_rows(rows, as_json=as_json)


@guidance.command()
def duties(folder: PlaceDir, *, as_json: Json = False) -> None:
    """List the library of duties: duty, version, who is bound, section, how strong, time limit, message."""
    rows = [
        {
            "duty": duty.id,
            "version": str(duty.version),
            "body": duty.body,
            "section": duty.section,
            "force": duty.force.value,
            "limit": duty.limit,
            "message": name,
        }
        for name, duty in duty_library(open_place(folder))
    ]
    put_rows(rows, as_json=as_json)
