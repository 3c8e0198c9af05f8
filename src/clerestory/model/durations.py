"""How long offending went on: computed from the first and the last year of an investigation, and never collected.

Years are all that is sent, so a duration is a difference of years: what began in one year and ended in the next may
have lasted days or two years.
"""

from __future__ import annotations

from dataclasses import dataclass

ENTITY, NAME = "investigation", "duration"
DURATION = f"{ENTITY}.{NAME}"  # how study.toml calls the computed variable
FIRST, LAST = "first_offence_year", "last_offence_year"
NEEDED = frozenset({f"{ENTITY}.{FIRST}", f"{ENTITY}.{LAST}"})  # the fields that it is computed from


@dataclass(frozen=True)
class Band:
    """Differences of years that are counted together; ``least`` is the smallest, and the next band's ends it."""

    code: str
    label: str
    least: int


BANDS = (
    Band("Y0", "Within one calendar year", 0),
    Band("Y1", "Into the next year", 1),
    Band("Y2", "Over years two to four later", 2),
    Band("Y5", "Five years later or more", 5),
)
