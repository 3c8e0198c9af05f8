"""The files of lessons in a release: a page, a CSV for people and a JSON that packs are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from clerestory.model.canonical import pretty_json
from clerestory.model.lessons.released import ReleasedLesson, ReleasedLessons
from clerestory.model.lessons.study import Agency, Lessons
from clerestory.publish.csv_files import SEVERAL, csv_text
from clerestory.publish.lessons.printing import print_lessons
from clerestory.publish.lessons.releasing import released_lessons
from clerestory.publish.open_data.columns import WHOLE, Column, code, data_column, header, text
from clerestory.publish.pages import page_beside
from clerestory.publish.release.contents import Contents

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
            "lessons.html",
            contents,
            page=page,
            made=made,
            asked=asked_of(made.lessons),
            links=_links(made),
            commitments=_told_commitments(contents),
        ),
        f"{contents.file_name(LESSONS)}.csv": lesson_rows(made, made.lessons),
        f"{contents.file_name(LESSONS)}.json": _json(made),
    }


def _links(made: ReleasedLessons) -> dict[str, str]:
    return {one.id: (*one.files, *one.pictures)[0] for one in made.evidence if one.files or one.pictures}


def _told_commitments(contents: Contents) -> frozenset[str]:
    """Give the ids of the commitments that the release tells of."""
    ledger = contents.answers.commitments if contents.answers else None
    return frozenset(one.id for one in ledger.commitments) if ledger else frozenset()


def asked_of(lessons: Iterable[ReleasedLesson]) -> dict[Agency, list[ReleasedLesson]]:
    """Give the lessons that ask something of each agency, in the order of agencies."""
    there = list(lessons)
    asked = {agency: [lesson for lesson in there if agency in lesson.action.to] for agency in Agency}
    return {agency: of_one for agency, of_one in asked.items() if of_one}


def _agencies(name: str, title: str, about: str) -> Column:
    return Column(name, title, about, list_of="agency", by="label", separator=SEVERAL)


LESSON_COLUMNS = (
    code("id", "Lesson", key=True),
    Column("number", "Number", "In the order of the page.", WHOLE, required=True),
    text("title", "Title", required=True),
    text("finding", "Finding", "What was found.", required=True),
    text("evidence", "Evidence", "Tables, charts and findings of this release that it rests on.", required=True),
    Column("evidence_ids", "Evidence: ids", "Their ids, which file names begin with.", separator=SEVERAL),
    text("limits", "Limits", "What the lesson does not say.", required=True),
    text("limits_of_evidence", "Limits of the evidence"),
    _agencies("concerns", "Concerns", "Who learns it."),
    text("action", "Action", "What is proposed.", required=True),
    _agencies("action_by", "Action by", "Who proposes it."),
    _agencies("action_to", "Action to", "Of whom it is asked."),
    Column("audiences", "Audiences", list_of="audience", separator=SEVERAL),
    code("status", "What became of it", list_of="lesson_status"),
    text("reason", "Reason", "Why it is not taken forward."),
    text("commitment", "Commitment", "The id of the commitment that it became."),
)


def lesson_rows(made: ReleasedLessons, lessons: Iterable[ReleasedLesson]) -> str:
    """Give some lessons of a release as CSV, one a row; the same lesson always gives the same row."""
    return csv_text(header((*LESSON_COLUMNS, data_column(made.data))), (_row(made, lesson) for lesson in lessons))


def _row(made: ReleasedLessons, lesson: ReleasedLesson) -> list[str]:
    evidence = made.evidence_of(lesson)
    known = dict.fromkeys(f"{one.label}: {' '.join(one.limits)}" for one in evidence)
    return [
        *(lesson.id, str(lesson.number), lesson.title, lesson.finding),
        *(SEVERAL.join(one.label for one in evidence), SEVERAL.join(lesson.evidence)),
        *(lesson.limits, " ".join(known), _codes(lesson.agencies)),
        *(lesson.action.proposal, _codes(lesson.action.by), _codes(lesson.action.to)),
        SEVERAL.join(audience.value for audience in lesson.audiences),
        *(lesson.status.value, lesson.reason, lesson.commitment),
        made.data.value,
    ]


def _codes(agencies: Iterable[Agency]) -> str:
    return SEVERAL.join(agency.label for agency in agencies)


def _json(made: ReleasedLessons) -> str:
    return pretty_json(made.model_dump(mode="json"))
