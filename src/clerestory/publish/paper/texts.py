"""The texts of study.toml that a release prints: their numbers, too, must have something behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from clerestory.errors import PaperError
from clerestory.model.commission import ComparisonTable, StudySettings
from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.redaction.marks import without_marks
from clerestory.publish.claims import sentences, unsupported_words
from clerestory.publish.numbers import counting_numbers, literal_numbers

_QUESTION = re.compile(r"^Q[1-9]\d?\b")  # the number of a question is its name


def facts_in_texts(settings: StudySettings) -> tuple[str, ...]:
    """Give the facts whose values titles, notes, posts and the title block print, in the order of study.toml.

    Raises
    ------
    PaperError
        If a text holds a number that is neither a year nor the value of a fact: a count may not slip into a note.
    """
    values = {fact.value.lower(): name for name, fact in settings.facts.items()}
    used: dict[str, None] = {}
    for where, text in _texts(settings):
        for number in counting_numbers(text):
            if number.lower() not in values:
                raise PaperError(
                    f"the number {number!r} has no table behind it",
                    where=f"study.toml, {where}",
                    remedy="Leave it to a table, or declare it as a fact with its source: [facts].",
                )
            used[values[number.lower()]] = None
    return tuple(name for name in settings.facts if name in used)


def check_words(settings: StudySettings) -> None:
    """Check that no title, note, heading or post claims anything, since none has a place for evidence (rule Q3).

    Raises
    ------
    PaperError
        With every word that claims, and where it stands.
    """
    found = [
        (where, hit)
        for where, text in _texts(settings)
        for sentence in sentences(text)
        for hit in unsupported_words(sentence)
    ]
    if not found:
        return
    remedy = "Say it in the paper, where a citation can stand behind it, or say what the table counts."
    also = "".join(
        f"\nAlso study.toml, {where}: {hit.word!r} claims “{hit.meaning.words}”." for where, hit in found[1:]
    )
    where, first = found[0]
    what = f"{first.word!r} claims “{first.meaning.words}”, and nothing can be cited here"
    raise PaperError(what, where=f"study.toml, {where}", remedy=remedy + also)


def check_case_texts(texts: Iterable[CaseText]) -> None:
    """Check that no text about a case counts or claims anything: neither has a table behind it.

    Raises
    ------
    PaperError
        With the first number or word, by paragraph; the text itself is not repeated.
    """
    for text in texts:
        for number, paragraph in enumerate(text.words, start=1):
            what = _without_table(paragraph)
            if what:
                raise PaperError(
                    what,
                    where=f"study.toml, [[texts]] {text.id}, paragraph {number}",
                    remedy="Say it without; numbers and claims belong into the paper, with their table.",
                )


def _without_table(paragraph: str) -> str:
    """Say what a paragraph counts or claims; empty where it does neither."""
    if list(literal_numbers(without_marks(paragraph))):
        return "holds a number that has no table behind it"
    hits = [hit for sentence in sentences(paragraph) for hit in unsupported_words(sentence)]
    return f"{hits[0].word!r} claims “{hits[0].meaning.words}”, and nothing is cited for it" if hits else ""


def _texts(settings: StudySettings) -> Iterator[tuple[str, str]]:
    """Yield every free text that pages, register, manifest or seal print, with its place.

    Facts are left out: they are where a number is declared.
    """
    study = settings.study
    yield "[study] title", study.title
    yield "[study] publisher", study.publisher
    yield "[study] commissioned_by", study.commissioned_by
    yield "[study] definition", study.definition
    yield "[study] selection", study.selection
    yield from (("[study] questions", _QUESTION.sub("", question)) for question in study.questions)
    for table in settings.tables:
        yield f"table {table.id}, title", table.title
        yield f"table {table.id}, note", table.note
        yield from ((f"table {table.id}, headings", heading) for heading in table.headings.values())
        if isinstance(table, ComparisonTable):
            yield f"table {table.id}, population", table.population
            yield from ((f"table {table.id}, actions", action) for action in table.actions.values())
    yield from ((f"chart {chart.id}, title", chart.title) for chart in settings.charts)
    for finding in settings.findings:
        yield from ((f"{finding.finding.value} {finding.id}, {what}", text) for what, text in finding.texts())
    yield from ((f"text {text.id}, title", text.title) for text in settings.texts)
    for output in settings.withheld:
        said = {"output": output.output, "public_interest": output.public_interest, "came_out": output.came_out}
        yield from ((f"withheld {output.id}, {what}", text) for what, text in said.items() if text)
    yield from ((f"[[people]] {person.id}, post", person.post) for person in settings.people)
