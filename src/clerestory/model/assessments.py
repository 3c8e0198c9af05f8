"""What is weighed before a release is signed: effects of each finding, equality, tension, and who was told.

It is the department's deliberation, in ``assessment.toml``. What could tell of operations is decided on with the
draft and never printed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from clerestory.model.commission.names import Identifier, Slug
from clerestory.model.forms import Form

UNFILLED = ('"..."', "0001-01-01")  # words and a day of the template; a file that still holds one is refused
Words = Annotated[str, Field(min_length=3, max_length=600, description="Plain prose without numbers.")]


class Concern(Enum):
    """On whom publishing may have an effect; the values are the settings of an entry."""

    VICTIMS = "victims"
    LIVE_CASES = "live_cases"
    COMMUNITIES = "communities"
    POLICING = "policing"

    @property
    def is_told(self) -> bool:
        """Whether the public reads what was weighed; of live cases and policing it could tell of operations."""
        return self in (Concern.VICTIMS, Concern.COMMUNITIES)


class ImpactDecision(Enum):
    """What was decided on a finding."""

    PUBLISH = "publish"
    MITIGATED = "publish with mitigation"
    WITHHOLD = "withhold"


class Characteristic(Enum):
    """The protected characteristics (Equality Act 2010, section 4)."""

    AGE = "age"
    DISABILITY = "disability"
    GENDER_REASSIGNMENT = "gender reassignment"
    MARRIAGE = "marriage and civil partnership"
    PREGNANCY = "pregnancy and maternity"
    RACE = "race"
    RELIGION = "religion or belief"
    SEX = "sex"
    ORIENTATION = "sexual orientation"


class Effect(Form):
    """What may happen, and what is done about it; where nothing is expected, ``effect`` says why."""

    effect: Words
    mitigation: Words | None = None


class ImpactEntry(Form):
    """The effects of publishing one finding, or several that are weighed together."""

    of: tuple[Identifier, ...] = Field(min_length=1, description="Ids of tables, findings or texts of study.toml.")
    victims: Effect
    live_cases: Effect
    communities: Effect
    policing: Effect
    decision: ImpactDecision
    decided_by: Slug = Field(description="Id of a person of [[people]] who is no author.")
    decided: dt.date

    def effect_on(self, concern: Concern) -> Effect:
        """Give the effect on one of the four."""
        found: Effect = getattr(self, concern.value)
        return found

    @model_validator(mode="after")
    def _check_mitigation(self) -> ImpactEntry:
        if self.decision is ImpactDecision.MITIGATED and not any(self.effect_on(c).mitigation for c in Concern):
            raise ValueError("is to be published with mitigation, and no effect has one")
        return self


class EqualityEntry(Effect):
    """What publishing means for people with a protected characteristic."""

    characteristic: Characteristic


class EqualityAssessment(Form):
    """Section 149 of the Equality Act 2010: due regard, for each of the nine characteristics."""

    entries: tuple[EqualityEntry, ...]
    decided_by: Slug
    decided: dt.date

    @model_validator(mode="after")
    def _check_whole(self) -> EqualityAssessment:
        found = [entry.characteristic for entry in self.entries]
        missing = [one.value for one in Characteristic if one not in found]
        twice = [one.value for one in Characteristic if found.count(one) > 1]
        if missing or twice:
            raise ValueError(f"each characteristic has one entry; missing: {_named(missing)}; twice: {_named(twice)}")
        return self


def _named(values: list[str]) -> str:
    return ", ".join(values) or "none"


class TensionEntry(Form):
    """How readers, or those who use the paper, may turn on a community, and what is done about it."""

    effect: Words
    mitigation: Words
    prepared: Words = Field(description="Who was prepared, such as a force's community teams; posts, never names.")


class TensionAssessment(Form):
    """Community tension."""

    entries: tuple[TensionEntry, ...] = Field(min_length=1)
    decided_by: Slug
    decided: dt.date


class Told(Form):
    """A notice to survivor organisations, without figures, before the release."""

    whom: Words = Field(description="Organisations, never people.")
    how: Words
    on: dt.date


class Assessments(Form):
    """``assessment.toml``."""

    form: Literal["clerestory-assessment/1"]
    impact: tuple[ImpactEntry, ...] = Field(min_length=1)
    equality: EqualityAssessment
    tension: TensionAssessment
    told: tuple[Told, ...] = Field(min_length=1)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every text with its place."""
        for number, entry in enumerate(self.impact, start=1):
            for concern in Concern:
                yield from _of_effect(f"impact {number}, {concern.value}", entry.effect_on(concern))
        for one in self.equality.entries:
            yield from _of_effect(f"equality, {one.characteristic.value}", one)
        for number, tension in enumerate(self.tension.entries, start=1):
            said = {"effect": tension.effect, "mitigation": tension.mitigation, "prepared": tension.prepared}
            yield from ((f"tension {number}, {what}", text) for what, text in said.items())
        for number, told in enumerate(self.told, start=1):
            yield from ((f"told {number}, {what}", text) for what, text in (("whom", told.whom), ("how", told.how)))

    def decisions(self) -> Iterator[tuple[str, str, dt.date]]:
        """Yield place, decider and day of every decision."""
        for number, entry in enumerate(self.impact, start=1):
            yield f"impact {number}", entry.decided_by, entry.decided
        yield "equality", self.equality.decided_by, self.equality.decided
        yield "tension", self.tension.decided_by, self.tension.decided


def _of_effect(where: str, effect: Effect) -> Iterator[tuple[str, str]]:
    yield f"{where}, effect", effect.effect
    if effect.mitigation:
        yield f"{where}, mitigation", effect.mitigation
