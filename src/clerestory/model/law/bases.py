"""The codes of ``lawful_basis``: regime, section, what they answer, which purposes they fit, and where it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from clerestory.model.law.parties import Purpose
from clerestory.model.law.sources import SOURCES


class Regime(Enum):
    """Which part of the law a code belongs to; the values are those of the code list."""

    UK_GDPR = "UKGDPR"
    PART_3 = "PART3"
    GATEWAY = "GATEWAY"  # whether the law requires the return, or it is voluntary (rule D2)


class Part(Enum):
    """The question that a code answers."""

    LAWFUL_BASIS = "Article 6 basis"
    SPECIAL = "Article 9 condition"
    OFFENCE = "Article 10 condition"
    TASK = "law enforcement task"
    SENSITIVE = "Schedule 8 condition"
    ONWARD = "onward use"
    POWER = "power to require, or voluntary"


class Basis(Enum):
    """A code of ``lawful_basis``."""

    A6_1E = "A6-1E"
    A6_1C = "A6-1C"
    A6_1F = "A6-1F"
    A6_1EA = "A6-1EA"
    A9_G_P18 = "A9-G-P18"
    A9_G_P6 = "A9-G-P6"
    A9_G_P10 = "A9-G-P10"
    A9_J_P4 = "A9-J-P4"
    A10_S10_5 = "A10-S10-5"
    S35_2B = "S35-2B"
    S8_P1 = "S8-P1"
    S8_P4 = "S8-P4"
    S8_P9 = "S8-P9"
    S36_4 = "S36-4"
    PA96_S44 = "PA96-S44"
    VOL = "VOL"

    @property
    def law(self) -> Statute:
        """What the code stands for."""
        return LAW[self]


@dataclass(frozen=True)
class Statute:
    """What a code stands for.

    Attributes
    ----------
    section : str
        Where the law says it.
    test : str
        What must be true before anybody relies on it.
    fits : frozenset of Purpose
        Purposes that it fits; all of them where the code is no condition of a purpose.
    read : tuple of str
        Keys of ``SOURCES`` in which the section was read; none where it was recalled.
    """

    regime: Regime
    part: Part
    section: str
    test: str
    fits: frozenset[Purpose]
    read: tuple[str, ...] = ()

    @property
    def cited(self) -> str:
        """The section, and that it was recalled where it was not read."""
        return self.section if self.read else f"{self.section} (recalled, verify)"

    @property
    def honesty(self) -> str:
        """Say where the section was read, or that it was recalled and must be verified."""
        return "; ".join(SOURCES[key].title for key in self.read) or "recalled, verify before relying on it"


_ALL = frozenset(Purpose)
_STATISTICAL = frozenset(purpose for purpose in Purpose if purpose.is_statistical)
_PROTECTING = frozenset({Purpose.SAFEGUARDING})
_CRIME = frozenset({Purpose.CRIME})
_OFFICIAL = _STATISTICAL | _PROTECTING  # what a function given by an enactment may serve
_UK, _P3, _GATE = Regime.UK_GDPR, Regime.PART_3, Regime.GATEWAY

LAW: Mapping[Basis, Statute] = MappingProxyType(
    {
        Basis.A6_1E: Statute(
            _UK, Part.LAWFUL_BASIS, "UK GDPR Art 6(1)(e); DPA 2018 s.8",
            "necessary for a task of the controller in the public interest, or its official authority, laid down in "
            "law", _ALL, ("adr", "art6"),
        ),
        Basis.A6_1C: Statute(
            _UK, Part.LAWFUL_BASIS, "UK GDPR Art 6(1)(c)",
            "necessary to comply with a duty under an enactment, which the record names", _ALL,
        ),
        Basis.A6_1F: Statute(
            _UK, Part.LAWFUL_BASIS, "UK GDPR Art 6(1)(f)",
            "necessary for a legitimate interest that the person's own interests do not override; "
            "not for the tasks of a public authority", _STATISTICAL | _CRIME | _PROTECTING, ("art6",),
        ),
        Basis.A6_1EA: Statute(
            _UK, Part.LAWFUL_BASIS, "UK GDPR Art 6(1)(ea); Annex 1",
            "necessary for a recognised legitimate interest, such as safeguarding a vulnerable individual or "
            "preventing crime; not for the tasks of a public authority",
            _CRIME | _PROTECTING, ("art6", "annex1", "commencement"),
        ),
        Basis.A9_G_P18: Statute(
            _UK, Part.SPECIAL, "UK GDPR Art 9(2)(g); DPA 2018 Sch 1 para 18",
            "necessary to protect an individual who is under 18, or 18 or over and at risk, from neglect or harm, or "
            "to protect their well-being; without consent for reason A, B or C; substantial public interest; a policy "
            "document", _PROTECTING, ("schedule1",),
        ),
        Basis.A9_G_P6: Statute(
            _UK, Part.SPECIAL, "UK GDPR Art 9(2)(g); DPA 2018 Sch 1 para 6",
            "necessary for a function given by an enactment, or of the Crown or a department; substantial public "
            "interest; a policy document", _OFFICIAL, ("schedule1",),
        ),
        Basis.A9_G_P10: Statute(
            _UK, Part.SPECIAL, "UK GDPR Art 9(2)(g); DPA 2018 Sch 1 para 10",
            "necessary to prevent or detect an unlawful act; asking for consent would prejudice that; substantial "
            "public interest; a policy document, unless it goes to a competent authority", _CRIME, ("schedule1",),
        ),
        Basis.A9_J_P4: Statute(
            _UK, Part.SPECIAL, "UK GDPR Art 9(2)(j) and 84B; DPA 2018 Sch 1 para 4",
            "necessary for research or statistics, with the safeguards of Article 84B, and in the public interest",
            _STATISTICAL, ("chapter8a", "duaa87"),
        ),
        Basis.A10_S10_5: Statute(
            _UK, Part.OFFENCE, "UK GDPR Art 10; DPA 2018 s.10(5)",
            "a condition in Part 1, 2 or 3 of Schedule 1 is met for data about persons suspected or convicted",
            _ALL, ("offence",),
        ),
        Basis.S35_2B: Statute(
            _P3, Part.TASK, "DPA 2018 s.35(2)(b)",
            "necessary for a task of a competent authority for a law enforcement purpose", _ALL, ("s35",),
        ),
        Basis.S8_P1: Statute(
            _P3, Part.SENSITIVE, "DPA 2018 s.35(5); Sch 8 para 1",
            "strictly necessary; for a function given by an enactment or rule of law; substantial public interest; a "
            "policy document", _OFFICIAL | _CRIME, ("s35", "schedule8"),
        ),
        Basis.S8_P4: Statute(
            _P3, Part.SENSITIVE, "DPA 2018 s.35(5); Sch 8 para 4",
            "strictly necessary; to protect an individual who is under 18, or 18 or over and at risk; without consent "
            "for reason A, B or C; substantial public interest; a policy document", _PROTECTING, ("s35", "schedule8"),
        ),
        Basis.S8_P9: Statute(
            _P3, Part.SENSITIVE, "DPA 2018 s.35(5) and 41; Sch 8 para 9",
            "strictly necessary; for research or statistics, and for no measure or decision about a person; a policy "
            "document", _STATISTICAL, ("s35", "s41"),
        ),
        Basis.S36_4: Statute(
            _P3, Part.ONWARD, "DPA 2018 s.36(4)",
            "use for a purpose that is not law enforcement is authorised by law; the sharing itself then needs an "
            "Article 6 basis and Article 9 and 10 conditions", _ALL, ("reuse",),
        ),
        Basis.PA96_S44: Statute(
            _GATE, Part.POWER, "Police Act 1996 s.44",
            "the Secretary of State required the return of a police force of England or Wales; the British Transport "
            "Police has an Act of its own: verify", _STATISTICAL,
        ),
        Basis.VOL: Statute(
            _GATE, Part.POWER, "none: voluntary, under a data sharing agreement", "an agreement is in place", _ALL,
        ),
    }
)  # fmt: skip

FOR_PROTECTING = frozenset({Basis.A9_G_P18, Basis.S8_P4})  # an individual, with every test, and no more (rules D3, D4)
# Part 2 of Schedule 1, and all of Schedule 8, ask for an appropriate policy document (rules D3, D5)
WITH_POLICY_DOCUMENT = frozenset({Basis.A9_G_P18, Basis.A9_G_P6, Basis.A9_G_P10}) | {
    code for code, law in LAW.items() if law.part is Part.SENSITIVE
}


def code_names(codes: Iterable[Basis]) -> str:
    """Give codes as a text, in the order of their names."""
    return ", ".join(sorted(code.value for code in codes))
