"""What else is true of suspects and victims, whoever records it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from clerestory.synthetic import figures
from clerestory.synthetic.cases import Cases
from clerestory.synthetic.drawing import Coded, Mask, chance
from clerestory.synthetic.people import ADULT, Persons


@dataclass(frozen=True)
class SuspectProfile:
    """What is true of each suspect beside sex, age and heritage."""

    occupation: Coded
    prior: Coded
    motivation: Coded
    custody: Mask
    court: Coded

    @property
    def category(self) -> Coded:
        """Suspect or convicted."""
        return Coded(self.court.among("CONV").astype(np.int64), ("SUS", "CON"))


@dataclass(frozen=True)
class VictimProfile:
    """What is true of each victim beside sex, age and heritage."""

    vulnerability: pl.Series
    disability: Coded
    services: Coded
    first_told: Coded
    support: Mask
    child_id: Mask


def draw_suspect_profile(rng: np.random.Generator, suspects: Persons, cases: Cases) -> SuspectProfile:
    """Draw the profile of each suspect; the court result is that of the case opened last."""
    n = len(suspects.age_first)
    people = cases.people
    owner = people.suspects.owner
    in_time = np.argsort(cases.year_opened[owner], kind="stable")
    stage = np.zeros(n, dtype=np.int64)
    stage[people.suspect[in_time]] = cases.stage.index[owner[in_time]]
    return SuspectProfile(
        figures.OCCUPATION.draw(rng, n).where(suspects.age_first >= ADULT, "STUD"),
        figures.PRIOR.draw(rng, n),
        figures.MOTIVATION.draw(rng, n),
        chance(rng, figures.CUSTODY_PROP, n),
        Coded(stage, cases.stage.codes).translated(figures.COURT_RESULT),
    )


def draw_victim_profile(rng: np.random.Generator, exploited: Mask) -> VictimProfile:
    """Draw the profile of each victim; children in exploitation cases have more vulnerability flags."""
    n = len(exploited)
    return VictimProfile(
        _vulnerability(rng, exploited),
        figures.DISABILITY.draw(rng, n),
        figures.SERVICES.draw(rng, n),
        figures.FIRST_TOLD.draw(rng, n),
        chance(rng, figures.SUPPORT_PROP, n),
        chance(rng, figures.CHILD_ID_PROP, n),
    )


def _vulnerability(rng: np.random.Generator, exploited: Mask) -> pl.Series:
    n = len(exploited)
    some = ~chance(rng, np.where(exploited, figures.NO_FLAG_CSE_PROP, figures.NO_FLAG_PROP), n)
    flags = {
        code: some & chance(rng, np.where(exploited, with_it, without), n)
        for code, (without, with_it) in figures.FLAGS.items()
    }
    each = [pl.when(pl.col(code)).then(pl.lit(code)) for code in flags]
    listed = pl.concat_str(each, separator=";", ignore_nulls=True)
    found = pl.DataFrame(flags).select(listed.alias("flags"))["flags"]
    return found.replace("", "NONE")
