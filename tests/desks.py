"""People and acts of a desk, for tests."""

from __future__ import annotations

import datetime as dt
import hashlib

from clerestory.errors import DeskError
from clerestory.model.commission import Person, Role
from clerestory.model.decisions import Outcome
from clerestory.model.desk.acts import Recorded, disclosure, group
from clerestory.model.desk.acts.common import ActForm, Signed
from clerestory.model.desk.anchors import Anchor
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk import EMPTY, after, checked
from clerestory.review.desk.permissions import PROGRAM

BEGUN = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
FIRST_DAY = BEGUN.date()
TERMS = "Members advise as individuals, and keep what they read to themselves."
TERMS_VERSION = "sha256:" + hashlib.sha256(TERMS.encode()).hexdigest()
VERSION = "sha256:" + "1" * 64
WHY = "Reasons were looked at and are these."
POSTS: dict[str, tuple[Role, ...]] = {
    "analyst": (Role.ANALYST,),
    "analyst-b": (Role.ANALYST,),
    "checker-a": (Role.CHECKER,),
    "checker-b": (Role.CHECKER,),
    "author-checker": (Role.ANALYST, Role.CHECKER),
    "statistician": (Role.STATISTICIAN,),
    "chair": (Role.CHAIR,),
    "secretary": (Role.SECRETARY,),
    "member-a": (Role.MEMBER,),
    "member-b": (Role.MEMBER,),
    "observer": (Role.OBSERVER,),
    "head": (Role.SIGNATORY,),
    "checker-head": (Role.CHECKER, Role.SIGNATORY),
    "lawyer": (Role.LAWYER,),
    "policy": (Role.POLICY,),
    "auditor": (Role.AUDITOR,),
}
PEOPLE = {key: Person(id=key, post=key.replace("-", " ").capitalize(), roles=roles) for key, roles in POSTS.items()}
AUTHORS = ("analyst", "author-checker")


def draft(number: int) -> str:
    """Give the hash of a draft."""
    return "hmac-sha256:" + f"{number:064x}"


def given_id(number: int) -> str:
    """Give an id as the desk draws one at random."""
    return f"{number:012x}"


class Played:
    """A desk on which acts are done, checked as everywhere; ``done`` has those that were let in."""

    def __init__(self) -> None:
        self.desk: Desk = EMPTY
        self.time = BEGUN
        self.done: list[Recorded] = []

    def act(self, person: str, act: ActForm) -> None:
        """Do an act; raises what refuses it."""
        recorded = checked(self.desk, PEOPLE, Recorded(self.time, person, act))
        self.desk = after(self.desk, recorded)
        self.done.append(recorded)

    def refused(self, person: str, act: ActForm) -> DeskError | None:
        """Try an act, and give its refusal."""
        try:
            checked(self.desk, PEOPLE, Recorded(self.time, person, act))
        except DeskError as error:
            return error
        return None

    def pass_days(self, days: int) -> None:
        """Let time go by."""
        self.time += dt.timedelta(days=days)

    @property
    def today(self) -> dt.date:
        """The day of the desk."""
        return self.time.date()


def admitted(number: int = 1, checkers: tuple[str, ...] = ("checker-a", "checker-b")) -> disclosure.AdmitDraft:
    """Give the act by which a draft comes over to the desk."""
    return disclosure.AdmitDraft(
        draft=draft(number),
        checked=draft(1_000 + number),
        authors=AUTHORS,
        checkers=checkers,
        holds_clear=True,
        register_complete=True,
    )


def opened(played: Played, number: int = 1, of: int = 1, invited: tuple[str, ...] = ("member-a", "member-b", "chair")):
    """Give the act that opens a round."""
    return group.OpenRound(
        round=number,
        draft=draft(of),
        documents=(group.DocumentOfRound(document="paper", version=VERSION, title="The paper"),),
        invited=invited,
        due=played.today + dt.timedelta(days=14),
        warning="The paper tells of harm to children, in neutral words.",
    )


def comment(number: int, text: str = "The table has no total.", round_: int = 1) -> group.Comment:
    """Give a comment on the paper."""
    anchor = Anchor(document="paper", version=VERSION, block="p1", quote="a table")
    return group.Comment(round=round_, comment=given_id(number), anchor=anchor, aim=group.Aim.MISSING, text=text)


def ready(played: Played, member: str, round_: int = 1) -> None:
    """Take a member all the way to an open reading copy."""
    played.act(member, group.AnswerInvitation(round=round_, accepts=True))
    if played.desk.group.accepted.get(member) != TERMS_VERSION:
        played.act(member, group.AcceptTerms(version=TERMS_VERSION))
    played.act(member, group.DeclareInterests(round=round_, none=True))
    judge = "statistician" if member == "chair" else "chair"
    played.act(judge, group.JudgeInterests(round=round_, member=member, judgement=group.Judgement.READ, reason=WHY))
    played.act(member, group.OpenCopy(round=round_, document="paper", copy_id=given_id(10_000 + len(played.done))))


def with_round(*members: str) -> Played:
    """Give a desk with an open round in which these members read."""
    played = Played()
    played.act("secretary", group.SetTerms(version=TERMS_VERSION, text=TERMS))
    played.act(PROGRAM, admitted())
    played.act("secretary", opened(played))
    for member in members:
        ready(played, member)
    return played


def signed(role: Role, day: dt.date = FIRST_DAY) -> Signed:
    """Give what makes an act a decision; simulated, as nobody here has a key."""
    return Signed(role=role, decided=day, simulated=True)


def finished(number: int = 1, day: dt.date = FIRST_DAY) -> group.FinishReview:
    """Give the act by which the chair finishes the review of a draft."""
    return group.FinishReview(draft=draft(number), reason=WHY, signed=signed(Role.CHAIR, day))


def let_pass(number: int = 1, day: dt.date = FIRST_DAY, outcome: Outcome = Outcome.APPROVE) -> disclosure.DecideRelease:
    """Give the act by which the lead statistician decides on a draft."""
    return disclosure.DecideRelease(
        draft=draft(number), outcome=outcome, reason=WHY, signed=signed(Role.STATISTICIAN, day)
    )


APPROVE = {"outcome": Outcome.APPROVE, "reason": WHY}
REFUSE = {"outcome": Outcome.REFUSE, "reason": WHY}
CHECKED = APPROVE | {"signed": signed(Role.CHECKER)}
NOT_PASSED = REFUSE | {"signed": signed(Role.CHECKER)}
