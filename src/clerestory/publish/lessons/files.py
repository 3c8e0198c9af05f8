"""The files of lessons in a release: a page, a CSV for people and a JSON that packs are made of."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from clerestory.model.canonical import pretty_json
from clerestory.model.lessons.released import ReleasedLesson, ReleasedLessons
from clerestory.model.lessons.study import Agency, Lessons
from clerestory.publish.contents import Contents
from clerestory.publish.lessons.printing import print_lessons
from clerestory.publish.lessons.releasing import released_lessons
from clerestory.publish.pages import page_beside
from clerestory.spreadsheets import defused

LESSONS = "lessons"  # the name of both files, behind the mark of made-up data
LESSONS_PAGE: Mapping[str, str] = MappingProxyType({"lessons.html": "Lessons and implications"})


def lessons_files(
    lessons: Lessons, contents: Contents, *, numbers: Mapping[str, int], files: Collection[str]
) -> dict[str, str]:
    """Give the files of lessons by name.

    Parameters
    ----------
    numbers : mapping of str to int
        The number under which the paper prints a table.
    files : collection of str
        The other files of the release, by which evidence is found.

    Raises
    ------
    LessonsError
        If a lesson does not hold.
    """
    printed = print_lessons(lessons, contents.settings, tuple(contents.tables.values()))
    made = released_lessons(lessons, printed, contents, numbers=numbers, files=files)
    (page,) = LESSONS_PAGE
    return {
        page: page_beside(
            "lessons.html", contents, page=page, made=made, asked=asked_of(made.lessons), links=_links(made)
        ),
        f"{contents.file_name(LESSONS)}.csv": lesson_rows(made, made.lessons),
        f"{contents.file_name(LESSONS)}.json": _json(made),
    }


def _links(made: ReleasedLessons) -> dict[str, str]:
    return {one.id: (*one.files, *one.pictures)[0] for one in made.evidence if one.files or one.pictures}


def asked_of(lessons: Iterable[ReleasedLesson]) -> dict[Agency, list[ReleasedLesson]]:
    """Give the lessons that ask something of each agency, in the order of agencies."""
    there = list(lessons)
    asked = {agency: [lesson for lesson in there if agency in lesson.action.to] for agency in Agency}
    return {agency: of_one for agency, of_one in asked.items() if of_one}


def lesson_rows(made: ReleasedLessons, lessons: Iterable[ReleasedLesson]) -> str:
    """Give some lessons of a release as CSV, one a row; the same lesson always gives the same row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(name for name, _ in _row(made, made.lessons[0]))])
    writer.writerows([defused(value) for _, value in _row(made, lesson)] for lesson in lessons)
    return out.getvalue()


def _row(made: ReleasedLessons, lesson: ReleasedLesson) -> list[tuple[str, str]]:
    evidence = made.evidence_of(lesson)
    known = dict.fromkeys(f"{one.label}: {' '.join(one.limits)}" for one in evidence)
    return [
        ("id", lesson.id),
        ("number", str(lesson.number)),
        ("title", lesson.title),
        ("finding", lesson.finding),
        ("evidence", "; ".join(one.label for one in evidence)),
        ("evidence_ids", "; ".join(lesson.evidence)),
        ("limits", lesson.limits),
        ("limits_of_evidence", " ".join(known)),
        ("concerns", _codes(lesson.agencies)),
        ("action", lesson.action.proposal),
        ("action_by", _codes(lesson.action.by)),
        ("action_to", _codes(lesson.action.to)),
        ("audiences", "; ".join(audience.value for audience in lesson.audiences)),
        ("status", lesson.status.value),
        ("reason", lesson.reason),
        ("commitment", lesson.commitment),
        ("data", made.data.value),
    ]


def _codes(agencies: Iterable[Agency]) -> str:
    return "; ".join(agency.label for agency in agencies)


def _json(made: ReleasedLessons) -> str:
    return pretty_json(made.model_dump(mode="json"))
