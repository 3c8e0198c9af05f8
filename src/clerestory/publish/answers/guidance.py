"""The page of guidance: one message on a topic, where it stands for each audience, and the library of duties."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.answers.public.guidance import PublicGuidance
from clerestory.publish.answers.days import day_text
from clerestory.publish.answers.parts import AnswerPart, AnswerTable
from clerestory.publish.csv_files import SEVERAL
from clerestory.publish.open_data.columns import DATE, WHOLE, Column, code, text

_AUDIENCE = "Empty in the row of the message itself."
MESSAGE_COLUMNS = (
    code("id", "Message", key=True),
    Column("audience", "Audience", _AUDIENCE, key=True, blank=True),
    text("title", "Topic", required=True),
    text("standing", "Where it stands", required=True),
    Column("version", "Version of the message", "Empty where an audience goes by the message itself.", WHOLE),
    Column("updated", "Updated", datatype=DATE),
    Column("confirmed_reads", "Confirmed reads", "As bodies reported them; no reader is followed.", WHOLE),
    text("text", "Text", "Empty where it is not current."),
)
DUTY_COLUMNS = (
    code("id", "Duty", key=True),
    text("message", "Message", "The one that it belongs to.", required=True),
    Column("version", "Version", datatype=WHOLE, required=True),
    text("words", "What has to be done", required=True),
    text("body", "Who is bound", required=True),
    text("section", "Section of law or guidance", required=True),
    text("force", "How strong it is", required=True),
    text("time_limit", "Time limit"),
    Column("audiences", "Audiences", "Whose message has to have it.", required=True, separator=SEVERAL),
    Column("in_force_from", "In force from", datatype=DATE, required=True),
    Column("in_force_until", "In force until", datatype=DATE),
)


def guidance_tables(made: PublicGuidance) -> tuple[AnswerTable, AnswerTable]:
    """Give where each message stands, and the duties."""
    return (
        AnswerTable("guidance", "Guidance", MESSAGE_COLUMNS, tuple(_messages(made))),
        AnswerTable("duties", "Duties", DUTY_COLUMNS, tuple(_duties(made))),
    )


def _messages(made: PublicGuidance) -> Iterator[tuple[object, ...]]:
    for one in made.messages:
        day = day_text(one.stands_from)
        yield (one.id, "", one.title, one.standing.value, one.version, day, "", one.text)
        for own in one.variants:
            of, updated = own.of or "", day_text(own.updated)
            yield (one.id, own.audience.label, one.title, own.standing.value, of, updated, own.reads, own.text)


def _duties(made: PublicGuidance) -> Iterator[tuple[object, ...]]:
    for one in made.duties:
        audiences = SEVERAL.join(audience.label for audience in one.binds)
        days = (day_text(one.in_force_from), day_text(one.in_force_until))
        words = (one.words, one.body, one.section, one.force.value, one.limit)
        yield (one.id, one.message, one.version, *words, audiences, *days)


GUIDANCE_PART: AnswerPart[PublicGuidance] = AnswerPart(
    name="guidance",
    page="guidance.html",
    template="answers/guidance.html",
    title="Guidance",
    about="One message on each topic, where it stands for each audience, and the duties that it rests on.",
    tables=guidance_tables,
)
