"""The files of answers in a release: a page that leads to all of them, a page and a CSV for each part, and one JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from clerestory.model.answers.public.whole import PublicAnswers
from clerestory.model.canonical import pretty_json
from clerestory.model.lessons.released import ReleasedLesson
from clerestory.model.lessons.study import Lesson, Lessons
from clerestory.publish.answers.commission import COMMISSION_PART
from clerestory.publish.answers.commitments import COMMITMENTS
from clerestory.publish.answers.guidance import GUIDANCE_PART
from clerestory.publish.answers.parts import AnswerPart, AnswerTable
from clerestory.publish.answers.performance import PERFORMANCE_PART
from clerestory.publish.answers.petitions import PETITIONS
from clerestory.publish.answers.requests import REQUESTS_PART
from clerestory.publish.answers.statements import STATEMENTS_PART
from clerestory.publish.answers.watch import WATCH_PART
from clerestory.publish.pages import page_beside
from clerestory.publish.release.contents import Contents

ANSWERS = "answers"  # the name of the file for programs, behind the mark of made-up data
ANSWERS_PAGE = "answers.html"
# In the order of the page; each is printed where PublicAnswers has a part of its name.
_PARTS: tuple[AnswerPart[Any], ...] = (
    COMMITMENTS,
    PERFORMANCE_PART,
    COMMISSION_PART,
    GUIDANCE_PART,
    STATEMENTS_PART,
    WATCH_PART,
    REQUESTS_PART,
    PETITIONS,
)


def answer_pages(answers: PublicAnswers | None) -> dict[str, str]:
    """Give the pages that there are, by name, with what links call them."""
    return {ANSWERS_PAGE: "Answers"} if answers else {}


def answer_files(answers: PublicAnswers, contents: Contents, lessons: Lessons | None = None) -> dict[str, str]:
    """Give every file of the answers by name: the same answers give the same bytes.

    Parameters
    ----------
    lessons : Lessons, optional
        Those of the release, to which commitments lead.
    """
    there = list(_there(answers))
    files = {
        ANSWERS_PAGE: page_beside(
            "answers/answers.html", contents, page=ANSWERS_PAGE, answers=answers, parts=[part for part, _ in there]
        ),
        f"{contents.file_name(ANSWERS)}.json": pretty_json(answers.model_dump(mode="json", exclude_none=True)),
    }
    for part, made in there:
        files[part.page] = page_beside(
            part.template,
            contents,
            page=part.page,
            part=part,
            made=made,
            answers=answers,
            lessons=carried_out(lessons.file.lessons if lessons else ()),
            **part.values(made),
        )
        files |= {contents.file_name(name): text for name, text in part.files(made).items()}
    for table in answer_tables(answers):
        files[f"{contents.file_name(table.name)}.csv"] = table.text(contents.settings.study.data)
    return files


def carried_out(lessons: Iterable[Lesson | ReleasedLesson]) -> dict[str, list[int]]:
    """Give the numbers of the lessons that each commitment carries out."""
    found: dict[str, list[int]] = {}
    for number, lesson in enumerate(lessons, start=1):
        if lesson.commitment:
            found.setdefault(lesson.commitment, []).append(number)
    return found


def answer_tables(answers: PublicAnswers | None) -> Iterator[AnswerTable]:
    """Yield every table of the answers: the metadata of the release tell of each."""
    for part, made in _there(answers) if answers else ():
        yield from part.tables(made)


def _there(answers: PublicAnswers) -> Iterator[tuple[AnswerPart[Any], Any]]:
    """Yield the parts that there are, each with what is told in it."""
    for part in _PARTS:
        if (made := getattr(answers, part.name)) is not None:
            yield part, made
