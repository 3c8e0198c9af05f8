"""What each person sees of a desk: the rows and fields that are theirs to see, and nothing else.

Pages, API, mails and commands are made from what this gives and from nothing besides; so the blind phases live here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from clerestory.model.commission import Person, Role
from clerestory.model.desk.acts import Recorded, group, passages
from clerestory.model.desk.group import Reader, Remark, Round
from clerestory.model.desk.holds import LiveCase
from clerestory.model.desk.outputs import Admitted, Desk, Output
from clerestory.model.desk.passages import TextReview
from clerestory.model.desk.states import OutputState, RoundState
from clerestory.model.redaction.certificates import Certified
from clerestory.model.redaction.review import DECIDERS
from clerestory.review.certificates import answers_for

V = TypeVar("V")
_OF_GROUP = frozenset({Role.MEMBER, Role.CHAIR, Role.OBSERVER})
_RUNNING = frozenset({Role.SECRETARY, Role.CHAIR})
# Who reads comments once a round is closed: those who wrote them, who run the group, who answer, and who audits.
_READ_CLOSED = frozenset({Role.SECRETARY, Role.CHAIR, Role.ANALYST, Role.STATISTICIAN, Role.AUDITOR})
_SEE_ROUNDS = _READ_CLOSED | _OF_GROUP | {Role.SIGNATORY}
_JUDGE = frozenset({Role.CHAIR, Role.STATISTICIAN})
_SEE_OUTPUTS = frozenset({Role.ANALYST, Role.CHECKER, Role.STATISTICIAN, Role.LAWYER, Role.AUDITOR})
_SEE_CASES = frozenset({Role.LAWYER, Role.AUDITOR})
_SEE_RELEASES = _SEE_ROUNDS | _SEE_OUTPUTS
_CHECKED = (OutputState.PASSED, OutputState.REFUSED)
_SEE_TEXTS = DECIDERS | {Role.AUDITOR}


def seen_by(desk: Desk, person: Person) -> Desk:
    """Give the part of a desk that a person sees."""
    roles = frozenset(person.roles)
    rounds = tuple(_round_seen(one, person.id, roles) for one in desk.group.rounds) if roles & _SEE_ROUNDS else ()
    accepted = desk.group.accepted if roles & (_RUNNING | {Role.AUDITOR}) else _own(desk.group.accepted, person.id)
    return Desk(
        group=replace(desk.group, rounds=rounds, accepted=accepted),
        outputs={key: _output_seen(one, person) for key, one in desk.outputs.items()} if roles & _SEE_OUTPUTS else {},
        texts={key: _text_seen(one, person) for key, one in desk.texts.items()} if roles & _SEE_TEXTS else {},
        admitted={key: _admitted_seen(one, person) for key, one in desk.admitted.items()}
        if roles & _SEE_RELEASES
        else {},
        holds={key: case for key, case in desk.holds.items() if _sees_case(case, person, roles)},
    )


def _sees_case(case: LiveCase, person: Person, roles: frozenset[Role]) -> bool:
    """Lawyers and auditors see every live case, and an officer those that they answer for; nobody else sees any."""
    if roles & _SEE_CASES:
        return True
    return Role.OFFICER in roles and answers_for(person, case.told.leads, Certified.HOLD)


def reads_all(round_: Round, person: Person) -> bool:
    """Say whether a person sees every comment of a round: where not, that they see none says nothing."""
    return _reads_all(round_, round_.readers.get(person.id), frozenset(person.roles))


def is_told(done: Recorded, desk: Desk, person: Person) -> bool:
    """Say whether an entry of the record may be shown to an auditor now: what is blind is told when it ends."""
    if done.person == person.id:
        return True
    if Role.AUDITOR not in person.roles:
        return False
    if isinstance(done.act, group.OfRound):
        round_ = desk.group.round(done.act.round)
        return (round_ is not None and round_.state is not RoundState.OPEN) or not isinstance(done.act, _BLIND)
    if isinstance(done.act, passages.ReviewPassages) and DECIDERS & set(person.roles):
        return False
    output = desk.outputs.get(getattr(done.act, "draft", ""))
    return output is None or not _hides_checks(output, person)


_BLIND = (group.Comment, group.ChangeComment, group.WithdrawComment)


def _round_seen(round_: Round, me: str, roles: frozenset[Role]) -> Round:
    own = round_.readers.get(me)
    if own is not None and _is_shut_out(own):
        # Who stands aside sees that there is a round and their own part in it.
        return replace(round_, readers={me: own}, remarks={}, dissents={})
    is_told_all = _reads_all(round_, own, roles)
    return replace(
        round_,
        readers={member: _reader_seen(reader, me, roles) for member, reader in round_.readers.items()},
        remarks=round_.remarks if is_told_all else _remarks_of(round_.remarks, me),
        dissents={
            key: view
            for key, view in round_.dissents.items()
            if view.member == me or (is_told_all and (view.publish or roles & _RUNNING))
        },
    )


def _is_shut_out(own: Reader | None) -> bool:
    """Whether somebody was asked and judged, and does not read."""
    return own is not None and own.accepted is not None and own.judged is not None and not own.may_read


def _reads_all(round_: Round, own: Reader | None, roles: frozenset[Role]) -> bool:
    if round_.state is RoundState.OPEN or _is_shut_out(own):
        return False
    return bool(roles & _READ_CLOSED) or (own is not None and own.may_read)


def _remarks_of(remarks: Mapping[str, Remark], me: str) -> Mapping[str, Remark]:
    return {key: remark for key, remark in remarks.items() if remark.member == me}


def _reader_seen(reader: Reader, me: str, roles: frozenset[Role]) -> Reader:
    """Of another reader, only that they are invited; who runs the group sees how far they are, who judges, why."""
    if reader.member == me:
        return reader
    shown = Reader(reader.member, reader.due)
    if roles & (_RUNNING | {Role.AUDITOR}):
        judged = replace(reader.judged, reason="") if reader.judged else None  # the reason may tell the interest
        shown = replace(reader, declarations=(), copies=(), judged=judged)
    if roles & (_JUDGE | {Role.AUDITOR}):
        shown = replace(shown, accepted=reader.accepted, declarations=reader.declarations, judged=reader.judged)
    if Role.AUDITOR in roles:
        shown = replace(shown, copies=reader.copies)
    return shown


def _output_seen(output: Output, person: Person) -> Output:
    """Before both checkers are done, each sees their own decision alone, and everybody else none."""
    return replace(output, checks=_own(output.checks, person.id)) if _hides_checks(output, person) else output


def _hides_checks(output: Output, person: Person) -> bool:
    """Say whether decisions of others are hidden: also of a draft whose checkers were never done, but for an auditor.

    What one said of it would tell the other about the next draft, which may be nearly the same.
    """
    roles = frozenset(person.roles)
    is_audited = Role.AUDITOR in roles and not DECIDERS & roles
    return output.state is OutputState.WAITING or (output.state not in _CHECKED and not is_audited)


def _text_seen(text: TextReview, person: Person) -> TextReview:
    """Before a reviewer has decided about a passage, they see nobody else's decision about it."""
    if not DECIDERS & set(person.roles):
        return text
    own = text.decided_by(person.id)
    seen = tuple(decision for decision in text.decisions if decision.proposal in own)
    return TextReview(_own(text.opened, person.id), seen)


def _admitted_seen(admitted: Admitted, person: Person) -> Admitted:
    """Who opened which copies is seen by an auditor; everybody else sees their own."""
    if Role.AUDITOR in person.roles:
        return admitted
    return replace(admitted, copies=_own(admitted.copies, person.id))


def _own(items: Mapping[str, V], me: str) -> Mapping[str, V]:
    return {key: value for key, value in items.items() if key == me}
