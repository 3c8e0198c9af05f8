"""The commission of a study, begun with what study.toml has of it."""

from __future__ import annotations

from pydantic import ValidationError

from clerestory.errors import AnswerError
from clerestory.model.answers.acts.commission import AskQuestion, OpenCommission
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.performing import acting
from clerestory.study.answers import AnswerPlace


def start_commission(place: AnswerPlace, person: str, *, day: str, document: str) -> tuple[str, int]:
    """Record the commission of a study with all its questions, or nothing; give its id and how many there are.

    Parameters
    ----------
    day : str
        When it was asked, as 2020-05-19.
    document : str
        Where that stands.

    Raises
    ------
    AnswerError
        If there is no study, or the day or the document is none.
    AnswerNowError
        If the commission is on record already, or the day lies ahead.
    """
    if place.study is None:
        raise AnswerError("is no study", where=str(place.root), remedy="Open the commission by hand.")
    asked = place.study.settings.study
    common = {"asked_by": asked.commissioned_by, "day": day, "document": document}
    try:
        opened = OpenCommission.model_validate(
            {"title": asked.title, "lawful_basis": ", ".join(asked.lawful_basis), **common}
        )
        questions = [
            AskQuestion.model_validate({"question": f"q{number}", "words": words, **common})
            for number, words in enumerate(asked.questions, start=1)
        ]
    except ValidationError as error:
        names = sorted({str(one["loc"][0]) for one in error.errors(include_input=False)})
        raise AnswerError(
            f"{', '.join(names)}: cannot stand so",
            where="the commission",
            remedy="Give a day as 2020-05-19.",
        ) from None
    with acting(place, person) as acts:
        for act in (opened, *questions):
            acts.do(Kind.COMMISSION, asked.id, act)
    return asked.id, len(questions)
