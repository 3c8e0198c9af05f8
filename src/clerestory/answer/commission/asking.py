"""The commission: what follows from each act, and what may happen now."""

from __future__ import annotations

from dataclasses import replace

from clerestory.answer.subjects import Subjects
from clerestory.answer.watch.begun import check_begun, check_not_ahead, refused
from clerestory.model.answers.acts.commission import (
    COMMISSION_ACT,
    AnswerQuestion,
    AskQuestion,
    CommissionAct,
    OpenCommission,
    SucceedAsker,
    WithdrawQuestion,
)
from clerestory.model.answers.commission import AskedCommission, Asker, Question, QuestionAnswer
from clerestory.model.answers.done import Done
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.rows import Row
from clerestory.model.answers.settings import AnswerSettings


def after(state: AskedCommission | None, done: Done[CommissionAct], _settings: AnswerSettings) -> AskedCommission:
    """Give the commission after an act."""
    act = done.act
    if isinstance(act, OpenCommission):
        return AskedCommission(act.title, act.lawful_basis, (Asker(act.asked_by, act.day, act.document),))
    assert state is not None
    if isinstance(act, SucceedAsker):
        return replace(state, askers=(*state.askers, Asker(act.asked_by, act.day, act.document)))
    if isinstance(act, AskQuestion):
        asked = Question(act.question, act.words, Asker(act.asked_by, act.day, act.document))
        return replace(state, questions=(*state.questions, asked))
    return replace(
        state, questions=tuple(_after(one, act) if one.id == act.question else one for one in state.questions)
    )


def _after(question: Question, act: AnswerQuestion | WithdrawQuestion) -> Question:
    if isinstance(act, WithdrawQuestion):
        return replace(question, withdrawn=act.day, withdrawn_by=act.by, reason=act.reason)
    answer = QuestionAnswer(act.extent, act.findings, act.release, act.words, act.why, act.day)
    return replace(question, answers=(*question.answers, answer))


def check(state: AskedCommission | None, done: Done[CommissionAct], _settings: AnswerSettings) -> None:
    """Check that an act may happen now.

    Raises
    ------
    AnswerNowError
        If not.
    """
    check_begun(state, done, OpenCommission)
    act = done.act
    check_not_ahead(done, act.day)
    if state is None:
        return
    if isinstance(act, SucceedAsker) and act.day < state.askers[-1].day:
        raise refused(done, "day: is before the one who asked last", "Give who took it over in their order.")
    if isinstance(act, AskQuestion) and state.question(act.question) is not None:
        raise refused(done, "question: there is one of this id", "Choose another id.")
    if isinstance(act, AnswerQuestion | WithdrawQuestion):
        _check_question(state, done, act)


def _check_question(state: AskedCommission, done: Done[CommissionAct], act: AnswerQuestion | WithdrawQuestion) -> None:
    question = state.question(act.question)
    if question is None:
        there = ", ".join(one.id for one in state.questions) or "none yet"
        raise refused(done, "question: there is none of this id", f"Use one of: {there}.")
    if question.withdrawn is not None:
        raise refused(done, "question: is asked no more", "Ask it anew under another id.")
    if act.day < question.asker.day:
        raise refused(done, "day: is before it was asked", "Give a later day.")


def row(state: AskedCommission, _settings: AnswerSettings) -> Row:
    """Give what lists have of it."""
    left = len(state.unanswered)
    return Row(
        title=state.title,
        state=f"{left} not answered" if left else "answered" if state.questions else "no question yet",
        opened=state.askers[0].day,
        references=tuple(one.id for one in state.questions),
        words="\n".join([*(one.post for one in state.askers), *(one.words for one in state.questions)]),
    )


COMMISSION: Subjects[CommissionAct, AskedCommission] = Subjects(Kind.COMMISSION, COMMISSION_ACT, after, check, row)
