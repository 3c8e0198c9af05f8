"""Groups of suspects over time: sizes, members who come and go, investigations of them, and ties."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.synthetic import figures
from clerestory.synthetic.drawing import Coded, Ints, Spans, chance, pairs_within, positions

FOUNDERS = 2  # members who are there in every investigation, so that each has two suspects or more


@dataclass(frozen=True)
class Groups:
    """Groups, the investigations of each (its waves), and its members.

    Members are suspects ``0 .. members.total - 1``, group by group; each takes part from one wave to another.
    """

    members: Spans
    waves: Spans
    wave_year: Ints  # year opened
    wave_force: Ints
    member_from: Ints  # first wave of each member, from 0
    member_to: Ints  # last wave

    @property
    def count(self) -> int:
        """The number of groups."""
        return len(self.members.counts)


@dataclass(frozen=True)
class Ties:
    """Pairs of members of one group who know each other; the first has the lower number, so each stands once."""

    first: Ints
    second: Ints
    kind: Coded
    evidence: Coded
    year_from: Ints
    year_to: Ints  # 0: no known end

    def __len__(self) -> int:
        return len(self.first)


def draw_groups(rng: np.random.Generator, n_suspects: int, *, forces: Ints) -> Groups:
    """Draw groups from about ``GROUP_SUSPECTS_PROP`` of the suspects.

    Parameters
    ----------
    forces : int array
        Forces to draw from, each as often as its weight says.
    """
    members = _sizes(rng, max(2, round(figures.GROUP_SUSPECTS_PROP * n_suspects)))
    waves = Spans.of(1 + positions(rng, figures.WAVES, len(members.counts)))
    year = draw_years(rng, waves.total)
    in_order = np.lexsort((year, waves.owner))
    home = rng.choice(forces, len(members.counts))
    elsewhere = chance(rng, figures.ELSEWHERE_PROP, waves.total)
    force = np.where(elsewhere, rng.choice(forces, waves.total), home[waves.owner])
    begins, ends = _membership(rng, members, waves)
    return Groups(members, waves, year[in_order], force, begins, ends)


def draw_years(rng: np.random.Generator, n: int) -> Ints:
    """Draw years in which investigations open, more in later years."""
    years = np.arange(figures.FIRST_YEAR, figures.LAST_YEAR + 1)
    return years[positions(rng, [(1 + figures.GROWTH_PROP) ** int(year) for year in years], n)]


def _sizes(rng: np.random.Generator, n_members: int) -> Spans:
    shares = [size**figures.GROUP_SIZE_POWER for size in figures.GROUP_SIZES]
    drawn = np.array(figures.GROUP_SIZES)[positions(rng, shares, n_members // 2)]
    kept = int(np.searchsorted(np.cumsum(drawn), n_members, side="right"))
    return Spans.of(drawn[:kept] if kept else np.array([FOUNDERS]))


def _membership(rng: np.random.Generator, members: Spans, waves: Spans) -> tuple[Ints, Ints]:
    """Give the first and the last wave of each member; founders are there throughout."""
    last = waves.counts[members.owner] - 1
    founder = members.within < FOUNDERS
    begins = np.where(founder, 0, (rng.random(members.total) * (last + 1)).astype(np.int64))
    stays = (rng.random(members.total) * (last - begins + 1)).astype(np.int64)
    return begins, np.where(founder, last, begins + stays)


def draw_ties(rng: np.random.Generator, groups: Groups, *, wave_first: Ints, wave_last: Ints) -> Ties:
    """Draw who knows whom: every member knows a founder, and some know others who were there with them.

    Parameters
    ----------
    wave_first, wave_last : int arrays, one entry for each wave
        First and last offence year of each investigation of a group.
    """
    first, second, _ = pairs_within(groups.members, groups.members)
    place = groups.members.within
    founder = np.where(place > 1, (rng.random(len(place)) * FOUNDERS).astype(np.int64), 0)
    together = (groups.member_from[first] <= groups.member_to[second]) & (
        groups.member_from[second] <= groups.member_to[first]
    )
    knows = (place[first] == founder[second]) | chance(rng, figures.EXTRA_TIE_PROP, len(first))
    kept = np.flatnonzero((first < second) & together & knows)
    first, second = first[kept], second[kept]
    group = groups.members.owner[first]
    met = groups.waves.starts[group] + np.maximum(groups.member_from[first], groups.member_from[second])
    parted = groups.waves.starts[group] + np.minimum(groups.member_to[first], groups.member_to[second])
    year_from = wave_first[met] - positions(rng, np.ones(4), len(kept))
    year_to = np.maximum(wave_last[parted], year_from)
    return Ties(
        first,
        second,
        figures.TIE.draw(rng, len(kept)),
        figures.EVIDENCE.draw(rng, len(kept)),
        year_from,
        np.where(chance(rng, figures.TIE_OPEN_PROP, len(kept)), 0, year_to),
    )
