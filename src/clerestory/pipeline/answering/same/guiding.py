"""Where guidance stands: each message for each audience, and the library of duties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.answer.watch.conflicts import (
    conflicts_of_source,
    conflicts_of_variant,
    standing_of,
    standing_of_source,
)
from clerestory.answer.watch.public import audiences_of
from clerestory.model.answers.guidance import Duty, Standing, Topic
from clerestory.model.answers.kinds import Kind
from clerestory.model.lessons.study import Agency
from clerestory.pipeline.answering.reading import states_of
from clerestory.study.answers import AnswerPlace


@dataclass(frozen=True)
class AudienceStanding:
    """Where a message stands for an audience; ``audience`` is empty for the message itself.

    Attributes
    ----------
    why : tuple of str
        What it says otherwise than the duties or the message.
    """

    message: str
    audience: str
    standing: Standing
    updated: dt.date | None
    reads: int
    why: tuple[str, ...] = ()


def standings(place: AnswerPlace) -> list[AudienceStanding]:
    """Give where each message that stands is for each audience, the message itself first."""
    topics = states_of(place, Kind.GUIDANCE)
    return [one for name, topic in topics.items() if topic.closed is None for one in standings_of(name, topic)]


def standings_of(name: str, topic: Topic) -> Iterator[AudienceStanding]:
    """Yield where a message stands: itself, then for each audience that a duty binds or that has words of its own."""
    source = topic.source
    found = conflicts_of_source(topic, source.text) if source else []
    day = source.day if source else None
    yield AudienceStanding(name, "", standing_of_source(topic), day, 0, tuple(one.words for one in found))
    for audience in audiences_of(topic):
        yield _of_audience(name, topic, audience)


def _of_audience(name: str, topic: Topic, audience: Agency) -> AudienceStanding:
    variant, reads = topic.by_audience.get(audience), topic.reads_of(audience)
    if variant is None:
        return AudienceStanding(name, audience.label, Standing.NONE, None, reads)
    why = [one.words for one in conflicts_of_variant(topic, audience, variant.text)]
    if topic.source and variant.of < topic.source.number:
        why.insert(0, f"it is of version {variant.of}; the message is at version {topic.source.number}")
    return AudienceStanding(name, audience.label, standing_of(topic, variant), variant.day, reads, tuple(why))


def duty_library(place: AnswerPlace) -> list[tuple[str, Duty]]:
    """Give every duty in its last version, with the message that it stands in."""
    topics = states_of(place, Kind.GUIDANCE)
    found = [(name, duty) for name, topic in topics.items() if topic.closed is None for duty in topic.library.values()]
    return sorted(found, key=lambda one: one[1].id)
