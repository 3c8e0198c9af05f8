"""What a person is told of by mail: that something waits. Made of what they see of the desk and of the day alone.

So no mail, and no time of a mail, depends on what another has written in a blind phase. A letter says nothing but that
something waits; here stands only when there is one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields

from clerestory.model.commission import Person
from clerestory.model.desk.group import Reader, Round
from clerestory.model.desk.outputs import Desk
from clerestory.model.desk.states import RoundState
from clerestory.review.desk.policies import People
from clerestory.review.desk.policies.group import without_answer
from clerestory.review.desk.waiting import Task, Waiting, waiting_for

# What somebody comes to by a step of their own; of what is to be read, the days below tell.
_NOT_TOLD = frozenset({Task.DECLARE, Task.READ, Task.SET_TERMS})
_CHANGING = frozenset({"due", "count"})  # while the same thing waits
_OF_DRAFT = frozenset({Task.OPEN_ROUND, Task.FINISH_REVIEW, Task.DECIDE_RELEASE, Task.SIGN})
_SOON = (2, 7)  # days before somebody's last one


def reasons(seen: Desk, people: People, person: Person, *, today: dt.date) -> frozenset[str]:
    """Give all that a person is to be told of on a day, each by a key of its own.

    A key that was told is not told again; one that comes back, after it was gone, is.

    Parameters
    ----------
    seen : Desk
        As ``seen_by`` gives it for the person.
    people : mapping of str to Person
        Those of study.toml.
    today : date
        The day of the desk, in UTC.
    """
    found = {_key(one, seen) for one in waiting_for(seen, people, person, today=today) if _is_told(one)}
    for round_ in seen.group.rounds[-1:]:
        found |= set(_of_round(round_, person, today))
    return frozenset(found)


def letter_due(seen: Desk, people: People, person: Person, *, today: dt.date, told: frozenset[str]) -> frozenset[str]:
    """Give what a letter to a person tells of now; without anything there is none.

    Parameters
    ----------
    told : frozenset of str
        The keys of what they were told of before.
    """
    return reasons(seen, people, person, today=today) - told


def _is_told(waiting: Waiting) -> bool:
    return waiting.is_to_do and waiting.task not in _NOT_TOLD


def _key(waiting: Waiting, seen: Desk) -> str:
    """Give the key of what waits; other terms and another draft are other things."""
    parts = [waiting.task.value]
    parts += [str(getattr(waiting, one.name)) for one in fields(waiting) if one.name not in _CHANGING | {"task"}]
    if waiting.task is Task.ACCEPT_TERMS and seen.group.terms is not None:
        parts.append(seen.group.terms.version)
    if waiting.task in _OF_DRAFT and seen.latest is not None:
        parts.append(seen.latest.draft)
    return "/".join(parts)


def _of_round(round_: Round, person: Person, today: dt.date) -> Iterator[str]:
    own = round_.readers.get(person.id)
    if own is not None and round_.state is RoundState.OPEN:
        yield from (f"{key}/{round_.number}" for key in _of_reader(own, today))
    if own is not None and own.may_read and round_.state is RoundState.CLOSED:
        yield f"closed/{round_.number}"
    if round_.state is not RoundState.OPEN:
        yield from _of_answers(round_, person)


def _of_reader(own: Reader, today: dt.date) -> Iterator[str]:
    """Give what a reader of an open round is told of; who rests, waits or has no more to do is not reminded."""
    if own.judged is not None:
        yield f"judged/{own.judged.time.isoformat()}"
    is_resting = own.paused_until is not None and today < own.paused_until
    is_waiting = bool(own.declarations) and own.judged is None
    if own.is_out or is_resting:
        return
    if own.reminded:
        yield f"reminded/{own.reminded[-1].isoformat()}"
    days = (own.due - today).days
    near = next((soon for soon in _SOON if days <= soon), None)
    if near is not None and not is_waiting:
        yield f"{'over' if days < 0 else f'due in {near} days'}/{own.due.isoformat()}"


def _of_answers(round_: Round, person: Person) -> Iterator[str]:
    """Tell once all comments of a person have an answer that stands, and again when one is answered anew."""
    own = [remark for remark in round_.standing if remark.member == person.id]
    times = [remark.answer.time for remark in own if remark.answer]
    if times and not any(remark.member == person.id for remark in without_answer(round_)):
        yield f"answers/{round_.number}/{max(times).isoformat()}"
