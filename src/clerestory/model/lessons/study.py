"""Lessons of a study: what was found, on which evidence, within which limits, for whom, and what is proposed.

They are the department's, not the statistician's, and lie in a file of their own: ``lessons.toml`` (rule P4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from clerestory.model.commission import Identifier, Slug
from clerestory.model.forms import Form
from clerestory.model.wording.identifiers import kinds_found

Axis = Literal["rows", "columns"]  # of a table
MOST_CHARACTERS = 1_000  # of one text of a lesson
_BUSINESS = re.compile(
    r"\b[A-Z][\w'&-]*\s+(?:Ltd|Limited|LLP|PLC|plc|Inc|GmbH)\b|&\s*(?:Sons?|Co)\b|[®™©]"
    r"|\b[\w-]+\.(?:com|net|org|app|io|uk)\b",
    re.ASCII,
)


class Audience(Enum):
    """Whom a lesson is for; each has a pack of its own."""

    NATIONAL = "national"
    LOCAL = "local"
    INDUSTRY = "industry"

    @property
    def label(self) -> str:
        """What readers call it."""
        return {
            "national": "national bodies",
            "local": "local safeguarding partnerships",
            "industry": "industry",
        }[self.value]


class Agency(Enum):
    """Who learns a lesson or acts on it: a kind of body or a sector, never one business, person or address.

    Kinds of body have the codes of the code list ``partner_agency``; sectors have those of ``occupation_sector`` with
    ``IND-`` in front, but for online services, which that list has not.
    """

    GOV = "GOV"
    POLICE = "POLICE"
    NCA = "NCA"
    CPS = "CPS"
    INSP = "INSP"
    LA = "LA"
    HLTH = "HLTH"
    EDU = "EDU"
    YJS = "YJS"
    PROB = "PROB"
    PRIS = "PRIS"
    VOL = "VOL"
    HOUS = "HOUS"
    LICN = "LICN"
    IND_TRAN = "IND-TRAN"
    IND_HOSP = "IND-HOSP"
    IND_FOOD = "IND-FOOD"
    IND_CARE = "IND-CARE"
    IND_EDU = "IND-EDU"
    IND_RET = "IND-RET"
    IND_SEC = "IND-SEC"
    IND_ONL = "IND-ONL"

    @property
    def label(self) -> str:
        """What readers call it."""
        return _LABELS[self.value]

    @property
    def is_sector(self) -> bool:
        """Whether it is a sector of industry."""
        return self.value.startswith("IND-")


_LABELS: Mapping[str, str] = {
    "GOV": "Government departments",
    "POLICE": "Police forces",
    "NCA": "National Crime Agency",
    "CPS": "Crown Prosecution Service",
    "INSP": "Inspectorates and regulators",
    "LA": "Children's social care",
    "HLTH": "Health",
    "EDU": "Education",
    "YJS": "Youth justice",
    "PROB": "Probation",
    "PRIS": "Prisons",
    "VOL": "Voluntary sector",
    "HOUS": "Housing",
    "LICN": "Licensing authorities",
    "IND-TRAN": "Industry: transport for hire",
    "IND-HOSP": "Industry: hotels and lodging",
    "IND-FOOD": "Industry: food and late-night premises",
    "IND-CARE": "Industry: care and accommodation",
    "IND-EDU": "Industry: education and youth work",
    "IND-RET": "Industry: retail",
    "IND-SEC": "Industry: security and door work",
    "IND-ONL": "Industry: online services",
}


class LessonStatus(Enum):
    """What became of a lesson."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "not taken forward"


Prose = Annotated[str, Field(min_length=1, description="Plain prose; every number is a reference, as in the paper.")]


class Action(Form):
    """What is proposed, by whom, to whom."""

    proposal: Prose
    by: tuple[Agency, ...] = Field(min_length=1, description="Who proposes it.")
    to: tuple[Agency, ...] = Field(min_length=1, description="Who would act.")


class Lesson(Form):
    """A finding, with what it rests on and what follows from it."""

    id: Identifier
    title: Prose
    finding: Prose
    evidence: tuple[Identifier, ...] = Field(
        min_length=1, description="Ids of tables, charts or estimates of this study that the release has."
    )
    limits: Prose
    agencies: tuple[Agency, ...] = Field(min_length=1, description="Whom it concerns.")
    action: Action
    audiences: tuple[Audience, ...] = Field(min_length=1, description="Whose packs it is in.")
    status: LessonStatus = LessonStatus.PROPOSED
    reason: str = Field(default="", description="Why it is not taken forward; of other lessons it may be left out.")
    commitment: Slug | None = Field(default=None, description="Id of the commitment that follows it up.")

    @model_validator(mode="after")
    def _check_status(self) -> Lesson:
        if self.status is LessonStatus.DECLINED and not self.reason:
            raise ValueError("a lesson that is not taken forward has a reason")
        if Audience.INDUSTRY in self.audiences and not any(agency.is_sector for agency in self.agencies):
            raise ValueError("a lesson for industry concerns a sector: one of the agencies begins with IND-")
        return self

    @property
    def texts(self) -> Mapping[str, str]:
        """Every text that is printed, by the setting that it is written in; an empty reason is none."""
        said = {
            "title": self.title,
            "finding": self.finding,
            "limits": self.limits,
            "action.proposal": self.action.proposal,
            "reason": self.reason,
        }
        return {name: text for name, text in said.items() if text}


class LessonsFile(Form):
    """``lessons.toml``: the lessons of a study, and who issues them."""

    form: Literal["clerestory-lessons/1"]
    issued_by: str = Field(min_length=1, description="The body whose document it is, beside the statistics.")
    introduction: str = Field(default="", description="Plain prose before the first lesson.")
    lessons: tuple[Lesson, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_ids(self) -> LessonsFile:
        ids = [lesson.id for lesson in self.lessons]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"lessons share the id {', '.join(twice)}")
        return self

    def as_json(self) -> dict[str, object]:
        """Give the lessons as plain JSON values, without what is left out: people decide on what is there."""
        return self.model_dump(mode="json", exclude_none=True)


@dataclass(frozen=True)
class Area:
    """A row or column of a table that is an area, and the wider area that it lies in."""

    code: str
    label: str
    within: str = ""


@dataclass(frozen=True)
class Lessons:
    """The lessons of a study, and which of its tables show areas.

    Attributes
    ----------
    areas : mapping of str to tuple of Area
        The codes of each code list of areas that a table shows, whether or not it has a row for each.
    axes : mapping of str to tuple of str
        For each table that shows areas, on which of ``rows`` and ``columns``.
    """

    file: LessonsFile
    areas: tuple[Area, ...] = ()
    axes: Mapping[str, tuple[Axis, ...]] = field(default_factory=dict)


def identifying_kinds(text: str) -> Iterator[str]:
    """Yield the kinds of identifier that a text of a lesson seems to hold: of a person, an address or one business."""
    yield from kinds_found(text)
    if _BUSINESS.search(text):
        yield "the name or site of one business"
