"""The page of questions and answers: each question, who asked it, and the findings that answer it or why none does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clerestory.model.answers.public.commission import PublicCommissions
from clerestory.publish.answers.days import day_text
from clerestory.publish.answers.parts import AnswerPart
from clerestory.publish.csv_files import SEVERAL, csv_text

_HEADER = (
    *("commission", "question", "words", "asked_by", "asked_on", "document", "how_far", "answer", "findings"),
    *("release", "why", "answered_on"),
)


def commission_files(made: PublicCommissions) -> Mapping[str, str]:
    """Give the CSV, one question a row."""
    return {"questions.csv": csv_text(_HEADER, _rows(made))}


def _rows(made: PublicCommissions) -> Iterator[list[str]]:
    for commission in made.commissions:
        for one in commission.questions:
            yield [
                *(commission.id, one.id, one.words, one.asker.post, day_text(one.asker.day), one.asker.document),
                *(one.state, one.answer, SEVERAL.join(one.findings), day_text(one.release)),
                *(one.why, day_text(one.answered)),
            ]


COMMISSION_PART: AnswerPart[PublicCommissions] = AnswerPart(
    name="commission",
    page="questions.html",
    template="answers/commission.html",
    title="Questions and answers",
    about="Who asked what of this work, and which findings answer it, or why none does.",
    files=commission_files,
)
