"""Guidance on a topic: what follows from each act, and what may happen now, so that one message stands at one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from clerestory.answer.subjects import Subjects
from clerestory.answer.watch.begun import check_begun, check_not_ahead, name_of, refused
from clerestory.answer.watch.conflicts import Conflict, conflicts_of_source, conflicts_of_variant, standing_of_source
from clerestory.errors import AnswerTextError
from clerestory.model.answers.acts.guidance import (
    GUIDANCE_ACT,
    CloseTopic,
    ConfirmReads,
    GuidanceAct,
    OpenTopic,
    SetDuty,
    WithdrawVariant,
    WriteMessage,
    WriteVariant,
)
from clerestory.model.answers.done import Done
from clerestory.model.answers.guidance import Duty, MessageVersion, Reads, Standing, Topic, Variant
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.rows import Row
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.lessons.study import Agency


def after(state: Topic | None, done: Done[GuidanceAct], _settings: AnswerSettings) -> Topic:
    """Give the topic after an act."""
    act = done.act
    if isinstance(act, OpenTopic):
        return Topic(act.title, act.owner, act.day, act.review)
    assert state is not None
    return _AFTER[type(act)](state, act, done.person)


def _set_duty(state: Topic, act: SetDuty, _person: str) -> Topic:
    duty = Duty(
        id=act.duty,
        version=act.version,
        words=act.words,
        body=act.body,
        section=act.section,
        force=act.force,
        limit=act.limit,
        binds=act.binds,
        day=act.day,
        until=act.until,
        reason=act.reason,
    )
    return replace(state, duties=(*state.duties, duty))


def _write_message(state: Topic, act: WriteMessage, person: str) -> Topic:
    version = MessageVersion(act.version, act.text, act.day, person, act.reason)
    return replace(state, versions=(*state.versions, version), review=act.review)


def _write_variant(state: Topic, act: WriteVariant, person: str) -> Topic:
    left = _without(state, act.audience)
    return replace(left, variants=(*left.variants, Variant(act.audience, act.of, act.text, act.day, person)))


def _withdraw_variant(state: Topic, act: WithdrawVariant, _person: str) -> Topic:
    return _without(state, act.audience)


def _without(state: Topic, audience: Agency) -> Topic:
    gone = tuple(one for one in state.variants if one.audience is audience)
    kept = tuple(one for one in state.variants if one.audience is not audience)
    return replace(state, variants=kept, earlier=(*state.earlier, *gone))


def _confirm_reads(state: Topic, act: ConfirmReads, _person: str) -> Topic:
    return replace(state, reads=(*state.reads, Reads(act.audience, act.of, act.reads, act.day)))


def _close(state: Topic, act: CloseTopic, _person: str) -> Topic:
    return replace(state, closed=act.day, reason=act.reason, instead=act.instead or "")


_AFTER: Mapping[type[Any], Callable[[Topic, Any, str], Topic]] = MappingProxyType(
    {
        SetDuty: _set_duty,
        WriteMessage: _write_message,
        WriteVariant: _write_variant,
        WithdrawVariant: _withdraw_variant,
        ConfirmReads: _confirm_reads,
        CloseTopic: _close,
    }
)


def check(state: Topic | None, done: Done[GuidanceAct], _settings: AnswerSettings) -> None:
    """Check that an act may happen now.

    Raises
    ------
    AnswerNowError
        If not.
    AnswerTextError
        If a message or variant is in conflict with the duties or with the source; every conflict is named.
    """
    check_begun(state, done, OpenTopic)
    if state is not None and state.closed is not None:
        raise refused(done, "the message stands no more", "Open another topic.")
    own = _CHECKS.get(type(done.act))
    if own is not None and state is not None:
        own(state, done)


def _check_duty(state: Topic, done: Done[Any]) -> None:
    act = done.act
    last = state.library[act.duty].version if act.duty in state.library else 0
    if act.version != last + 1:
        raise refused(done, f"version: the next of this duty is {last + 1}", "Read the last version first.")
    if act.until is not None and act.until < act.day:
        raise refused(done, "until: is before the duty is in force", "Give a later day, or none.")


def _check_message(state: Topic, done: Done[Any]) -> None:
    act = done.act
    if act.version != len(state.versions) + 1:
        raise refused(
            done, f"version: the next of this message is {len(state.versions) + 1}", "Read the last version first."
        )
    if act.review <= act.day:
        raise refused(done, "review: is not after the day from which it stands", "Give a later day.")
    _check_text(done, conflicts_of_source(state, act.text))


def _check_variant(state: Topic, done: Done[Any]) -> None:
    _check_version(state, done)
    if standing_of_source(state) is not Standing.CURRENT:
        raise refused(done, "the message itself is not current", "Write a new version of the message first.")
    _check_text(done, conflicts_of_variant(state, done.act.audience, done.act.text))


def _check_version(state: Topic, done: Done[Any]) -> None:
    last = len(state.versions)
    if done.act.of != last:
        what = f"of: the last version of the message is {last}" if last else "of: there is no message yet"
        raise refused(done, what, "Take what it says now.")


def _check_withdrawn(state: Topic, done: Done[Any]) -> None:
    check_not_ahead(done, done.act.day)
    if done.act.audience not in state.by_audience:
        raise refused(done, "this audience has no words of its own", "Nothing is to be withdrawn.")


def _check_reads(state: Topic, done: Done[Any]) -> None:
    _check_version(state, done)
    check_not_ahead(done, done.act.day)
    if done.act.reads < state.reads_of(done.act.audience):
        raise refused(done, "reads: are fewer than before", "Give the number in all, as it was reported.")


def _check_close(_state: Topic, done: Done[Any]) -> None:
    check_not_ahead(done, done.act.day)


def _check_text(done: Done[Any], found: list[Conflict]) -> None:
    if found:
        raise AnswerTextError(
            "; ".join(one.words for one in found),
            where=name_of(type(done.act)),
            remedy="Say of each duty what the library says of it, or change the library first, with a reason.",
        )


_CHECKS: Mapping[type[Any], Callable[[Topic, Done[Any]], None]] = MappingProxyType(
    {
        SetDuty: _check_duty,
        WriteMessage: _check_message,
        WriteVariant: _check_variant,
        WithdrawVariant: _check_withdrawn,
        ConfirmReads: _check_reads,
        CloseTopic: _check_close,
    }
)


def row(state: Topic, _settings: AnswerSettings) -> Row:
    """Give what lists have of it; texts and duties are found by their words."""
    return Row(
        title=state.title,
        state="closed" if state.closed else standing_of_source(state).value,
        owner=state.owner,
        opened=state.opened,
        due=None if state.closed else state.review,
        closed=state.closed,
        references=tuple(state.library),
        words="\n".join([*(one.text for one in state.versions[-1:]), *(one.text for one in state.variants)]),
    )


GUIDANCE: Subjects[GuidanceAct, Topic] = Subjects(Kind.GUIDANCE, GUIDANCE_ACT, after, check, row)
