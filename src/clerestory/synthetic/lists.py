"""Which giver has which case, offence, person and link on its list: the rows of the returns, before their values.

A force or the agency knows a case whole. Social care and voluntary bodies know its victims, few of its suspects, and
one offence, the first. Outside groups, the four kinds of giver know a case independently of each other, so the lists
that a victim is on are capture histories with known truth: of all victims outside groups, ``unseen_prop`` are on none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.synthetic import figures
from clerestory.synthetic.cases import KINDS, Cases
from clerestory.synthetic.drawing import Ints, Mask, Spans, chance
from clerestory.synthetic.fiction import GiverKind, Givers
from clerestory.synthetic.groups import Ties
from clerestory.synthetic.offences import Offences, Relations, SuspectOffences
from clerestory.synthetic.people import Sizes


@dataclass(frozen=True)
class Investigations:
    """Cases as givers have them, giver by giver."""

    giver: Ints
    case: Ints
    by_police: Mask  # a force or the agency has it

    def __len__(self) -> int:
        return len(self.giver)


@dataclass(frozen=True)
class OffenceRows:
    """Offences as givers have them; those of an investigation lie together."""

    spans: Spans  # by row of Investigations
    investigation: Ints
    offence: Ints


@dataclass(frozen=True)
class PersonRows:
    """Persons as givers have them: each once in each return, in an order that says nothing."""

    giver: Ints
    person: Ints


@dataclass(frozen=True)
class KnownSuspects:
    """Suspects of an investigation that its giver knows."""

    investigation: Ints
    row: Ints  # a row of people.suspect


@dataclass(frozen=True)
class LinkRows:
    """Links as givers have them.

    ``first`` and ``second`` are persons or rows of OffenceRows, ``source`` the row of truth that has the values; -1
    where the giver has the link without them.
    """

    giver: Ints
    first: Ints
    second: Ints
    source: Ints

    def by_giver(self) -> LinkRows:
        """Give the rows giver by giver."""
        return self.at(np.argsort(self.giver, kind="stable"))

    def at(self, rows: Ints) -> LinkRows:
        """Give some of the rows."""
        return LinkRows(self.giver[rows], self.first[rows], self.second[rows], self.source[rows])


@dataclass(frozen=True)
class Lists:
    """What every giver knows."""

    investigations: Investigations
    offences: OffenceRows
    n_suspects: Ints  # known suspects of each investigation
    n_victims: Ints
    suspects: PersonRows
    victims: PersonRows
    suspect_offence: LinkRows
    victim_offence: LinkRows
    suspect_victim: LinkRows
    suspect_suspect: LinkRows


def draw_lists(
    rng: np.random.Generator,
    givers: Givers,
    cases: Cases,
    *,
    sizes: Sizes,
    offences: Offences,
    suspect_offences: SuspectOffences,
    relations: Relations,
    ties: Ties,
) -> Lists:
    """Say which giver has what on its list; only the few suspects that care bodies know are drawn here."""
    investigations = _investigations(givers, cases)
    rows = _offence_rows(investigations, offences)
    known = _known_suspects(rng, investigations, cases)
    giver = investigations.giver[known.investigation]
    suspects = _persons(giver, cases.people.suspect[known.row], order=rng.permutation(sizes.suspects))
    victim_spans = Spans.of(cases.people.victims.counts[investigations.case])
    first_victim = cases.people.victims.starts[investigations.case]
    victim = cases.people.victim[first_victim[victim_spans.owner] + victim_spans.within]
    return Lists(
        investigations=investigations,
        offences=rows,
        n_suspects=np.bincount(known.investigation, minlength=len(investigations)),
        n_victims=victim_spans.counts,
        suspects=suspects,
        victims=_persons(investigations.giver[victim_spans.owner], victim, order=rng.permutation(sizes.victims)),
        suspect_offence=_suspect_offence(investigations, rows, known, cases=cases, truth=suspect_offences),
        victim_offence=_victim_offence(investigations, rows, cases, offences),
        suspect_victim=_suspect_victim(investigations, known, cases, relations=relations, sizes=sizes),
        suspect_suspect=_suspect_suspect(suspects, ties, sizes),
    )


def _investigations(givers: Givers, cases: Cases) -> Investigations:
    force = np.array(givers.of(GiverKind.FORCE))
    giver, case = [], []
    for column, kind in enumerate(KINDS):
        of_kind = np.array(givers.of(kind))
        # Care and voluntary bodies serve the areas of several forces, the agency all.
        serves = of_kind[np.arange(len(force)) % len(of_kind)]
        known = np.flatnonzero(cases.known_to[:, column])
        giver.append(serves[cases.force[known]])
        case.append(known)
    all_givers, all_cases = np.concatenate(giver), np.concatenate(case)
    in_order = np.argsort(all_givers, kind="stable")
    police = np.array([giver.kind in (GiverKind.FORCE, GiverKind.NCA) for giver in givers.all])
    return Investigations(all_givers[in_order], all_cases[in_order], police[all_givers[in_order]])


def _offence_rows(investigations: Investigations, offences: Offences) -> OffenceRows:
    counts = np.where(investigations.by_police, offences.spans.counts[investigations.case], 1)
    spans = Spans.of(counts)
    owner = spans.owner
    return OffenceRows(spans, owner, offences.spans.starts[investigations.case[owner]] + spans.within)


def _known_suspects(rng: np.random.Generator, investigations: Investigations, cases: Cases) -> KnownSuspects:
    spans = Spans.of(cases.people.suspects.counts[investigations.case])
    owner = spans.owner
    row = cases.people.suspects.starts[investigations.case[owner]] + spans.within
    known = np.flatnonzero(investigations.by_police[owner] | chance(rng, figures.CARE_SUSPECT_PROP, len(owner)))
    return KnownSuspects(owner[known], row[known])


def _persons(giver: Ints, person: Ints, *, order: Ints) -> PersonRows:
    n = len(order)
    by_giver, place = np.divmod(np.unique(giver * n + order[person]), n)
    return PersonRows(by_giver, np.argsort(order)[place])


def _suspect_offence(
    investigations: Investigations,
    rows: OffenceRows,
    known: KnownSuspects,
    *,
    cases: Cases,
    truth: SuspectOffences,
) -> LinkRows:
    """Police have the true links; other bodies link each suspect they know with their one offence."""
    police = np.flatnonzero(investigations.by_police)
    spans = Spans.of(truth.spans.counts[investigations.case[police]])
    owner = police[spans.owner]
    source = truth.spans.starts[investigations.case[owner]] + spans.within
    place = truth.offence[source] - rows.offence[rows.spans.starts[owner]]
    care = np.flatnonzero(~investigations.by_police[known.investigation])
    theirs = known.investigation[care]
    return LinkRows(
        investigations.giver[np.concatenate([owner, theirs])],
        cases.people.suspect[np.concatenate([truth.suspect_row[source], known.row[care]])],
        np.concatenate([rows.spans.starts[owner] + place, rows.spans.starts[theirs]]),
        np.concatenate([source, np.full(len(care), -1)]),
    ).by_giver()


def _victim_offence(investigations: Investigations, rows: OffenceRows, cases: Cases, offences: Offences) -> LinkRows:
    """Police link an offence with its victim; other bodies link their one offence with all victims of the case."""
    victims = cases.people.victims
    case = investigations.case[rows.investigation]
    police = investigations.by_police[rows.investigation]
    some = offences.victim[rows.offence] >= 0
    spans = Spans.of(np.where(police, some.astype(np.int64), victims.counts[case]))
    owner = spans.owner
    # Where there is no victim at all the row below is never used.
    listed = cases.people.victim[np.minimum(victims.starts[case[owner]] + spans.within, len(cases.people.victim) - 1)]
    victim = np.where(police[owner], offences.victim[rows.offence[owner]], listed)
    return LinkRows(investigations.giver[rows.investigation[owner]], victim, owner, rows.offence[owner])


def _suspect_victim(
    investigations: Investigations, known: KnownSuspects, cases: Cases, *, relations: Relations, sizes: Sizes
) -> LinkRows:
    victims = cases.people.victims
    case = investigations.case[known.investigation]
    spans = Spans.of(victims.counts[case])
    owner = spans.owner
    place = known.row - cases.people.suspects.starts[case]
    source = (relations.spans.starts[case] + place * victims.counts[case])[owner] + spans.within
    giver = investigations.giver[known.investigation[owner]]
    links = LinkRows(giver, relations.suspect[source], relations.victim[source], source)
    pair = (giver * sizes.suspects + links.first) * sizes.victims + links.second
    _, once = np.unique(pair, return_index=True)
    return links.at(np.sort(once))


def _suspect_suspect(suspects: PersonRows, ties: Ties, sizes: Sizes) -> LinkRows:
    """Give each tie to every giver who knows both suspects."""
    key = np.sort(suspects.giver * sizes.suspects + suspects.person)
    n_givers = int(suspects.giver.max(initial=0)) + 1
    giver = np.repeat(np.arange(n_givers), len(ties))
    source = np.tile(np.arange(len(ties)), n_givers)
    first, second = ties.first[source], ties.second[source]
    both = _contains(key, giver * sizes.suspects + first) & _contains(key, giver * sizes.suspects + second)
    return LinkRows(giver, first, second, source).at(np.flatnonzero(both))


def _contains(ascending: Ints, wanted: Ints) -> Mask:
    place = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    found: Mask = ascending[place] == wanted
    return found
