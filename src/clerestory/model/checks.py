"""The checks that users see by name, and what they find in a return."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from clerestory.model.instrument import Instrument, Variable

# Completeness is published for these: sex, ethnicity and disability of both sides, ages, vulnerability and setting
# (IICSA's core data set), with nationality, outcome and the definition that selected the cases.
KEY_FIELDS = (
    "suspect.ethnicity_sde",
    "suspect.ethnicity_basis",
    "suspect.nationality_group",
    "suspect.sex",
    "suspect.age_at_first_offence",
    "victim.ethnicity_sde",
    "victim.sex",
    "victim.age_at_first_offence",
    "victim.disability",
    "victim.vulnerability",
    "link_suspect_victim.relationship",
    "offence.location_type",
    "offence.outcome",
    "return.definition_applied",
)


class Check(Enum):
    """A check by the name that users see, in order of its number."""

    COMPLETENESS = "Completeness matrix"
    MISSING_REASON = "Missing-reason split"
    NOT_RECORDED = "Not-recorded beside every share"
    BOUNDS = "Bounds"
    DEFINITION_SWITCH = "Definition switch"
    FLAG_AUDIT = "Flag audit and corrected counts"
    COUNTING_BASIS = "Counting-basis label"
    TIMELINESS = "Timeliness and late returns"
    IMPOSSIBLE_VALUES = "Impossible values"
    CROSS_RETURN = "Cross-return consistency"
    SHOCK = "Year-on-year shock"

    @property
    def number(self) -> int:
        """Its place in the list of checks, from 1."""
        return list(Check).index(self) + 1


class Weight(Enum):
    """How much a finding asks of a giver."""

    FAULT = "to mend"
    QUERY = "to look at"
    NOTE = "to know"


@dataclass(frozen=True)
class Finding:
    """What a check found in one return; it names places and never a value of a case.

    Attributes
    ----------
    rows : tuple of int
        Lines of the file, the first hundred; empty where it is about the return as a whole.
    number : int
        How many rows there are in all, or 0 where it is about the return as a whole.
    """

    check: Check
    provider: str
    return_id: str
    weight: Weight
    what: str
    remedy: str
    file: str = ""
    column: str = ""
    rows: tuple[int, ...] = ()
    number: int = 0


def key_fields_of(instrument: Instrument) -> tuple[Variable, ...]:
    """Give the key fields that an instrument has, in the order in which they are shown."""
    by_path = {variable.path: variable for variable in instrument.variables}
    return tuple(by_path[path] for path in KEY_FIELDS if path in by_path)
