"""The lessons of a release, with what their evidence is and where it lies."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from clerestory.model.lessons.released import (
    ReleasedAction,
    ReleasedArea,
    ReleasedLesson,
    ReleasedLessons,
    ReleasedSign,
)
from clerestory.model.lessons.study import Lessons
from clerestory.model.tables import NOT_AVAILABLE, SUPPRESSED, ProtectedTable
from clerestory.publish.finding_pages.evidence import Evidence
from clerestory.publish.lessons.printing import PrintedLesson, PrintedLessons
from clerestory.publish.notes import WITHHELD
from clerestory.publish.release.contents import Contents

_MEANINGS = {
    SUPPRESSED: WITHHELD[1],
    NOT_AVAILABLE: "not available: the base is too small, or too little is known",
}


def released_lessons(
    lessons: Lessons, printed: PrintedLessons, contents: Contents, *, numbers: Mapping[str, int], files: Collection[str]
) -> ReleasedLessons:
    """Give what ``lessons.json`` says.

    Parameters
    ----------
    numbers : mapping of str to int
        The number under which the paper prints a table.
    files : collection of str
        The files of the release, by which the evidence of each lesson is found.
    """
    study, evidence = contents.settings.study, Evidence(contents, lessons.axes, numbers, files)
    cited = dict.fromkeys(name for one in printed.lessons for name in one.lesson.evidence)
    return ReleasedLessons(
        form="clerestory-released-lessons/1",
        study=study.id,
        title=study.title,
        publisher=study.publisher,
        issued_by=lessons.file.issued_by,
        data=study.data,
        release=contents.settings.release.date,
        definition=study.definition,
        selection=study.selection,
        period_start=study.period_start,
        period_end=study.period_end,
        introduction=printed.introduction,
        areas=tuple(_areas(lessons, contents.tables)),
        evidence=tuple(evidence.of(name) for name in cited),
        lessons=tuple(_lesson(one, number) for number, one in enumerate(printed.lessons, start=1)),
    )


def _lesson(one: PrintedLesson, number: int) -> ReleasedLesson:
    lesson, texts = one.lesson, one.texts
    return ReleasedLesson(
        id=lesson.id,
        number=number,
        title=texts["title"],
        finding=texts["finding"],
        signs=tuple(
            ReleasedSign(sign=sign, meaning=meaning)
            for sign, meaning in _MEANINGS.items()
            if any(sign in text for text in texts.values())
        ),
        evidence=tuple(dict.fromkeys(lesson.evidence)),
        limits=texts["limits"],
        agencies=lesson.agencies,
        action=ReleasedAction(proposal=texts["action.proposal"], by=lesson.action.by, to=lesson.action.to),
        audiences=lesson.audiences,
        status=lesson.status,
        reason=texts.get("reason", ""),
        commitment=lesson.commitment or "",
    )


def _areas(lessons: Lessons, tables: Mapping[str, ProtectedTable]) -> Iterator[ReleasedArea]:
    """Yield the areas that a table of the release has a row or column of."""
    shown = {
        position.key
        for name, axes in lessons.axes.items()
        for axis in axes
        for position in (tables[name].shape.rows if axis == "rows" else tables[name].shape.columns)
    }
    for area in lessons.areas:
        if area.code in shown:
            within = area.within if area.within in shown else ""
            yield ReleasedArea(code=area.code, label=area.label, within=within)
