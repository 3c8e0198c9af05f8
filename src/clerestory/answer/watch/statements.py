"""Statements: what follows from each act, what may happen now, and which two say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from clerestory.answer.subjects import Subjects
from clerestory.answer.watch.begun import check_begun, check_not_ahead, check_of_no_case, refused
from clerestory.model.answers.acts.statements import (
    STATEMENT_ACT,
    AddSource,
    ConfirmStatement,
    MakeStatement,
    StatementAct,
)
from clerestory.model.answers.done import Done
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.rows import Row
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.answers.statements import Confirmed, Sort, Statement, StatementSource

_LIKE = 0.6  # of all words of two statuses or testimonies, those that both have
_WORD = re.compile(r"[^\W_]+")


def after(state: Statement | None, done: Done[StatementAct], _settings: AnswerSettings) -> Statement:
    """Give the statement after an act."""
    act = done.act
    if isinstance(act, MakeStatement):
        return made(act)
    assert state is not None
    if isinstance(act, AddSource):
        return replace(state, sources=(*state.sources, StatementSource(act.document, act.paragraph, act.day)))
    if isinstance(act, ConfirmStatement):
        return replace(
            state, confirmed=(*state.confirmed, Confirmed(act.day, done.person, act.reason)), review=act.review
        )
    return replace(state, ended=act.day, reason=act.reason, replaced_by=act.replaced_by or "")


def made(act: MakeStatement) -> Statement:
    """Give the statement that an act makes."""
    return Statement(
        sort=act.sort,
        words=act.words,
        by=act.by,
        said_on=act.said_on,
        sources=(StatementSource(act.document, act.paragraph, act.said_on),),
        review=act.review,
        since=act.since,
        amount=act.amount,
        purpose=act.purpose,
    )


def check(state: Statement | None, done: Done[StatementAct], _settings: AnswerSettings) -> None:
    """Check that an act may happen now.

    Raises
    ------
    AnswerNowError
        If not.
    AnswerTextError
        If its words could be about one case.
    """
    check_begun(state, done, MakeStatement)
    act = done.act
    if state is not None and state.ended is not None:
        raise refused(done, "it holds no more", "Make another statement.")
    if isinstance(act, MakeStatement):
        check_not_ahead(done, act.said_on, name="said_on")
        check_of_no_case(done, act.words, act.purpose)
    elif state is not None:
        check_not_ahead(done, act.day)
        _check_day(state, done)
    if isinstance(act, MakeStatement | ConfirmStatement) and act.review <= done.time.date():
        raise refused(done, "review: is not ahead", "Give the day by which somebody looks again.")


def _check_day(state: Statement, done: Done[StatementAct]) -> None:
    act = done.act
    assert not isinstance(act, MakeStatement)
    if isinstance(act, AddSource):
        if (act.document, act.paragraph) in {(one.document, one.paragraph) for one in state.sources}:
            raise refused(done, "document: is among its sources", "Nothing is to be added.")
    elif act.day < max([state.said_on, *(one.day for one in state.confirmed)]):
        raise refused(done, "day: is before it was said or last confirmed", "Give a later day.")


def row(state: Statement, _settings: AnswerSettings) -> Row:
    """Give what lists have of it; its documents are found by their names."""
    return Row(
        title=state.words if len(state.words) <= 200 else f"{state.words[:199]}…",
        state="ended" if state.ended else "current",
        opened=state.said_on,
        due=None if state.ended else state.review,
        closed=state.ended,
        references=tuple(dict.fromkeys(one.document for one in state.sources)),
        words="\n".join([state.words, state.by, state.purpose, state.sort.value]),
    )


STATEMENT: Subjects[StatementAct, Statement] = Subjects(Kind.STATEMENT, STATEMENT_ACT, after, check, row)


def is_same(one: Statement, other: Statement) -> bool:
    """Say whether two statements are one claim, in whatever document each stands.

    Money is one where the amount and the month of its announcement are the same; a status where it is in force since
    the same day, and testimony where the same post gave it on the same day, in words that are mostly the same.
    """
    if one.sort is not other.sort:
        return False
    if one.sort is Sort.MONEY:
        return (one.amount, one.said_on.replace(day=1)) == (other.amount, other.said_on.replace(day=1))
    of_one = (one.since,) if one.sort is Sort.STATUS else (one.by.casefold(), one.said_on)
    of_other = (other.since,) if one.sort is Sort.STATUS else (other.by.casefold(), other.said_on)
    return of_one == of_other and _likeness(one.words, other.words) >= _LIKE


def _likeness(one: str, other: str) -> float:
    words, others = (frozenset(_WORD.findall(text.casefold())) for text in (one, other))
    return len(words & others) / max(len(words | others), 1)


def same_as(statement: Statement, known: Mapping[str, Statement]) -> str:
    """Give the id of the statement that says the same; empty where none does."""
    return next((name for name, one in sorted(known.items()) if is_same(statement, one)), "")
