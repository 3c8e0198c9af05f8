"""Who may do what to petitions, letters, requests and commitments, by role."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from clerestory.errors import AnswerNotPermittedError
from clerestory.model.answers.acts import (
    commission,
    events,
    guidance,
    letters,
    petitions,
    requests,
    statements,
    watch,
)
from clerestory.model.answers.acts.commitments import COMMITMENT_ACTS
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.commission import Person, Role

ANSWERING = frozenset({Role.CORRESPONDENCE, Role.POLICY})
SEE_ANSWERS = ANSWERING | {Role.AUDITOR}  # never the reference group: it advises on the paper
MAY: Mapping[type[AnswerAct], frozenset[Role]] = MappingProxyType(
    {
        **dict.fromkeys(requests.ACTS, ANSWERING),
        requests.RegisterTable: frozenset({Role.ANALYST, Role.STATISTICIAN}),  # where the vault is, who made the table
        **dict.fromkeys(get_args(letters.LetterAct), ANSWERING),
        **dict.fromkeys(COMMITMENT_ACTS, ANSWERING),
        **dict.fromkeys(get_args(watch.WatchAct), ANSWERING),
        **dict.fromkeys(get_args(guidance.GuidanceAct), ANSWERING),
        **dict.fromkeys(get_args(statements.StatementAct), ANSWERING),
        **dict.fromkeys(get_args(commission.CommissionAct), ANSWERING),
        **dict.fromkeys(get_args(events.EventAct), ANSWERING),
        **dict.fromkeys(petitions.PETITION_ACTS, ANSWERING),
    }
)

# What a person answers for by name: the program is nobody's second person.
BY_A_PERSON = frozenset(
    {letters.ClearReply, requests.ClearAnswer, petitions.ClearResponse, requests.DecideReview, requests.RegisterTable}
)


def check_permitted(person: Person | None, act: AnswerAct) -> None:
    """Check that the roles of a person let them do an act; None is the program, for whom whoever runs it answers.

    Raises
    ------
    AnswerNotPermittedError
        If not, or if it is the program's and a person answers for it by name.
    """
    roles = MAY[type(act)]
    if person is None and type(act) in BY_A_PERSON:
        raise AnswerNotPermittedError(
            "the program does not do this",
            where=type(act).model_fields["act"].default,
            remedy="A person answers for it by name: say who acts, as with --actor ID.",
        )
    if person is None or roles & set(person.roles):
        return
    asked = " or ".join(sorted(role.value for role in roles))
    raise AnswerNotPermittedError(
        f"{person.post} has no role that does this",
        where=type(act).model_fields["act"].default,
        remedy=f"This is done by: {asked}. Ask for the role if the post should have it.",
    )
