"""What givers write down about suspects, victims and their links."""

from __future__ import annotations

import numpy as np
import polars as pl

from clerestory.synthetic import figures
from clerestory.synthetic.drawing import Coded, Ints, Mask, chance, draw_by, yes_no
from clerestory.synthetic.fiction import GiverKind
from clerestory.synthetic.gaps import ABSENT_FROM_SYSTEM, Gaps, in_older_codes, reasons, unless
from clerestory.synthetic.people import age_bands
from clerestory.synthetic.recorded_cases import number_or_none, or_unknown
from clerestory.synthetic.truth import Truth


def suspect_rows(rng: np.random.Generator, truth: Truth, gaps: Gaps) -> pl.DataFrame:
    """Give every suspect as each giver has them."""
    giver, person = truth.lists.suspects.giver, truth.lists.suspects.person
    n, persons, profile = len(person), truth.suspects, truth.suspect_profile
    police = _police(truth)[giver]
    sde = in_older_codes(truth.heritage.ethnicity.take(person), gaps.older_list[giver])
    unrecorded = chance(rng, gaps.suspect_ethnicity[giver], n)
    unobserved = ~police | ~chance(rng, figures.OBSERVED_PROP, n)
    no_nationality = gaps.lacking("suspect.nationality_group", giver)
    no_nation = no_nationality | chance(rng, figures.NATIONALITY_MISSING_PROP, n)
    no_sector = gaps.lacking("suspect.occupation_sector", giver)
    custody = profile.custody[person]
    basis = _basis(rng, custody & police, unrecorded=unrecorded, observed=~unobserved)
    return pl.DataFrame(
        {
            "sus_pseudo": truth.identities.suspects.gather(person),
            "cross_pseudo": _cross(truth, person - truth.sizes.first_victim),
            "subject_category": profile.category.take(person).series(),
            "sex": or_unknown(rng, persons.sex.take(person), what="sex", code="U"),
            "age_at_first_offence": or_unknown(rng, age_bands(persons.age_first[person]), what="age", code="U"),
            "age_at_report": or_unknown(rng, age_bands(persons.age_report[person]), what="age", code="U"),
            "ethnicity_sde": unless(sde, unrecorded),
            "ethnicity_obs": unless(truth.heritage.observed.take(person), unobserved),
            "ethnicity_obs_missing": reasons(rng, unobserved, lacking=~police),
            "ethnicity_basis": basis.series(),
            "ethnicity_missing": reasons(rng, unrecorded),
            "nationality_group": unless(truth.heritage.nationality.take(person), no_nation),
            "nationality_missing": reasons(rng, no_nation, lacking=no_nationality),
            "occupation_sector": unless(profile.occupation.take(person), no_sector),
            "prior_offending": profile.prior.take(person).series(),
            "motivation_themes": profile.motivation.take(person).series(),
            "custody_interview": unless(Coded(custody.astype(np.int64), ("N", "Y")), ~police),
            "custody_interview_missing": _absent(~police),
            "court_result": profile.court.take(person).series(),
        }
    )


def victim_rows(rng: np.random.Generator, truth: Truth, gaps: Gaps) -> pl.DataFrame:
    """Give every victim as each giver has them."""
    giver, person = truth.lists.victims.giver, truth.lists.victims.person
    n, persons, profile = len(person), truth.victims, truth.victim_profile
    true = truth.heritage.ethnicity.take(person + truth.sizes.first_victim)
    sde = in_older_codes(true, gaps.older_list[giver])
    unrecorded = chance(rng, gaps.victim_ethnicity[giver], n)
    unassessed = chance(rng, gaps.vulnerability[giver], n)
    no_disability = gaps.lacking("victim.disability", giver)
    flags = profile.vulnerability.gather(person)
    return pl.DataFrame(
        {
            "vic_pseudo": truth.identities.victims.gather(person),
            "cross_pseudo": _cross(truth, np.where(person < truth.sizes.both, person, -1)),
            "sex": or_unknown(rng, persons.sex.take(person), what="sex", code="U"),
            "age_at_first_offence": age_bands(persons.age_first[person]).series(),
            "age_at_report": or_unknown(rng, age_bands(persons.age_report[person]), what="age", code="U"),
            "ethnicity_sde": unless(sde, unrecorded),
            "ethnicity_missing": reasons(rng, unrecorded),
            "disability": unless(profile.disability.take(person), no_disability),
            "disability_missing": _absent(no_disability),
            "vulnerability": flags.zip_with(pl.Series(~unassessed), pl.Series(["NR"]).new_from_index(0, n)),
            "known_to_services": profile.services.take(person).series(),
            "first_told": profile.first_told.take(person).series(),
            "support_offered": yes_no(profile.support[person]),
            "child_unique_id_held": yes_no(profile.child_id[person]),
        }
    )


def suspect_offence_rows(truth: Truth, off_pseudo: pl.Series) -> pl.DataFrame:
    """Give the links of suspects with offences; a body that has a link without its values calls it an assessment."""
    links, true = truth.lists.suspect_offence, truth.suspect_offences
    known = links.source >= 0
    source = np.maximum(links.source, 0)
    return pl.DataFrame(
        {
            "sus_pseudo": truth.identities.suspects.gather(links.first),
            "off_pseudo": off_pseudo.gather(links.second),
            "role": true.role.take(source).where(known, "UNK").series(),
            "evidence": true.evidence.take(source).where(known, "ASMT").series(),
        }
    )


def victim_offence_rows(truth: Truth, off_pseudo: pl.Series) -> pl.DataFrame:
    """Give the links of victims with offences."""
    links = truth.lists.victim_offence
    return pl.DataFrame(
        {
            "vic_pseudo": truth.identities.victims.gather(links.first),
            "off_pseudo": off_pseudo.gather(links.second),
            "victim_of": yes_no(np.ones(len(links.first), dtype=np.bool_)),
        }
    )


def suspect_victim_rows(rng: np.random.Generator, truth: Truth) -> pl.DataFrame:
    """Give how suspects relate to victims."""
    links = truth.lists.suspect_victim
    return pl.DataFrame(
        {
            "sus_pseudo": truth.identities.suspects.gather(links.first),
            "vic_pseudo": truth.identities.victims.gather(links.second),
            "relationship": or_unknown(
                rng, truth.relations.relation.take(links.source), what="relationship", code="UNK"
            ),
        }
    )


def suspect_suspect_rows(truth: Truth) -> pl.DataFrame:
    """Give who knows whom; each pair stands once (rule V11)."""
    links, ties = truth.lists.suspect_suspect, truth.ties
    return pl.DataFrame(
        {
            "sus_pseudo": truth.identities.suspects.gather(links.first),
            "other_sus_pseudo": truth.identities.suspects.gather(links.second),
            "tie": ties.kind.take(links.source).series(),
            "tie_year_from": ties.year_from[links.source],
            "tie_year_to": number_or_none(ties.year_to[links.source]),
            "evidence": ties.evidence.take(links.source).series(),
        }
    )


def _police(truth: Truth) -> Mask:
    return np.array([giver.kind in (GiverKind.FORCE, GiverKind.NCA) for giver in truth.givers.all])


def _cross(truth: Truth, row: Ints) -> pl.Series:
    """Give the cross-pseudonym of persons who are both: those whose row is not negative."""
    listed = pl.concat([truth.identities.cross, pl.Series([None], dtype=pl.String)])
    return listed.gather(np.where(row >= 0, row, truth.sizes.both))


def _basis(rng: np.random.Generator, custody: Mask, *, unrecorded: Mask, observed: Mask) -> Coded:
    """Draw on what the ethnicity rests: self-defined seldom but after custody (V10), observed only if it was (V9)."""
    drawn = draw_by(rng, (~custody).astype(np.int64), mixes=(figures.BASIS_CUSTODY, figures.BASIS_ELSE))
    return drawn.where(~unrecorded, "NR").where(~(unrecorded & observed), "OB")


def _absent(marked: Mask) -> pl.Series:
    return Coded(marked.astype(np.int64), ("", ABSENT_FROM_SYSTEM)).series()
