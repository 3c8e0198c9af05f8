"""Each giver's own list of people, with the errors and gaps that lists have: the input of encoding.

Written beside the study, under ``<folder>.truth/people``, and never into it. Rates are assumptions: no published source
gives them for these lists.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from clerestory.model.links.people import (
    DATE_OF_BIRTH,
    FAMILY_NAME,
    FIRST_NAMES,
    KIND,
    LOCAL_ID,
    OTHER_FAMILY_NAME,
    POSTCODE,
    PSEUDONYM,
    TOWN,
    PersonKind,
)
from clerestory.synthetic.drawing import Coded, Ints, chance
from clerestory.synthetic.habits import NAMES_OF_BIRTH, RENAMED, RESPELT, SHORT, Habits, with_habits
from clerestory.synthetic.name_lists import INWARD
from clerestory.synthetic.named_people import NamedPeople, draw_homes, draw_named_people
from clerestory.synthetic.truth import Truth

SECOND_NAME_LISTED_PROP, FORMER_LISTED_PROP, FORMER_AS_FAMILY_PROP = 0.6, 0.5, 0.3
TYPO_PROP = 0.025  # of first names, and of family names
SWAPPED_PROP = 0.005  # first and family name in each other's place
DAY_FOR_MONTH_PROP, WRONG_DIGIT_PROP, NO_BIRTH_DATE_PROP = 0.007, 0.01, 0.02
MOVED_PROP, POSTCODE_TYPO_PROP, NO_POSTCODE_PROP = 0.12, 0.015, 0.08
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DAYS = slice(8, 10)


def write_people_lists(
    rng: np.random.Generator, folder: Path, truth: Truth, habits: Habits = NAMES_OF_BIRTH
) -> pl.DataFrame:
    """Write ``<provider>.csv`` for every giver; the same person has the same local id as suspect and as victim.

    Returns
    -------
    DataFrame
        Of every entry ``provider``, ``kind``, ``local_id``, and which habits of naming it shows.
    """
    of_people, of_lists = rng.spawn(2)
    people = draw_named_people(of_people, truth)
    giver, person, kind, pseudonym = _listed(truth)
    frame = (
        _as_listed(of_lists, people, giver, person, habits=habits)
        .with_columns(kind, pseudonym)
        .sort("giver", LOCAL_ID, KIND)
    )
    folder.mkdir(parents=True, exist_ok=True)
    columns = (KIND, LOCAL_ID, FIRST_NAMES, FAMILY_NAME, OTHER_FAMILY_NAME, DATE_OF_BIRTH, POSTCODE, TOWN, PSEUDONYM)
    for i, one in enumerate(truth.givers.all):
        frame.filter(pl.col("giver") == i).select(columns).write_csv(folder / f"{one.slug}.csv")
    provider = Coded(frame["giver"].to_numpy(), tuple(one.provider for one in truth.givers.all)).series()
    return frame.select(provider.alias("provider"), KIND, LOCAL_ID, SHORT, RESPELT, RENAMED)


def _listed(truth: Truth) -> tuple[Ints, Ints, pl.Series, pl.Series]:
    suspects, victims = truth.lists.suspects, truth.lists.victims
    part = np.repeat(np.arange(2), [len(suspects.person), len(victims.person)])
    pseudonyms = [truth.identities.suspects.gather(suspects.person), truth.identities.victims.gather(victims.person)]
    return (
        np.concatenate([suspects.giver, victims.giver]),
        np.concatenate([suspects.person, victims.person + truth.sizes.first_victim]),
        Coded(part, (PersonKind.SUSPECT.value, PersonKind.VICTIM.value)).series().alias(KIND),
        pl.concat(pseudonyms).alias(PSEUDONYM),
    )


def _as_listed(
    rng: np.random.Generator, people: NamedPeople, giver: Ints, person: Ints, *, habits: Habits
) -> pl.DataFrame:
    """Give every person as each giver has them: one spelling for each giver and person, in whichever part."""
    once, place = np.unique(giver * len(people.first) + person, return_inverse=True)
    who = once % len(people.first)
    names, births, homes, order, of_habits = rng.spawn(5)
    first, family, other = _names(names, people, who)
    postcode, town = _homes(homes, people, who)
    local = order.permutation(len(once))
    spelled = pl.DataFrame(
        {
            LOCAL_ID: pl.Series([f"P{number:06d}" for number in local.tolist()]),
            FIRST_NAMES: first,
            FAMILY_NAME: family,
            OTHER_FAMILY_NAME: other,
            DATE_OF_BIRTH: _birth_dates(births, people, who),
            POSTCODE: postcode,
            TOWN: town,
        }
    )
    spelled = with_habits(of_habits, spelled, who, habits)
    return spelled.select(pl.all().gather(pl.Series(place.ravel()))).with_columns(pl.Series("giver", giver))


def _names(rng: np.random.Generator, people: NamedPeople, who: Ints) -> tuple[list[str], list[str], list[str]]:
    n = len(who)
    second, former, as_family, swapped, typo_first, typo_family = (
        chance(rng, prop, n).tolist()
        for prop in (
            SECOND_NAME_LISTED_PROP, FORMER_LISTED_PROP, FORMER_AS_FAMILY_PROP, SWAPPED_PROP, TYPO_PROP, TYPO_PROP
        )
    )  # fmt: skip
    firsts, families, others = [], [], []
    for i, p in enumerate(who.tolist()):
        first, family, other = people.first[p], people.family[p], people.former[p]
        if other and as_family[i]:
            family, other = other, family
        first = _misspelt(rng, first) if typo_first[i] else first
        family = _misspelt(rng, family) if typo_family[i] else family
        whole = f"{first} {people.second[p]}".strip() if second[i] else first
        firsts.append(family if swapped[i] else whole)
        families.append(first if swapped[i] else family)
        others.append(other if former[i] else "")
    return firsts, families, others


def _misspelt(rng: np.random.Generator, name: str) -> str:
    """Leave out, double, exchange or replace a letter after the first."""
    at, kind = int(rng.integers(1, len(name) - 1)), int(rng.integers(0, 4))
    letter = _LETTERS[int(rng.integers(0, len(_LETTERS)))]
    head, tail = name[:at], name[at + 1 :]
    return (head + tail, head + name[at] * 2 + tail, head + tail[:1] + name[at] + tail[1:], head + letter + tail)[kind]


def _birth_dates(rng: np.random.Generator, people: NamedPeople, who: Ints) -> list[str]:
    n = len(who)
    digit, place = rng.integers(0, 10, n).tolist(), rng.integers(0, 3, n).tolist()
    swapped, wrong, missing = (
        chance(rng, prop, n).tolist() for prop in (DAY_FOR_MONTH_PROP, WRONG_DIGIT_PROP, NO_BIRTH_DATE_PROP)
    )
    written = []
    for i, p in enumerate(who.tolist()):
        date = people.born[p]
        if missing[i]:
            date = ""
        elif swapped[i] and int(date[_DAYS]) <= 12:
            date = f"{date[:5]}{date[_DAYS]}-{date[5:7]}"
        elif wrong[i]:
            date = _wrong_digit(date, place[i], digit[i])
        written.append(date)
    return written


def _wrong_digit(date: str, place: int, digit: int) -> str:
    """Put a digit in the place of the year's last, the day's last, or of the year's last but one (0 to 2)."""
    year, month, day = date.split("-")
    if place == 0:
        return f"{year[:3]}{digit}-{month}-{min(int(day), 28):02d}"
    if place == 1:
        return f"{year}-{month}-{day[0]}{digit}" if 0 < int(f"{day[0]}{digit}") <= 28 else date
    return f"{year[:2]}{digit % 2 + 8}{year[3]}-{month}-{min(int(day), 28):02d}" if year < "2000" else date


def _homes(rng: np.random.Generator, people: NamedPeople, who: Ints) -> tuple[list[str], list[str]]:
    """Give where people live as listed: some have moved within their force's area, some have no postcode."""
    n = len(who)
    towns, codes = draw_homes(rng, people.home[who])
    moved, typo, missing = (
        chance(rng, prop, n).tolist() for prop in (MOVED_PROP, POSTCODE_TYPO_PROP, NO_POSTCODE_PROP)
    )
    letter = rng.integers(0, len(INWARD), n).tolist()
    postcode, town = [], []
    for i, p in enumerate(who.tolist()):
        code, place = (codes[i], towns[i]) if moved[i] else (people.postcode[p], people.town[p])
        code = code[:-1] + INWARD[letter[i]] if typo[i] else code
        postcode.append("" if missing[i] else code)
        town.append(place)
    return postcode, town
