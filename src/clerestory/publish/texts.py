"""The texts of study.toml that a release prints: their numbers, too, must have something behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.errors import PaperError
from clerestory.model.commission import ComparisonTable, StudySettings
from clerestory.publish.numbers import literal_numbers

_YEAR = re.compile(r"(?:19|20)\d\d")
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
        for _, number in literal_numbers(text):
            if _YEAR.fullmatch(number):
                continue
            if number.lower() not in values:
                raise PaperError(
                    f"the number {number!r} has no table behind it",
                    where=f"study.toml, {where}",
                    remedy="Leave it to a table, or declare it as a fact with its source: [facts].",
                )
            used[values[number.lower()]] = None
    return tuple(name for name in settings.facts if name in used)


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
    yield from ((f"[[people]] {person.id}, post", person.post) for person in settings.people)
