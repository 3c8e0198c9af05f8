"""Requests of people about their data: ``sharing/requests/<id>.toml``, its states, and the law of each right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, model_validator

from clerestory.model.forms import Form
from clerestory.model.law import Regime
from clerestory.model.sharing import Provider

REQUEST_ID = r"^R-[0-9]{4}-[0-9]{3,6}$"
RequestId = Annotated[str, Field(pattern=REQUEST_ID, description="Such as R-2026-001; no name in it.")]

_LAST_YEAR = dt.MAXYEAR - 1  # a year further no deadline is a date


class Right(Enum):
    """What is asked for."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"


class RequestState(Enum):
    """Where a request stands."""

    RECEIVED = "received"
    PASSED = "passed to the giver"
    FOUND = "found by the giver"
    NOT_FOUND = "not found by the giver"
    EXTENDED = "extended"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


# What may come after what. An extension is a note on an open request: it goes on from where it stood.
NEXT: Mapping[RequestState, frozenset[RequestState]] = MappingProxyType(
    {
        RequestState.RECEIVED: frozenset({RequestState.PASSED, RequestState.REFUSED, RequestState.WITHDRAWN}),
        RequestState.PASSED: frozenset({RequestState.FOUND, RequestState.NOT_FOUND, RequestState.WITHDRAWN}),
        RequestState.FOUND: frozenset({RequestState.ANSWERED, RequestState.REFUSED, RequestState.WITHDRAWN}),
        RequestState.NOT_FOUND: frozenset({RequestState.ANSWERED, RequestState.WITHDRAWN}),
        RequestState.ANSWERED: frozenset(),
        RequestState.REFUSED: frozenset(),
        RequestState.WITHDRAWN: frozenset(),
    }
)


class Exemption(Enum):
    """Why a right does not reach, or not in full; each is weighed case by case, never as a rule."""

    RESEARCH = "research"  # Sch 2 Part 6 para 27
    ERASURE_RESEARCH = "erasure would impair research"  # Article 17(3)(d)
    PUBLIC_TASK = "task in the public interest"  # Article 21(6)
    CRIME = "crime"  # Sch 2 Part 1 para 2
    PART_3_RESTRICTION = "restriction under Part 3"  # s.45(4), s.48(3)
    UNIDENTIFIED = "cannot identify"  # Article 11(2)
    UNFOUNDED = "manifestly unfounded or excessive"  # Article 12(5), s.53


@dataclass(frozen=True)
class RightLaw:
    """Where a right stands in one regime; an empty section says that the regime does not have it."""

    section: str
    exemptions: tuple[Exemption, ...]


_UK = (Exemption.UNIDENTIFIED, Exemption.CRIME, Exemption.UNFOUNDED)
_P3 = (Exemption.PART_3_RESTRICTION, Exemption.UNFOUNDED)
RIGHTS: Mapping[tuple[Right, Regime], RightLaw] = MappingProxyType(
    {
        (Right.ACCESS, Regime.UK_GDPR): RightLaw("UK GDPR Art 15", (Exemption.RESEARCH, *_UK)),
        (Right.RECTIFICATION, Regime.UK_GDPR): RightLaw("UK GDPR Art 16", (Exemption.RESEARCH, *_UK)),
        (Right.ERASURE, Regime.UK_GDPR): RightLaw("UK GDPR Art 17", (Exemption.ERASURE_RESEARCH, *_UK)),
        (Right.RESTRICTION, Regime.UK_GDPR): RightLaw("UK GDPR Art 18", (Exemption.RESEARCH, *_UK)),
        (Right.OBJECTION, Regime.UK_GDPR): RightLaw(
            "UK GDPR Art 21(1) and (6)",
            (Exemption.RESEARCH, Exemption.PUBLIC_TASK, Exemption.CRIME, Exemption.UNFOUNDED),
        ),
        (Right.ACCESS, Regime.PART_3): RightLaw("DPA 2018 s.45", _P3),
        (Right.RECTIFICATION, Regime.PART_3): RightLaw("DPA 2018 s.46 and 48 (recalled, verify)", _P3),
        (Right.ERASURE, Regime.PART_3): RightLaw("DPA 2018 s.47 and 48 (recalled, verify)", _P3),
        (Right.RESTRICTION, Regime.PART_3): RightLaw("DPA 2018 s.47 and 48 (recalled, verify)", _P3),
        (Right.OBJECTION, Regime.PART_3): RightLaw("", ()),
    }
)

EXEMPTION_LAW: Mapping[Exemption, tuple[str, str]] = MappingProxyType(
    {
        Exemption.RESEARCH: (
            "DPA 2018 Sch 2 Part 6 para 27, with UK GDPR Art 84B",
            "only so far as the right would seriously impair the research; for access, only if results identify nobody",
        ),
        Exemption.ERASURE_RESEARCH: (
            "UK GDPR Art 17(3)(d)",
            "only so far as erasure is likely to make the research or statistics impossible or seriously impair them",
        ),
        Exemption.PUBLIC_TASK: (
            "UK GDPR Art 21(6)",
            "only where the research or statistics are necessary for a task carried out in the public interest",
        ),
        Exemption.CRIME: (
            "DPA 2018 Sch 2 Part 1 para 2",
            "only so far as the right would be likely to prejudice preventing, detecting or prosecuting a crime",
        ),
        Exemption.PART_3_RESTRICTION: (
            "DPA 2018 s.45(4) and 48(3) (recalled, verify)",
            "only so far as is necessary and proportionate: an inquiry, a prosecution, or the rights of others",
        ),
        Exemption.UNIDENTIFIED: (
            "UK GDPR Art 11(2)",
            "only where nobody here can identify the person, and until the person gives what does",
        ),
        Exemption.UNFOUNDED: (
            "UK GDPR Art 12(5); DPA 2018 s.53 (recalled, verify)",
            "only where it can be shown, and never because a request is a burden",
        ),
    }
)


class RequestStep(Form):
    """What happened to a request on a day."""

    state: RequestState
    on: dt.date
    by: str = Field(min_length=1, description="A post, never a name.")
    note: str = ""
    exemption: Exemption | None = Field(default=None, description="Of a refusal, or of an answer in part.")


class RightsRequest(Form):
    """One request, known by its id; who asks is in the correspondence file, never here."""

    form: Literal["clerestory-rights-request/1"]
    id: RequestId
    right: Right
    giver: Provider | Literal[""] = Field(default="", description="The giver asked about, empty where not known.")
    received: dt.date = Field(description="Day of receipt.")
    identified: dt.date | None = Field(
        default=None, description="Day on which what was asked for to know who asks came in: the month runs from there."
    )
    steps: tuple[RequestStep, ...] = Field(min_length=1, description="In order; the first is the receipt.")

    @model_validator(mode="after")
    def _check_order(self) -> RightsRequest:
        days = [step.on for step in self.steps]
        if days != sorted(days):
            raise ValueError("steps are not in the order of their days")
        if self.steps[0].state is not RequestState.RECEIVED or self.steps[0].on != self.received:
            raise ValueError("the first step is not the receipt on the day of receipt")
        if self.identified and self.identified < self.received:
            raise ValueError("identified is before received")
        if max(self.received, self.identified or self.received).year > _LAST_YEAR:
            raise ValueError("its day of receipt is none from which months can be counted")
        return self

    @model_validator(mode="after")
    def _check_moves(self) -> RightsRequest:
        stood = RequestState.RECEIVED
        for number, step in enumerate(self.steps[1:], 2):
            if step.state is RequestState.EXTENDED and NEXT[stood]:
                continue
            if step.state not in NEXT[stood]:
                raise ValueError(f"the {number}. step: {step.state.value!r} cannot follow {stood.value!r}")
            stood = step.state
        if sum(step.state is RequestState.EXTENDED for step in self.steps) > 1:
            raise ValueError("a request is extended once")
        return self

    @model_validator(mode="after")
    def _check_exemptions(self) -> RightsRequest:
        known = {e for regime in (Regime.UK_GDPR, Regime.PART_3) for e in RIGHTS[self.right, regime].exemptions}
        for step in self.steps:
            if step.state is RequestState.REFUSED and not step.exemption:
                raise ValueError("a refusal names the exemption it rests on")
            if step.exemption and step.exemption not in known:
                raise ValueError(f"{step.exemption.value!r} is no exemption from the right of {self.right.value}")
        return self

    @property
    def state(self) -> RequestState:
        """Where it stands; an extension does not move it."""
        return [step.state for step in self.steps if step.state is not RequestState.EXTENDED][-1]

    @property
    def extended(self) -> RequestStep | None:
        """The extension, if there was one."""
        return next((step for step in self.steps if step.state is RequestState.EXTENDED), None)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return bool(NEXT[self.state])
