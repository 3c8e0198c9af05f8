"""Policies of the review of case texts: each decides for themselves, on the day, about what they have opened."""

from __future__ import annotations

from collections.abc import Mapping

from clerestory.model.desk.acts import Recorded, passages
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.outputs import Desk
from clerestory.model.desk.passages import TextReview
from clerestory.model.redaction.review import DECIDERS
from clerestory.review.desk.policies.asking import People, Policy, not_now, not_theirs


def _open(desk: Desk, _people: People, done: Recorded, act: passages.OpenText) -> None:
    if _text(desk, act).is_open_to(done.person, on=done.time.date()):
        raise not_now(act, "you have opened this text today", "Go on where you were.")


def _review(desk: Desk, people: People, done: Recorded, act: passages.ReviewPassages) -> None:
    if any(decision.person != done.person for decision in act.decisions):
        raise not_theirs(act, "a decision is another's", "Each decides for themselves.")
    if len({decision.role for decision in act.decisions}) > 1:
        raise not_theirs(act, "decisions are made in two roles", "Decide in one role: a person has one voice.")
    if act.decisions[0].role not in DECIDERS & set(people[done.person].roles):
        raise not_theirs(act, "a decision is made in a role that you do not have", "Decide in a role of yours.")
    if any(decision.decided != done.time.date() for decision in act.decisions):
        raise not_now(act, "a decision has the date of another day", "Sign them on the day on which you decide.")
    if len({decision.proposal for decision in act.decisions}) < len(act.decisions):
        raise not_now(act, "a passage is decided about twice", "Decide once about each.")
    if not _text(desk, act).is_open_to(done.person, on=done.time.date()):
        raise not_now(act, "you have not opened this text today", "Open it first.")


def _text(desk: Desk, act: passages.OfText) -> TextReview:
    return desk.texts.get(act.text, TextReview())


PASSAGE_POLICIES: Mapping[type[ActForm], Policy] = {passages.OpenText: _open, passages.ReviewPassages: _review}
