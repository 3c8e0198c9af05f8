"""Who the persons of a synthetic nation are: names, date of birth, home. Given to nobody but each giver's own list.

Names are drawn from the sex alone, homes from the forces' sizes; neither knows of ethnicity, role or group (rule Q11).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.synthetic.drawing import Ints, Mask, chance
from clerestory.synthetic.name_lists import (
    JOINED_PROP,
    SECOND_NAME_PROP,
    family_names,
    female_names,
    male_names,
    postcodes,
    towns,
)
from clerestory.synthetic.people import Years
from clerestory.synthetic.truth import Truth

FORMER_NAME_PROP = 0.3  # of women and girls of 20 and over
_FORMER_NAME_AGE = 20
_FIRST_DAY, _LAST_DAY = 2, 364  # of a year: the first and last days occur in settings, and a search must be exact


@dataclass(frozen=True)
class NamedPeople:
    """What is true of every person, in the order of their numbers."""

    first: list[str]
    second: list[str]  # empty where there is none
    family: list[str]
    former: list[str]
    born: list[str]  # YYYY-MM-DD
    home: Ints  # the force in whose area they live
    town: list[str]
    postcode: list[str]


def draw_named_people(rng: np.random.Generator, truth: Truth) -> NamedPeople:
    """Draw names, dates of birth and homes of all persons."""
    names, births, homes = rng.spawn(3)
    born, female = _birth_years(truth), _female(truth)
    first, second = _given_names(names, female)
    family, former = _family_names(names, female & (np.max(born) - born >= _FORMER_NAME_AGE))
    days = births.integers(_FIRST_DAY, _LAST_DAY, len(born))
    home = homes.choice(len(truth.force_weights), len(born), p=truth.force_weights)
    town, postcode = draw_homes(homes, home)
    return NamedPeople(first, second, family, former, dates(born, days), home, town, postcode)


def draw_homes(rng: np.random.Generator, home: Ints) -> tuple[list[str], list[str]]:
    """Draw a town and a postcode in the area of each person's force."""
    known = {force: towns(force) for force in np.unique(home).tolist()}
    town = np.minimum(rng.geometric(0.3, len(home)) - 1, len(towns(0)) - 1)  # large towns and small ones
    named = [known[f][t] for f, t in zip(home.tolist(), town.tolist(), strict=True)]
    return named, postcodes(rng, home, town)


def dates(year: Ints, day: Ints) -> list[str]:
    """Give dates as text, by the year and the day of it."""
    start = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return [str(date) for date in start + (day - 1)]


def _birth_years(truth: Truth) -> Ints:
    """Give the year of birth that fits each person's age; of those who are both, the one that fits both ages."""
    people, first, opened = truth.cases.people, truth.cases.first_year, truth.cases.year_opened
    born = np.zeros(truth.sizes.persons, dtype=np.int64)
    for spans, person, persons, offset in (
        (people.suspects, people.suspect, truth.suspects, 0),
        (people.victims, people.victim, truth.victims, truth.sizes.first_victim),
    ):
        n = len(persons.age_first)
        years = Years.of(person, n, first=first[spans.owner], report=opened[spans.owner])
        born[offset : offset + n] = years.first - persons.age_first
    return born


def _female(truth: Truth) -> Mask:
    female = truth.suspects.sex.among("F")
    return np.concatenate([female[: truth.sizes.first_victim], truth.victims.sex.among("F")])


def _given_names(rng: np.random.Generator, female: Mask) -> tuple[list[str], list[str]]:
    of_women, of_men = female_names(rng), male_names(rng)
    n = len(female)
    drawn = []
    for _ in range(2):
        women, men = of_women.draw(rng, n), of_men.draw(rng, n)
        chosen = zip(female.tolist(), women.tolist(), men.tolist(), strict=True)
        drawn.append([of_women.names[w] if is_female else of_men.names[m] for is_female, w, m in chosen])
    first, second = drawn
    has = chance(rng, SECOND_NAME_PROP, n).tolist()
    return first, [name if there else "" for name, there in zip(second, has, strict=True)]


def _family_names(rng: np.random.Generator, may_have_former: Mask) -> tuple[list[str], list[str]]:
    pool, n = family_names(rng), len(may_have_former)
    one, other, former = (pool.draw(rng, n).tolist() for _ in range(3))
    joined = chance(rng, JOINED_PROP, n).tolist()
    pairs = zip(one, other, joined, strict=True)
    family = [f"{pool.names[a]}-{pool.names[b]}" if both else pool.names[a] for a, b, both in pairs]
    has = (may_have_former & chance(rng, FORMER_NAME_PROP, n)).tolist()
    return family, [pool.names[f] if there else "" for f, there in zip(former, has, strict=True)]
