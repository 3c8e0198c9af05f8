"""The page on which a letter is registered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from pydantic import Field, model_validator

from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.acts.common import LongText, ShortText
from clerestory.model.answers.acts.letters import OtherReference, Sender
from clerestory.model.answers.letters import LetterPeople, Party
from clerestory.model.answers.reading import ReadDocument
from clerestory.model.forms import Form
from clerestory.pipeline.answering.letters.recording import PLAIN, Incoming, NewLetter, receive_letter, start_letter
from clerestory.pipeline.answering.texts.documents import words_of
from clerestory.web.pages.answers.letters.addresses import part_address
from clerestory.web.pages.answers.letters.proposing import proposed_fields, read_in, told_proposals
from clerestory.web.pages.answers.letters.reading import found_part
from clerestory.web.pages.answers.room import place_of, tried, visited
from clerestory.web.pages.fields import DAY_PARTS, Problem, Unfit, act_of, choices, typed_day
from clerestory.web.pages.visits import NOTHING_TRIED, Trial, Visit, with_typed

_PARTS = 3
_READ = "read"  # the button that reads a letter and registers nothing


class Registered(Form):
    """A letter as the form of the desk says it."""

    sender: Sender
    received: dt.date
    dated: dt.date | None = None
    subject: ShortText
    writers: tuple[Party, ...] = Field(min_length=1, max_length=50)
    addressees: tuple[Party, ...] = Field(default=(), max_length=50)
    copies: tuple[Party, ...] = Field(default=(), max_length=50)
    theirs: tuple[OtherReference, ...] = Field(default=(), max_length=20)
    asks: tuple[LongText, ...] = Field(default=(), max_length=50)
    text: Annotated[str, Field(max_length=100_000)] = ""
    transferred_from: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _check_order(self) -> Registered:
        if self.dated is not None and self.dated > self.received:
            raise ValueError("a letter is dated on the day that it comes, or before")
        return self


@visited(acts.ReceiveLetter)
def register(visit: Visit) -> HttpResponse:
    """Give the form of a new letter, or of one that follows up a thread, and register it when it is sent."""
    place = place_of(visit)
    thread = visit.request.GET.get("thread", "")
    if thread:
        found_part(place, f"{thread}/1")
    made: list[str] = []
    trial, read = NOTHING_TRIED, None
    if visit.request.method == "POST" and visit.typed.get("do") == _READ:
        trial, read = _read(visit)
    elif visit.request.method == "POST":
        trial = tried(visit, lambda: made.append(receive_letter(place, visit.person.id, _new(visit, thread))))
    if made:
        return redirect(part_address(made[0]))
    today = place.today
    day = {"received-day": str(today.day), "received-month": str(today.month), "received-year": str(today.year)}
    return visit.page(
        "letters/register",
        with_typed(trial, **day),
        thread=thread,
        senders=choices(Sender),
        back=part_address(f"{thread}/1") if thread else reverse("letters"),
        read=read,
        proposals=list(told_proposals(read.proposals)) if read else [],
    )


class Started(Form):
    """A letter of the office's own as the form of the desk says it."""

    sender: Sender
    subject: ShortText
    writers: tuple[Party, ...] = Field(min_length=1, max_length=50)
    addressees: tuple[Party, ...] = Field(min_length=1, max_length=50)
    copies: tuple[Party, ...] = Field(default=(), max_length=50)
    theirs: tuple[OtherReference, ...] = Field(default=(), max_length=20)


@visited(acts.StartLetter)
def start(visit: Visit) -> HttpResponse:
    """Give the form of a letter of the office's own, or of a further one in a thread, and begin it when it is sent."""
    place, thread = place_of(visit), visit.request.GET.get("thread", "")
    if thread:
        found_part(place, f"{thread}/1")
    made: list[str] = []
    trial = NOTHING_TRIED
    if visit.request.method == "POST":
        trial = tried(visit, lambda: made.append(start_letter(place, visit.person.id, _started(visit, thread))))
    if made:
        return redirect(part_address(made[0]))
    back = part_address(f"{thread}/1") if thread else reverse("letters")
    return visit.page("letters/start", trial, thread=thread, senders=choices(Sender), back=back)


def _started(visit: Visit, thread: str) -> NewLetter:
    said = act_of(Started, visit.typed, **_lists(visit.typed, "theirs"))
    people = LetterPeople(writers=said.writers, addressees=said.addressees, copies=said.copies)
    return NewLetter(said.sender, said.subject, people, visit.today, theirs=said.theirs, thread=thread)


def _read(visit: Visit) -> tuple[Trial, ReadDocument | None]:
    """Give the form with what the letter seems to say, and that itself; what cannot be read is told."""
    found: list[tuple[str, ReadDocument]] = []
    trial = tried(visit, lambda: found.append(read_in(visit)))
    if not found:
        return trial, None
    text, document = found[0]
    return Trial(typed=proposed_fields(visit.typed, text, document.proposals)), document


def _new(visit: Visit, thread: str) -> NewLetter:
    """Make a letter of what was typed; a day that is left empty altogether is no day."""
    typed = visit.typed
    said = act_of(Registered, typed, **_lists(typed, "theirs", "asks"), **_dated(typed))
    people = LetterPeople(writers=said.writers, addressees=said.addressees, copies=said.copies)
    return NewLetter(
        said.sender,
        said.subject,
        people,
        said.received,
        dated=said.dated,
        theirs=said.theirs,
        asks=said.asks,
        files=tuple(_files(visit, said.text)),
        thread=thread,
        transferred_from=said.transferred_from,
    )


def _lists(typed: Mapping[str, str], *names: str) -> dict[str, object]:
    """Give the fields that are lists: people, and those that are named."""
    people = {name: _parties(typed.get(name, "")) for name in ("writers", "addressees", "copies")}
    return {**people, **{name: _lines(typed.get(name, "")) for name in names}}


def _dated(typed: Mapping[str, str]) -> dict[str, None]:
    """Leave out the day of the letter where none is typed; one that is no day is told as such."""
    if not any(typed.get(f"dated-{part}", "").strip() for part in DAY_PARTS):
        return {"dated": None}
    if typed_day(typed, "dated") is None:
        raise Unfit(Problem("dated", "Enter a day, such as 27 3 2026, or leave it empty"))
    return {}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _parties(text: str) -> list[dict[str, str]]:
    """Read people and bodies, one a line: name; post; address."""
    found = []
    for line in _lines(text):
        name, post, address = (*(part.strip() for part in line.split(";", _PARTS - 1)), "", "")[:_PARTS]
        found.append({"name": name, "post": post, "address": address})
    return found


def _files(visit: Visit, text: str) -> Iterator[Incoming]:
    if text:
        yield Incoming("letter.txt", PLAIN, text.encode(), text)
    sent = visit.request.FILES.get("file")
    if sent is not None:
        name, data = sent.name or "letter", sent.read()
        yield Incoming(name, sent.content_type or "application/octet-stream", data, words_of(data, name))
