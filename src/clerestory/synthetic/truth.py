"""The truth of a synthetic nation: everything that is drawn before a giver writes anything down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.synthetic.cases import INDEPENDENT, Cases, draw_cases
from clerestory.synthetic.drawing import Floats, Ints, Mask
from clerestory.synthetic.fiction import GiverKind, Givers
from clerestory.synthetic.groups import Groups, Ties, draw_groups, draw_ties
from clerestory.synthetic.lists import Lists, draw_lists
from clerestory.synthetic.offences import (
    Offences,
    Relations,
    SuspectOffences,
    draw_offences,
    draw_relations,
    draw_suspect_offences,
)
from clerestory.synthetic.overlaps import Overlaps
from clerestory.synthetic.people import (
    Heritage,
    Identities,
    Persons,
    Sizes,
    Years,
    draw_heritage,
    draw_identities,
    draw_suspects,
    draw_victims,
    reconciled,
)
from clerestory.synthetic.profiles import (
    SuspectProfile,
    VictimProfile,
    draw_suspect_profile,
    draw_victim_profile,
)

FORCE_SIZE_SPREAD = 0.5  # of the logarithm; the largest of forty forces is about ten times the smallest


@dataclass(frozen=True)
class Hidden:
    """Victims whom no giver knows: the number that estimates of scale are after."""

    force: Ints
    victims: Persons
    heritage: Heritage


@dataclass(frozen=True)
class Truth:
    """A nation before missing values and errors, and who knows what of it."""

    sizes: Sizes
    givers: Givers
    identities: Identities
    heritage: Heritage
    groups: Groups
    ties: Ties
    cases: Cases
    offences: Offences
    suspect_offences: SuspectOffences
    relations: Relations
    suspects: Persons
    victims: Persons
    suspect_profile: SuspectProfile
    victim_profile: VictimProfile
    exploited: Mask  # victims in a case of exploitation
    lists: Lists
    hidden: Hidden
    force_weights: Floats
    overlaps: Overlaps = INDEPENDENT


def draw_truth(rng: np.random.Generator, sizes: Sizes, givers: Givers, overlaps: Overlaps = INDEPENDENT) -> Truth:
    """Draw a nation.

    Each part has a generator of its own, spawned from ``rng``: ethnicity shares none with anything else.
    """
    place, group, case, tie, person, offence, link, profile, lists, heritage, identity, unseen = rng.spawn(12)
    weights = _force_weights(place, len(givers.of(GiverKind.FORCE)))
    groups = draw_groups(group, sizes.suspects, forces=_urn(weights))
    cases = draw_cases(case, groups, sizes, force_weights=weights, overlaps=overlaps)
    suspects, victims, exploited, born = _people(person, cases, sizes)
    ties = _ties(tie, groups, cases)
    offences = draw_offences(offence, cases, victims, born=born)
    suspect_offences = draw_suspect_offences(link, cases, offences)
    relations = draw_relations(link, cases)
    known = draw_lists(
        lists,
        givers,
        cases,
        sizes=sizes,
        offences=offences,
        suspect_offences=suspect_offences,
        relations=relations,
        ties=ties,
    )
    return Truth(
        sizes=sizes,
        givers=givers,
        identities=draw_identities(identity, sizes),
        heritage=draw_heritage(heritage, sizes.persons),
        groups=groups,
        ties=ties,
        cases=cases,
        offences=offences,
        suspect_offences=suspect_offences,
        relations=relations,
        suspects=suspects,
        victims=victims,
        suspect_profile=draw_suspect_profile(profile, suspects, cases),
        victim_profile=draw_victim_profile(profile, exploited),
        exploited=exploited,
        lists=known,
        hidden=_hidden(unseen, cases, sizes, force_weights=weights, unseen_prop=overlaps.unseen_prop),
        force_weights=weights,
        overlaps=overlaps,
    )


def _force_weights(rng: np.random.Generator, n: int) -> Floats:
    weights: Floats = np.exp(rng.normal(0.0, FORCE_SIZE_SPREAD, n))
    shares: Floats = weights / weights.sum()
    return shares


def _urn(weights: Floats) -> Ints:
    """Give each force about as often as its weight in a thousand says, and once at least."""
    return np.repeat(np.arange(len(weights)), np.maximum(1, np.round(1000 * weights)).astype(np.int64))


def _people(rng: np.random.Generator, cases: Cases, sizes: Sizes) -> tuple[Persons, Persons, Mask, Ints]:
    """Draw suspects and victims; also which victims were exploited, and the year of birth of each."""
    people = cases.people
    suspect_case, victim_case = people.suspects.owner, people.victims.owner
    first, opened = cases.first_year, cases.year_opened
    suspect_years = Years.of(people.suspect, sizes.suspects, first=first[suspect_case], report=opened[suspect_case])
    victim_years = Years.of(people.victim, sizes.victims, first=first[victim_case], report=opened[victim_case])
    exploited = np.zeros(sizes.victims, dtype=np.bool_)
    exploited[people.victim[cases.exploited[victim_case]]] = True
    suspects, victims = reconciled(
        draw_suspects(rng, suspect_years),
        draw_victims(rng, victim_years, exploited=exploited),
        both=sizes.both,
        suspect_years=suspect_years,
        victim_years=victim_years,
    )
    return suspects, victims, exploited, victim_years.first - victims.age_first


def _ties(rng: np.random.Generator, groups: Groups, cases: Cases) -> Ties:
    """Draw ties, with the years of the investigations that brought the members together."""
    case = np.flatnonzero(cases.grouped)
    wave = groups.waves.starts[cases.group[case]] + cases.wave[case]
    first, last = np.empty(groups.waves.total, dtype=np.int64), np.empty(groups.waves.total, dtype=np.int64)
    first[wave], last[wave] = cases.first_year[case], cases.last_year[case]
    return draw_ties(rng, groups, wave_first=first, wave_last=last)


def _hidden(
    rng: np.random.Generator, cases: Cases, sizes: Sizes, *, force_weights: Floats, unseen_prop: float
) -> Hidden:
    """Draw the victims outside groups whom no giver knows.

    Where each victim is missed with probability p, the missed beside n known ones are negative binomial.
    """
    in_group = np.zeros(sizes.victims, dtype=np.bool_)
    in_group[cases.people.victim[cases.grouped[cases.people.victims.owner]]] = True
    n = int(rng.negative_binomial(int((~in_group).sum()), 1 - unseen_prop))
    never = np.zeros(n, dtype=np.int64)
    return Hidden(
        rng.choice(len(force_weights), n, p=force_weights),
        draw_victims(rng, Years(never, never), exploited=np.zeros(n, dtype=np.bool_)),
        draw_heritage(rng.spawn(1)[0], n),
    )
