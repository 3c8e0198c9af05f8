"""What givers write down about returns, investigations, offences and interviews."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

from clerestory.synthetic import figures
from clerestory.synthetic.drawing import Coded, Ints, Mask, chance, pseudonyms, yes_no
from clerestory.synthetic.fiction import AGENCY, Giver, GiverKind
from clerestory.synthetic.gaps import ABSENT_FROM_SYSTEM, NOT_APPLICABLE, NOT_RECORDED, Gaps, unless
from clerestory.synthetic.offences import quarter_codes, quarter_number
from clerestory.synthetic.truth import Truth

BASIS = {
    GiverKind.FORCE: "S35-2B;S8-P9;S36-4;PA96-S44",
    GiverKind.NCA: "S35-2B;S8-P9;S36-4;VOL",
    GiverKind.CSC: "A6-1E;A9-J-P4;A10-S10-5;VOL",
    GiverKind.VOL: "A6-1F;A9-J-P4;A10-S10-5;VOL",
}  # rules D1, D2: competent authorities under Part 3, others under UK GDPR; only police forces can be required
SIGN_OFF = {
    GiverKind.FORCE: "Force crime registrar",
    GiverKind.NCA: "Head of data",
    GiverKind.CSC: "Head of safeguarding",
    GiverKind.VOL: "Data protection lead",
}
_DEFINITION = {GiverKind.FORCE: "COCAD", GiverKind.NCA: "OCG", GiverKind.CSC: "LOCAL", GiverKind.VOL: "NR"}
_COUNTING = {GiverKind.FORCE: "OFF", GiverKind.NCA: "INV", GiverKind.CSC: "VIC", GiverKind.VOL: "SAMP"}
_SUMMARY = "A summary is held by the body that leads the case."
_SUMMARY_PROP = 0.10
_SELDOM_FILLED = ("consent_reason", "fields_unavailable", "fields_unavailable_missing")
_HOLDS = ("HOLD", "ACTIVE")
_SOON, _LATER = "2027-03-31", "2027-12-14"
_FIRST_INTERVIEW, _INTERVIEW_DAYS, _WITHDRAWN_DAYS = dt.date(2024, 1, 15), 300, 90


def return_rows(truth: Truth, gaps: Gaps) -> pl.DataFrame:
    """Give the one row of each giver's return."""
    lacking = [_lacking(gaps, i) for i in range(len(truth.givers.all))]
    return pl.DataFrame(
        [
            {
                **_return_row(giver),
                "fields_unavailable": lacking[i] or None,
                "fields_unavailable_missing": None if lacking[i] else NOT_APPLICABLE,
            }
            for i, giver in enumerate(truth.givers.all)
        ],
        infer_schema_length=None,
        schema_overrides=dict.fromkeys(_SELDOM_FILLED, pl.String),
    )


def _return_row(giver: Giver) -> dict[str, str | None]:
    return {
        "return_id": giver.return_id,
        "provider": giver.provider,
        "period_start": f"{figures.FIRST_YEAR}-01-01",
        "period_end": f"{figures.LAST_YEAR}-12-31",
        "counting_basis": _COUNTING[giver.kind],
        "definition_applied": _DEFINITION[giver.kind],
        "lawful_basis": BASIS[giver.kind],
        "consent_reason": None,  # only where Schedule 1 paragraph 18 is relied on
        "agreement_id": agreement_of(giver),
        "sign_off": SIGN_OFF[giver.kind],
    }


def agreement_of(giver: Giver) -> str:
    """Give the id of the data sharing agreement with a fictional giver."""
    return f"DSA-{giver.slug}"


def _lacking(gaps: Gaps, giver: int) -> str:
    return ";".join(f"{path}={ABSENT_FROM_SYSTEM}" for path, who in gaps.lacks.items() if who[giver])


def investigation_rows(rng: np.random.Generator, truth: Truth, inv_pseudo: pl.Series) -> pl.DataFrame:
    """Give every investigation as its giver has it."""
    of_case, of_row = rng.spawn(2)
    rows, cases = truth.lists.investigations, truth.cases
    case, n, police = rows.case, len(rows), rows.by_police
    grouped = cases.grouped[case]
    stage = cases.stage.take(case).where(police | chance(of_row, figures.STAGE_KNOWN_TO_CARE_PROP, n), "UNK")
    release = stage.translated(figures.POLICE_RELEASE)
    closed = np.where(stage.among(*figures.CLOSED_STAGES), cases.year_closed[case], 0)
    untyped = chance(of_row, figures.TYPOLOGY_MISSING_PROP, n)
    unidentified = _unidentified(of_case, truth)[case] + cases.people.suspects.counts[case] - truth.lists.n_suspects
    several = truth.lists.n_suspects + unidentified > 1
    summary = chance(of_row, _SUMMARY_PROP, n) & grouped & police
    return pl.DataFrame(
        {
            "inv_pseudo": inv_pseudo,
            "return_id": _return_ids(truth, rows.giver),
            "op_name_held": yes_no(_operations(of_case, truth)[case] & police),
            "lead_body": _lead_bodies(truth).take(case).series(),
            "year_opened": cases.year_opened[case],
            "year_closed": number_or_none(closed),
            "origin": figures.ORIGIN.draw(of_row, n).where(police, "REF").series(),
            "flag_source": figures.FLAG_SOURCE.draw(of_row, n).where(police, "SC").series(),
            "cocad_category": cases.cocad.take(case).series(),
            "cocad_category_missing": _where(~grouped, NOT_APPLICABLE),
            "typology": unless(cases.typology.take(case), untyped),
            "typology_missing": _where(untyped, NOT_RECORDED),
            "exploitation_model": unless(cases.model.take(case), chance(of_row, figures.MODEL_MISSING_PROP, n)),
            "n_suspects_identified": truth.lists.n_suspects,
            "n_suspects_unidentified": unidentified,
            "suspects_known_to_each_other": unless(figures.KNOWN_TO_EACH_OTHER.draw(of_row, n), ~several),
            "suspects_known_to_each_other_missing": _where(~several, NOT_APPLICABLE),
            "n_victims_identified": truth.lists.n_victims,
            "n_victims_unidentified": (grouped & chance(of_row, 0.3, n)).astype(np.int64),
            "first_offence_year": _over_offences(truth, truth.offences.year_from, np.minimum),
            "last_offence_year": _over_offences(truth, truth.offences.year_to, np.maximum),
            "proceedings_stage": stage.series(),
            "linked_matters": yes_no(
                stage.among(*figures.ACTIVE_STAGES) & chance(of_row, figures.LINKED_MATTER_PROP, n)
            ),
            "police_release": release.series(),
            "release_review_date": Coded(release.among(*_HOLDS).astype(np.int64), (_LATER, _SOON)).series(),
            "partners": figures.PARTNERS.draw(of_row, n).series(),
            "context_text": _where(summary, _SUMMARY),
        }
    )


def offence_rows(
    rng: np.random.Generator, truth: Truth, gaps: Gaps, *, off_pseudo: pl.Series, inv_pseudo: pl.Series
) -> pl.DataFrame:
    """Give every offence as its giver has it; bodies outside the police know no outcome."""
    rows, investigations, offences = truth.lists.offences, truth.lists.investigations, truth.offences
    owner, which = rows.investigation, rows.offence
    n, giver, police = len(which), investigations.giver[owner], investigations.by_police[owner]
    case = investigations.case[owner]
    grouped, exploited = truth.cases.grouped[case], truth.cases.exploited[case]
    no_contact = gaps.lacking("offence.initial_contact", giver)
    lasted = offences.year_to[which] > offences.year_from[which]
    recorded = quarter_number(offences.year_recorded[which], offences.quarter[which])
    return pl.DataFrame(
        {
            "off_pseudo": off_pseudo,
            "inv_pseudo": inv_pseudo.gather(owner),
            "offence_code": offences.code.take(which).series(),
            "year_offence_from": offences.year_from[which],
            "year_offence_to": number_or_none(np.where(lasted | chance(rng, 0.7, n), offences.year_to[which], 0)),
            "quarter_recorded": Coded(recorded, quarter_codes()).series(),
            "recency": or_unknown(rng, offences.recency.take(which), what="recency", code="U"),
            "cse_flag": yes_no(_flagged(rng, exploited, wrong=figures.CSE_FALSE_PROP)),
            "csa_flag": yes_no(chance(rng, figures.CSA_FLAG_PROP, n)),
            "group_flag": yes_no(_flagged(rng, grouped, wrong=figures.GROUP_FALSE_PROP)),
            "contact_type": or_unknown(rng, offences.contact.take(which), what="contact", code="U"),
            "location_type": or_unknown(rng, offences.location.take(which), what="location", code="UNK"),
            "area_level": pl.Series([None], dtype=pl.String).new_from_index(0, n),  # no areas below a force are made
            "initial_contact": or_unknown(
                rng, offences.initial.take(which), what="initial", code="UNK", lacking=no_contact
            ),
            "initial_contact_missing": _where(no_contact, ABSENT_FROM_SYSTEM),
            "control_means": offences.control.take(which).series(),
            "outcome": unless(offences.outcome.take(which), ~police),
            "outcome_missing": _where(~police, ABSENT_FROM_SYSTEM),
            "outcome_quarter": unless(offences.outcome_quarter.take(which), ~police),
        }
    )


def interview_rows(rng: np.random.Generator, truth: Truth, inv_pseudo: pl.Series) -> tuple[Ints, pl.DataFrame]:
    """Give the interviews held in some group investigations, and the giver of each."""
    rows = truth.lists.investigations
    held = truth.cases.grouped[rows.case] & rows.by_police & chance(rng, figures.INTERVIEW_PROP, len(rows))
    which = np.flatnonzero(held)
    n = len(which)
    given = rng.integers(0, _INTERVIEW_DAYS, n)
    withdrawn = chance(rng, figures.WITHDRAWN_PROP, n)
    frame = pl.DataFrame(
        {
            "int_pseudo": pseudonyms(rng, n, prefix="int"),
            "inv_pseudo": inv_pseudo.gather(which),
            "kind": figures.INTERVIEW_KIND.draw(rng, n).series(),
            "consent_given": Coded(given, _days()).series(),
            "consent_withdrawn": Coded(given + _WITHDRAWN_DAYS, _days()).where(withdrawn, "").series(),
            "ethics_reference": _where(np.ones(n, dtype=np.bool_), "SYN-ETHICS-COMMITTEE"),
            "transcript": _where(np.zeros(n, dtype=np.bool_), ""),
            "themes": figures.THEMES.draw(rng, n).series(),
        }
    )
    return rows.giver[which], frame


def _days() -> tuple[str, ...]:
    days = range(_INTERVIEW_DAYS + _WITHDRAWN_DAYS)
    return tuple((_FIRST_INTERVIEW + dt.timedelta(days=day)).isoformat() for day in days)


def number_or_none(values: Ints) -> pl.Series:
    """Give numbers, and nothing where they are 0."""
    return pl.Series(values).replace(0, None)


def or_unknown(
    rng: np.random.Generator, values: Coded, *, what: str, code: str, lacking: Mask | None = None
) -> pl.Series:
    """Give the codes, some replaced by the code for what is not known; nothing where the giver lacks the field."""
    known = values.where(~chance(rng, figures.UNKNOWN_PROP[what], len(values)), code)
    return (known if lacking is None else known.where(~lacking, "")).series()


def _where(marked: Mask, text: str) -> pl.Series:
    return Coded(marked.astype(np.int64), ("", text)).series()


def _return_ids(truth: Truth, giver: Ints) -> pl.Series:
    return Coded(giver, tuple(g.return_id for g in truth.givers.all)).series()


def _flagged(rng: np.random.Generator, true: Mask, *, wrong: float) -> Mask:
    return chance(rng, np.where(true, figures.FLAG_SENSITIVITY, wrong), len(true))


def _operations(rng: np.random.Generator, truth: Truth) -> Mask:
    grouped = truth.cases.grouped
    return chance(rng, np.where(grouped, figures.OPERATION_GROUP_PROP, figures.OPERATION_SOLO_PROP), len(grouped))


def _unidentified(rng: np.random.Generator, truth: Truth) -> Ints:
    """Draw suspects whom nobody has identified; one at least where there is no other."""
    mean = np.where(truth.cases.grouped, figures.UNIDENTIFIED_GROUP_MEAN, figures.UNIDENTIFIED_SOLO_MEAN)
    drawn = rng.poisson(mean).astype(np.int64)
    return np.where(truth.cases.people.suspects.counts == 0, np.maximum(drawn, 1), drawn)


def _lead_bodies(truth: Truth) -> Coded:
    areas = tuple(truth.givers.all[i].area for i in truth.givers.of(GiverKind.FORCE))
    return Coded(truth.cases.force, areas).where(~truth.cases.agency_leads, AGENCY)


def _over_offences(truth: Truth, years: Ints, extreme: np.ufunc) -> Ints:
    """Give the first or the last year over the offences that the giver has of each investigation."""
    rows = truth.lists.offences
    found: Ints = extreme.reduceat(years[rows.offence], rows.spans.starts)
    return found
