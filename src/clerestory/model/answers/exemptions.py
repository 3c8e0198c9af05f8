"""On what a request may be refused: sections of the Freedom of Information Act 2000, and what each asks for.

Which sections are absolute follows section 2(3) of the Act. The table is recalled, not quoted: have it checked before
it is relied on. The codes of ``withhold_reason`` are those that the register of a release uses as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from clerestory.model.grounds import GroundCode


class Section(Enum):
    """A section that an answer can rest on; the last is no section, but what Parliament is told instead."""

    S12 = "12"
    S14_1 = "14(1)"
    S14_2 = "14(2)"
    S21 = "21"
    S22 = "22"
    S22A = "22A"
    S23 = "23"
    S24 = "24"
    S26 = "26"
    S27 = "27"
    S28 = "28"
    S29 = "29"
    S30 = "30"
    S31 = "31"
    S32 = "32"
    S33 = "33"
    S34 = "34"
    S35 = "35"
    S36 = "36"
    S37_A = "37(1)(a)-(ab)"
    S37 = "37"
    S38 = "38"
    S39 = "39"
    S40_1 = "40(1)"
    S40_2 = "40(2)"
    S40_OBJECT = "40(3A)(b)"
    S40_ACCESS = "40(4A)"
    S41 = "41"
    S42 = "42"
    S43_1 = "43(1)"
    S43_2 = "43(2)"
    S44 = "44"
    COST = "cost"

    @property
    def words(self) -> str:
        """How a notice names it."""
        return "disproportionate cost" if self is Section.COST else f"section {self.value}"


class Weighing(Enum):
    """Whether the public interest is weighed before something is withheld."""

    ABSOLUTE = "absolute"
    QUALIFIED = "qualified"
    NO_EXEMPTION = "no exemption"  # sections 12 and 14: the duty to answer falls away


@dataclass(frozen=True)
class Exemption:
    """What a section is for and what it asks of those who rely on it.

    Attributes
    ----------
    title : str
        In words, for readers.
    reasons : tuple of GroundCode
        Codes that it can stand for in public; of several one is named. Empty where the list has none.
    needs_harm : bool
        Whether it applies only where disclosure would do harm, or would be likely to, and somebody has to say which.
    """

    title: str
    weighing: Weighing
    reasons: tuple[GroundCode, ...] = ()
    needs_harm: bool = False

    @property
    def is_qualified(self) -> bool:
        """Whether it needs a note on the public interest."""
        return self.weighing is Weighing.QUALIFIED


def _absolute(title: str, *reasons: GroundCode) -> Exemption:
    return Exemption(title, Weighing.ABSOLUTE, reasons)


def _class(title: str, *reasons: GroundCode) -> Exemption:
    return Exemption(title, Weighing.QUALIFIED, reasons)


def _harm(title: str, *reasons: GroundCode) -> Exemption:
    return Exemption(title, Weighing.QUALIFIED, reasons, needs_harm=True)


def _no_duty(title: str) -> Exemption:
    return Exemption(title, Weighing.NO_EXEMPTION)


_G = GroundCode
EXEMPTIONS: Mapping[Section, Exemption] = MappingProxyType(
    {
        Section.S12: _no_duty("Finding the information would cost more than the limit"),
        Section.S14_1: _no_duty("The request is vexatious"),
        Section.S14_2: _no_duty("The request repeats an earlier one"),
        Section.S21: _absolute("Already available to the person who asks"),
        Section.S22: _class("To be published", _G.FUT),
        Section.S22A: _harm("Research that goes on and will be published", _G.FUT),
        Section.S23: _absolute("From, or about, bodies that deal with security"),
        Section.S24: _class("National security"),
        Section.S26: _harm("Defence"),
        Section.S27: _harm("International relations"),
        Section.S28: _harm("Relations within the United Kingdom"),
        Section.S29: _harm("The economy"),
        Section.S30: _class("Held for an investigation", _G.INV, _G.ACTIVE),
        Section.S31: _harm("Law enforcement", _G.LEO, _G.ACTIVE),
        Section.S32: _absolute("Records of courts and inquiries", _G.COURT, _G.ACTIVE),
        Section.S33: _harm("Audit"),
        Section.S34: _absolute("Privilege of Parliament"),
        Section.S35: _class("Formulation of government policy", _G.POL),
        Section.S36: _harm("Conduct of public affairs"),
        Section.S37_A: _absolute("Letters with the Sovereign and the heir"),
        Section.S37: _class("Letters with the Royal Family, and honours"),
        Section.S38: _harm("Health or safety of a person", _G.SAFE),
        Section.S39: _class("Environmental information"),
        Section.S40_1: _absolute("Personal data of the person who asks", _G.PERS),
        Section.S40_2: _absolute("Personal data of others, whom disclosure would wrong", _G.PERS),
        Section.S40_OBJECT: _class("Personal data of somebody who objects to their use", _G.PERS),
        Section.S40_ACCESS: _class("Personal data that the person themselves could not have", _G.PERS),
        Section.S41: _absolute("Given in confidence", _G.CONF),
        Section.S42: _class("Legal privilege", _G.LPP),
        Section.S43_1: _class("Trade secrets"),
        Section.S43_2: _harm("Commercial interests"),
        Section.S44: _absolute("Disclosure is forbidden by law", _G.ANON, _G.COURT, _G.ACTIVE),
        Section.COST: _no_duty("Answering would cost more than is proportionate"),
    }
)
# Section 21 has no such part, and nothing is denied where the duty to answer falls away.
MAY_DENY = frozenset(
    section
    for section, exemption in EXEMPTIONS.items()
    if exemption.weighing is not Weighing.NO_EXEMPTION and section is not Section.S21
)
