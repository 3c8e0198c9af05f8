"""What the acts about a letter lead to. Acts were checked before they were recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.done import Done
from clerestory.model.answers.letters import Direction, Draft, Holding, Letter, LetterState, Part, Run, Sent
from clerestory.model.answers.settings import AnswerSettings

_Fold = Callable[[Part, Done[Any], Any], Part]


def after(letter: Letter | None, done: Done[acts.LetterAct], _settings: AnswerSettings) -> Letter:
    """Give a thread after one more act; None is a thread that does not exist yet."""
    act = done.act
    if isinstance(act, acts.ReceiveLetter | acts.StartLetter):
        new = _received(act) if isinstance(act, acts.ReceiveLetter) else _started(act, done.person)
        before = letter or Letter(act.thread, (), ())
        return replace(before, parts=(*before.parts, new), done=(*before.done, done))
    if letter is None:
        raise AssertionError("an act was recorded about a thread that does not exist")
    changed = _FOLDS[type(act)](letter.parts[act.part - 1], done, act)
    parts = (*letter.parts[: act.part - 1], changed, *letter.parts[act.part :])
    return replace(letter, parts=parts, done=(*letter.done, done))


def _received(act: acts.ReceiveLetter) -> Part:
    return Part(
        number=act.part,
        direction=Direction.IN,
        sender=act.sender,
        subject=act.subject,
        begun=act.received,
        people=(act.people,),
        dated=act.dated,
        theirs=act.theirs,
        documents=act.documents,
        runs=(_run(act, act.transferred_from),),
    )


def _started(act: acts.StartLetter, person: str) -> Part:
    return Part(
        number=act.part,
        direction=Direction.OUT,
        sender=act.sender,
        subject=act.subject,
        begun=act.started,
        people=(act.people,),
        theirs=act.theirs,
        state=LetterState.ASSIGNED,
        owner=person,
    )


def _run(act: acts.Received, transferred_from: str) -> Run:
    return Run(act.received, act.target_days, act.jurisdictions, transferred_from=transferred_from)


def _ask(part: Part, _done: Done[Any], act: acts.RegisterAsk) -> Part:
    return replace(part, asks=(*part.asks, act.ask))


def _link(part: Part, _done: Done[Any], act: acts.LinkLetter) -> Part:
    return replace(part, links=(*part.links, (act.kind, act.subject)))


def _assign(part: Part, _done: Done[Any], act: acts.AssignLetter) -> Part:
    state = LetterState.ASSIGNED if part.state is LetterState.RECEIVED else part.state
    return replace(part, owner=act.owner, state=state)


def _ended(part: Part, state: LetterState, act: acts.TransferOut | acts.CloseLetter | acts.MergeLetter) -> Part:
    runs = (*part.runs[:-1], replace(part.runs[-1], ended=act.day)) if part.runs else ()
    return replace(part, state=state, ended=act.day, runs=runs, end_words=act.reason)


def _transfer_out(part: Part, _done: Done[Any], act: acts.TransferOut) -> Part:
    return replace(_ended(part, LetterState.TRANSFERRED, act), end_words=f"To {act.to}. {act.reason}")


def _transfer_back(part: Part, _done: Done[Any], act: acts.ReceiveTransfer) -> Part:
    runs = (*part.runs, _run(act, act.transferred_from))
    return replace(part, state=LetterState.RECEIVED, owner="", ended=None, end_words="", runs=runs)


def _hold(part: Part, _done: Done[Any], act: acts.HoldLetter) -> Part:
    return replace(part, holdings=(*part.holdings, Holding(act.sent, act.expected, act.text)))


def _draft(part: Part, done: Done[Any], act: acts.DraftReply) -> Part:
    drafts = (*part.drafts, Draft(act.version, act.text, done.person, done.time))
    return replace(part, drafts=drafts, state=LetterState.DRAFTED, owner=part.owner or done.person)


def _clear(part: Part, done: Done[Any], act: acts.ClearReply) -> Part:
    cleared = replace(part.drafts[-1], cleared_by=done.person, cleared=done.time, cleared_text=act.text)
    return replace(part, drafts=(*part.drafts[:-1], cleared), state=LetterState.CLEARED)


def _return(part: Part, _done: Done[Any], act: acts.ReturnReply) -> Part:
    returned = replace(part.drafts[-1], returned=act.reason, cleared_by="", cleared=None)
    return replace(part, drafts=(*part.drafts[:-1], returned), state=LetterState.ASSIGNED)


def _send(part: Part, _done: Done[Any], act: acts.SendReply) -> Part:
    runs = (*part.runs[:-1], replace(part.runs[-1], ended=act.sent)) if part.runs else ()
    sent = Sent(act.sent, act.version, act.signatory, act.text, act.days_late)
    return replace(part, state=LetterState.SENT, ended=act.sent, runs=runs, sent=sent)


def _close(part: Part, _done: Done[Any], act: acts.CloseLetter) -> Part:
    return _ended(part, LetterState.CLOSED, act)


def _merge(part: Part, _done: Done[Any], act: acts.MergeLetter) -> Part:
    return replace(_ended(part, LetterState.MERGED, act), merged_into=f"{act.into}/{act.into_part}")


def _take(part: Part, _done: Done[Any], act: acts.TakeDuplicate) -> Part:
    theirs = tuple(dict.fromkeys((*part.theirs, *act.theirs)))
    duplicates = (*part.duplicates, f"{act.duplicate}/{act.duplicate_part}")
    return replace(part, theirs=theirs, duplicates=duplicates, people=(*part.people, act.people))


def _erase(part: Part, _done: Done[Any], act: acts.EraseLetter) -> Part:
    return replace(part, erased=act.day)


_FOLDS: Mapping[type[AnswerAct], _Fold] = {
    acts.RegisterAsk: _ask,
    acts.LinkLetter: _link,
    acts.AssignLetter: _assign,
    acts.TransferOut: _transfer_out,
    acts.ReceiveTransfer: _transfer_back,
    acts.HoldLetter: _hold,
    acts.DraftReply: _draft,
    acts.ClearReply: _clear,
    acts.ReturnReply: _return,
    acts.SendReply: _send,
    acts.CloseLetter: _close,
    acts.MergeLetter: _merge,
    acts.TakeDuplicate: _take,
    acts.EraseLetter: _erase,
}
