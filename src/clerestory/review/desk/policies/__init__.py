"""Policies: may this happen now. One function for each act, which refuses in the words that every way in shows."""

from __future__ import annotations

from clerestory.model.desk.acts import Recorded
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk.policies.asking import People
from clerestory.review.desk.policies.group import GROUP_POLICIES
from clerestory.review.desk.policies.holds import HOLD_POLICIES
from clerestory.review.desk.policies.outputs import OUTPUT_POLICIES
from clerestory.review.desk.policies.passages import PASSAGE_POLICIES

__all__ = ["People", "check_policy"]

_POLICIES = {**GROUP_POLICIES, **OUTPUT_POLICIES, **HOLD_POLICIES, **PASSAGE_POLICIES}


def check_policy(desk: Desk, people: People, done: Recorded) -> None:
    """Check that an act may happen in this state, at this time, by this person.

    Raises
    ------
    NotNowError
        If the state does not allow it.
    NotPermittedError
        If a part that the person had in it shuts them out.
    """
    _POLICIES[type(done.act)](desk, people, done, done.act)
