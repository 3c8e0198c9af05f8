"""The page of questions and answers: each question, who asked it, and what answers it or why nothing does."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.answers.public.commission import PublicCommissions
from clerestory.publish.answers.days import day_text
from clerestory.publish.answers.parts import AnswerPart, AnswerTable
from clerestory.publish.csv_files import SEVERAL
from clerestory.publish.open_data.columns import DATE, Column, code, text

_TITLE = "Questions and answers"
QUESTION_COLUMNS = (
    code("commission", "Commission", key=True),
    code("question", "Question", key=True),
    text("words", "Words", required=True),
    text("asked_by", "Who asked it", required=True),
    Column("asked_on", "Asked on", datatype=DATE, required=True),
    text("document", "Document", "Where it stands that it was asked.", required=True),
    text("how_far", "How far it is answered", required=True),
    text("answer", "Answer in short"),
    Column("findings", "What answers it", "Ids of tables, charts and findings.", separator=SEVERAL),
    Column("release", "Release", "The date of the release that has them.", DATE),
    text("why", "Why not in full"),
    Column("answered_on", "Answered on", datatype=DATE),
)


def questions_table(made: PublicCommissions) -> AnswerTable:
    """Give the questions, one a row."""
    return AnswerTable("questions", _TITLE, QUESTION_COLUMNS, tuple(_rows(made)))


def _rows(made: PublicCommissions) -> Iterator[tuple[object, ...]]:
    for commission in made.commissions:
        for one in commission.questions:
            yield (
                *(commission.id, one.id, one.words, one.asker.post, day_text(one.asker.day), one.asker.document),
                *(one.state, one.answer, SEVERAL.join(one.findings), day_text(one.release)),
                *(one.why, day_text(one.answered)),
            )


COMMISSION_PART: AnswerPart[PublicCommissions] = AnswerPart(
    name="commission",
    page="questions.html",
    template="answers/commission.html",
    title=_TITLE,
    about="Who asked what of this work, and which findings answer it, or why none does.",
    tables=lambda made: (questions_table(made),),
)
