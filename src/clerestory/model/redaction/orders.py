"""Reporting restrictions (rules L1 to L4): which law forbids to identify whom, from when, and until when.

The end of a restriction is computed from its section and from a birth, never typed. The law is recalled, not quoted:
have it checked before it is relied on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from clerestory.model.redaction.reasons import ReasonCode

ADULT = 18  # years
CIVIL_ONLY_SINCE = dt.date(2015, 4, 13)  # section 39 serves non-criminal proceedings alone from then on


class EndRule(Enum):
    """When a restriction ends."""

    LIFE = "with the life of the person"
    ADULT = "on the 18th birthday of the person"
    NEVER = "when the court lifts it"
    PROCEEDINGS = "with the last of the linked proceedings"


class Section(Enum):
    """A section of the law that restricts what may be published; the values are those of an order register."""

    SOAA_1 = "SOAA1992-S1"
    YJCEA_45 = "YJCEA1999-S45"
    YJCEA_45A = "YJCEA1999-S45A"
    YJCEA_46 = "YJCEA1999-S46"
    CYPA_39 = "CYPA1933-S39"
    CYPA_49 = "CYPA1933-S49"
    CCA_4 = "CCA1981-S4-2"
    CCA_11 = "CCA1981-S11"

    @property
    def law(self) -> str:
        """What it says, in words."""
        return _LAW[self][0]

    @property
    def ends(self) -> EndRule:
        """When it ends."""
        return _LAW[self][1]

    @property
    def reason(self) -> ReasonCode:
        """The reason code of what is withheld under it."""
        return ReasonCode.ANON if self is Section.SOAA_1 else ReasonCode.COURT

    @property
    def holds_case(self) -> bool:
        """Whether it postpones every report of a case, not only what tells of a person."""
        return self is Section.CCA_4


_LAW: Mapping[Section, tuple[str, EndRule]] = MappingProxyType(
    {
        Section.SOAA_1: (
            "Sexual Offences (Amendment) Act 1992 s.1: anonymity of a complainant, from the allegation on",
            EndRule.LIFE,
        ),
        Section.YJCEA_45: (
            "Youth Justice and Criminal Evidence Act 1999 s.45: anonymity of somebody under 18 in criminal proceedings",
            EndRule.ADULT,
        ),
        Section.YJCEA_45A: (
            "Youth Justice and Criminal Evidence Act 1999 s.45A: lifetime anonymity of a victim or witness under 18",
            EndRule.LIFE,
        ),
        Section.YJCEA_46: (
            "Youth Justice and Criminal Evidence Act 1999 s.46: lifetime anonymity of an adult witness",
            EndRule.LIFE,
        ),
        Section.CYPA_39: (
            "Children and Young Persons Act 1933 s.39: anonymity of a child in proceedings that are not criminal",
            EndRule.ADULT,
        ),
        Section.CYPA_49: (
            "Children and Young Persons Act 1933 s.49: automatic anonymity of anybody under 18 in a youth court",
            EndRule.ADULT,
        ),
        Section.CCA_4: (
            "Contempt of Court Act 1981 s.4(2): reports of the proceedings are postponed",
            EndRule.PROCEEDINGS,
        ),
        Section.CCA_11: (
            "Contempt of Court Act 1981 s.11: a name or matter withheld from the public in court",
            EndRule.NEVER,
        ),
    }
)


@dataclass(frozen=True)
class Born:
    """What is known of a birth: the latest day that it can have been. ``repr`` shows nothing of it."""

    latest: dt.date

    def __repr__(self) -> str:
        return "Born()"

    @property
    def adult(self) -> dt.date:
        """The 18th birthday, or the latest day that it can be.

        A person comes of an age at the start of the anniversary (Family Law Reform Act 1969 s.9, recalled). Born on 29
        February that is 1 March, since no 18th year after a leap year is one: of two possible days the later one.
        """
        year = self.latest.year + ADULT
        if (self.latest.month, self.latest.day) == (2, 29):
            return dt.date(year, 3, 1)
        return self.latest.replace(year=year)


@dataclass(frozen=True)
class Waiver:
    """A waiver of anonymity (rule L3): by a court (s.3) or in writing by an adult (s.5), for one matter, revisable.

    Attributes
    ----------
    scope : str
        What may be told, in words; never printed.
    since : date
    evidence : str
        Where the order or the signed consent lies.
    revoked : date, optional
        From this day on it counts no more.
    """

    scope: str
    since: dt.date
    evidence: str
    revoked: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Whether it counts on a day."""
        return self.since <= day and (self.revoked is None or day < self.revoked)


@dataclass(frozen=True, repr=False)
class Order:
    """One row of an order register; ``repr`` shows the section alone.

    Attributes
    ----------
    investigation : str
        Pseudonym of the investigation whose proceedings it belongs to.
    person : str
        Pseudonym of the person whom it protects; empty where it covers everybody of the case.
    section : Section
    start : date, optional
        Day of the order, or of the allegation; None where that is not known, and then it is in force.
    court : str
        Empty where no court had to make an order.
    born : Born, optional
        Without it an order that lasts to the 18th birthday has no end that is known, and is in force.
    waiver : Waiver, optional
        Of section 1 of the 1992 Act alone; none by default.
    """

    investigation: str
    section: Section
    person: str = ""
    start: dt.date | None = None
    court: str = ""
    born: Born | None = None
    waiver: Waiver | None = None

    def __repr__(self) -> str:
        return f"Order({self.section.value})"

    @property
    def end(self) -> dt.date | None:
        """The first day on which it is in force no more; None where it has no end, or none that is known."""
        if self.section.ends is EndRule.ADULT and self.born is not None:
            return self.born.adult
        return None

    def in_force(self, day: dt.date) -> bool:
        """Whether it is in force on a day; a waiver ends nothing, it only lets a named person's own words out."""
        begun = self.start is None or self.start <= day
        return begun and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Restriction:
    """What an order, or the law without one, forbids on a day.

    Attributes
    ----------
    section : Section
    people : int
        How many people it covers; 0 where it covers everybody of its kind in the case.
    until : date, optional
        The day on which the next of them falls out of it; None where none does.
    waived : int
        How many of them have a waiver that counts on the day; it widens no table and frees no other person.
    """

    section: Section
    people: int = 0
    until: dt.date | None = None
    waived: int = 0


def restrictions_on(day: dt.date, orders: Iterable[Order]) -> tuple[Restriction, ...]:
    """Give what the orders of one case forbid on a day; the anonymity of complainants always, without any order.

    Parameters
    ----------
    day : date
    orders : iterable of Order
        Those of one investigation.

    Returns
    -------
    tuple of Restriction
        One for each section, in the order of ``Section``.
    """
    found: dict[Section, list[Order]] = {Section.SOAA_1: []}
    for order in orders:
        if order.in_force(day):
            found.setdefault(order.section, []).append(order)
    return tuple(_restriction(section, found[section], day) for section in Section if section in found)


def _restriction(section: Section, orders: list[Order], day: dt.date) -> Restriction:
    if section is Section.SOAA_1:  # covers every complainant, whoever is in the register
        return Restriction(section, waived=sum(o.waiver is not None and o.waiver.holds_on(day) for o in orders))
    people = {order.person for order in orders}
    ends = [order.end for order in orders if order.end is not None]
    return Restriction(section, 0 if "" in people else len(people), min(ends, default=None))
