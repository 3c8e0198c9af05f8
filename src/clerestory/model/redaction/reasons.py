"""Why something is withheld from a text: the product's reason codes, the law behind each, and the mark that is printed.

The Freedom of Information Act 2000 has absolute exemptions and qualified ones; of a qualified one somebody must have
weighed the public interest, in words, before anything is withheld under it (section 2). The sections are recalled, not
quoted: have them checked before they are relied on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Exemption(Enum):
    """How an exemption weighs."""

    ABSOLUTE = "absolute"
    QUALIFIED = "qualified: needs a note on the public interest"


class ReasonCode(Enum):
    """Codes of the code list ``withhold_reason`` that a passage of text can be withheld under."""

    ANON = "ANON"
    COURT = "COURT"
    ACTIVE = "ACTIVE"
    INV = "INV"
    LEO = "LEO"
    PERS = "PERS"
    SAFE = "SAFE"
    CONF = "CONF"
    LPP = "LPP"


@dataclass(frozen=True)
class Reason:
    """A reason for withholding a passage.

    Attributes
    ----------
    code : ReasonCode
    law : str
        What it rests on, in words.
    section : str
        As the mark has it; the same for every passage, whatever it holds.
    exemption : Exemption
    """

    code: ReasonCode
    law: str
    section: str
    exemption: Exemption

    @property
    def mark(self) -> str:
        """What stands in a text in place of a passage."""
        return f"[withheld: {self.section}]"

    @property
    def law_in_full(self) -> str:
        """The law for readers, without abbreviations."""
        sections = re.sub(r"\bss\.(?=\d)", "sections ", self.law)
        return re.sub(r"\bs\.(?=\d)", "section ", sections.replace("FOIA", "Freedom of Information Act 2000"))

    @property
    def needs_note(self) -> bool:
        """Whether somebody has to write down where the public interest lies."""
        return self.exemption is Exemption.QUALIFIED


def _reason(code: ReasonCode, law: str, section: str, exemption: Exemption) -> tuple[ReasonCode, Reason]:
    return code, Reason(code, law, section, exemption)


REASONS: Mapping[ReasonCode, Reason] = MappingProxyType(
    dict(
        (
            _reason(
                ReasonCode.ANON,
                "Lifetime anonymity of a complainant: Sexual Offences (Amendment) Act 1992 s.1, with FOIA s.44(1)(a)",
                "s.44 (anonymity)",
                Exemption.ABSOLUTE,
            ),
            _reason(
                ReasonCode.COURT,
                "An order of a court or an automatic restriction, with FOIA s.44(1)",
                "s.44 (court order)",
                Exemption.ABSOLUTE,
            ),
            _reason(
                ReasonCode.ACTIVE,
                "Active proceedings: Contempt of Court Act 1981 ss.1-2, with FOIA s.44(1)(c)",
                "s.44 (live case)",
                Exemption.ABSOLUTE,
            ),
            _reason(ReasonCode.PERS, "Personal data: FOIA s.40(2)", "s.40(2)", Exemption.ABSOLUTE),
            _reason(ReasonCode.CONF, "Given in confidence: FOIA s.41", "s.41", Exemption.ABSOLUTE),
            _reason(ReasonCode.INV, "Held for an investigation: FOIA s.30", "s.30", Exemption.QUALIFIED),
            _reason(ReasonCode.LEO, "Would prejudice law enforcement: FOIA s.31", "s.31", Exemption.QUALIFIED),
            _reason(ReasonCode.SAFE, "Health or safety of a person: FOIA s.38", "s.38", Exemption.QUALIFIED),
            _reason(ReasonCode.LPP, "Legal privilege: FOIA s.42", "s.42", Exemption.QUALIFIED),
        )
    )
)
