"""The page of statements that may be repeated, and of those that may not, whose words are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clerestory.model.answers.public.statements import PublicStatements
from clerestory.publish.answers.days import day_text
from clerestory.publish.answers.parts import AnswerPart
from clerestory.publish.csv_files import SEVERAL, csv_text

_HEADER = (
    *("id", "kind_of_statement", "may_be_repeated", "words", "said_by", "said_on", "checked", "check_again_by"),
    *("documents", "ended", "why_not", "replaced_by"),
)


def statement_files(made: PublicStatements) -> Mapping[str, str]:
    """Give the CSV, one statement a row."""
    return {"statements.csv": csv_text(_HEADER, _rows(made))}


def _rows(made: PublicStatements) -> Iterator[list[str]]:
    for one in made.statements:
        documents = SEVERAL.join(dict.fromkeys(source.document for source in one.sources))
        yield [
            *(one.id, one.sort.value, "yes" if one.is_current else "no", one.words, one.by),
            *map(day_text, (one.said_on, one.checked, one.review)),
            *(documents, day_text(one.ended), one.why_not, one.replaced_by),
        ]


STATEMENTS_PART: AnswerPart[PublicStatements] = AnswerPart(
    name="statements",
    page="statements.html",
    template="answers/statements.html",
    title="Statements",
    about="What is repeated in letters and answers, with its source and date, and until when it was checked.",
    files=statement_files,
)
