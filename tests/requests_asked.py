"""Requests for tests: acts with what they always need, and the state that they lead to."""

from __future__ import annotations

import datetime as dt

from clerestory.answer.requests import REQUESTS
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.done import Done
from clerestory.model.answers.exemptions import EXEMPTIONS, Section
from clerestory.model.answers.requests import Request
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.commission import DataKind

SETTINGS = AnswerSettings(form="clerestory-answers/1", office="Office of statistics", data=DataKind.SYNTHETIC)
DIGEST = "sha256:" + "0" * 64
LATER = "2026-12-31"  # when acts of the year are recorded
WHY = "It would tell what others may not know."
LONG = "A reason with words enough to be weighed, as it is needed here."
NOTE = acts.PublicInterest(disclosing=LONG, withholding=LONG, balance=LONG)


def received(kind: acts.RequestKind = acts.RequestKind.FOI, day: str = "2026-03-02", **said) -> acts.ReceiveRequest:
    """A request as it comes in."""
    member = "MP for Northmoor" if kind.is_question else ""
    return acts.ReceiveRequest(
        kind=kind, received=day, title="Suspects by area", question="How many are known?", member=member, **said
    )


def applied(section: Section, **said) -> acts.ApplyExemption:
    """A section with everything that it asks for, unless something else is said."""
    exemption = EXEMPTIONS[section]
    several = len(exemption.reasons) > 1
    made = {
        "section": section,
        "what": acts.Covered.OTHER,
        "covers": "The part on reports",
        "why": WHY,
        "reason": exemption.reasons[0] if several else None,
        "harm": LONG if exemption.needs_harm else "",
        "public_interest": NOTE if exemption.is_qualified else None,
        "opinion": "The minister, 3 March 2026" if section is Section.S36 else "",
        "hours": 100 if section in (Section.S12, Section.COST) else None,
        "repeats": "FOI-2025-0001" if section is Section.S14_2 else "",
        "published": "2099-01-01" if section is Section.S22 else None,
        "intended": "2026-01-05" if section is Section.S22 else None,
    }
    return acts.ApplyExemption(**{**made, **said})


def drafted(outcome: acts.Given = acts.Given.FULL, **said) -> acts.DraftAnswer:
    """A draft of an answer."""
    something = outcome in (acts.Given.FULL, acts.Given.PART)
    log = acts.LogEntry(asked="How many are known by area", given="A table" if something else "")
    return acts.DraftAnswer(**{"outcome": outcome, "text": DIGEST, "characters": 40, "log": log, **said})


def at(day: str) -> dt.datetime:
    """Noon of a day."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), dt.UTC)


def do(request: Request | None, act: acts.RequestAct, *, person: str = "ann", on: str = LATER) -> Request:
    """Do an act if it may happen, and give the request after it; it is cleared on the day of what happened last."""
    if on == LATER and request is not None and isinstance(act, acts.ClearAnswer):
        on = request.latest.isoformat()
    done = Done(at(on), person, act)
    REQUESTS.check(request, done, SETTINGS)
    return REQUESTS.after(request, done, SETTINGS)


def done(*said: acts.RequestAct | tuple[str, acts.RequestAct], on: str = LATER) -> Request:
    """Do acts one after another, each by ann or by who is named, and give the request after them."""
    request = None
    for one in said:
        person, act = one if isinstance(one, tuple) else ("ann", one)
        request = do(request, act, person=person, on=on)
    assert request is not None
    return request
