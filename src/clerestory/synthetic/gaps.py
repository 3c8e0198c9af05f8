"""What givers fail to record: the chances, giver by giver, and which fields a giver's system lacks.

Whether a person's ethnicity is recorded depends on the giver, and on whether the person is recorded as suspect or as
victim, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from clerestory.synthetic import figures
from clerestory.synthetic.drawing import Coded, Floats, Ints, Mask, chance
from clerestory.synthetic.fiction import GiverKind, Givers

LACKING = (
    "suspect.nationality_group",
    "suspect.occupation_sector",
    "victim.disability",
    "offence.initial_contact",
)
ABSENT_FROM_SYSTEM, NOT_APPLICABLE, NOT_RECORDED = "ND", "NA", "NR"
_STEPS = 60  # halvings of an interval: more than a double has digits


@dataclass(frozen=True)
class Gaps:
    """For each giver the chance that a value is not recorded, and the fields that it never has."""

    suspect_ethnicity: Floats
    victim_ethnicity: Floats
    vulnerability: Floats
    lacks: Mapping[str, Mask]  # by path of the field, for each giver
    older_list: Mask  # givers whose systems write older codes of ethnicity

    def lacking(self, path: str, giver: Ints) -> Mask:
        """Mark the rows whose giver lacks a field."""
        return self.lacks[path][giver]


def draw_gaps(rng: np.random.Generator, givers: Givers, force_weights: Floats) -> Gaps:
    """Draw what each giver fails to record."""
    forces = np.array([giver.kind is GiverKind.FORCE for giver in givers.all])
    kinds = [giver.kind.value for giver in givers.all]
    return Gaps(
        _ethnicity(rng, givers, force_weights, spread=figures.SUSPECT_ETHNICITY_MISSING, entity=0),
        _ethnicity(rng, givers, force_weights, spread=figures.VICTIM_ETHNICITY_MISSING, entity=1),
        np.array([1 - figures.VULNERABILITY_RECORDED[kind] for kind in kinds]),
        {path: forces & chance(rng, figures.FIELD_UNAVAILABLE_PROP, len(kinds)) for path in LACKING},
        _some(rng, len(kinds), prop=figures.OLDER_LIST_PROP),
    )


def _some(rng: np.random.Generator, n: int, *, prop: float) -> Mask:
    """Mark a share of the givers, one at least."""
    return rng.permutation(n) < max(1, round(prop * n))


def reasons(rng: np.random.Generator, missing: Mask, *, lacking: Mask | None = None) -> pl.Series:
    """Give a missing_reason where a value is missing, and nothing elsewhere."""
    drawn = figures.MISSING_REASON.draw(rng, len(missing))
    if lacking is not None:
        drawn = drawn.where(~lacking, ABSENT_FROM_SYSTEM)
    return drawn.where(missing, "").series()


def unless(values: Coded, missing: Mask) -> pl.Series:
    """Give the codes, and nothing where they are missing."""
    return values.where(~missing, "").series()


def in_older_codes(values: Coded, older: Mask) -> Coded:
    """Give ethnicities as the systems of givers write them: where marked, in older codes."""
    written = values.translated({code: figures.OLDER_CODES.get(code, code) for code in values.codes})
    return Coded(np.where(older, values.index + len(values.codes), values.index), (*values.codes, *written.codes))


def _ethnicity(
    rng: np.random.Generator,
    givers: Givers,
    force_weights: Floats,
    *,
    spread: tuple[float, float, float],
    entity: int,
) -> Floats:
    at_forces = _spread(force_weights, rank=rng.permutation(len(force_weights)), spread=spread)
    others = [giver.kind.value for giver in givers.all[len(force_weights) :]]
    return np.concatenate([at_forces, [figures.CARE_ETHNICITY_MISSING[kind][entity] for kind in others]])


def _spread(weights: Floats, *, rank: Ints, spread: tuple[float, float, float]) -> Floats:
    """Spread chances from the lowest to the highest, bent so that their weighted mean is that of the nation.

    A single force has the mean; two have the ends.
    """
    low, mean, high = spread
    if len(weights) == 1:
        return np.array([mean])
    place = rank / (len(rank) - 1)
    least, most = 0.01, 100.0
    for _ in range(_STEPS):
        power = (least * most) ** 0.5
        too_high = float(weights @ (low + (high - low) * place**power)) > mean
        least, most = (power, most) if too_high else (least, power)
    chances: Floats = low + (high - low) * place**power
    return chances
