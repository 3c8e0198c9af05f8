"""What can be done to a letter on a page of its own: the fields of each form, and how it becomes an act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.acts.common import Reason, ShortText
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.letters import Direction, LetterState, Part
from clerestory.model.forms import Form
from clerestory.pipeline.answering.letters.recording import (
    assign_letter,
    clear_reply,
    do_to_letter,
    erase_letters,
    hold_letter,
    link_letter,
    merge_letters,
    receive_back,
    send_reply,
)
from clerestory.study.answers import AnswerPlace
from clerestory.web.pages.fields import act_of, choices

_WHY = "In words that name nobody. They stay when names and texts are erased."


class _Hold(Form):
    sent: dt.date
    expected: dt.date
    reason: Reason


class _OfVersion(Form):
    version: acts.Version  # that the page showed


class _Send(_OfVersion):
    sent: dt.date
    signatory: ShortText


class _Merge(Form):
    into: Annotated[str, Field(min_length=1, max_length=60)]
    day: dt.date
    reason: Reason


class _Back(Form):
    transferred_from: ShortText
    received: dt.date
    reason: Reason


class _Return(_OfVersion):
    reason: Reason


class _Erase(Form):
    reason: Reason


@dataclass(frozen=True)
class Asked:
    """A field of a form: which kind of field, its name, label and hint."""

    kind: str
    name: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Deed:
    """Something that can be done.

    Attributes
    ----------
    slug : str
        As it stands in the address.
    name, button, done : str
        What the page is called, what its button says, and what is said when it is done.
    do : callable
        Does it: the place, the person, the reference, and what was typed.
    is_of_version : bool
        Whether its form says which version of the reply was read.
    """

    slug: str
    name: str
    button: str
    done: str
    fields: tuple[Asked, ...]
    do: Callable[[AnswerPlace, str, Part, str, Mapping[str, str]], object]
    warning: str = ""
    is_of_version: bool = False

    @property
    def days(self) -> tuple[str, ...]:
        """The fields that are days; they begin with today."""
        return tuple(one.name for one in self.fields if one.kind == "day" and one.name != "expected")


def _act(kind: type[acts.OfPart]) -> Callable[..., object]:
    """Make what does an act that its form says whole."""

    def do(place: AnswerPlace, person: str, part: Part, reference: str, typed: Mapping[str, str]) -> object:
        said = act_of(kind, typed, part=part.number).model_dump(exclude={"part", "act"})
        return do_to_letter(place, person, reference, kind, **said)

    return do


def _assign(place: AnswerPlace, person: str, part: Part, reference: str, typed: Mapping[str, str]) -> object:
    return assign_letter(place, person, reference, act_of(acts.AssignLetter, typed, part=part.number).owner)


def _link(place: AnswerPlace, person: str, part: Part, reference: str, typed: Mapping[str, str]) -> object:
    said = act_of(acts.LinkLetter, typed, part=part.number)
    return link_letter(place, person, reference, kind=said.kind, subject=said.subject)


def _hold(place: AnswerPlace, person: str, _part: Part, reference: str, typed: Mapping[str, str]) -> object:
    return hold_letter(place, person, reference, **act_of(_Hold, typed).model_dump())


def _send(place: AnswerPlace, person: str, _part: Part, reference: str, typed: Mapping[str, str]) -> object:
    return send_reply(place, person, reference, **act_of(_Send, typed).model_dump())


def _merge(place: AnswerPlace, person: str, _part: Part, reference: str, typed: Mapping[str, str]) -> object:
    return merge_letters(place, person, reference, **act_of(_Merge, typed).model_dump())


def _back(place: AnswerPlace, person: str, _part: Part, reference: str, typed: Mapping[str, str]) -> object:
    said = act_of(_Back, typed)
    return receive_back(
        place, person, reference, received=said.received, source=said.transferred_from, reason=said.reason
    )


def _erase(place: AnswerPlace, person: str, _part: Part, reference: str, typed: Mapping[str, str]) -> object:
    tomorrow = place.today + dt.timedelta(days=1)
    reason = act_of(_Erase, typed).reason
    return erase_letters(place, person, ended_before=tomorrow, reason=reason, references=[reference])


def _clear(place: AnswerPlace, person: str, _part: Part, reference: str, typed: Mapping[str, str]) -> object:
    return clear_reply(place, person, reference, act_of(_OfVersion, typed).version)


def _return(place: AnswerPlace, person: str, _part: Part, reference: str, typed: Mapping[str, str]) -> object:
    return do_to_letter(place, person, reference, acts.ReturnReply, **act_of(_Return, typed).model_dump())


_REASON = Asked("area", "reason", "Why", _WHY)
CLEAR = Deed("clear", "Clear the reply", "Clear it", "The reply is cleared.", (), _clear, is_of_version=True)
RETURN = Deed(
    "return", "Send the reply back", "Send it back", "The reply went back.", (_REASON,), _return, is_of_version=True
)
SEND = Deed(
    "send",
    "Send the reply",
    "It is sent",
    "The reply is on record as sent.",
    (
        Asked("line", "signatory", "Post that signs", "Such as Minister of State; never a name."),
        Asked("day", "sent", "Day on which it goes out"),
    ),
    _send,
    is_of_version=True,
)
ASK = Deed(
    "ask",
    "Add what it asks",
    "Add",
    "It is on record.",
    (Asked("area", "ask", "What it asks", "One thing, in your own words, naming nobody."),),
    _act(acts.RegisterAsk),
)
ASSIGN = Deed("assign", "Give it to somebody", "Give", "It is on record.", (Asked("people", "owner", "Who"),), _assign)
LINK = Deed(
    "link",
    "Link it",
    "Link",
    "It is on record.",
    (
        Asked("kinds", "kind", "What it is about"),
        Asked("line", "subject", "Its id or number", "As its own page has it."),
    ),
    _link,
)
HOLD = Deed(
    "hold",
    "Send a holding reply",
    "It is sent",
    "The holding reply is on record.",
    (
        Asked("day", "sent", "Day on which it goes out"),
        Asked("day", "expected", "Day on which the answer is expected", "After the day on which the answer is due."),
        _REASON,
    ),
    _hold,
)
TRANSFER = Deed(
    "transfer",
    "Pass it on to another body",
    "Pass it on",
    "It is passed on. The clock here has ended.",
    (Asked("line", "to", "Body", "Never a person."), Asked("day", "day", "Day on which it was passed on"), _REASON),
    _act(acts.TransferOut),
)
BACK = Deed(
    "back",
    "It came back",
    "It came back",
    "It is back. The clock starts anew.",
    (
        Asked("line", "transferred_from", "Body that gave it back", "Never a person."),
        Asked("day", "received", "Day on which it came back"),
        _REASON,
    ),
    _back,
)
MERGE = Deed(
    "merge",
    "Merge it with the same letter",
    "Merge",
    "It is merged: the other letter is answered.",
    (
        Asked("line", "into", "The letter that is answered", "Its reference, such as MIN/0007211/1."),
        Asked("day", "day", "Day"),
        _REASON,
    ),
    _merge,
)
CLOSE = Deed(
    "close",
    "Close it without a reply",
    "Close it",
    "It is closed.",
    (Asked("day", "day", "Day"), _REASON),
    _act(acts.CloseLetter),
)
ERASE = Deed(
    "erase",
    "Erase names and texts",
    "Erase them",
    "Names and texts are erased.",
    (_REASON,),
    _erase,
    "Names, addresses and texts go for good. Days, references and the subject stay.",
)
DEEDS: Mapping[str, Deed] = {
    one.slug: one for one in (CLEAR, RETURN, SEND, ASK, ASSIGN, LINK, HOLD, TRANSFER, BACK, MERGE, CLOSE, ERASE)
}


def deeds_for(part: Part, person: str) -> tuple[Deed, ...]:
    """Give what a person can do to a part now, the next step first."""
    if part.state is LetterState.TRANSFERRED:
        return (BACK,)
    if not part.state.is_open:
        return () if part.erased else (LINK, ERASE)
    others = (
        (ASK, ASSIGN, HOLD, TRANSFER, MERGE, CLOSE, LINK) if part.direction is Direction.IN else (ASSIGN, CLOSE, LINK)
    )
    return (*_next(part, person), *others)


def _next(part: Part, person: str) -> tuple[Deed, ...]:
    draft = part.draft
    if part.state is LetterState.DRAFTED and draft is not None:
        return (CLEAR, RETURN) if person not in part.writers else (RETURN,)
    if part.state is LetterState.CLEARED and draft is not None:
        return (SEND, RETURN) if draft.cleared_by != person else (RETURN,)
    return ()


def items_of(field: Asked, people: Mapping[str, Any]) -> list[dict[str, str]]:
    """Give the values of a field that is a choice."""
    if field.kind == "people":
        return [{"value": one.id, "text": one.post} for one in people.values()]
    return choices(Kind) if field.kind == "kinds" else []
