"""What is found in a text: where, of which kind, by which rule, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """A kind of matter that is found."""

    PERSON = "a person's name"
    DATE_OF_BIRTH = "a date of birth"
    ADDRESS = "an address"
    POSTCODE = "a postcode"
    TELEPHONE = "a telephone number"
    EMAIL = "an e-mail address"
    ACCOUNT = "an account name"
    VEHICLE = "a vehicle registration"
    SCHOOL = "a school or other place of education"
    OPERATION = "an operation name"
    NATIONAL_INSURANCE = "a National Insurance number"
    NHS = "an NHS number"
    DRIVING_LICENCE = "a driving licence number"
    CRIME_REFERENCE = "a crime reference"
    PNC = "a PNC id"
    CODE = "another number or code"
    PLACE = "a place"
    ORGANISATION = "an organisation"
    DATE = "a date"
    TRAIT = "a trait of a person"
    QUANTITY = "a quantity"
    OTHER = "something else that may identify"


# What tells where something was. A place is named only from a concluded case, and by the lawyer's decision.
_PLACES = frozenset({Kind.PLACE, Kind.ADDRESS, Kind.POSTCODE})


class Certainty(Enum):
    """What happens with a finding."""

    REMOVE = "removed without asking"
    ASK = "put to a reviewer; removed until somebody decides otherwise"


def tells_place(kind: Kind, certainty: Certainty) -> bool:
    """Say whether a finding tells where something was.

    A school does where a rule is sure of its name; where one asks, mostly the mere word "school" stands.
    """
    return kind in _PLACES or (kind is Kind.SCHOOL and certainty is Certainty.REMOVE)


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """A passage of a text that a rule found.

    Attributes
    ----------
    start, end : int
        Code points of the original text from and to which it runs; ``start < end``.
    kind : Kind
    rule : str
        The rule, in words of our own with dots: ``roster.name.initials``, ``pattern.nhs``, ``tagger``, ``anchors``.
    certainty : Certainty
    person : int, optional
        Row of the roster (from 0) of the person it is about; None where no roster knows. Never printed.
    """

    start: int
    end: int
    kind: Kind = field(compare=False)
    rule: str = field(compare=False)
    certainty: Certainty = field(default=Certainty.REMOVE, compare=False)
    person: int | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError("a finding runs from a code point to a later one")
