"""Permissions: may this person ever do this. By role alone; what stands in the way now is for ``policies``."""

from __future__ import annotations

from collections.abc import Mapping

from clerestory.errors import NotPermittedError
from clerestory.model.commission import Person, Role
from clerestory.model.desk.acts import disclosure, group, holds, passages
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.redaction.review import DECIDERS
from clerestory.review.desk.transitions import name_of

PROGRAM = "clerestory"  # what no person does: drafts that come and go between the zones
_READERS = frozenset({Role.MEMBER, Role.CHAIR, Role.OBSERVER})
_ADVISERS = frozenset({Role.MEMBER, Role.CHAIR})
_RUNNING = frozenset({Role.SECRETARY, Role.CHAIR})
_ANSWERING = frozenset({Role.ANALYST, Role.STATISTICIAN})

MAY: Mapping[type[ActForm], frozenset[Role]] = {
    group.SetTerms: _RUNNING,
    group.AcceptTerms: _READERS,
    group.OpenRound: _RUNNING,
    group.Invite: _RUNNING,
    group.AnswerInvitation: _READERS,
    group.DeclareInterests: _READERS,
    group.JudgeInterests: frozenset({Role.CHAIR, Role.STATISTICIAN}),  # the statistician, for the chair's own
    group.OpenCopy: _READERS,
    group.Comment: _ADVISERS,
    group.ChangeComment: _ADVISERS,
    group.WithdrawComment: _ADVISERS,
    group.Pause: _READERS,
    group.FinishReading: _READERS,
    group.ReadOn: _READERS,
    group.Extend: _RUNNING,
    group.Remind: _RUNNING,
    group.CloseRound: _RUNNING,
    group.Respond: _ANSWERING,
    group.Dissent: _ADVISERS,
    group.ConsentToDissent: _ADVISERS,
    group.SettleRound: frozenset({Role.CHAIR}),
    group.OpenDraft: _ANSWERING | {Role.CHAIR, Role.SIGNATORY},
    group.FinishReview: frozenset({Role.CHAIR}),
    disclosure.SubmitOutput: frozenset(),
    disclosure.AskException: frozenset({Role.ANALYST}),
    disclosure.AnswerException: frozenset({Role.STATISTICIAN}),
    disclosure.DecideOutput: frozenset({Role.CHECKER, Role.LAWYER}),
    disclosure.WithdrawOutput: frozenset({Role.ANALYST}),
    disclosure.AdmitDraft: frozenset(),
    disclosure.DecideRelease: frozenset({Role.STATISTICIAN}),
    disclosure.SignRelease: frozenset({Role.SIGNATORY}),
    passages.OpenText: DECIDERS,
    passages.ReviewPassages: DECIDERS,
    holds.TellHolds: frozenset(),
    holds.CertifyHold: frozenset({Role.OFFICER}),
    holds.ViewHold: frozenset({Role.LAWYER}),
}


def check_permitted(person: Person | None, act: ActForm) -> None:
    """Check that the roles of a person let them do an act; ``None`` is the program.

    Raises
    ------
    NotPermittedError
        If not.
    """
    roles = MAY[type(act)]
    if person is None:
        if roles:
            raise _refused(act, "the program does what no person does, and nothing else", "Sign in as yourself.")
        return
    if not roles & set(person.roles):
        asked = " or ".join(sorted(role.value for role in roles)) or "the program itself"
        remedy = f"This is done by: {asked}. Ask for the role in study.toml if the post should have it."
        raise _refused(act, f"{person.post} has no role that does this", remedy)


def _refused(act: ActForm, what: str, remedy: str) -> NotPermittedError:
    return NotPermittedError(what, where=name_of(type(act)), remedy=remedy)
