"""The page of guidance: one message on a topic, where it stands for each audience, and the library of duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clerestory.model.answers.public.guidance import PublicGuidance
from clerestory.publish.answers.days import day_text
from clerestory.publish.answers.parts import AnswerPart
from clerestory.publish.csv_files import SEVERAL, csv_text

_DUTIES = (
    *("id", "message", "version", "what_has_to_be_done", "who_is_bound", "section", "force", "time_limit"),
    *("audiences", "in_force_from", "in_force_until"),
)
_MESSAGES = ("id", "title", "audience", "standing", "version", "updated", "confirmed_reads", "text")


def guidance_files(made: PublicGuidance) -> Mapping[str, str]:
    """Give two CSV files: where each message stands, and the duties."""
    return {
        "guidance.csv": csv_text(_MESSAGES, _messages(made)),
        "duties.csv": csv_text(_DUTIES, _duties(made)),
    }


def _messages(made: PublicGuidance) -> Iterator[list[object]]:
    for one in made.messages:
        yield [one.id, one.title, "", one.standing.value, one.version, day_text(one.stands_from), "", one.text]
        for own in one.variants:
            of, updated = own.of or "", day_text(own.updated)
            yield [one.id, one.title, own.audience.label, own.standing.value, of, updated, own.reads, own.text]


def _duties(made: PublicGuidance) -> Iterator[list[object]]:
    for one in made.duties:
        audiences = SEVERAL.join(audience.label for audience in one.binds)
        days = (day_text(one.in_force_from), day_text(one.in_force_until))
        yield [
            *(one.id, one.message, one.version, one.words, one.body, one.section, one.force.value, one.limit),
            *(audiences, *days),
        ]


GUIDANCE_PART: AnswerPart[PublicGuidance] = AnswerPart(
    name="guidance",
    page="guidance.html",
    template="answers/guidance.html",
    title="Guidance",
    about="One message on each topic, where it stands for each audience, and the duties that it rests on.",
    files=guidance_files,
)
