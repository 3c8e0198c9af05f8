"""SYNTHETIC frequency tables of growing size, on which methods of disclosure control are compared.

Places (region > force, or region > force > authority) by ethnic group > code by age band. Counts are Poisson, with
log-normal margins and a gamma factor for each cell, so that about a fifth of the cells is unsafe at a threshold
of 5. The same seed gives the same table, bit for bit, as the peers of the comparison were given.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

MEAN = 12  # cases in an inner cell


@dataclass(frozen=True)
class Size:
    """How many codes each level has; without authorities, forces are the finest places."""

    regions: int
    forces: int
    authorities: int
    groups: int
    codes: int
    ages: int

    @property
    def dims(self) -> str:
        """The dimensions, as the command line takes them."""
        return ("region/force/la" if self.authorities else "region/force") + ",ethgrp/eth,age"

    @property
    def cells(self) -> int:
        """How many cells the table has, margins included."""
        places = 1 + self.regions + self.forces + self.authorities
        return places * (1 + self.groups + self.codes) * (1 + self.ages)


SIZES = {
    "T1": Size(regions=3, forces=10, authorities=0, groups=3, codes=8, ages=6),
    "T2": Size(regions=10, forces=43, authorities=0, groups=5, codes=18, ages=7),
    "T3": Size(regions=10, forces=43, authorities=330, groups=5, codes=18, ages=10),
}

# Of one shape, so that time can be seen to grow with nothing but the number of cells: a region is 3 forces of 3 places.
GROWING = {
    f"G{number}": Size(regions=regions, forces=3 * regions, authorities=9 * regions, groups=3, codes=8, ages=6)
    for number, regions in enumerate((1, 3, 9, 28, 91), start=1)
}


def table(size: Size, seed: int) -> pl.DataFrame:
    """Draw the inner cells of a table; the counts stand in the column ``freq``."""
    rng = np.random.default_rng(seed)
    places = size.authorities or size.forces
    shape = (places, size.codes, size.ages)
    # The order of the draws is part of the table: margins of places, codes and ages, then cells, then counts.
    by_place, by_code, by_age = (
        _about_one(rng.lognormal(0, sigma, n)) for sigma, n in zip((0.8, 1.3, 0.7), shape, strict=True)
    )
    margins = MEAN * by_place[:, None, None] * by_code[None, :, None] * by_age[None, None, :]
    counts = rng.poisson(margins * rng.gamma(2, 0.5, shape))
    place, code, age = (index.ravel() for index in np.indices(shape))
    force = place * size.forces // size.authorities if size.authorities else place
    columns = {
        "force": _named("F", 3, force),
        "region": _named("R", 2, force * size.regions // size.forces),
        "eth": _named("e", 2, code),
        "ethgrp": _named("E", 1, code * size.groups // size.codes),
        "age": _named("a", 2, age),
        "freq": counts.ravel(),
    }
    return pl.DataFrame(({"la": _named("L", 4, place)} if size.authorities else {}) | columns)


def _about_one(values: np.ndarray) -> np.ndarray:
    return values / values.mean()


def _named(letter: str, digits: int, numbers: np.ndarray) -> list[str]:
    return [f"{letter}{number:0{digits}d}" for number in numbers.tolist()]
