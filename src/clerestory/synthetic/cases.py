"""The investigations of a synthetic nation: who is in them, when, of what kind, and which kinds of giver know them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import numpy as np

from clerestory.synthetic import figures
from clerestory.synthetic.drawing import Coded, Floats, Ints, Mask, Spans, chance, draw_by, positions
from clerestory.synthetic.fiction import GiverKind
from clerestory.synthetic.groups import Groups, draw_years
from clerestory.synthetic.overlaps import Overlaps
from clerestory.synthetic.people import Sizes

LIST_PROPS = (figures.FORCE_LIST_PROP, figures.NCA_LIST_PROP, figures.CSC_LIST_PROP, figures.VOL_LIST_PROP)
KINDS = (GiverKind.FORCE, GiverKind.NCA, GiverKind.CSC, GiverKind.VOL)
INDEPENDENT = Overlaps(KINDS, LIST_PROPS)  # outside groups
_OF_GROUPS = Overlaps(KINDS, figures.GROUP_LIST_PROP)
_IN_A_GROUP, _IN_A_FAMILY, _ELSE = 0, 1, 2
_STRIDE = 7  # how far away the first victim to change places with is


@dataclass(frozen=True)
class People:
    """Who is in each case; the rows of a case lie together. Numbers are those of suspects and of victims."""

    suspect: Ints
    suspects: Spans
    victim: Ints
    victims: Spans


@dataclass(frozen=True)
class Cases:
    """What is true of each investigation, known to anybody or not.

    ``delay`` is 0 for a report within 28 days, 1 within a year, 2 later. ``setting`` is 0 in a group, 1 in a family,
    2 elsewhere.
    """

    people: People
    group: Ints  # -1: not of a group
    wave: Ints
    force: Ints
    known_to: Mask  # a column for each kind of giver
    year_opened: Ints
    delay: Ints
    first_year: Ints
    last_year: Ints
    family: Mask
    exploited: Mask
    cocad: Coded
    typology: Coded
    model: Coded  # empty: not exploitation
    agency_leads: Mask
    stage: Coded
    year_closed: Ints  # 0: open
    n_offences: Ints

    @property
    def count(self) -> int:
        """The number of investigations."""
        return len(self.group)

    @property
    def grouped(self) -> Mask:
        """Which are of a group."""
        return self.group >= 0

    @property
    def setting(self) -> Ints:
        """The row of a mix: in a group, in a family, elsewhere."""
        return np.where(self.grouped, _IN_A_GROUP, np.where(self.family, _IN_A_FAMILY, _ELSE))


@dataclass(frozen=True)
class _Outline:
    """Cases before anything but their suspects, place and lists is drawn: waves of groups first."""

    group: Ints
    wave: Ints
    force: Ints
    year: Ints
    known_to: Mask
    case_of_suspect: Ints
    suspect: Ints


def draw_cases(
    rng: np.random.Generator, groups: Groups, sizes: Sizes, *, force_weights: Floats, overlaps: Overlaps = INDEPENDENT
) -> Cases:
    """Draw all investigations, so that every suspect and every victim is in one at least."""
    outline_rng, victim_rng, time_rng, kind_rng, order_rng = rng.spawn(5)
    outline = _outline(outline_rng, groups, sizes, force_weights=force_weights, overlaps=overlaps)
    case_of_victim, victim = _victims(victim_rng, outline, sizes)
    n = len(outline.group)
    # Renumbered at random, so that the order of rows in a file says nothing.
    rank = order_rng.permutation(n)
    back = np.argsort(rank)
    people = _laid_out(rank[outline.case_of_suspect], outline.suspect, rank[case_of_victim], victim, n)
    people = _nobody_twice(people, sizes)
    group, year = outline.group[back], outline.year[back]
    both = np.zeros(n, dtype=np.bool_)
    both[people.suspects.owner[people.suspect >= sizes.first_victim]] = True
    delay, first, last = _times(time_rng, year, both)
    known_to = outline.known_to[back]
    family, exploited, cocad = _kinds(kind_rng, group >= 0)
    typology, model = _types(kind_rng, group >= 0, family=family, exploited=exploited)
    stage, closed = _stages(kind_rng, year, people.suspects.counts > 0)
    return Cases(
        people=people,
        group=group,
        wave=outline.wave[back],
        force=outline.force[back],
        known_to=known_to,
        year_opened=year,
        delay=delay,
        first_year=first,
        last_year=last,
        family=family,
        exploited=exploited,
        cocad=cocad,
        typology=typology,
        model=model,
        agency_leads=_agency_leads(kind_rng, known_to),
        stage=stage,
        year_closed=closed,
        n_offences=_offence_counts(kind_rng, group >= 0, people.victims.counts),
    )


def list_patterns(rng: np.random.Generator, n: int, *, overlaps: Overlaps, police: bool | None) -> Mask:
    """Draw which kinds of giver know a case.

    Parameters
    ----------
    overlaps : Overlaps
        How many cases each kind knows, and how much they have in common beyond chance.
    police : bool or None
        Whether a force or the agency must know the case, or must not; with None, anybody must.
    """
    patterns, weights = overlaps.patterns[1:], overlaps.weights()[1:]
    by_police = patterns[:, 0] | patterns[:, 1]
    weights = weights if police is None else np.where(by_police == police, weights, 0.0)
    return patterns[positions(rng, weights, n)]


def _outline(
    rng: np.random.Generator, groups: Groups, sizes: Sizes, *, force_weights: Floats, overlaps: Overlaps
) -> _Outline:
    in_groups = groups.members.total
    alone = np.arange(in_groups, sizes.suspects)
    again = rng.choice(alone, round(figures.REPEAT_SUSPECT_PROP * len(alone)), replace=False)
    solo = np.concatenate([alone, again])
    n_cases = round(len(solo) / figures.SUSPECT_KNOWN_PROP)
    # Care and voluntary bodies alone know cases without an identified suspect, so that a suspect is on a police list.
    n_care = min(round(overlaps.only_care_prop * n_cases), n_cases - len(solo))
    n_police = n_cases - n_care
    waves = groups.waves.total
    wave_suspect, case_of_member = _wave_members(groups)
    known_to = np.concatenate(
        [
            list_patterns(rng, waves, overlaps=_OF_GROUPS, police=True),
            list_patterns(rng, n_police, overlaps=overlaps, police=True),
            list_patterns(rng, n_care, overlaps=overlaps, police=False),
        ]
    )
    return _Outline(
        group=np.concatenate([groups.waves.owner, np.full(n_cases, -1)]),
        wave=np.concatenate([groups.waves.within, np.zeros(n_cases, dtype=np.int64)]),
        force=np.concatenate([groups.wave_force, positions(rng, force_weights, n_cases)]),
        year=np.concatenate([groups.wave_year, draw_years(rng, n_cases)]),
        known_to=known_to,
        case_of_suspect=np.concatenate([case_of_member, waves + np.arange(len(solo))]),
        suspect=np.concatenate([wave_suspect, solo]),
    )


def _wave_members(groups: Groups) -> tuple[Ints, Ints]:
    """Give who is in each wave, and the wave."""
    spans = Spans.of(groups.member_to - groups.member_from + 1)
    member = spans.owner
    wave = groups.waves.starts[groups.members.owner[member]] + groups.member_from[member] + spans.within
    return member, wave


def _victims(rng: np.random.Generator, outline: _Outline, sizes: Sizes) -> tuple[Ints, Ints]:
    """Give each victim a case, and some a second one."""
    again = rng.choice(sizes.victims, round(figures.REPEAT_VICTIM_PROP * sizes.victims), replace=False)
    victim = np.concatenate([rng.permutation(sizes.victims), again])
    waves, n_cases = int((outline.group >= 0).sum()), len(outline.group)
    grouped = Spans.of(1 + rng.poisson(figures.GROUP_MORE_VICTIMS, waves)).owner
    by_police = outline.known_to[waves:, :2].any(axis=1)
    named = waves + np.flatnonzero(~by_police | ~chance(rng, figures.NO_VICTIM_PROP, n_cases - waves))
    rest = rng.integers(waves, n_cases, len(victim))
    return np.concatenate([grouped, rng.permutation(named), rest])[: len(victim)], victim


def _laid_out(case_of_suspect: Ints, suspect: Ints, case_of_victim: Ints, victim: Ints, n: int) -> People:
    by_suspect = np.lexsort((suspect, case_of_suspect))
    distinct = np.unique(case_of_victim * (victim.max() + 1) + victim)
    case, person = np.divmod(distinct, victim.max() + 1)
    return People(
        suspect[by_suspect],
        Spans.of(np.bincount(case_of_suspect, minlength=n)),
        person,
        Spans.of(np.bincount(case, minlength=n)),
    )


def _nobody_twice(people: People, sizes: Sizes) -> People:
    """Swap victims until nobody is victim and suspect in one case, nor twice a victim in it.

    Only a few of the persons who are both can meet themselves; each changes places with a victim of another case.
    """
    victim = people.victim.copy()
    for turn in count(1):
        clashes = _clashes(people, victim, sizes)
        if not len(clashes):
            break
        one, other = clashes[0], (clashes[0] + turn * _STRIDE) % len(victim)
        victim[one], victim[other] = victim[other], victim[one]
    return People(people.suspect, people.suspects, victim, people.victims)


def _clashes(people: People, victim: Ints, sizes: Sizes) -> Ints:
    suspect_keys = people.suspects.owner * sizes.persons + people.suspect
    victim_keys = people.victims.owner * sizes.persons + victim + sizes.first_victim
    both = np.flatnonzero(victim < sizes.both)
    meets = both[np.isin(victim_keys[both], suspect_keys)]
    _, kept = np.unique(victim_keys, return_index=True)
    return np.concatenate([meets, np.setdiff1d(np.arange(len(victim)), kept)])


def _times(rng: np.random.Generator, opened: Ints, both: Mask) -> tuple[Ints, Ints, Ints]:
    """Draw delay of the report, first and last year; cases of a suspect who was a victim are recent (see people)."""
    n = len(opened)
    delay = positions(rng, figures.DELAY, n)
    delay = np.where(both, np.minimum(delay, 1), delay)
    late = 1 + np.minimum(rng.exponential(figures.LATE_YEARS_MEAN, n), figures.LATE_YEARS_MOST).astype(np.int64)
    crosses = chance(rng, figures.CROSSES_NEW_YEAR_PROP, n).astype(np.int64)
    lag = np.choose(delay, [np.zeros(n, dtype=np.int64), crosses, late])
    lasted = positions(rng, figures.DURATION_YEARS, n)
    lasted = np.where(both, np.minimum(lasted, 2), lasted)
    return delay, opened - lag - lasted, opened - lag


def _kinds(rng: np.random.Generator, grouped: Mask) -> tuple[Mask, Mask, Coded]:
    """Draw family, exploitation and COCAD category, which a case outside groups has not."""
    n = len(grouped)
    family = chance(rng, np.where(grouped, figures.FAMILY_GROUP_PROP, figures.FAMILY_SOLO_PROP), n)
    outside = figures.COCAD_OUTSIDE_FAMILY.draw(rng, n)
    cocad = outside.where(~family, "FAM").where(grouped, "")
    solo = ~grouped & ~family & chance(rng, figures.CSE_SOLO_PROP, n)
    return family, cocad.among("CSE") | solo, cocad


def _types(rng: np.random.Generator, grouped: Mask, *, family: Mask, exploited: Mask) -> tuple[Coded, Coded]:
    """Draw typology, and the model of exploitation where there is any."""
    kind = np.where(family, 0, np.where(grouped, 1, 2))
    mixes = (figures.TYPOLOGY_FAMILY, figures.TYPOLOGY_GROUP, figures.TYPOLOGY_ELSE)
    return draw_by(rng, kind, mixes=mixes), figures.MODEL_CSE.draw(rng, len(kind)).where(exploited, "")


def _agency_leads(rng: np.random.Generator, known_to: Mask) -> Mask:
    """Say where the agency leads: some of what it shares with a force, and what no force knows."""
    shared = known_to[:, 0] & chance(rng, figures.NCA_LED_PROP, len(known_to))
    return known_to[:, 1] & (shared | ~known_to[:, 0])


def _stages(rng: np.random.Generator, opened: Ints, suspected: Mask) -> tuple[Coded, Ints]:
    """Draw the stage now and the year closed; older cases are more often closed."""
    n = len(opened)
    age = figures.LAST_YEAR - opened
    prop: Floats = figures.CLOSED_PROP + figures.CLOSED_PROP_PER_YEAR * age.astype(np.float64)
    closed = chance(rng, prop, n)
    mixes = (
        figures.STAGE_OPEN_NO_SUSPECT,
        figures.STAGE_CLOSED_NO_SUSPECT,
        figures.STAGE_OPEN,
        figures.STAGE_CLOSED,
    )
    stage = draw_by(rng, 2 * suspected + closed.astype(np.int64), mixes=mixes)
    year = opened + np.minimum((rng.random(n) * 3).astype(np.int64), age)
    return stage, np.where(closed, year, 0)


def _offence_counts(rng: np.random.Generator, grouped: Mask, victims: Ints) -> Ints:
    n = len(grouped)
    alone = 1 + positions(rng, figures.SOLO_MORE_OFFENCES, n)
    together = 2 + rng.poisson(figures.GROUP_MORE_OFFENCES, n)
    return np.maximum(np.where(grouped, together, alone), victims)
