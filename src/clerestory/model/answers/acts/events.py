"""Acts about events: planned, filled with what was published, held or cancelled."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, TypeAdapter

from clerestory.model.answers.acts.common import AnswerAct, Reason, ShortText
from clerestory.model.answers.acts.entered import Ids, Lines, split_words
from clerestory.model.commission import Slug
from clerestory.model.lessons.study import Audience

Audiences = Annotated[tuple[Audience, ...], BeforeValidator(split_words), Field(min_length=1)]


class PlanEvent(AnswerAct):
    """A summit, round table or briefing is planned."""

    act: Literal["plan event"] = "plan event"
    title: ShortText = Field(title="Event")
    day: dt.date = Field(title="Day of the event")
    host: ShortText = Field(title="Host", description="The body that holds it.")
    audiences: Audiences = Field(title="Audiences", description="Each gets a pack of its own.")
    owner: Slug = Field(title="Who prepares it", description="Id of a person of the study or of answers.toml.")


class SetAgenda(AnswerAct):
    """The agenda, item by item; it takes the place of the one before."""

    act: Literal["set agenda"] = "set agenda"
    items: Lines = Field(min_length=1, title="Agenda", description="One item a line; no names of people.")


class ChooseContent(AnswerAct):
    """What the packs have beside lessons; it takes the place of what was chosen before."""

    act: Literal["choose content"] = "choose content"
    statements: Ids = Field(default=(), title="Statements", description="Ids, with commas between.")
    guidance: Ids = Field(default=(), title="Messages of guidance", description="Ids, with commas between.")
    commitments: Ids = Field(default=(), title="Commitments", description="Ids, with commas between.")


class MoveEvent(AnswerAct):
    """It is held on another day."""

    act: Literal["move event"] = "move event"
    day: dt.date = Field(title="New day of the event")
    reason: Reason = Field(title="Why it is moved")


class HoldEvent(AnswerAct):
    """It was held."""

    act: Literal["hold event"] = "hold event"
    outcome: Reason = Field(
        title="What came of it", description="In short; promises go into the ledger of commitments."
    )


class CancelEvent(AnswerAct):
    """It is not held."""

    act: Literal["cancel event"] = "cancel event"
    reason: Reason = Field(title="Why it is not held")


EventAct = PlanEvent | SetAgenda | ChooseContent | MoveEvent | HoldEvent | CancelEvent
EVENT_ACT: TypeAdapter[EventAct] = TypeAdapter(Annotated[EventAct, Field(discriminator="act")])
