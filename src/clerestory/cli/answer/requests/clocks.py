"""Commands that stop, start, extend and end the time for an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from clerestory.cli.answer.options import Answering, PlaceDir
from clerestory.cli.answer.requests.options import Reference, Why, Words, act_said, day, do
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.exemptions import Section


def clarify(
    folder: PlaceDir,
    reference: Reference,
    asked: Annotated[dt.datetime, day("When you asked.")],
    what: Words,
    actor: Answering = PROGRAM,
) -> None:
    """Ask what is wanted: nothing is due until it is known."""
    do(folder, reference, actor, act_said(acts.AskToClarify, asked=asked, what=what))


def clarified(
    folder: PlaceDir,
    reference: Reference,
    received: Annotated[dt.datetime, day("When it came.")],
    question: Words,
    actor: Answering = PROGRAM,
) -> None:
    """Put on record what is wanted: the days start anew."""
    do(folder, reference, actor, act_said(acts.ReceiveClarification, received=received, question=question))


def fee(
    folder: PlaceDir,
    reference: Reference,
    given: Annotated[dt.datetime, day("When the notice went out.")],
    pounds: Annotated[int, typer.Option(help="The fee.", min=1)],
    actor: Answering = PROGRAM,
) -> None:
    """Ask for a fee: days do not count until it comes."""
    do(folder, reference, actor, act_said(acts.GiveFeesNotice, given=given, pounds=pounds))


def paid(
    folder: PlaceDir,
    reference: Reference,
    received: Annotated[dt.datetime, day("When it came.")],
    actor: Answering = PROGRAM,
) -> None:
    """Put on record that the fee came."""
    do(folder, reference, actor, act_said(acts.ReceiveFee, received=received))


def extend(
    folder: PlaceDir,
    reference: Reference,
    section: Annotated[Section, typer.Option(help="The qualified section that is weighed.")],
    sent: Annotated[dt.datetime, day("When who asked was told.")],
    until: Annotated[dt.datetime, day("When you expect to answer.")],
    reason: Why,
    exceptional: Annotated[str, typer.Option(help="Why it takes more than 20 further days.")] = "",
    actor: Answering = PROGRAM,
) -> None:
    """Take more time to weigh the public interest."""
    act = act_said(acts.ExtendRequest, section=section, sent=sent, until=until, reason=reason, exceptional=exceptional)
    do(folder, reference, actor, act)


def hold(
    folder: PlaceDir,
    reference: Reference,
    sent: Annotated[dt.datetime, day("When the holding answer went out.")],
    until: Annotated[dt.datetime, day("When the answer comes.")],
    reason: Why,
    actor: Answering = PROGRAM,
) -> None:
    """Tell Parliament that an answer comes later."""
    do(folder, reference, actor, act_said(acts.HoldAnswer, sent=sent, until=until, reason=reason))


def transfer(
    folder: PlaceDir,
    reference: Reference,
    to: Annotated[str, typer.Option(help="The body that answers it.")],
    sent: Annotated[dt.datetime, day("When it went there.")],
    reason: Why,
    actor: Answering = PROGRAM,
) -> None:
    """Pass it on to another body."""
    do(folder, reference, actor, act_said(acts.TransferRequest, to=to, sent=sent, reason=reason))


def close(
    folder: PlaceDir,
    reference: Reference,
    closed: Annotated[dt.datetime, day("The day.")],
    why: Annotated[acts.Closing, typer.Option(help="What happened.")],
    reason: Why,
    actor: Answering = PROGRAM,
) -> None:
    """End it without an answer."""
    do(folder, reference, actor, act_said(acts.CloseRequest, closed=closed, why=why, reason=reason))


COMMANDS: Mapping[str, Callable[..., None]] = {
    "clarify": clarify,
    "clarified": clarified,
    "fee": fee,
    "paid": paid,
    "extend": extend,
    "hold": hold,
    "transfer": transfer,
    "close": close,
}
