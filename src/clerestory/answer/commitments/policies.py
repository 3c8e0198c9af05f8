"""Policies of the ledger of commitments: may this happen now, and does it say what it has to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from clerestory.answer.commitments.dues import due_of
from clerestory.answer.commitments.folding import after, counting
from clerestory.answer.commitments.transitions import befores, can
from clerestory.errors import AnswerNowError
from clerestory.model.answers.acts import commitments as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.commitments import Commitment, CommitmentState
from clerestory.model.answers.done import Done
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.calendar import date_text
from clerestory.model.wording.identifiers import kinds_found
from clerestory.model.wording.plain_text import HIDES, has_hidden_signs

_DATE = "a date, as of birth"
Policy = Callable[[Commitment, dt.date, Any], None]


def check(state: Commitment | None, done: Done[acts.CommitmentAct], settings: AnswerSettings) -> None:
    """Check that an act about a commitment may happen now.

    What hangs on other commitments, such as a successor, is for ``chains``.

    Raises
    ------
    AnswerNowError
        If the state does not know the act, a promise without a day is moved on, a day contradicts the words or lies
        ahead, evidence or condition is missing, or what is set aside is not the last change.
    """
    act, today = done.act, done.time.date()
    now = state.state if state else CommitmentState.NONE
    if not can(now, act):
        raise _not_now(act, f'the commitment is "{now.label}"', _when_allowed(type(act)))
    for name, day in _days_said(act):
        if day > today:
            raise _not_now(act, f"{name} lies ahead", f"Give a day up to {date_text(today)}.")
    _check_texts(act)
    if state is None:
        _check_made(act)
        return
    _check_bound(state, act)
    _POLICIES.get(type(act), _allow)(state, today, act)
    if now is CommitmentState.BROKEN and isinstance(act, acts.KeepCommitment):
        _check_late(state, done, settings)


def with_day(act: acts.MakeCommitment) -> acts.MakeCommitment:
    """Give the act with the day that its words name, where nobody gave one."""
    if act.due is not None:
        return act
    return act.model_copy(update={"due": due_of(act.due_words, act.source.dated).day})


def _check_texts(act: acts.CommitmentAct) -> None:
    """Check that no text, all of which are published, holds what identifies a person; a day is what promises have."""
    for name, text in _texts(act.model_dump(mode="json")):
        kinds = [kind for kind in kinds_found(text) if kind != _DATE]
        if kinds or has_hidden_signs(text):
            what = f"holds what looks like {' and '.join(kinds)}" if kinds else HIDES
            raise _not_now(act, f"{name} {what}", "The ledger is public. Write it without.")


def _texts(said: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of an act, by the field that it stands in; digests and addresses of pages are none."""
    if isinstance(said, dict):
        for key, value in said.items():
            if key not in ("act", "digest", "address", "file", "id"):
                yield from _texts(value, key)
    elif isinstance(said, list):
        for value in said:
            yield from _texts(value, name)
    elif isinstance(said, str):
        yield name, said


def _check_made(act: acts.CommitmentAct) -> None:
    assert isinstance(act, acts.MakeCommitment), "the table lets nothing else come first"
    said = due_of(act.due_words, act.source.dated)
    if said.day is not None and act.due != said.day:
        remedy = f"The words give {date_text(said.day)}. Move it later by an act of its own, with its reason."
        raise _not_now(act, "the day is not the one that the words give", remedy)
    if act.due is not None and act.due < act.source.dated:
        raise _not_now(act, "the day is before the document", "Give the day by which it is to be kept.")


def _check_bound(now: Commitment, act: acts.CommitmentAct) -> None:
    """Check that a promise has a day before it is moved on, and that its condition is met before it is kept."""
    if isinstance(act, _MOVES) and now.due is None:
        said = due_of(now.made.due_words, now.made.source.dated).why_not
        raise _not_now(act, f"the commitment has no day: {said}", "Give it a day first: date commitment.")
    if isinstance(act, acts.KeepCommitment | acts.KeepPart) and not now.is_bound:
        remedy = "Say first whether the condition is met, and what was decided: judge condition."
        raise _not_now(act, "the commitment hangs on a condition that is not met yet", remedy)


_MOVES = (acts.JudgeCondition, acts.KeepCommitment, acts.KeepPart)


def _check_late(now: Commitment, done: Done[acts.CommitmentAct], settings: AnswerSettings) -> None:
    if after(now, done, settings).state is not CommitmentState.KEPT_LATE:
        remedy = "If it was kept in time it was never broken: set that change aside, then keep it."
        raise _not_now(done.act, "the evidence is of a day in time, and the commitment is recorded as broken", remedy)


def _date(now: Commitment, _today: dt.date, act: acts.DateCommitment) -> None:
    said = due_of(act.due_words, act.said_on)
    if said.day is not None and said.day != act.due:
        raise _not_now(act, "the day is not the one that the words give", f"The words give {date_text(said.day)}.")
    if act.due < now.first_said:
        raise _not_now(act, "the day is before the promise", "Give the day by which it is to be kept.")
    if now.dues and act.due == now.due:
        raise _not_now(act, "that is the day that it has", "Give another day, or leave it.")
    _check_said_later(now, act, act.said_on)


def _check_said_later(now: Commitment, act: AnswerAct, said_on: dt.date) -> None:
    """Check that a day was given after the one before it: the order of the record is that of the days."""
    earliest = now.dues[-1].said_on if now.dues else now.first_said
    if said_on < earliest:
        remedy = f"It was said on {date_text(earliest)} or later; otherwise set the later change aside first."
        raise _not_now(act, "the day was given before the one that it replaces", remedy)


def _judge(now: Commitment, _today: dt.date, act: acts.JudgeCondition) -> None:
    if not now.is_conditional:
        raise _not_now(act, "the commitment hangs on no condition", "Report progress, or give it another day.")
    if now.judgements and now.judgements[-1].is_met:
        raise _not_now(act, "its condition is met already", "Set that change aside if it was a mistake.")
    if act.due is not None:
        if act.due < act.decided:
            raise _not_now(act, "the day is before the decision", "Give the day by which it is to be kept.")
        _check_said_later(now, act, act.decided)


def _keep(now: Commitment, _today: dt.date, act: acts.KeepCommitment) -> None:
    if now.parts:
        left = ", ".join(part.planned.id for part in now.parts if not part.is_kept)
        raise _not_now(
            act, "the commitment has parts", f"Keep each part; with the last the whole is kept. Left: {left}."
        )
    _check_evidence(now, act)


def _keep_part(now: Commitment, _today: dt.date, act: acts.KeepPart) -> None:
    left = [part.planned.id for part in now.parts if not part.is_kept]
    if now.parts and act.part not in left:
        raise _not_now(act, "that is no part that is left", f"Left: {', '.join(left)}.")
    if not now.parts and act.part is not None:
        raise _not_now(act, "the commitment has no parts by name", "Leave the part out, and say what was kept.")
    _check_evidence(now, act)


def _check_evidence(now: Commitment, act: acts.KeepCommitment | acts.KeepPart) -> None:
    if any(one.dated < now.first_said for one in act.evidence):
        raise _not_now(act, "evidence is of a day before the promise", "Show what was done since it was made.")


def _add_source(now: Commitment, _today: dt.date, act: acts.AddSource) -> None:
    if any((one.document, one.paragraph, one.dated) == _place(act.source) for one in now.sources):
        raise _not_now(act, "this source stands there already", "Correct it by amend commitment.")


def _place(source: acts.Source) -> tuple[str, str, dt.date]:
    return source.document, source.paragraph, source.dated


def _amend(now: Commitment, _today: dt.date, act: acts.AmendCommitment) -> None:
    if act.source is not None and act.source_number > len(now.sources):
        raise _not_now(act, "there is no source of that number", f"It has {len(now.sources)}.")


def _set_aside(now: Commitment, _today: dt.date, act: acts.SetAside) -> None:
    last = counting(now.history)[-1]
    if last.number == 1:
        remedy = "A commitment stays in the ledger. Amend it, or drop it with the reason."
        raise _not_now(act, "nothing came after it was made", remedy)
    if act.number != last.number:
        remedy = f"The last change that counts is number {last.number}. Set later ones aside first."
        raise _not_now(act, "that is not the last change that counts", remedy)


def _allow(_now: Commitment, _today: dt.date, _act: AnswerAct) -> None:
    """Let happen what the table of transitions lets happen."""


def _days_said(act: acts.CommitmentAct) -> Iterator[tuple[str, dt.date]]:
    """Yield the days of an act that cannot lie ahead, by name."""
    for name in ("happened", "decided", "said_on"):
        if (day := getattr(act, name, None)) is not None:
            yield f"the day ({name})", day
    source: acts.Source | None = getattr(act, "source", None)
    if source is not None:
        yield "the day of the document", source.dated
    for one in getattr(act, "evidence", ()):
        yield "the day of evidence", one.dated


def _when_allowed(kind: type[AnswerAct]) -> str:
    allowed = " or ".join(f'"{state.label}"' for state in befores(kind))
    return f"This is done when it is {allowed}."


def _not_now(act: AnswerAct, what: str, remedy: str) -> AnswerNowError:
    return AnswerNowError(what, where=str(type(act).model_fields["act"].default), remedy=remedy)


_POLICIES: Mapping[type[AnswerAct], Policy] = {
    acts.DateCommitment: _date,
    acts.JudgeCondition: _judge,
    acts.KeepCommitment: _keep,
    acts.KeepPart: _keep_part,
    acts.AddSource: _add_source,
    acts.AmendCommitment: _amend,
    acts.SetAside: _set_aside,
}
