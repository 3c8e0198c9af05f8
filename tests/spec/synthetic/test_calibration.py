"""The nation is like what was published, within a stated tolerance (FIGURES ids in the comments).

Tolerances are about three standard errors at 20,000 persons, more where cases cluster.
"""

import polars as pl
import pytest


def share(frame: pl.DataFrame, wanted: pl.Expr) -> float:
    return frame.select(wanted.cast(pl.Float64).mean()).item()


@pytest.fixture(scope="module")
def offences(nation):
    return nation.truth("offences")


def test_group_based_share_of_offences(offences):
    assert 0.037 <= share(offences, pl.col("group_based")) <= 0.05  # F002, F015


def test_exploitation_share_of_group_based_offences(nation, offences):
    grouped = offences.filter("group_based").join(nation.truth("cases"), on="case")
    assert share(grouped, pl.col("cocad_category") == "CSE") == pytest.approx(0.17, abs=0.09)  # F003; about 170 cases


def test_family_share_of_group_based_offences(nation, offences):
    grouped = offences.filter("group_based").join(nation.truth("cases"), on="case")
    assert share(grouped, pl.col("family")) == pytest.approx(0.26, abs=0.11)  # F005; about 170 cases


@pytest.mark.parametrize(
    ("codes", "published", "tolerance"),
    [
        (["19C", "19D", "19E", "19F", "19G", "19H"], 0.18, 0.012),  # F021 rape
        (["17A", "17B", "20A", "20B"], 0.29, 0.015),  # F019 sexual assault
        (["86"], 0.27, 0.015),  # F020 images
    ],
)
def test_offence_groups(offences, codes, published, tolerance):
    assert share(offences, pl.col("offence_code").is_in(codes)) == pytest.approx(published, abs=tolerance)


def test_contact_and_online_shares(nation):
    recorded = nation.returned("offence", "FORCE").filter(pl.col("contact_type").is_in(["CON", "ONL", "BOTH"]))
    assert 0.68 <= share(recorded, pl.col("contact_type").is_in(["CON", "BOTH"])) <= 0.75  # F022, F016
    assert share(recorded, pl.col("contact_type") != "CON") == pytest.approx(0.40, abs=0.04)  # F026 has 42


def test_family_share_of_contact_offences(nation, offences):
    contact = offences.filter(pl.col("contact_type") != "ONL").join(nation.truth("cases"), on="case")
    assert share(contact, pl.col("family")) == pytest.approx(0.33, abs=0.03)  # F017


def test_sex_where_recorded(nation):
    suspects = nation.returned("suspect").filter(pl.col("sex") != "U")
    victims = nation.returned("victim", "FORCE").filter(pl.col("sex") != "U")
    assert share(suspects, pl.col("sex") == "M") == pytest.approx(0.82, abs=0.02)  # F023
    assert share(victims, pl.col("sex") == "F") == pytest.approx(0.79, abs=0.02)  # F024


def test_suspects_under_18_where_age_known(nation):
    suspects = nation.returned("suspect").filter(pl.col("age_at_first_offence") != "U")
    young = pl.col("age_at_first_offence").is_in(["10-12", "13-15", "16-17"])
    assert share(suspects, young) == pytest.approx(0.48, abs=0.02)  # F006


def test_ethnicity_recorded_of_suspects(nation):
    suspects = nation.returned("suspect", "FORCE")
    substantive = pl.col("ethnicity_sde").is_not_null() & (pl.col("ethnicity_sde") != "NS")
    assert share(suspects, substantive) == pytest.approx(0.34, abs=0.03)  # F007, F031


@pytest.mark.parametrize(
    ("entity", "lowest", "highest"),
    [
        ("suspect", 0.28, 0.86),  # F045, F048; F046
        ("victim", 0.14, 0.55),  # F040, F047; F041, F043
    ],
)
def test_ethnicity_not_recorded_spreads_over_forces(nation, entity, lowest, highest):
    by_force = nation.returned(entity, "FORCE").group_by("giver").agg(pl.col("ethnicity_sde").is_null().mean())
    assert by_force["ethnicity_sde"].min() == pytest.approx(lowest, abs=0.08)
    assert by_force["ethnicity_sde"].max() == pytest.approx(highest, abs=0.08)


def test_relationship_where_known(nation):
    pairs = nation.returned("link_suspect_victim").filter(~pl.col("relationship").is_in(["UNK", "ZZZ"]).fill_null(True))
    assert share(pairs, pl.col("relationship") == "FRND") == pytest.approx(0.37, abs=0.03)  # F058
    assert share(pairs, pl.col("relationship") == "STR") == pytest.approx(0.30, abs=0.03)  # F059


def test_custody_interviews(nation):
    suspects = nation.returned("suspect", "FORCE")
    assert share(suspects, pl.col("custody_interview") == "Y") == pytest.approx(0.23, abs=0.02)  # F013


def test_children_in_exploitation_cases_known_to_social_care(nation):
    truth = nation.truth("persons").join(nation.truth("victims"), on="person").select("vic_pseudo", "exploited")
    children = nation.returned("victim", "CSC").join(truth, on="vic_pseudo").filter("exploited")
    flags = (
        pl.when(pl.col("vulnerability") == "NONE").then(0).otherwise(pl.col("vulnerability").str.count_matches(";") + 1)
    )
    assert children.height > 300
    assert share(children.filter(pl.col("sex") != "U"), pl.col("sex") == "F") == pytest.approx(0.67, abs=0.07)  # F067
    assert share(children, pl.col("age_at_first_offence") != "00-09") == pytest.approx(0.81, abs=0.06)  # F066
    assert share(children, flags) == pytest.approx(5.0, abs=0.5)  # F069
    assert share(children, pl.col("vulnerability") == "NONE") == pytest.approx(0.11, abs=0.05)  # F070
    assert share(children, pl.col("vulnerability").str.contains("ABS")) == pytest.approx(0.66, abs=0.08)  # F065


def test_half_of_the_exploitation_offences_carry_their_flag(nation):
    offences = nation.returned("offence", "FORCE").join(
        nation.truth("offence_records").select("off_pseudo", "offence"), on="off_pseudo"
    )
    exploited = offences.join(nation.truth("offences"), on="offence").filter("cse")
    assert share(exploited, pl.col("cse_flag") == "Y") == pytest.approx(0.5, abs=0.05)  # F052


def test_investigations_grow_by_six_in_a_hundred_a_year_from_2019_to_2023(nation):
    years = nation.truth("cases").group_by("year_opened").len().sort("year_opened")
    assert years["year_opened"].to_list() == [2019, 2020, 2021, 2022, 2023]
    assert years["len"][-1] / years["len"][0] == pytest.approx(1.06**4, abs=0.09)  # F025


def test_every_delay_of_a_report_occurs_and_late_reports_end_in_adulthood_or_before(offences):
    counts = dict(offences.group_by("recency").len().rows())
    assert set(counts) == {"R0", "R1", "R2", "R3", "U"}
    late = offences.filter(pl.col("recency").is_in(["R2", "R3"]))
    assert share(late, pl.col("year_recorded") > pl.col("year_offence_from")) == 1.0
