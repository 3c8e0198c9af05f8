"""What was done to a request, and how much time is left, told in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from clerestory.answer.clocks import FOI_JURISDICTIONS, working_days
from clerestory.answer.letters.timing import counted, weekday_text
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.calendar import date_text


def time_left(due: dt.date, today: dt.date) -> str:
    """Say by when something is due, and how far off that is in working days.

    Examples
    --------
    >>> time_left(dt.date(2026, 3, 31), dt.date(2026, 3, 26))
    'Tuesday 31 March 2026, 3 working days left'
    >>> time_left(dt.date(2026, 3, 31), dt.date(2026, 4, 1)), time_left(dt.date(2026, 3, 31), dt.date(2026, 3, 31))
    ('Tuesday 31 March 2026, 1 working day late', 'Tuesday 31 March 2026, today')
    """
    if due == today:
        return f"{weekday_text(due)}, today"
    days = working_days(min(due, today), max(due, today), FOI_JURISDICTIONS)
    return f"{weekday_text(due)}, {counted(days)} {'left' if due > today else 'late'}"


def told(act: AnswerAct) -> str:
    """Say in one sentence what an act was; never who asked.

    Examples
    --------
    >>> told(acts.ClearAnswer(version=2))
    'Version 2 of the answer cleared'
    """
    return _WORDS[type(act)](act)


def _on(what: str, day: str) -> Callable[[Any], str]:
    def words(act: Any) -> str:
        return f"{what} on {date_text(getattr(act, day))}"

    return words


def _why(what: str, day: str) -> Callable[[Any], str]:
    def words(act: Any) -> str:
        return f"{what} on {date_text(getattr(act, day))}. {act.reason}"

    return words


def _until(what: str, day: str) -> Callable[[Any], str]:
    def words(act: Any) -> str:
        return f"{what} on {date_text(getattr(act, day))}, until {date_text(act.until)}. {act.reason}"

    return words


def _section(act: acts.ApplyExemption) -> str:
    return f"Withheld under {act.section.words}: {act.covers}"


_WORDS: Mapping[type[AnswerAct], Callable[[Any], str]] = {
    acts.ReceiveRequest: _on("Received", "received"),
    acts.AssignRequest: lambda act: f"Given to {act.owner}",
    acts.AskToClarify: lambda act: f"Asked on {date_text(act.asked)} what is wanted. {act.what}",
    acts.ReceiveClarification: _on("What is wanted came", "received"),
    acts.GiveFeesNotice: lambda act: f"A fee of £{act.pounds:,} asked for on {date_text(act.given)}",
    acts.ReceiveFee: _on("The fee came", "received"),
    acts.TransferRequest: lambda act: f"Passed on to {act.to} on {date_text(act.sent)}. {act.reason}",
    acts.CloseRequest: lambda act: f"Ended on {date_text(act.closed)}, {act.why.value}. {act.reason}",
    acts.ExtendRequest: _until("Time for the public interest extended", "sent"),
    acts.ApplyExemption: _section,
    acts.DropExemption: lambda act: f"{act.section.words.capitalize()} relied on no longer. {act.reason}",
    acts.DraftAnswer: lambda act: f"An answer drafted: {act.outcome.value}",
    acts.ReturnAnswer: lambda act: f"The draft sent back. {act.reason}",
    acts.ClearAnswer: lambda act: f"Version {act.version} of the answer cleared",
    acts.RegisterTable: lambda act: f"Table {act.table} registered for the audit of history",
    acts.SendAnswer: lambda act: f"Version {act.version} of the answer sent on {date_text(act.sent)}",
    acts.HoldAnswer: _until("Holding answer sent", "sent"),
    acts.CorrectAnswer: _until("Found wrong", "found"),
    acts.AskReview: _on("An internal review asked for", "received"),
    acts.ExtendReview: _until("Time for the review extended", "sent"),
    acts.DecideReview: lambda act: f"Reviewed on {date_text(act.decided)}: {act.outcome.value}. {act.reason}",
    acts.EraseAsker: _why("Who asked erased", "day"),
    acts.NoteRequest: lambda act: f"{act.body.value}, {date_text(act.day)}: {act.note}",
}
