"""What the acts of the reference group lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from clerestory.model.desk.acts import Recorded, group
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.group import (
    Answer,
    Copy,
    Declaration,
    DissentingView,
    Judged,
    Reader,
    Remark,
    Round,
    Terms,
    Wording,
)
from clerestory.model.desk.outputs import Admitted, Desk
from clerestory.model.desk.states import ReleaseState, RoundState
from clerestory.review.desk.decided import check_in
from clerestory.review.desk.folding.outputs import of_admitted

Fold = Callable[[Desk, Recorded, Any], Desk]


def _set_terms(desk: Desk, done: Recorded, act: group.SetTerms) -> Desk:
    return replace(desk, group=replace(desk.group, terms=Terms(act.version, act.text, done.time)))


def _accept_terms(desk: Desk, done: Recorded, act: group.AcceptTerms) -> Desk:
    accepted = {**desk.group.accepted, done.person: act.version}
    return replace(desk, group=replace(desk.group, accepted=accepted))


def _open_round(desk: Desk, done: Recorded, act: group.OpenRound) -> Desk:
    made = Round(
        act.round,
        RoundState.OPEN,
        act.draft,
        act.documents,
        act.warning,
        done.time,
        {member: Reader(member, act.due) for member in act.invited},
    )
    return replace(desk, group=replace(desk.group, rounds=(*desk.group.rounds, made)))


def _in_round(change: Callable[[Round, Recorded, Any], Round]) -> Fold:
    def fold(desk: Desk, done: Recorded, act: group.OfRound) -> Desk:
        rounds = list(desk.group.rounds)
        rounds[act.round - 1] = change(rounds[act.round - 1], done, act)
        return replace(desk, group=replace(desk.group, rounds=tuple(rounds)))

    return fold


def _of_reader(change: Callable[[Reader, Recorded, Any], Reader], of: Callable[[Recorded], str] | None = None) -> Fold:
    """Change one reader: by default the one who acts."""

    def fold(round_: Round, done: Recorded, act: Any) -> Round:
        member = of(done) if of else done.person
        return replace(round_, readers={**round_.readers, member: change(round_.readers[member], done, act)})

    return _in_round(fold)


def _named(done: Recorded) -> str:
    return str(getattr(done.act, "member"))  # noqa: B009 - of the acts that name a member


def _of_remark(change: Callable[[Remark, Recorded, Any], Remark]) -> Fold:
    def fold(round_: Round, done: Recorded, act: Any) -> Round:
        return replace(round_, remarks={**round_.remarks, act.comment: change(round_.remarks[act.comment], done, act)})

    return _in_round(fold)


def _invite(round_: Round, _done: Recorded, act: group.Invite) -> Round:
    reader = Reader(act.member, max(reader.due for reader in round_.readers.values()))
    return replace(round_, readers={**round_.readers, act.member: reader})


def _answer_invitation(reader: Reader, _done: Recorded, act: group.AnswerInvitation) -> Reader:
    return replace(reader, accepted=act.accepts)


def _declare(reader: Reader, done: Recorded, act: group.DeclareInterests) -> Reader:
    declared = Declaration(done.time, act.text)
    return replace(reader, declarations=(*reader.declarations, declared), judged=None)


def _judge(reader: Reader, done: Recorded, act: group.JudgeInterests) -> Reader:
    return replace(reader, judged=Judged(done.time, done.person, act.judgement, act.reason))


def _open_copy(reader: Reader, done: Recorded, act: group.OpenCopy) -> Reader:
    return replace(reader, copies=(*reader.copies, Copy(done.time, act.document, act.copy_id)))


def _pause(reader: Reader, _done: Recorded, act: group.Pause) -> Reader:
    return replace(reader, paused_until=act.until)


def _finish(reader: Reader, done: Recorded, _act: group.FinishReading) -> Reader:
    return replace(reader, finished=done.time, paused_until=None)


def _read_on(reader: Reader, _done: Recorded, _act: group.ReadOn) -> Reader:
    return replace(reader, finished=None, paused_until=None)


def _remind(reader: Reader, done: Recorded, _act: group.Remind) -> Reader:
    return replace(reader, reminded=(*reader.reminded, done.time))


def _extend(round_: Round, _done: Recorded, act: group.Extend) -> Round:
    def later(reader: Reader) -> Reader:
        is_meant = act.member in (None, reader.member)
        return replace(reader, due=max(reader.due, act.due)) if is_meant else reader

    return replace(round_, readers={member: later(reader) for member, reader in round_.readers.items()})


def _comment(round_: Round, done: Recorded, act: group.Comment) -> Round:
    made = Remark(act.comment, done.person, act.anchor, (Wording(done.time, act.aim, act.text),))
    return replace(round_, remarks={**round_.remarks, act.comment: made})


def _change_comment(remark: Remark, done: Recorded, act: group.ChangeComment) -> Remark:
    return replace(remark, wordings=(*remark.wordings, Wording(done.time, act.aim, act.text)))


def _withdraw_comment(remark: Remark, done: Recorded, _act: group.WithdrawComment) -> Remark:
    return replace(remark, withdrawn=done.time)


def _respond(remark: Remark, done: Recorded, act: group.Respond) -> Remark:
    answer = Answer(done.time, done.person, act.disposition, act.text, act.change)
    return replace(remark, answers=(*remark.answers, answer))


def _close(round_: Round, done: Recorded, _act: group.CloseRound) -> Round:
    return replace(round_, state=RoundState.CLOSED, closed=done.time)


def _settle(round_: Round, done: Recorded, _act: group.SettleRound) -> Round:
    return replace(round_, state=RoundState.SETTLED, settled=done.time)


def _dissent(round_: Round, done: Recorded, act: group.Dissent) -> Round:
    view = DissentingView(act.dissent, done.person, done.time, act.comment, act.text, act.publish)
    return replace(round_, dissents={**round_.dissents, act.dissent: view})


def _consent(round_: Round, _done: Recorded, act: group.ConsentToDissent) -> Round:
    view = replace(round_.dissents[act.dissent], publish=act.publish)
    return replace(round_, dissents={**round_.dissents, act.dissent: view})


def _finish_review(admitted: Admitted, done: Recorded, act: group.FinishReview) -> Admitted:
    return replace(admitted, state=ReleaseState.REVIEWED, reviewed=check_in(done, act))


def _open_draft(admitted: Admitted, done: Recorded, act: group.OpenDraft) -> Admitted:
    copies = (*admitted.copies.get(done.person, ()), Copy(done.time, act.document, act.copy_id))
    return replace(admitted, copies={**admitted.copies, done.person: copies})


GROUP_FOLDS: Mapping[type[ActForm], Fold] = {
    group.SetTerms: _set_terms,
    group.AcceptTerms: _accept_terms,
    group.OpenRound: _open_round,
    group.Invite: _in_round(_invite),
    group.AnswerInvitation: _of_reader(_answer_invitation),
    group.DeclareInterests: _of_reader(_declare),
    group.JudgeInterests: _of_reader(_judge, _named),
    group.OpenCopy: _of_reader(_open_copy),
    group.Comment: _in_round(_comment),
    group.ChangeComment: _of_remark(_change_comment),
    group.WithdrawComment: _of_remark(_withdraw_comment),
    group.Pause: _of_reader(_pause),
    group.FinishReading: _of_reader(_finish),
    group.ReadOn: _of_reader(_read_on),
    group.Extend: _in_round(_extend),
    group.Remind: _of_reader(_remind, _named),
    group.CloseRound: _in_round(_close),
    group.Respond: _of_remark(_respond),
    group.Dissent: _in_round(_dissent),
    group.ConsentToDissent: _in_round(_consent),
    group.SettleRound: _in_round(_settle),
    group.OpenDraft: of_admitted(_open_draft),
    group.FinishReview: of_admitted(_finish_review),
}
