"""The persons of a synthetic nation, before anybody recorded anything about them.

Ethnicity and nationality come from generators of their own, with equal weights for every person, so that nothing else
that is drawn can be associated with them (rule Q11).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from clerestory.synthetic import figures
from clerestory.synthetic.drawing import Coded, Ints, Mask, chance, draw_by, pseudonyms

AGE_EDGES = (10, 13, 16, 18, 25, 35, 45, 55)  # where the bands of age_band begin, after the first
AGE_BANDS = ("00-09", "10-12", "13-15", "16-17", "18-24", "25-34", "35-44", "45-54", "55+")
OLDEST = 80
ADULT = 18
YOUNGEST_SUSPECT = 10  # the age of criminal responsibility; no younger suspects are made (rule V5)


@dataclass(frozen=True)
class Sizes:
    """How many persons have which part.

    Persons are numbered so that suspects come first and victims last; those who are both lie in the overlap.
    """

    persons: int

    @property
    def both(self) -> int:
        """Persons who are victim and suspect."""
        return max(1, round(figures.BOTH_PROP * self.persons))

    @property
    def suspects(self) -> int:
        """Persons who are suspects."""
        return round(figures.SUSPECTS_PROP * self.persons)

    @property
    def victims(self) -> int:
        """Persons who are victims."""
        return self.persons - self.suspects + self.both

    @property
    def first_victim(self) -> int:
        """The number of the first person who is a victim."""
        return self.persons - self.victims


@dataclass(frozen=True)
class Identities:
    """The pseudonyms of all persons: one for each part, the same in every giver's return."""

    suspects: pl.Series
    victims: pl.Series
    cross: pl.Series  # of those who are both


@dataclass(frozen=True)
class Heritage:
    """Ethnicity, how an officer would code it, and nationality of every person."""

    ethnicity: Coded
    observed: Coded
    nationality: Coded


def draw_identities(rng: np.random.Generator, sizes: Sizes) -> Identities:
    """Draw the pseudonyms of all persons."""
    return Identities(
        pseudonyms(rng, sizes.suspects, prefix="sus"),
        pseudonyms(rng, sizes.victims, prefix="vic"),
        pseudonyms(rng, sizes.both, prefix="crs"),
    )


def draw_heritage(rng: np.random.Generator, n: int) -> Heritage:
    """Draw ethnicity and nationality of ``n`` persons, every code as likely as any other."""
    ethnicity = figures.ETHNICITY.draw(rng, n)
    stated = ethnicity.where(~chance(rng, figures.NOT_STATED_PROP, n), "NS")
    agrees = chance(rng, figures.OBSERVED_AGREES_PROP, n)
    place = np.array([figures.OBSERVED.codes.index(figures.OBSERVED_OF[code]) for code in ethnicity.codes])
    seen = np.where(agrees, place[ethnicity.index], figures.OBSERVED.draw(rng, n).index)
    return Heritage(stated, Coded(seen, figures.OBSERVED.codes), figures.NATIONALITY.draw(rng, n))


def draw_ages(rng: np.random.Generator, bands: Coded) -> Ints:
    """Draw an age in years within each band."""
    lows = (0, *AGE_EDGES)
    highs = (*AGE_EDGES, OLDEST)
    low = np.array([lows[AGE_BANDS.index(code)] for code in bands.codes])[bands.index]
    high = np.array([highs[AGE_BANDS.index(code)] for code in bands.codes])[bands.index]
    ages: Ints = low + (rng.random(len(bands)) * (high - low)).astype(np.int64)
    return ages


def age_bands(ages: Ints) -> Coded:
    """Give the band of each age."""
    return Coded(np.searchsorted(np.array(AGE_EDGES), ages, side="right").astype(np.int64), AGE_BANDS)


@dataclass(frozen=True)
class Years:
    """When a person's first offence began, and the year in which it was first recorded."""

    first: Ints
    report: Ints

    @classmethod
    def of(cls, person: Ints, n: int, *, first: Ints, report: Ints) -> Years:
        """Take the least over the cases of each person; ``first`` and ``report`` go with ``person``."""
        least_first = np.full(n, np.iinfo(np.int64).max)
        least_report = least_first.copy()
        np.minimum.at(least_first, person, first)
        np.minimum.at(least_report, person, report)
        return cls(least_first, least_report)


@dataclass(frozen=True)
class Persons:
    """What is true of the persons in one part, suspects or victims."""

    sex: Coded
    age_first: Ints
    age_report: Ints


def draw_suspects(rng: np.random.Generator, years: Years) -> Persons:
    """Draw sex and age of suspects."""
    n = len(years.first)
    age = draw_ages(rng, figures.AGE_SUSPECT.draw(rng, n))
    return Persons(figures.SEX_SUSPECT.draw(rng, n), age, age + years.report - years.first)


def draw_victims(rng: np.random.Generator, years: Years, *, exploited: Mask) -> Persons:
    """Draw sex and age of victims; children in exploitation cases are older, and more of them are boys."""
    kind = exploited.astype(np.int64)
    age = draw_ages(rng, draw_by(rng, kind, mixes=(figures.AGE_VICTIM, figures.AGE_VICTIM_CSE)))
    sex = draw_by(rng, kind, mixes=(figures.SEX_VICTIM, figures.SEX_VICTIM_CSE))
    return Persons(sex, age, age + years.report - years.first)


def reconciled(
    suspects: Persons, victims: Persons, *, both: int, suspect_years: Years, victim_years: Years
) -> tuple[Persons, Persons]:
    """Make the persons who are both one person: one sex, and one year of birth that fits both ages.

    The cases of such suspects are recent, so that a year exists in which they were under 18 as victims and at least 10
    as suspects: the last offence against them began at most seven years after the first that they are suspected of.
    """
    theirs = slice(len(suspects.age_first) - both, None)
    as_suspect, as_victim = suspect_years.first[theirs], victim_years.first[:both]
    born = np.minimum(as_victim - victims.age_first[:both], as_suspect - YOUNGEST_SUSPECT)
    born = np.maximum(born, as_victim - (ADULT - 1))
    sex = suspects.sex.codes  # the two mixes have the same codes, in another order
    suspect_sex = suspects.sex.index.copy()
    suspect_sex[theirs] = np.array([sex.index(code) for code in victims.sex.codes])[victims.sex.index[:both]]
    suspect_age, victim_age = suspects.age_first.copy(), victims.age_first.copy()
    suspect_age[theirs], victim_age[:both] = as_suspect - born, as_victim - born
    return (
        Persons(Coded(suspect_sex, sex), suspect_age, suspect_age + suspect_years.report - suspect_years.first),
        Persons(victims.sex, victim_age, victim_age + victim_years.report - victim_years.first),
    )
