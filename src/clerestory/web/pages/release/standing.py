"""Where a draft stands between both gates and its publication, step by step, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.model.commission import ReleaseSettings
from clerestory.model.decisions import Outcome
from clerestory.model.desk.outputs import Admitted, Check, Desk
from clerestory.model.desk.states import RoundState
from clerestory.review.desk.policies.group import without_answer
from clerestory.web.pages.visits import Visit
from clerestory.web.pages.words import day_words, time_words


@dataclass(frozen=True)
class Step:
    """One thing that a release needs; ``told`` says how it is, and ``is_done`` whether the next can come."""

    name: str
    told: str
    is_done: bool


def steps(visit: Visit, draft: Admitted, desk: Desk) -> tuple[Step, ...]:
    """Give what a release needs, in the order in which it is done.

    Parameters
    ----------
    desk : Desk
        The whole state: who signs reads no comments, and is told how many wait all the same.
    """
    checkers = ", ".join(map(visit.post_of, (*draft.checkers, *draft.lawyers)))
    made = ", ".join(map(visit.post_of, draft.authors))
    return (
        Step("Made by", f"{made}.", is_done=True),
        Step("Disclosure check", f"Passed by {checkers}.", is_done=True),
        Step(*_answered(desk)),
        Step("Live cases", *_either(draft.holds_clear, "No text in it is of a case on hold.", "A case is on hold.")),
        Step("Register", *_either(draft.register_complete, "It has all that is withheld.", "It is not complete.")),
        Step("Reference group", *_said(visit, draft.reviewed, "reviewed and informed", "not finished its review yet")),
        Step("Lead statistician", *_said(visit, draft.decided, "passed", "not decided yet")),
        Step("Signature", *_signed(visit, draft)),
    )


def is_in_the_way(found: tuple[Step, ...]) -> list[Step]:
    """Give the steps that are not done."""
    return [step for step in found if not step.is_done]


def calendar(release: ReleaseSettings, *, is_embargoed: bool) -> Iterator[tuple[str, str]]:
    """Give when it comes out and who reads it before, as study.toml has it: names and words."""
    yield "Published on", f"{day_words(release.date)} at {release.time:%H:%M}, London time"
    yield "Announced", day_words(release.announced) or "Not announced"
    yield "Until then", "A signed release waits for this time." if is_embargoed else "Nothing waits for this time."
    if is_embargoed and release.faults:
        yield "Against rule P3", "; ".join(release.faults)
    early = [f"{one.post}, {one.organisation} ({one.purpose.value}): {one.reason}" for one in release.access]
    yield "May read it a day before", "\n".join(early) or "Nobody"


def _either(is_done: bool, good: str, bad: str) -> tuple[str, bool]:  # noqa: FBT001 - what the step says of itself
    return (good if is_done else bad), is_done


def _answered(desk: Desk) -> tuple[str, str, bool]:
    """Give how many comments wait; nothing of them while a round is blind."""
    if any(round_.state is RoundState.OPEN for round_ in desk.group.rounds):
        return "Comments", "The group is still reading.", False
    left = sum(len(without_answer(round_)) for round_ in desk.group.rounds)
    return "Comments", "None waits for an answer." if not left else f"{left} without an answer that stands.", not left


def _said(visit: Visit, check: Check | None, good: str, missing: str) -> tuple[str, bool]:
    if check is None:
        return f"Has {missing}.", False
    is_good, when = check.outcome is Outcome.APPROVE, time_words(check.time)
    stand_in = " (simulated)" if check.decision.simulated else ""
    words = good if is_good else "refused"
    return f"{words.capitalize()}: {visit.post_of(check.decision.person)}{stand_in}, {when}. {check.reason}", is_good


def _signed(visit: Visit, draft: Admitted) -> tuple[str, bool]:
    if draft.signed is None:
        return "A third person has not signed yet.", False
    return f"Signed: {visit.post_of(draft.signed_by)}, {time_words(draft.signed)}.", True
