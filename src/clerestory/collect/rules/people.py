"""Rules V4, V5, V9 and V10: what is said of one victim or one suspect."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.collect.rules.broken import Broken, Severity
from clerestory.collect.rules.sent import Sent

_AGE, _BASIS, _OBSERVED, _CUSTODY = "age_at_first_offence", "ethnicity_basis", "ethnicity_obs", "custody_interview"


def victim_age(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield victims who were adults at the first offence (rule V4)."""
    if entity == "victim" and sent.has(entity, _AGE):
        adult = sent.frames[entity][_AGE].str.contains(r"^(1[89]|[2-9]\d)")
        what = "is a victim who was an adult at the first offence"
        yield Broken(_AGE, "V4", adult, what, "Check the age, or leave the person out of this return.")


def suspect_age(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield suspects below the age of criminal responsibility, who are accepted (rule V5)."""
    if entity == "suspect" and sent.has(entity, _AGE):
        rows = sent.frames[entity][_AGE] == "00-09"
        what = "is a suspect below the age of criminal responsibility"
        remedy = "Check the age; outcome 11 is expected."
        yield Broken(_AGE, "V5", rows, what, remedy, severity=Severity.WARNING)


def observed_ethnicity(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield suspects whose ethnicity rests on what an officer observed, without that observation (rule V9)."""
    if entity == "suspect" and sent.has(entity, _BASIS, _OBSERVED):
        frame = sent.frames[entity]
        rows = (frame[_BASIS] == "OB") & (frame[_OBSERVED] == "")
        what = f"is empty, and {_BASIS} says that an officer observed the ethnicity"
        yield Broken(_OBSERVED, "V9", rows, what, f"Give the officer-observed code, or mend {_BASIS}.")


def self_defined_ethnicity(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield suspects who were not interviewed in custody and yet defined their ethnicity (rule V10).

    It can be so: another agency may have asked. So it is a question, and the row is accepted.
    """
    if entity == "suspect" and sent.has(entity, _BASIS, _CUSTODY):
        frame = sent.frames[entity]
        rows = (frame[_BASIS] == "SD") & (frame[_CUSTODY] == "N")
        what = f"says self-defined, and {_CUSTODY} says that there was no interview in custody"
        remedy = "Answer when and by whom the suspect was asked, or mend one of the two."
        yield Broken(_BASIS, "V10", rows, what, remedy, severity=Severity.QUERY)
