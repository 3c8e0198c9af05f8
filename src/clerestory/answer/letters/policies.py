"""What may happen to a letter now: who comes second, what order things have, and what an apology has to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from clerestory.answer.letters.timing import counted, days_late, due_of
from clerestory.errors import AnswerNotPermittedError, AnswerNowError
from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.done import Done
from clerestory.model.answers.letters import OPEN_STATES, Direction, Draft, Letter, LetterState, Part
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.calendar import LONDON, date_text
from clerestory.model.wording.identifiers import kinds_found

_Check = Callable[[Part, Done[Any], Any], None]
_OPEN = frozenset(OPEN_STATES)
_ENDED = frozenset(LetterState) - _OPEN
_OF_REFERENCES = frozenset({"a date, as of birth", "a crime reference"})  # what references look like by their nature
_STATES: Mapping[type[AnswerAct], frozenset[LetterState]] = {
    acts.RegisterAsk: _OPEN,
    acts.LinkLetter: frozenset(LetterState),
    acts.AssignLetter: _OPEN,
    acts.TransferOut: _OPEN,
    acts.ReceiveTransfer: frozenset({LetterState.TRANSFERRED}),
    acts.HoldLetter: _OPEN,
    acts.DraftReply: _OPEN,
    acts.ClearReply: frozenset({LetterState.DRAFTED}),
    acts.ReturnReply: frozenset({LetterState.DRAFTED, LetterState.CLEARED}),
    acts.SendReply: frozenset({LetterState.CLEARED}),
    acts.CloseLetter: _OPEN,
    acts.MergeLetter: _OPEN,
    acts.TakeDuplicate: _OPEN,
    acts.EraseLetter: _ENDED,
}
_NOT_YET = {
    acts.SendReply: "A second person clears the last version of the reply first.",
    acts.ClearReply: "Write a reply first; what is cleared or sent is not cleared again.",
    acts.EraseLetter: "Answer it, close it or pass it on first.",
    acts.ReceiveTransfer: "Only what was passed on comes back; register a letter that is new as one.",
}


def check(letter: Letter | None, done: Done[acts.LetterAct], settings: AnswerSettings) -> None:
    """Check that an act may happen to a thread now.

    Raises
    ------
    AnswerNowError
        If the state does not allow it, or a day or number cannot be.
    AnswerNotPermittedError
        If the part that a person had in a reply shuts them out.
    """
    act = done.act
    _check_words(act)
    _check_days(done)
    if isinstance(act, acts.ReceiveLetter | acts.StartLetter):
        _check_new(letter, act)
        return
    part = letter.part(act.part) if letter else None
    if part is None:
        raise _not_now(act, f"there is no part {act.part} of this letter", "Name a part that the page lists.")
    if part.state not in _STATES[type(act)]:
        remedy = _NOT_YET.get(type(act), "Open the letter again: its page says what can be done.")
        raise _not_now(act, f"it is {part.state.value}", remedy)
    if isinstance(act, acts.EraseLetter):
        _check_erase(part, act, settings.letters.keep_days)
        return
    policy: _Check = _CHECKS.get(type(act), _nothing)
    policy(part, done, act)


def _check_new(letter: Letter | None, act: acts.ReceiveLetter | acts.StartLetter) -> None:
    following = len(letter.parts) + 1 if letter else 1
    if act.part != following or (letter is not None and letter.thread != act.thread):
        raise _not_now(act, f"the next part of this letter is {following}", "Open the letter again: another part came.")


def _check_words(act: acts.LetterAct) -> None:
    """Refuse words of an act that name or number somebody; days may stand in them."""
    for name in ("subject", "ask", "reason", "to", "signatory", "transferred_from"):
        found = [one for one in kinds_found(getattr(act, name, "")) if not one.startswith("a date")]
        if found and not (isinstance(act, acts.LinkLetter) and name == "subject"):
            remedy = "These words can never be erased. Say it without; what names somebody stands in the letter itself."
            raise _not_now(act, f"its {name.replace('_', ' ')} holds what looks like {found[0]}", remedy)
    for reference in getattr(act, "theirs", ()):
        found = [one for one in kinds_found(reference) if one not in _OF_REFERENCES]
        if found:
            remedy = "It can never be erased. Leave it out: it stands in the letter itself."
            raise _not_now(act, f"a reference of others holds what looks like {found[0]}", remedy)


def _check_days(done: Done[acts.LetterAct]) -> None:
    today = done.time.astimezone(LONDON).date()
    for name in ("received", "started", "day", "sent"):
        day = getattr(done.act, name, None)
        if day is not None and day > today:
            raise _not_now(done.act, f"{date_text(day)} has not come yet", "Give the day on which it happened.")


def _check_after(part: Part, act: AnswerAct, day: dt.date) -> None:
    since = max(part.begun, *(run.received for run in part.runs)) if part.runs else part.begun
    if day < since:
        raise _not_now(act, f"the letter came on {date_text(since)}", "Give that day, or a later one.")


def _transfer_back(part: Part, _done: Done[Any], act: acts.ReceiveTransfer) -> None:
    if part.ended is not None and act.received < part.ended:
        raise _not_now(act, f"it was passed on only on {date_text(part.ended)}", "Give the day on which it came back.")


def _hold(part: Part, _done: Done[Any], act: acts.HoldLetter) -> None:
    due = due_of(part)
    if due is None:
        raise _not_now(act, "nobody waits for this letter by a clock", "Send the letter itself.")
    _check_after(part, act, act.sent)
    if act.expected <= max(due, act.sent):
        raise _not_now(
            act,
            f"a holding reply is for an answer that comes late, and this one is due on {date_text(due)}",
            "Name a day after both that day and the holding reply, or send the answer itself.",
        )


def _draft(part: Part, _done: Done[Any], act: acts.DraftReply) -> None:
    if act.version != len(part.drafts) + 1:
        raise _not_now(
            act, f"the next version is {len(part.drafts) + 1}", "Open the letter again: somebody was quicker."
        )


def _last(part: Part, act: acts.OfReply) -> Draft:
    draft = part.draft
    if draft is None or draft.version != act.version:
        raise _not_now(act, "this is not the last version of the reply", "Open the letter again: somebody was quicker.")
    return draft


def _clear(part: Part, done: Done[Any], act: acts.ClearReply) -> None:
    _last(part, act)
    if done.person in part.writers:
        raise _not_yours(act, "you wrote this version, or one before it", "Somebody who wrote none of it clears it.")


def _return(part: Part, _done: Done[Any], act: acts.ReturnReply) -> None:
    _last(part, act)


def _send(part: Part, done: Done[Any], act: acts.SendReply) -> None:
    draft = _last(part, act)
    if draft.cleared is None:
        raise _not_now(act, "this version is not cleared", _NOT_YET[acts.SendReply])
    if draft.cleared_by == done.person:
        raise _not_yours(act, "you cleared this reply", "Whoever wrote it, or a third person, sends it.")
    _check_after(part, act, act.sent)
    if act.sent < (since := draft.cleared.astimezone(LONDON).date()):
        raise _not_now(act, f"it was cleared only on {date_text(since)}", "Give that day, or a later one.")
    late = days_late(part, act.sent)
    if act.days_late != late:
        told = f"{counted(late)} over its target" if late else "within its target"
        raise _not_now(act, f"it is answered {told}", "Say these days in its line of apology, or leave the line out.")


def _ending(part: Part, _done: Done[Any], act: acts.TransferOut | acts.CloseLetter) -> None:
    _check_after(part, act, act.day)
    if isinstance(act, acts.TransferOut) and part.direction is Direction.OUT:
        raise _not_now(act, "it is a letter of the office's own", "Close it, if it is not to be sent.")


def _merge(part: Part, _done: Done[Any], act: acts.MergeLetter) -> None:
    _check_after(part, act, act.day)
    if part.direction is Direction.OUT or part.duplicates:
        raise _not_now(act, "it is no duplicate", "Merge the other letter into this one, or close it.")


def _check_erase(part: Part, act: acts.EraseLetter, keep_days: int) -> None:
    if part.erased is not None:
        raise _not_now(act, "it is erased already", "There is nothing to do.")
    until = (part.ended or part.begun) + dt.timedelta(days=keep_days)
    if act.day < until:
        raise _not_now(act, f"it is kept until {date_text(until)}", "answers.toml, [letters] keep_days says how long.")


def _nothing(_part: Part, _done: Done[Any], _act: AnswerAct) -> None:
    """Let what only asks for a state happen."""


def _not_now(act: AnswerAct, what: str, remedy: str) -> AnswerNowError:
    return AnswerNowError(what, where=str(type(act).model_fields["act"].default), remedy=remedy)


def _not_yours(act: AnswerAct, what: str, remedy: str) -> AnswerNotPermittedError:
    return AnswerNotPermittedError(what, where=str(type(act).model_fields["act"].default), remedy=remedy)


_CHECKS: Mapping[type[AnswerAct], _Check] = {
    acts.ReceiveTransfer: _transfer_back,
    acts.HoldLetter: _hold,
    acts.DraftReply: _draft,
    acts.ClearReply: _clear,
    acts.ReturnReply: _return,
    acts.SendReply: _send,
    acts.TransferOut: _ending,
    acts.CloseLetter: _ending,
    acts.MergeLetter: _merge,
}
