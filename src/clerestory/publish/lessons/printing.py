"""Lessons checked against what the release has, and their texts printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clerestory.errors import LessonsError
from clerestory.model.commission import StudySettings
from clerestory.model.lessons.study import MOST_CHARACTERS, Lesson, Lessons, identifying_kinds
from clerestory.model.tables import ProtectedTable
from clerestory.model.wording.actions import named_in
from clerestory.model.wording.plain_text import faults_of_text
from clerestory.publish.paper.prose import Prose, read_prose
from clerestory.publish.paper.references import Sources

_TABLE = re.compile(r"\b[a-z][a-z0-9_]*(?=\[)")  # in a cell, and in each cell that a claim cites
_DAYS = ("date ", "release.date", "study.period")  # beside a person a day identifies


@dataclass(frozen=True)
class PrintedLesson:
    """A lesson with its texts as readers see them, by the setting that each was written in."""

    lesson: Lesson
    texts: Mapping[str, str]


@dataclass(frozen=True)
class PrintedLessons:
    """All lessons of a study, with the introduction as readers see it."""

    introduction: str
    lessons: tuple[PrintedLesson, ...]


def print_lessons(lessons: Lessons, settings: StudySettings, tables: tuple[ProtectedTable, ...]) -> PrintedLessons:
    """Check every lesson and print its texts.

    Raises
    ------
    LessonsError
        With every fault: evidence that the release has not, a number without a reference, a reference to a table that
        is no evidence of the lesson, and what looks like a person, an address or one business. No text is repeated.
    """
    sources = Sources.of(settings, tables)
    faults = list(_faults_of_file(lessons, sources))
    printed = tuple(_printed(lesson, sources, faults) for lesson in lessons.file.lessons)
    if faults:
        raise LessonsError(
            "; ".join(faults), where="lessons.toml", remedy="docs/reference/lessons.md has the rules of lessons."
        )
    return PrintedLessons(read_prose(lessons.file.introduction, sources).text, printed)


def bound_lessons(lessons: Lessons, settings: StudySettings, tables: tuple[ProtectedTable, ...]) -> dict[str, object]:
    """Give what people decide on: the file, and its texts with every reference printed.

    What the program says of limits is left out, so that new wording of it voids no decision; it follows from tables,
    which are decided on as well.

    Raises
    ------
    LessonsError
        If a lesson does not hold.
    """
    printed = print_lessons(lessons, settings, tables)
    texts = {one.lesson.id: dict(one.texts) for one in printed.lessons}
    return {"file": lessons.file.as_json(), "introduction": printed.introduction, "texts": texts}


def _faults_of_file(lessons: Lessons, sources: Sources) -> Iterator[str]:
    yield from (f"issued_by: {fault}" for fault in _faults_of(read_prose(lessons.file.issued_by, sources)))
    if lessons.file.introduction:
        yield from (f"introduction: {fault}" for fault in _faults_of(read_prose(lessons.file.introduction, sources)))


def _printed(lesson: Lesson, sources: Sources, faults: list[str]) -> PrintedLesson:
    prose = {name: read_prose(text, sources) for name, text in lesson.texts.items()}
    found = [f"{name}: {fault}" for name, one in prose.items() for fault in _faults_of(one)]
    found += [f"action.proposal: holds what looks like {kind}" for kind in named_in(lesson.action.proposal)]
    found += _faults_of_evidence(lesson, prose.values(), sources)
    faults += [f"lesson {lesson.id}, {fault}" for fault in found]
    return PrintedLesson(lesson, {name: one.text for name, one in prose.items()})


def _faults_of(prose: Prose) -> Iterator[str]:
    """Yield the faults of a text; it is looked at as it is written and as it is printed."""
    yield from prose.faults
    yield from faults_of_text(prose.text, most=MOST_CHARACTERS)
    if any(reference.startswith(_DAYS) for reference in prose.references):
        yield "names a day. A year may stand, {{ year 2020 }}."
    kinds = dict.fromkeys([*identifying_kinds(prose.bare), *identifying_kinds(prose.text)])
    yield from (f"holds what looks like {kind}" for kind in kinds)


def _faults_of_evidence(lesson: Lesson, prose: Iterable[Prose], sources: Sources) -> Iterator[str]:
    known = _evidence_ids(sources)
    yield from (f"evidence: this study has no table, chart or finding {n}" for n in lesson.evidence if n not in known)
    cited = {table for name in lesson.evidence for table in known.get(name, ())}
    named = dict.fromkeys(name for one in prose for said in one.references for name in _TABLE.findall(said))
    for table in named:
        if table in sources.tables and table not in cited:
            yield f"evidence: a number is of table {table}, which is not among the evidence"


def _evidence_ids(sources: Sources) -> Mapping[str, Sequence[str]]:
    """Give every id that may be evidence, with the tables whose numbers it shows."""
    settings = sources.settings
    return {
        **{name: (name,) for name in sources.tables},
        **{chart.id: (chart.table,) for chart in settings.charts},
        **{finding.id: () for finding in settings.findings},
    }
