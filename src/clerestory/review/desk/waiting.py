"""What waits for a person at the desk, in the order in which they meet it; made of what they see alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from clerestory.model.commission import Person, Role
from clerestory.model.desk.acts import disclosure, group, holds
from clerestory.model.desk.group import Reader, Round
from clerestory.model.desk.outputs import Desk, Output
from clerestory.model.desk.states import OutputState, ReleaseState, RoundState
from clerestory.model.redaction.holds import HoldState
from clerestory.review.desk.live_cases import in_order, review_of, waits_for_lawyer, waits_for_officer
from clerestory.review.desk.permissions import MAY
from clerestory.review.desk.policies import People
from clerestory.review.desk.policies.group import without_answer


class Task(Enum):
    """What there is to do, or to know."""

    ACCEPT_TERMS = "accept the terms"
    ANSWER_INVITATION = "answer the invitation"
    DECLARE = "declare interests"
    AWAIT_JUDGEMENT = "wait until interests are judged"
    READ = "read and comment"
    RESTING = "rest"
    FINISHED = "finished reading"
    ASIDE = "stands aside"
    READ_ANSWERS = "read comments and answers"
    SET_TERMS = "set the terms"
    OPEN_ROUND = "open a round"
    JUDGE = "judge interests"
    FOLLOW_ROUND = "follow the round"
    CLOSE_ROUND = "close the round"
    ANSWER = "answer comments"
    AWAIT_ANSWERS = "wait until comments are answered"
    SETTLE = "settle the round"
    FINISH_REVIEW = "finish the review"
    DECIDE_RELEASE = "decide on the release"
    SIGN = "sign the release"
    READ_RECORD = "read the record"
    CHECK_OUTPUT = "check an output"
    AWAIT_OTHER_CHECKER = "wait for the other checker"
    LEFT_TO_OTHERS = "an output is left to others"
    ANSWER_EXCEPTION = "answer an exception"
    AWAIT_EXCEPTION = "wait for the answer to an exception"
    AWAIT_CHECKERS = "wait for the checkers"
    MEND_OUTPUT = "mend an output that was refused"
    OUTPUT_DECIDED = "an output is decided"
    CERTIFY = "certify a live case"
    FOLLOW_CASES = "follow live cases"
    VIEW_CERTIFICATE = "say whether you agree with a certificate"


# What a person is told of and need not do.
_TOLD = frozenset(
    {Task.AWAIT_JUDGEMENT, Task.RESTING, Task.FINISHED, Task.ASIDE, Task.READ_ANSWERS}
    | {Task.FOLLOW_ROUND, Task.AWAIT_ANSWERS, Task.READ_RECORD, Task.FOLLOW_CASES}
    | {Task.AWAIT_OTHER_CHECKER, Task.LEFT_TO_OTHERS, Task.AWAIT_EXCEPTION, Task.AWAIT_CHECKERS, Task.OUTPUT_DECIDED}
)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits.

    Attributes
    ----------
    round : int
        Its number; 0 where it is of no round.
    member : str
        Whom it is about, where that is another.
    due : date or None
    count : int
        How many comments, or cases on hold.
    output : int
        Number of a draft at the disclosure check, in the order in which they came; 0 where it is of none.
    rule : str
        The rule of an exception.
    case : str
        Number of a live case, in the zone of the vault.
    """

    task: Task
    round: int = 0
    member: str = ""
    due: dt.date | None = None
    count: int = 0
    output: int = 0
    rule: str = ""
    case: str = ""

    @property
    def is_to_do(self) -> bool:
        """Whether the person has to do something."""
        return self.task not in _TOLD


def waiting_for(seen: Desk, people: People, person: Person, *, today: dt.date) -> tuple[Waiting, ...]:
    """Give what waits for a person.

    Parameters
    ----------
    seen : Desk
        As ``seen_by`` gives it for the person.
    people : mapping of str to Person
        Those of study.toml.
    """
    roles = frozenset(person.roles)
    found = [*_of_terms(seen, person)]
    for round_ in seen.group.rounds[-1:]:
        found += _of_reader(round_, person, roles)
        found += _of_judging(round_, people, person)
        found += _of_running(round_, roles, today)
        found += _of_answering(round_, roles)
    found += _of_opening(seen, roles)
    found += _of_release(seen, person, roles)
    found += _of_outputs(seen, person)
    found += _of_live_cases(seen, roles, today)
    if Role.AUDITOR in roles:
        found.append(Waiting(Task.READ_RECORD))
    return tuple(found)


def _of_outputs(seen: Desk, person: Person) -> Iterator[Waiting]:
    """Yield what the last draft that came to the checkers asks of a person; of earlier ones nothing is left to do."""
    number, roles = len(seen.outputs), frozenset(person.roles)
    output = next(reversed(tuple(seen.outputs.values())), None)
    if output is None:
        return
    if output.state is not OutputState.WAITING:
        is_to_mend = output.state is OutputState.REFUSED and person.id in output.authors
        yield Waiting(Task.MEND_OUTPUT if is_to_mend else Task.OUTPUT_DECIDED, output=number)
        return
    if roles & MAY[disclosure.DecideOutput]:
        yield Waiting(_step_of_checker(output, person), output=number)
    elif not roles & MAY[disclosure.AnswerException]:
        yield Waiting(Task.AWAIT_CHECKERS, output=number)
    for asked in (one for one in output.exceptions.values() if one.answer is None):
        is_for_them = roles & MAY[disclosure.AnswerException] and person.id not in {asked.person, *output.authors}
        yield Waiting(Task.ANSWER_EXCEPTION if is_for_them else Task.AWAIT_EXCEPTION, output=number, rule=asked.rule)


def _step_of_checker(output: Output, person: Person) -> Task:
    if person.id in output.checks:
        return Task.AWAIT_OTHER_CHECKER
    if Role.CHECKER not in person.roles and not output.lawyer:
        return Task.AWAIT_CHECKERS  # a lawyer may refuse any draft; this one does not ask for one
    approvers = {asked.approver for asked in output.exceptions.values()}
    return Task.LEFT_TO_OTHERS if person.id in {*output.authors, *approvers} else Task.CHECK_OUTPUT


def _of_terms(seen: Desk, person: Person) -> Iterator[Waiting]:
    terms, roles = seen.group.terms, frozenset(person.roles)
    if terms is None and roles & MAY[group.SetTerms]:
        yield Waiting(Task.SET_TERMS)
    is_accepted = terms is not None and seen.group.accepted.get(person.id) == terms.version
    if terms is not None and not is_accepted and roles & MAY[group.AcceptTerms]:
        yield Waiting(Task.ACCEPT_TERMS)


def _of_reader(round_: Round, person: Person, roles: frozenset[Role]) -> Iterator[Waiting]:
    reader = round_.readers.get(person.id)
    if reader is None or not roles & MAY[group.OpenCopy]:
        return
    if round_.state is RoundState.OPEN:
        yield Waiting(step(reader), round_.number, due=reader.due)
    elif reader.may_read:
        yield Waiting(Task.READ_ANSWERS, round_.number)


def step(reader: Reader) -> Task:
    """Give the step at which a reader stands."""
    if reader.accepted is None:
        return Task.ANSWER_INVITATION
    if reader.accepted is False or (reader.judged is not None and not reader.may_read):
        return Task.ASIDE
    if reader.judged is None:
        return Task.AWAIT_JUDGEMENT if reader.declarations else Task.DECLARE
    if reader.finished:
        return Task.FINISHED
    return Task.RESTING if reader.paused_until else Task.READ


def _of_judging(round_: Round, people: People, person: Person) -> Iterator[Waiting]:
    if round_.state is not RoundState.OPEN:
        return
    for reader in round_.readers.values():
        if reader.declarations and reader.judged is None and is_for(person, reader.member, people):
            yield Waiting(Task.JUDGE, round_.number, member=reader.member)


def is_for(person: Person, member: str, people: People) -> bool:
    """Say whether a person's post is the one that judges the interests of a member."""
    of_chair = member in people and Role.CHAIR in people[member].roles
    return member != person.id and (Role.STATISTICIAN if of_chair else Role.CHAIR) in person.roles


def _of_running(round_: Round, roles: frozenset[Role], today: dt.date) -> Iterator[Waiting]:
    if round_.state is not RoundState.OPEN or not roles & MAY[group.CloseRound]:
        return
    is_over = today > round_.last_day
    yield Waiting(Task.CLOSE_ROUND if is_over else Task.FOLLOW_ROUND, round_.number, due=round_.last_day)


def _of_answering(round_: Round, roles: frozenset[Role]) -> Iterator[Waiting]:
    if round_.state is RoundState.OPEN:
        return
    unanswered = len(without_answer(round_))
    if unanswered and roles & MAY[group.Respond]:
        yield Waiting(Task.ANSWER, round_.number, count=unanswered)
    if round_.state is RoundState.CLOSED and roles & MAY[group.SettleRound]:
        yield Waiting(Task.AWAIT_ANSWERS if unanswered else Task.SETTLE, round_.number, count=unanswered)


def _of_opening(seen: Desk, roles: frozenset[Role]) -> Iterator[Waiting]:
    latest, rounds = seen.latest, seen.group.rounds
    if latest is None or seen.group.terms is None or not roles & MAY[group.OpenRound]:
        return
    is_read = any(round_.draft == latest.draft for round_ in rounds)
    is_free = not rounds or rounds[-1].state is RoundState.SETTLED
    if latest.state is ReleaseState.ADMITTED and is_free and not is_read:
        yield Waiting(Task.OPEN_ROUND, len(rounds) + 1)


def _of_live_cases(seen: Desk, roles: frozenset[Role], today: dt.date) -> Iterator[Waiting]:
    for case in in_order(seen.holds.values(), today):
        latest = case.certification.latest
        due = latest.review if latest else None
        if roles & MAY[holds.CertifyHold] and waits_for_officer(case, today):
            yield Waiting(Task.CERTIFY, due=due, case=case.told.case)
        if roles & MAY[holds.ViewHold] and waits_for_lawyer(case):
            yield Waiting(Task.VIEW_CERTIFICATE, due=due, case=case.told.case)
    held = [case for case in seen.holds.values() if case.hold(today) is not HoldState.CLEAR]
    if held and roles & (MAY[holds.CertifyHold] | MAY[holds.ViewHold]):
        due = min(review_of(case, today) for case in held)
        yield Waiting(Task.FOLLOW_CASES, due=due, count=len(held))


def _of_release(seen: Desk, person: Person, roles: frozenset[Role]) -> Iterator[Waiting]:
    latest, rounds = seen.latest, seen.rounds_since
    if latest is None:
        return
    # Also of a draft that came after the round: what changed because of its comments, and the note of the group.
    is_settled = bool(rounds) and rounds[-1].state is RoundState.SETTLED
    if latest.state is ReleaseState.ADMITTED and is_settled and roles & MAY[group.FinishReview]:
        yield Waiting(Task.FINISH_REVIEW, rounds[-1].number)
    if person.id in latest.involved:
        return
    if latest.state is ReleaseState.REVIEWED and roles & MAY[disclosure.DecideRelease]:
        yield Waiting(Task.DECIDE_RELEASE)
    if latest.state is ReleaseState.PASSED and roles & MAY[disclosure.SignRelease]:
        yield Waiting(Task.SIGN)
