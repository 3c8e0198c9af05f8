"""What a form says about a passage, as an answer that may be kept, or what is wrong with it field by field."""

from __future__ import annotations

from collections.abc import Mapping

from clerestory.model.redaction.reasons import REASONS, ReasonCode
from clerestory.model.redaction.review import ReviewAnswer, ReviewOutcome
from clerestory.pipeline.redaction.answering import Answering, says_enough
from clerestory.web.pages.fields import Problem, Unfit

_MOST = 2000


def answer_of(passages: Answering, proposal: str, typed: Mapping[str, str]) -> ReviewAnswer:
    """Make an answer of what was typed.

    Raises
    ------
    Unfit
        With what is wrong with which field, never repeating what was typed.
    """
    outcome = next((one for one in ReviewOutcome if one.value == typed.get("do")), None)
    if outcome is None:
        raise Unfit(Problem("", "Choose whether the passage may stand or is taken out"))
    reason = next((one for one in ReasonCode if one.value == typed.get("reason")), passages.reason)
    note = typed.get("note", "").strip()
    _check_note(passages, outcome, reason, note)
    return ReviewAnswer(proposal=proposal, outcome=outcome, note=note, reason=reason)


def reasons() -> list[dict[str, str]]:
    """Give the reasons for withholding a passage as a choice, with what they rest on."""
    return [{"value": code.value, "text": reason.law_in_full} for code, reason in REASONS.items()]


def _check_note(passages: Answering, outcome: ReviewOutcome, reason: ReasonCode, note: str) -> None:
    if passages.needs_note(outcome, reason) and not says_enough(note):
        is_kept = outcome is ReviewOutcome.KEEP
        asked = "why the passage may stand" if is_kept else "where the public interest lies: this reason needs it"
        raise Unfit(Problem("note", f"Say {asked}, in at least 10 characters"))
    if len(note) > _MOST:
        raise Unfit(Problem("note", f"Use {_MOST:,} characters or fewer"))
    if note and not passages.may_note(note):
        raise Unfit(Problem("note", "Say it without names, dates and numbers: this would be withheld from a text"))
