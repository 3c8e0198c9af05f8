"""Policies of the reference group: members read what was checked, with judged interests, each blind to the others."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from clerestory.model.calendar import date_text
from clerestory.model.commission import Role
from clerestory.model.desk.acts import Recorded, group
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.acts.group import Disposition, Judgement
from clerestory.model.desk.group import Reader, Remark, Round
from clerestory.model.desk.outputs import Admitted, Desk
from clerestory.model.desk.states import ReleaseState, RoundState
from clerestory.review.desk.policies.asking import People, Policy, check_signed, check_state, not_now, not_theirs
from clerestory.review.desk.transitions import RELEASE, ROUND

_READING = frozenset({Role.MEMBER, Role.CHAIR, Role.OBSERVER})
_OWN_DRAFT = frozenset({Role.ANALYST, Role.STATISTICIAN, Role.SIGNATORY})  # whom a draft is open to outside rounds
_NO_COMMENT = "there is no such comment of yours"


def _set_terms(_desk: Desk, _people: People, _done: Recorded, act: group.SetTerms) -> None:
    if act.version != "sha256:" + hashlib.sha256(act.text.encode()).hexdigest():
        raise not_now(act, "the version is not the hash of the terms", "Send the terms as they were read.")


def _accept_terms(desk: Desk, _people: People, done: Recorded, act: group.AcceptTerms) -> None:
    terms = desk.group.terms
    if terms is None or act.version != terms.version:
        raise not_now(act, "these are not the terms in force", "Read the terms again, and accept those.")
    if desk.group.accepted.get(done.person) == act.version:
        raise not_now(act, "you have accepted these terms already", "There is nothing to do.")


def _open_round(desk: Desk, people: People, done: Recorded, act: group.OpenRound) -> None:
    rounds = desk.group.rounds
    if act.round != len(rounds) + 1:
        raise not_now(act, f"the next round is round {len(rounds) + 1}", "Give the round that number.")
    check_state(ROUND, RoundState.NONE, act, f"round {act.round}")
    if rounds and rounds[-1].state is not RoundState.SETTLED:
        raise not_now(act, f"round {len(rounds)} is not settled", "Answer all its comments and settle it first.")
    if desk.group.terms is None:
        raise not_now(act, "no terms are in force", "Set the terms of reference and confidentiality first.")
    admitted = _draft_in_review(desk, act, act.draft)
    for member in act.invited:
        _check_invitable(people, admitted, act, member)
    if not any(_advises(people, member) for member in act.invited):
        raise not_now(act, "nobody is invited who may comment", "Invite members or the chair.")
    _check_ahead(act, act.due, done)


def _invite(desk: Desk, people: People, _done: Recorded, act: group.Invite) -> None:
    round_ = _round_in_state(desk, act)
    if act.member in round_.readers:
        raise not_now(act, "they are invited already", "Remind them, or give them more time.")
    _check_invitable(people, desk.admitted[round_.draft], act, act.member)


def _answer_invitation(desk: Desk, _people: People, done: Recorded, act: group.AnswerInvitation) -> None:
    _reader(_round_in_state(desk, act), done, act)


def _declare(desk: Desk, _people: People, done: Recorded, act: group.DeclareInterests) -> None:
    if _reader(_round_in_state(desk, act), done, act).accepted is not True:
        raise not_now(act, "the invitation has no answer yet", "Accept the invitation to the round first.")


def _judge(desk: Desk, people: People, done: Recorded, act: group.JudgeInterests) -> None:
    round_ = _round_in_state(desk, act)
    reader = round_.readers.get(act.member)
    if reader is None or not reader.declarations:
        raise not_now(act, "there is no declaration of theirs to judge", "Wait until they have declared.")
    if act.member == done.person:
        raise not_theirs(act, "nobody judges their own interests", "The lead statistician judges those of the chair.")
    of_chair = Role.CHAIR in people[act.member].roles if act.member in people else False
    by_chair = Role.CHAIR in people[done.person].roles
    if by_chair is of_chair:
        remedy = "The chair judges the interests of all others, the lead statistician those of the chair."
        raise not_theirs(act, "these interests are for another post to judge", remedy)
    if done.person in desk.admitted[round_.draft].authors:
        raise not_theirs(act, "an author of the draft judges no interests", "Another of that post does.")


def _open_copy(desk: Desk, _people: People, done: Recorded, act: group.OpenCopy) -> None:
    round_ = _round_in_state(desk, act)
    _check_may_read(desk, round_, done, act)
    _check_document(round_, act, act.document)


def _comment(desk: Desk, _people: People, done: Recorded, act: group.Comment) -> None:
    round_ = _round_in_state(desk, act)
    reader = _check_may_write(desk, round_, done, act)
    version = _check_document(round_, act, act.anchor.document)
    if act.anchor.version != version:
        raise not_now(act, "the comment is on another version than the round reads", "Open the document again.")
    if act.anchor.document not in {copy.document for copy in reader.copies}:
        raise not_now(act, "you have not opened this document", "Open your reading copy first.")
    if any(act.comment in other.remarks for other in desk.group.rounds):
        raise not_now(act, "the comment could not be kept under this id", "Send it again.")


def _change_comment(desk: Desk, _people: People, done: Recorded, act: group.ChangeComment) -> None:
    round_ = _round_in_state(desk, act)
    _check_may_write(desk, round_, done, act)
    _own_remark(round_, done, act, act.comment)


def _withdraw_comment(desk: Desk, _people: People, done: Recorded, act: group.WithdrawComment) -> None:
    round_ = _round_in_state(desk, act)
    _check_may_write(desk, round_, done, act)
    _own_remark(round_, done, act, act.comment)


def _pause(desk: Desk, _people: People, done: Recorded, act: group.Pause) -> None:
    reader = _reader(_round_in_state(desk, act), done, act)
    if reader.is_out:
        raise not_now(act, "nothing more is expected of you in this round", "There is nothing to pause.")
    _check_ahead(act, act.until, done)


def _finish(desk: Desk, _people: People, done: Recorded, act: group.FinishReading) -> None:
    round_ = _round_in_state(desk, act)
    reader = _check_may_read(desk, round_, done, act)
    if reader.finished:
        raise not_now(act, "you have finished already", "Read on if there is more to say.")


def _read_on(desk: Desk, _people: People, done: Recorded, act: group.ReadOn) -> None:
    reader = _reader(_round_in_state(desk, act), done, act)
    if not (reader.finished or reader.paused_until):
        raise not_now(act, "you have neither finished nor paused", "Go on reading.")


def _extend(desk: Desk, _people: People, done: Recorded, act: group.Extend) -> None:
    round_ = _round_in_state(desk, act)
    meant = [reader for reader in round_.readers.values() if act.member in (None, reader.member)]
    if not meant:
        raise not_now(act, "they are not invited to this round", "Invite them first.")
    if all(act.due <= reader.due for reader in meant):
        raise not_now(act, "the new day is no later than the old one", "Name a later day.")
    _check_ahead(act, act.due, done)


def _remind(desk: Desk, _people: People, done: Recorded, act: group.Remind) -> None:
    reader = _round_in_state(desk, act).readers.get(act.member)
    if reader is None or reader.is_out:
        raise not_now(act, "nothing more is expected of them in this round", "There is nothing to remind of.")
    if reader.paused_until and done.time.date() < reader.paused_until:
        raise not_now(act, "they are resting", f"Remind them on or after {date_text(reader.paused_until)}.")
    if any(time.date() == done.time.date() for time in reader.reminded):
        raise not_now(act, "they were reminded today", "Wait until tomorrow.")


def _close(desk: Desk, _people: People, done: Recorded, act: group.CloseRound) -> None:
    round_ = _round_in_state(desk, act)
    if done.time.date() <= round_.last_day:
        what = f"some still read, until {date_text(round_.last_day)}"
        raise not_now(act, what, "Wait until all have finished or the day is over.")
    if not any(reader.may_read for reader in round_.readers.values()):
        raise not_now(act, "nobody has read with judged interests", "Give more time, or invite others.")


def _respond(desk: Desk, _people: People, _done: Recorded, act: group.Respond) -> None:
    round_ = _round_in_state(desk, act)
    remark = round_.remarks.get(act.comment)
    if remark is None or remark.withdrawn:
        raise not_now(act, "there is no such comment to answer", "Open the list of comments again.")
    if round_.state is RoundState.SETTLED and _stands(round_, remark):
        raise not_now(act, "the round is settled and the comment has its answer", "Answer in the next round.")
    if act.disposition is Disposition.DISSENT and not _is_published_dissent(round_, remark):
        remedy = "Give another answer, or wait until the member has written a dissent and agreed to its publication."
        raise not_now(act, "the member has not agreed that a dissenting view is published", remedy)


def _dissent(desk: Desk, _people: People, done: Recorded, act: group.Dissent) -> None:
    round_ = _round_in_state(desk, act)
    _check_may_read(desk, round_, done, act)
    if any(act.dissent in other.dissents for other in desk.group.rounds):
        raise not_now(act, "the view could not be kept under this id", "Send it again.")
    if act.comment is not None:
        _own_remark(round_, done, act, act.comment)


def _consent(desk: Desk, _people: People, done: Recorded, act: group.ConsentToDissent) -> None:
    round_ = _round_in_state(desk, act)
    view = round_.dissents.get(act.dissent)
    if view is None or view.member != done.person:
        raise not_now(act, "there is no such view of yours", "Open your views again.")
    if round_ not in desk.rounds_since:
        raise not_now(act, "the paper with the note of the group is signed", "Write to the secretary.")


def _settle(desk: Desk, _people: People, _done: Recorded, act: group.SettleRound) -> None:
    unanswered = len(without_answer(_round_in_state(desk, act)))
    if unanswered:
        words = "comment has no answer that stands" if unanswered == 1 else "comments have no answer that stands"
        raise not_now(act, f"{unanswered} {words}", "Have each answered first.")


def _finish_review(desk: Desk, people: People, done: Recorded, act: group.FinishReview) -> None:
    admitted = desk.admitted.get(act.draft)
    check_state(RELEASE, admitted.state if admitted else ReleaseState.NONE, act, "the draft")
    _draft_in_review(desk, act, act.draft)
    rounds = desk.rounds_since
    if not rounds or rounds[-1].state is not RoundState.SETTLED:
        remedy = "Open a round about the drafts of this release, or settle the last one first."
        raise not_now(act, "no round of this release is settled, or one is still going on", remedy)
    if any(without_answer(round_) for round_ in rounds):
        raise not_now(act, "a comment has no answer that stands", "Have it answered in its round.")
    reader = rounds[-1].readers.get(done.person)
    if reader is None or not reader.may_read:
        raise not_theirs(act, "you had no part in the last round with judged interests", "Whoever chaired it does.")
    if admitted and done.person in admitted.involved:
        raise not_theirs(act, "who made or checked the draft does not close its review", "Another chair does.")
    check_signed(act, people, done)


def _open_draft(desk: Desk, people: People, done: Recorded, act: group.OpenDraft) -> None:
    admitted = desk.admitted.get(act.draft)
    check_state(RELEASE, admitted.state if admitted else ReleaseState.NONE, act, "the draft")
    if desk.latest is not admitted:
        raise not_now(act, "a later draft has come", "Open the last one.")
    rounds = desk.rounds_towards(act.draft)
    part = next((one.readers[done.person] for one in reversed(rounds) if done.person in one.readers), None)
    if part is not None and part.judged is not None and part.judged.judgement is Judgement.ASIDE:
        raise not_theirs(act, "you stand aside in a round of this review", "Ask who judged your interests.")
    if not _OWN_DRAFT & set(people[done.person].roles):
        _check_ends_review(desk, rounds, done, act)


def _check_ends_review(desk: Desk, rounds: tuple[Round, ...], done: Recorded, act: group.OpenDraft) -> None:
    """Check that the chair, who reads in rounds, is about to end the review on a draft that none of them read."""
    if not rounds or rounds[-1].state is RoundState.OPEN:
        remedy = "Read in a round; when it is closed, the draft opens here."
        raise not_now(act, "no round of this release is closed, or one is going on", remedy)
    _check_may_read(desk, rounds[-1], done, act)


def without_answer(round_: Round) -> tuple[Remark, ...]:
    """Give the comments of a round that have no answer, or one that no longer stands since consent was taken back."""
    return tuple(remark for remark in round_.standing if not _stands(round_, remark))


def _stands(round_: Round, remark: Remark) -> bool:
    if remark.answer is None:
        return False
    return remark.answer.disposition is not Disposition.DISSENT or _is_published_dissent(round_, remark)


def _is_published_dissent(round_: Round, remark: Remark) -> bool:
    return any(
        view.publish and view.comment == remark.id and view.member == remark.member for view in round_.dissents.values()
    )


def _round_in_state(desk: Desk, act: group.OfRound) -> Round:
    round_ = desk.group.round(act.round)
    if round_ is None:
        raise not_now(act, f"there is no round {act.round}", "Name a round that was opened.")
    check_state(ROUND, round_.state, act, f"round {act.round}")
    return round_


def _draft_in_review(desk: Desk, act: ActForm, draft: str) -> Admitted:
    latest = desk.latest
    if latest is None or latest.draft != draft:
        remedy = "Members see drafts that passed the disclosure check alone: run the study, and take the last of them."
        raise not_now(act, "this is not the last draft that passed the disclosure check", remedy)
    if latest.state is not ReleaseState.ADMITTED:
        raise not_now(act, "the review of the draft is finished", "A new draft needs a new round.")
    return latest


def _check_invitable(people: People, admitted: Admitted, act: ActForm, member: str) -> None:
    person = people.get(member)
    if person is None or not _READING & set(person.roles):
        raise not_now(act, f"{member} is not of the reference group", "Give the person that role in study.toml.")
    if member in admitted.authors:
        raise not_now(act, f"{person.post} made the draft", "Authors answer comments, and leave none.")


def _advises(people: People, member: str) -> bool:
    return bool({Role.MEMBER, Role.CHAIR} & set(people[member].roles))


def _check_ahead(act: ActForm, day: dt.date, done: Recorded) -> None:
    if day <= done.time.date():
        raise not_now(act, "the day is not ahead", "Name a day after today.")


def _reader(round_: Round, done: Recorded, act: ActForm) -> Reader:
    reader = round_.readers.get(done.person)
    if reader is None:
        raise not_theirs(act, "you are not invited to this round", "Ask the secretary.")
    return reader


def _check_may_read(desk: Desk, round_: Round, done: Recorded, act: ActForm) -> Reader:
    """Check terms, invitation, declaration and judgement, in the order in which a member meets them."""
    reader = _reader(round_, done, act)
    terms = desk.group.terms
    if terms is None or desk.group.accepted.get(done.person) != terms.version:
        raise not_now(act, "you have not accepted the terms in force", "Read and accept them first.")
    if reader.accepted is not True:
        raise not_now(act, "you have not accepted the invitation", "Accept it first.")
    if not reader.declarations:
        raise not_now(act, "your interests in this round are not declared", "Declare them, or that there are none.")
    if reader.judged is None:
        raise not_now(act, "your interests are not judged yet", "Wait until they are; you will be told.")
    if not reader.may_read:
        raise not_theirs(act, "you stand aside in this round", "Ask the chair if your interests have changed.")
    return reader


def _check_may_write(desk: Desk, round_: Round, done: Recorded, act: ActForm) -> Reader:
    reader = _check_may_read(desk, round_, done, act)
    if done.time.date() > reader.due:
        raise not_now(act, "your time for this round is over", "Ask the secretary for more.")
    if reader.finished:
        raise not_now(act, "you have finished reading", "Read on first.")
    return reader


def _check_document(round_: Round, act: ActForm, document: str) -> str:
    found = next((one for one in round_.documents if one.document == document), None)
    if found is None:
        raise not_now(act, "the document is not of this round", "Choose one of the list.")
    return found.version


def _own_remark(round_: Round, done: Recorded, act: ActForm, comment: str) -> Remark:
    remark = round_.remarks.get(comment)
    # The same words for another's comment as for none: a refusal must not tell that others have left any.
    if remark is None or remark.member != done.person or remark.withdrawn:
        raise not_now(act, _NO_COMMENT, "Open your comments again.")
    return remark


GROUP_POLICIES: Mapping[type[ActForm], Policy] = {
    group.SetTerms: _set_terms,
    group.AcceptTerms: _accept_terms,
    group.OpenRound: _open_round,
    group.Invite: _invite,
    group.AnswerInvitation: _answer_invitation,
    group.DeclareInterests: _declare,
    group.JudgeInterests: _judge,
    group.OpenCopy: _open_copy,
    group.Comment: _comment,
    group.ChangeComment: _change_comment,
    group.WithdrawComment: _withdraw_comment,
    group.Pause: _pause,
    group.FinishReading: _finish,
    group.ReadOn: _read_on,
    group.Extend: _extend,
    group.Remind: _remind,
    group.CloseRound: _close,
    group.Respond: _respond,
    group.Dissent: _dissent,
    group.ConsentToDissent: _consent,
    group.SettleRound: _settle,
    group.OpenDraft: _open_draft,
    group.FinishReview: _finish_review,
}
