"""Offences of each case, and who is linked with them and with each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.synthetic import figures
from clerestory.synthetic.cases import Cases
from clerestory.synthetic.drawing import Coded, Floats, Ints, Mask, Spans, chance, draw_by, pairs_within, positions
from clerestory.synthetic.people import ADULT, Persons

_NO_VICTIM = -1
_UNDER_13, _UNDER_16 = 13, 16
# Home Office classification by kind, sex (female, male) and age of the victim: under 13, under 16, older.
_CODES = {
    "rape": (("19E", "19D", "19C"), ("19H", "19G", "19F")),
    "assault": (("20B", "20A", "20A"), ("17B", "17A", "17A")),
}
_IMAGES = "86"


@dataclass(frozen=True)
class Offences:
    """What is true of each offence; the offences of a case lie together."""

    spans: Spans
    case: Ints
    victim: Ints  # -1: none identified
    code: Coded
    year_from: Ints
    year_to: Ints
    year_recorded: Ints
    quarter: Ints
    recency: Coded
    contact: Coded
    location: Coded
    initial: Coded
    control: Coded
    outcome: Coded
    outcome_quarter: Coded  # empty: none yet, or not given


@dataclass(frozen=True)
class SuspectOffences:
    """Which suspect of a case is linked with which of its offences."""

    spans: Spans  # by case
    suspect_row: Ints  # a row of people.suspect
    offence: Ints
    role: Coded
    evidence: Coded


@dataclass(frozen=True)
class Relations:
    """How every suspect of a case relates to every victim of it."""

    spans: Spans  # by case; within it the victim runs faster
    suspect: Ints
    victim: Ints
    relation: Coded


def draw_offences(rng: np.random.Generator, cases: Cases, victims: Persons, *, born: Ints) -> Offences:
    """Draw the offences of all cases.

    Parameters
    ----------
    born : int array
        Year of birth of each victim.
    """
    spans = Spans.of(cases.n_offences)
    case, place = spans.owner, spans.within
    victim = _victim_of(cases, case, place=place)
    kinds = (figures.KIND_GROUP, figures.KIND_FAMILY, figures.KIND_ELSE)
    kind = draw_by(rng, cases.setting[case], mixes=kinds)
    year_from, year_to, recorded, quarter = _times(rng, cases, case=case, place=place)
    sort = kind.among("images") * 1 + kind.among("other") * 2
    contact = draw_by(rng, sort, mixes=(figures.CONTACT_BODILY, figures.CONTACT_IMAGES, figures.CONTACT_OTHER))
    online = contact.among("ONL")
    initial = np.where(online, 0, np.where(cases.family[case], 1, 2))
    outcome = _outcomes(rng, cases, case)
    places = (figures.LOCATION_CONTACT, figures.LOCATION_ONLINE)
    beginnings = (figures.INITIAL_ONLINE, figures.INITIAL_FAMILY, figures.INITIAL_ELSE)
    return Offences(
        spans=spans,
        case=case,
        victim=victim,
        code=_codes(rng, kind, victims, victim=victim, age=year_from - born[np.maximum(victim, 0)]),
        year_from=year_from,
        year_to=year_to,
        year_recorded=recorded,
        quarter=quarter,
        recency=_recency(cases, case, victim=victim, born=born),
        contact=contact,
        location=draw_by(rng, online.astype(np.int64), mixes=places),
        initial=draw_by(rng, initial, mixes=beginnings),
        control=figures.CONTROL.draw(rng, len(case)),
        outcome=outcome,
        outcome_quarter=_outcome_quarters(rng, outcome, recorded=recorded, quarter=quarter),
    )


def draw_suspect_offences(rng: np.random.Generator, cases: Cases, offences: Offences) -> SuspectOffences:
    """Link suspects with offences: each with one at least, a lone suspect with all."""
    row, offence, spans = pairs_within(cases.people.suspects, offences.spans)
    own = offences.spans.within[offence] == cases.people.suspects.within[row] % cases.n_offences[spans.owner]
    alone = cases.people.suspects.counts[spans.owner] == 1
    kept = np.flatnonzero(own | alone | chance(rng, figures.SHARED_OFFENCE_PROP, len(row)))
    grouped = cases.grouped[spans.owner[kept]].astype(np.int64)
    return SuspectOffences(
        Spans.of(np.bincount(spans.owner[kept], minlength=cases.count)),
        row[kept],
        offence[kept],
        draw_by(rng, grouped, mixes=(figures.ROLE_ALONE, figures.ROLE_GROUP)),
        figures.EVIDENCE.draw(rng, len(kept)),
    )


def draw_relations(rng: np.random.Generator, cases: Cases) -> Relations:
    """Draw how each suspect of a case relates to each of its victims."""
    suspect_row, victim_row, spans = pairs_within(cases.people.suspects, cases.people.victims)
    family = cases.family[spans.owner].astype(np.int64)
    relation = draw_by(rng, family, mixes=(figures.RELATION_ELSE, figures.RELATION_FAMILY))
    return Relations(spans, cases.people.suspect[suspect_row], cases.people.victim[victim_row], relation)


def _victim_of(cases: Cases, case: Ints, *, place: Ints) -> Ints:
    """Deal the victims of a case out to its offences in turn; each has one at least."""
    counts = cases.people.victims.counts[case]
    row = cases.people.victims.starts[case] + place % np.maximum(counts, 1)
    everyone = np.append(cases.people.victim, _NO_VICTIM)
    return everyone[np.where(counts > 0, row, len(everyone) - 1)]


def _times(rng: np.random.Generator, cases: Cases, *, case: Ints, place: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Draw the years of each offence; the first of a case begins in its first year."""
    n = len(case)
    first, last, opened = cases.first_year[case], cases.last_year[case], cases.year_opened[case]
    begins = np.where(place > 0, first + (rng.random(n) * (last - first + 1)).astype(np.int64), first)
    ends = begins + (rng.random(n) * (last - begins + 1)).astype(np.int64)
    later = (place > 0) & (opened < figures.LAST_YEAR) & chance(rng, figures.RECORDED_NEXT_YEAR_PROP, n)
    return begins, ends, opened + later, 1 + positions(rng, np.ones(4), n)


def _recency(cases: Cases, case: Ints, *, victim: Ints, born: Ints) -> Coded:
    """Give the delay as a code; a late report is non-recent where the victim was an adult by then."""
    delay = cases.delay[case]
    adult = cases.year_opened[case] - born[np.maximum(victim, 0)] >= ADULT
    late = np.where(victim == _NO_VICTIM, 4, np.where(adult, 3, 2))
    return Coded(np.where(delay < 2, delay, late), ("R0", "R1", "R2", "R3", "U"))


def _codes(rng: np.random.Generator, kind: Coded, victims: Persons, *, victim: Ints, age: Ints) -> Coded:
    codes = (
        *figures.OTHER_OFFENCE.codes,
        *(code for table in _CODES.values() for row in table for code in row),
    )
    codes = tuple(dict.fromkeys((*codes, _IMAGES)))
    male = victims.sex.among("M")[np.maximum(victim, 0)].astype(np.int64)
    band = (age >= _UNDER_13) * 1 + (age >= _UNDER_16) * 1
    index = figures.OTHER_OFFENCE.draw(rng, len(kind)).index
    for name, table in _CODES.items():
        place = np.array([[codes.index(code) for code in row] for row in table])
        index = np.where(kind.among(name), place[male, band], index)
    return Coded(np.where(kind.among("images"), codes.index(_IMAGES), index), codes)


def _outcomes(rng: np.random.Generator, cases: Cases, case: Ints) -> Coded:
    """Draw outcomes that the stage allows (rule V7), and 18 only where nobody is suspected (rule V8)."""
    charged = cases.stage.among(*figures.CHARGED_STAGES)
    discontinued = cases.stage.among("P8")
    suspected = cases.people.suspects.counts > 0
    kind = np.where(charged, 0, np.where(discontinued & suspected, 1, np.where(discontinued, 2, 3)))
    mixes = (
        figures.OUTCOME_CHARGED,
        figures.OUTCOME_CLOSED,
        figures.OUTCOME_NO_SUSPECT,
        figures.OUTCOME_OPEN,
    )
    return draw_by(rng, kind[case], mixes=mixes)


def _outcome_quarters(rng: np.random.Generator, outcome: Coded, *, recorded: Ints, quarter: Ints) -> Coded:
    begins = quarter_number(recorded, quarter)
    left = 4 * (figures.LAST_YEAR - figures.FIRST_YEAR + 1) - begins
    drawn = begins + _delays(rng.random(len(begins)), left)
    given: Mask = ~outcome.among("NYA") & chance(rng, figures.OUTCOME_QUARTER_PROP, len(begins))
    return Coded(drawn, quarter_codes()).where(given, "")


def _delays(at: Floats, left: Ints) -> Ints:
    """Give how many quarters pass, of those that are left.

    Geometric: were all as likely, what is recorded late would seem to be dealt with ever sooner.
    """
    stays = 1 - figures.OUTCOME_SOON_PROP
    passed: Ints = np.floor(np.log1p(-at * (1 - stays**left)) / np.log(stays)).astype(np.int64)
    return passed


def quarter_number(year: Ints, quarter: Ints) -> Ints:
    """Count quarters from the first of the period."""
    return 4 * (year - figures.FIRST_YEAR) + quarter - 1


def quarter_codes() -> tuple[str, ...]:
    """Give the quarters of the period as a return has them."""
    years = range(figures.FIRST_YEAR, figures.LAST_YEAR + 1)
    return tuple(f"{year}-Q{quarter}" for year in years for quarter in range(1, 5))
