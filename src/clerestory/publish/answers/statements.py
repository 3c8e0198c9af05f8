"""The page of statements that may be repeated, and of those that may not, whose words are left out."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.answers.public.statements import PublicStatements
from clerestory.publish.answers.days import day_text
from clerestory.publish.answers.parts import AnswerPart, AnswerTable
from clerestory.publish.csv_files import SEVERAL
from clerestory.publish.open_data.columns import DATE, Column, code, text

STATEMENT_COLUMNS = (
    code("id", "Statement", key=True),
    text("sort", "What it is", required=True),
    Column("may_be_repeated", "May be repeated", "On the day of the release.", "boolean", required=True),
    text("words", "Words", "Empty where it may not be repeated."),
    text("said_by", "Who said it", required=True),
    Column("said_on", "Said on", datatype=DATE, required=True),
    Column("checked", "Last checked", datatype=DATE, required=True),
    Column("check_again_by", "Check again by", datatype=DATE, required=True),
    Column("documents", "Documents that have it", required=True, separator=SEVERAL),
    Column("ended", "Holds no more since", datatype=DATE),
    text("why_not", "Why it may not be repeated"),
    text("replaced_by", "Statement that stands instead"),
)


def statements_table(made: PublicStatements) -> AnswerTable:
    """Give the statements, one a row."""
    return AnswerTable("statements", "Statements", STATEMENT_COLUMNS, tuple(_rows(made)))


def _rows(made: PublicStatements) -> Iterator[tuple[object, ...]]:
    for one in made.statements:
        documents = SEVERAL.join(dict.fromkeys(source.document for source in one.sources))
        yield (
            *(one.id, one.sort.value, "true" if one.is_current else "false", one.words, one.by),
            *map(day_text, (one.said_on, one.checked, one.review)),
            *(documents, day_text(one.ended), one.why_not, one.replaced_by),
        )


STATEMENTS_PART: AnswerPart[PublicStatements] = AnswerPart(
    name="statements",
    page="statements.html",
    template="answers/statements.html",
    title="Statements",
    about="What is repeated in letters and answers, with its source and date, and until when it was checked.",
    tables=lambda made: (statements_table(made),),
)
