"""Commands about the commission and its questions."""

from __future__ import annotations

from typing import Annotated

import typer

from clerestory.cli.answer.listing import add_lists
from clerestory.cli.answer.options import Answering, PlaceDir
from clerestory.cli.answer.recording import add_act
from clerestory.cli.console import put, say
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts.commission import (
    AnswerQuestion,
    AskQuestion,
    OpenCommission,
    SucceedAsker,
    WithdrawQuestion,
)
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.same.commissioning import start_commission
from clerestory.study.answers import open_place

commission = typer.Typer(help="Who asked which questions, and what answers them.", no_args_is_help=True)
add_lists(commission, Kind.COMMISSION)
add_act(commission, "open", Kind.COMMISSION, OpenCommission)
add_act(commission, "ask", Kind.COMMISSION, AskQuestion)
add_act(commission, "succeed", Kind.COMMISSION, SucceedAsker)
add_act(commission, "answer", Kind.COMMISSION, AnswerQuestion)
add_act(commission, "withdraw", Kind.COMMISSION, WithdrawQuestion)


@commission.command()
def start(
    folder: PlaceDir,
    day: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="When it was asked.")],
    document: Annotated[str, typer.Option(metavar="TEXT", help="Where it stands that this was asked.")],
    actor: Answering = PROGRAM,
) -> None:
    """Begin with what study.toml has: who asked for the study, and its questions, q1, q2 and so on."""
    name, questions = start_commission(open_place(folder), actor, day=day, document=document)
    say(f"{questions} questions are on record")
    put(name)
