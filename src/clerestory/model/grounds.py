"""On what grounds an output is withheld: the codes of ``withhold_reason`` that the public reads, and the law of each.

The sections are recalled, not quoted: have them checked before they are relied on. What is used inside the vault alone
(a small count, a cell that protects it, one operation that dominates) is no ground here: in public it is SDC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from clerestory.model.redaction.reasons import REASONS, ReasonCode


class GroundCode(Enum):
    """Codes that a whole output can be withheld under; hidden cells and held texts have their entries by themselves."""

    ANON = "ANON"
    COURT = "COURT"
    ACTIVE = "ACTIVE"
    INV = "INV"
    LEO = "LEO"
    PERS = "PERS"
    SAFE = "SAFE"
    CONF = "CONF"
    LPP = "LPP"
    FUT = "FUT"
    POL = "POL"
    QUAL = "QUAL"
    NONE = "NONE"
    NCND = "NCND"


@dataclass(frozen=True)
class Ground:
    """A ground for withholding an output.

    Attributes
    ----------
    meaning : str
        In words, for readers.
    law : str
        What it rests on.
    is_qualified : bool
        Whether somebody has to weigh the public interest, in words, before anything is withheld under it.
    """

    meaning: str
    law: str
    is_qualified: bool = False


_OWN: Mapping[GroundCode, Ground] = {
    GroundCode.FUT: Ground(
        "Will be published by a stated date", "Freedom of Information Act 2000, sections 22 and 22A", is_qualified=True
    ),
    GroundCode.POL: Ground(
        "Formulation of policy", "Freedom of Information Act 2000, section 35; never for statistics", is_qualified=True
    ),
    GroundCode.QUAL: Ground("Too little is known", "Code of Practice for Statistics: quality"),
    GroundCode.NONE: Ground("Not held", "Freedom of Information Act 2000, section 1"),
    GroundCode.NCND: Ground(
        "Neither confirmed nor denied",
        "Freedom of Information Act 2000, sections 30(3), 31(3) and 40(5B)",
        is_qualified=True,
    ),
}


def _of_reason(code: ReasonCode) -> Ground:
    """Give the ground that a passage's reason is; its law begins with its meaning."""
    whole = REASONS[code].law_in_full
    meaning, _, law = whole.partition(": " if ": " in whole else ", with ")
    return Ground(meaning, law, REASONS[code].needs_note)


GROUNDS: Mapping[GroundCode, Ground] = MappingProxyType(
    {GroundCode(code.value): _of_reason(code) for code in REASONS} | dict(_OWN)
)
# Of these neither an area nor a date is told: either could tell somebody that the police look at them (rule S13).
UNTOLD_PLACES = frozenset({GroundCode.INV, GroundCode.LEO, GroundCode.NCND})
