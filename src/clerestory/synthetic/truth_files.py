"""The truth beside a synthetic nation, as Parquet: never inside the study, and never an input of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import polars as pl

from clerestory.synthetic import figures
from clerestory.synthetic.cases import KINDS, LIST_PROPS
from clerestory.synthetic.drawing import Coded, Ints
from clerestory.synthetic.faults import Rows
from clerestory.synthetic.fiction import Givers
from clerestory.synthetic.people import Heritage, Persons, age_bands
from clerestory.synthetic.recorded_cases import number_or_none
from clerestory.synthetic.truth import Truth


def write_truth(folder: Path, truth: Truth, *, rows: Mapping[str, Rows], faults: pl.DataFrame) -> None:
    """Write every table of the truth."""
    for name, frame in _tables(truth, rows, faults):
        frame.write_parquet(folder / f"{name}.parquet", compression="lz4")


def parameters(truth: Truth, *, givers: int, seed: int) -> dict[str, object]:
    """Give what made the nation, and the hidden number."""
    chosen = [
        {"first": one.first.value, "second": one.second.value, "odds_ratio": one.odds_ratio}
        for one in truth.overlaps.dependences
    ]
    return {
        **({"dependences": chosen} if chosen else {}),
        "persons": truth.sizes.persons,
        "givers": givers,
        "seed": seed,
        "hidden_victims": len(truth.hidden.force),
        "unseen_prop": round(truth.overlaps.unseen_prop, 6),
        "list_props": {kind.value: prop for kind, prop in zip(KINDS, LIST_PROPS, strict=True)},
        "first_year": figures.FIRST_YEAR,
        "last_year": figures.LAST_YEAR,
    }


def _tables(truth: Truth, rows: Mapping[str, Rows], faults: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    yield "persons", _persons(truth)
    yield "hidden_victims", _hidden(truth)
    yield "suspects", _suspects(truth)
    yield "victims", _victims(truth)
    yield "groups", _groups(truth)
    yield "members", _members(truth)
    yield "ties", _ties(truth)
    yield "cases", _cases(truth)
    yield "offences", _offences(truth)
    yield "case_suspects", _case_suspects(truth)
    yield "case_victims", _case_victims(truth)
    yield "suspect_offences", _suspect_offences(truth)
    yield "relations", _relations(truth)
    yield "lists", _lists(truth)
    yield "investigation_records", _investigation_records(truth, rows["investigation"].frame)
    yield "offence_records", _offence_records(truth, rows["offence"].frame)
    yield "faults", planted_faults(truth.givers, faults)


def planted_faults(givers: Givers, faults: pl.DataFrame) -> pl.DataFrame:
    """Give the planted faults with the file that each is in, as a path inside the study."""
    files = [f"returns/{giver.slug}/{giver.return_id}/" for giver in givers.all]
    giver = faults["giver"].to_numpy()
    return faults.select(
        _providers(givers, giver).alias("provider"),
        (pl.Series(files).gather(giver) + faults["entity"] + ".csv").alias("file"),
        "row", "column", "kind", "before", "written",
    )  # fmt: skip


def _persons(truth: Truth) -> pl.DataFrame:
    sizes = truth.sizes
    person = np.arange(sizes.persons)
    suspect, victim = person < sizes.suspects, person >= sizes.first_victim
    nobody = pl.Series([None], dtype=pl.String)
    return pl.DataFrame(
        {
            "person": person,
            "suspect": suspect,
            "victim": victim,
            "sus_pseudo": pl.concat([truth.identities.suspects, nobody.new_from_index(0, int((~suspect).sum()))]),
            "vic_pseudo": pl.concat([nobody.new_from_index(0, int((~victim).sum())), truth.identities.victims]),
            "sex": _sexes(truth),
            **_heritage(truth.heritage),
        }
    )


def _sexes(truth: Truth) -> pl.Series:
    suspects = truth.suspects.sex.series()[: truth.sizes.first_victim]
    return pl.concat([suspects, truth.victims.sex.series()])


def _heritage(heritage: Heritage) -> dict[str, pl.Series]:
    return {
        "ethnicity_sde": heritage.ethnicity.series(),
        "ethnicity_obs": heritage.observed.series(),
        "nationality_group": heritage.nationality.series(),
    }


def _ages(persons: Persons) -> dict[str, object]:
    return {
        "age_first": persons.age_first,
        "age_report": persons.age_report,
        "age_at_first_offence": age_bands(persons.age_first).series(),
        "age_at_report": age_bands(persons.age_report).series(),
    }


def _hidden(truth: Truth) -> pl.DataFrame:
    hidden = truth.hidden
    return pl.DataFrame(
        {
            "person": truth.sizes.persons + np.arange(len(hidden.force)),
            "force": _providers(truth.givers, hidden.force),
            "sex": hidden.victims.sex.series(),
            "age_at_first_offence": age_bands(hidden.victims.age_first).series(),
            **_heritage(hidden.heritage),
        }
    )


def _suspects(truth: Truth) -> pl.DataFrame:
    profile = truth.suspect_profile
    return pl.DataFrame(
        {
            "person": np.arange(truth.sizes.suspects),
            "grouped": np.arange(truth.sizes.suspects) < truth.groups.members.total,
            **_ages(truth.suspects),
            "subject_category": profile.category.series(),
            "occupation_sector": profile.occupation.series(),
            "prior_offending": profile.prior.series(),
            "motivation_themes": profile.motivation.series(),
            "custody_interview": profile.custody,
            "court_result": profile.court.series(),
        }
    )


def _victims(truth: Truth) -> pl.DataFrame:
    profile = truth.victim_profile
    return pl.DataFrame(
        {
            "person": truth.sizes.first_victim + np.arange(truth.sizes.victims),
            "exploited": truth.exploited,
            **_ages(truth.victims),
            "vulnerability": profile.vulnerability,
            "disability": profile.disability.series(),
            "known_to_services": profile.services.series(),
            "first_told": profile.first_told.series(),
            "support_offered": profile.support,
            "child_unique_id_held": profile.child_id,
        }
    )


def _groups(truth: Truth) -> pl.DataFrame:
    members = _members(truth)
    return (
        members.group_by("group", maintain_order=True)
        .agg(
            pl.len().alias("members"),
            pl.col("year_from").min(),
            pl.col("year_to").max(),
        )
        .with_columns(pl.Series(truth.groups.waves.counts).alias("investigations"))
    )


def _members(truth: Truth) -> pl.DataFrame:
    groups = truth.groups
    owner = groups.members.owner
    first, last = _wave_years(truth)
    begins = groups.waves.starts[owner] + groups.member_from
    ends = groups.waves.starts[owner] + groups.member_to
    # Later waves may look further back than earlier ones, so a member's years are those of all waves between.
    years = [(first[a : b + 1].min(), last[a : b + 1].max()) for a, b in zip(begins, ends, strict=True)]
    return pl.DataFrame(
        {
            "group": owner,
            "person": np.arange(groups.members.total),
            "first_investigation": groups.member_from + 1,
            "last_investigation": groups.member_to + 1,
            "year_from": [year for year, _ in years],
            "year_to": [year for _, year in years],
        }
    )


def _wave_years(truth: Truth) -> tuple[Ints, Ints]:
    case = np.flatnonzero(truth.cases.grouped)
    wave = truth.groups.waves.starts[truth.cases.group[case]] + truth.cases.wave[case]
    in_order = case[np.argsort(wave)]
    return truth.cases.first_year[in_order], truth.cases.last_year[in_order]


def _ties(truth: Truth) -> pl.DataFrame:
    ties = truth.ties
    return pl.DataFrame(
        {
            "person": ties.first,
            "other_person": ties.second,
            "tie": ties.kind.series(),
            "evidence": ties.evidence.series(),
            "tie_year_from": ties.year_from,
            "tie_year_to": number_or_none(ties.year_to),
        }
    )


def _cases(truth: Truth) -> pl.DataFrame:
    cases = truth.cases
    known = {f"known_to_{kind.value.lower()}": cases.known_to[:, i] for i, kind in enumerate(KINDS)}
    return pl.DataFrame(
        {
            "case": np.arange(cases.count),
            "group": pl.Series(cases.group).replace(-1, None),
            "force": _providers(truth.givers, cases.force),
            "year_opened": cases.year_opened,
            "year_closed": number_or_none(cases.year_closed),
            "first_offence_year": cases.first_year,
            "last_offence_year": cases.last_year,
            "family": cases.family,
            "exploited": cases.exploited,
            "cocad_category": cases.cocad.series(),
            "typology": cases.typology.series(),
            "exploitation_model": cases.model.series(),
            "agency_leads": cases.agency_leads,
            "proceedings_stage": cases.stage.series(),
            **known,
        }
    )


def _offences(truth: Truth) -> pl.DataFrame:
    offences, first_victim = truth.offences, truth.sizes.first_victim
    victim = pl.Series(np.where(offences.victim >= 0, offences.victim + first_victim, -1)).replace(-1, None)
    return pl.DataFrame(
        {
            "offence": np.arange(len(offences.case)),
            "case": offences.case,
            "victim": victim,
            "offence_code": offences.code.series(),
            "year_offence_from": offences.year_from,
            "year_offence_to": offences.year_to,
            "year_recorded": offences.year_recorded,
            "recency": offences.recency.series(),
            "cse": truth.cases.exploited[offences.case],
            "group_based": truth.cases.grouped[offences.case],
            "contact_type": offences.contact.series(),
            "location_type": offences.location.series(),
            "initial_contact": offences.initial.series(),
            "outcome": offences.outcome.series(),
        }
    )


def _case_suspects(truth: Truth) -> pl.DataFrame:
    people = truth.cases.people
    return pl.DataFrame({"case": people.suspects.owner, "person": people.suspect})


def _case_victims(truth: Truth) -> pl.DataFrame:
    people = truth.cases.people
    return pl.DataFrame({"case": people.victims.owner, "person": people.victim + truth.sizes.first_victim})


def _suspect_offences(truth: Truth) -> pl.DataFrame:
    links = truth.suspect_offences
    return pl.DataFrame(
        {
            "person": truth.cases.people.suspect[links.suspect_row],
            "offence": links.offence,
            "role": links.role.series(),
            "evidence": links.evidence.series(),
        }
    )


def _relations(truth: Truth) -> pl.DataFrame:
    relations = truth.relations
    return pl.DataFrame(
        {
            "case": relations.spans.owner,
            "suspect": relations.suspect,
            "victim": relations.victim + truth.sizes.first_victim,
            "relationship": relations.relation.series(),
        }
    )


def _lists(truth: Truth) -> pl.DataFrame:
    """Give who is on which list, and in which part."""
    suspects, victims = truth.lists.suspects, truth.lists.victims
    part = np.repeat(np.arange(2), [len(suspects.person), len(victims.person)])
    return pl.DataFrame(
        {
            "provider": _providers(truth.givers, np.concatenate([suspects.giver, victims.giver])),
            "person": np.concatenate([suspects.person, victims.person + truth.sizes.first_victim]),
            "part": Coded(part, ("suspect", "victim")).series(),
        }
    )


def _investigation_records(truth: Truth, frame: pl.DataFrame) -> pl.DataFrame:
    rows = truth.lists.investigations
    return pl.DataFrame(
        {
            "provider": _providers(truth.givers, rows.giver),
            "inv_pseudo": frame["inv_pseudo"],
            "case": rows.case,
        }
    )


def _offence_records(truth: Truth, frame: pl.DataFrame) -> pl.DataFrame:
    rows = truth.lists.offences
    return pl.DataFrame(
        {
            "provider": _providers(truth.givers, truth.lists.investigations.giver[rows.investigation]),
            "off_pseudo": frame["off_pseudo"],
            "offence": rows.offence,
        }
    )


def _providers(givers: Givers, giver: Ints) -> pl.Series:
    return Coded(giver, tuple(g.provider for g in givers.all)).series()
