"""The files of answers in a release: a page that leads to all of them, a page and a CSV for each part, and one JSON."""

from __future__ import annotations

from typing import Any

from clerestory.model.answers.public.whole import PublicAnswers
from clerestory.model.canonical import pretty_json
from clerestory.publish.answers.parts import AnswerPart
from clerestory.publish.pages import page_beside
from clerestory.publish.release.contents import Contents

ANSWERS = "answers"  # the name of the file for programs, behind the mark of made-up data
ANSWERS_PAGE = "answers.html"
# In the order of the page; each is printed where PublicAnswers has a part of its name.
_PARTS: tuple[AnswerPart[Any], ...] = ()


def answer_pages(answers: PublicAnswers | None) -> dict[str, str]:
    """Give the pages that there are, by name, with what links call them."""
    return {ANSWERS_PAGE: "Answers"} if answers else {}


def answer_files(answers: PublicAnswers, contents: Contents) -> dict[str, str]:
    """Give every file of the answers by name: the same answers give the same bytes."""
    there = [(part, made) for part in _PARTS if (made := getattr(answers, part.name)) is not None]
    files = {
        ANSWERS_PAGE: page_beside(
            "answers/answers.html", contents, page=ANSWERS_PAGE, answers=answers, parts=[part for part, _ in there]
        ),
        f"{contents.file_name(ANSWERS)}.json": pretty_json(answers.model_dump(mode="json", exclude_none=True)),
    }
    for part, made in there:
        files[part.page] = page_beside(part.template, contents, page=part.page, part=part, made=made, answers=answers)
        files |= {contents.file_name(name): text for name, text in part.files(made).items()}
    return files
