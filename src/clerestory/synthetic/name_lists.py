"""Names, towns and postcodes of people who do not exist.

Names come from the lists of mimesis (en_GB) and rarer family names are joined from parts of our own, each with a share
that falls with its rank, as those of real names do. Names that are ordinary words are left out, so that a search of a
study for any of these names can be exact. Postcodes lie in areas that the Royal Mail does not use: none begins with Q,
V or X and has I, J or Z second. Towns are joined from syllables of our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from mimesis import Person
from mimesis.enums import Gender
from mimesis.locales import Locale

from clerestory.synthetic.drawing import Floats, Ints, positions

FEWEST_LETTERS = 4
RARE_PROP = 0.25  # of people whose family name is one of the joined ones
JOINED_PROP = 0.04  # of people with two family names joined by a hyphen
SECOND_NAME_PROP = 0.6
_FLAT, _STEEP = 4.0, 0.9  # a name's share falls as (rank + 4) to the power of -0.9
_RARE_ENDS = ("sby", "rick", "mond", "tley", "scoe", "ridge", "bourn", "quist", "vane", "thorn")
_TOWN_STARTS = ("Zel", "Vex", "Quip", "Yarr", "Oxba", "Dru", "Thri", "Wyvel", "Kess", "Ulba", "Jorr", "Epple")
_TOWN_ENDS = ("ambry", "enfold", "ickmere", "ostow", "ungarth", "adrift", "elhythe", "imarch", "orwick", "ushaven")
_AREAS = tuple(first + second for first in "QVX" for second in "IJZ")
INWARD = "ABDEFGHJLNPQRSTUWXYZ"  # letters after the sector of a postcode
_SECTORS = 10


@dataclass(frozen=True)
class NamePool:
    """Names with the share of each; the shares fall with the rank, and the ranks are drawn."""

    names: tuple[str, ...]
    shares: Floats

    def draw(self, rng: np.random.Generator, n: int) -> Ints:
        """Draw positions of ``n`` names."""
        return positions(rng, self.shares, n)


def female_names(rng: np.random.Generator) -> NamePool:
    """Give first names of girls and women."""
    return _ranked(rng, _plain(_first_names(Gender.FEMALE)))


def male_names(rng: np.random.Generator) -> NamePool:
    """Give first names of boys and men."""
    return _ranked(rng, _plain(_first_names(Gender.MALE)))


def family_names(rng: np.random.Generator) -> NamePool:
    """Give family names: those of the list, and rarer ones that are joined."""
    known = _plain(Person(Locale.EN_GB, seed=0)._dataset["surnames"])
    stems = sorted({name[:4] for name in known})
    rare = tuple(sorted({stem + end for stem in stems for end in _RARE_ENDS}))
    common, joined = _ranked(rng, known), _ranked(rng, rare)
    shares = np.concatenate([(1 - RARE_PROP) * common.shares, RARE_PROP * joined.shares])
    return NamePool(common.names + joined.names, shares)


def towns(force: int) -> tuple[str, ...]:
    """Give the towns in the area of a force: no place of the United Kingdom that we know of has such a name."""
    start = _TOWN_STARTS[force % len(_TOWN_STARTS)]
    turn = force // len(_TOWN_STARTS)
    prefix = ("", "Nether", "Over", "Hinder")[turn % 4]
    return tuple(f"{prefix}{start.lower() if prefix else start}{end}" for end in _TOWN_ENDS)


def postcodes(rng: np.random.Generator, force: Ints, town: Ints) -> list[str]:
    """Draw a postcode for each person, by the force and the town where they live."""
    n = len(force)
    sector, unit = rng.integers(0, _SECTORS, n), rng.integers(0, len(INWARD), (n, 2))
    district = 1 + (force // len(_AREAS) * len(_TOWN_ENDS) + town) % 99
    return [
        f"{_AREAS[f % len(_AREAS)]}{d} {s}{INWARD[a]}{INWARD[b]}"
        for f, d, s, (a, b) in zip(force.tolist(), district.tolist(), sector.tolist(), unit.tolist(), strict=True)
    ]


def _first_names(gender: Gender) -> list[str]:
    return list(Person(Locale.EN_GB, seed=0)._dataset["names"][gender.value])


def _plain(names: list[str]) -> tuple[str, ...]:
    """Give names that are no ordinary words, once each, in one order."""
    letters = {name for name in names if len(name) >= FEWEST_LETTERS}
    return tuple(sorted(name for name in letters if name.lower() not in _ordinary_words()))


@cache
def _ordinary_words() -> frozenset[str]:
    """Read the words that are no names here: ordinary ones, months, and places of the United Kingdom."""
    path = resources.files("clerestory.synthetic") / "ordinary_words.txt"
    return frozenset(path.read_text(encoding="utf-8").split())


def _ranked(rng: np.random.Generator, names: tuple[str, ...]) -> NamePool:
    ranks = rng.permutation(len(names))
    shares = (ranks + _FLAT) ** -_STEEP
    return NamePool(names, shares / shares.sum())
