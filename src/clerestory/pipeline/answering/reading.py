"""What was recorded: a subject as it is now, its history, and lists."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from clerestory.answer.everything import SUBJECTS
from clerestory.errors import AnswerError
from clerestory.model.answers.done import Done
from clerestory.model.answers.kinds import Kind
from clerestory.model.desk.links import Link
from clerestory.study.answers import AnswerPlace, AnswerRecord


def record_of(place: AnswerPlace) -> AnswerRecord:
    """Give the record of a place."""
    return AnswerRecord(place.record, upto=place.upto)


def done_of(kind: Kind, link: Link) -> Done[Any]:
    """Give an act of the chain as it was done."""
    return Done(link.time, link.person, SUBJECTS[kind].acts.validate_python(json.loads(link.body)["act"]))


def history(place: AnswerPlace, kind: Kind, subject: str) -> tuple[Done[Any], ...]:
    """Give every act about a subject, in order."""
    return tuple(done_of(kind, link) for link in record_of(place).acts(kind, subject))


def state_of(place: AnswerPlace, kind: Kind, subject: str) -> Any:
    """Give a subject as it is now.

    Raises
    ------
    AnswerError
        If there is none of this id.
    """
    state = SUBJECTS[kind].folded(history(place, kind, subject), place.settings)
    if state is None:
        raise AnswerError(
            f"has no such {kind.words}", where=str(place.root), remedy="Look it up in the list; references are whole."
        )
    return state


def states_of(place: AnswerPlace, kind: Kind) -> Mapping[str, Any]:
    """Give every subject of a kind as it is now, by its id."""
    return {
        subject: SUBJECTS[kind].folded((done_of(kind, link) for link in links), place.settings)
        for subject, links in record_of(place).histories(kind)
    }
