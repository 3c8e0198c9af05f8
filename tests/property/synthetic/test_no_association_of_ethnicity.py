"""Rule Q11: ethnicity is associated with nothing, in the truth and in what givers recorded.

The criterion is fixed: the tables of five seeds are added up, and the chi-squared test of independence of each must
have p > 0.001. With seeds given it is not a matter of luck. The same criterion fails when five persons in a hundred of
some category are given another ethnicity, which is what the last test is for.
"""

import numpy as np
import polars as pl
import pytest
from scipy.stats import chi2_contingency

FEWEST_P = 0.001
UNRELATED = ("role", "grouped", "force", "offence_group", "sex", "age", "exploited", "family")


def truth_of(nation):
    """Every person once, with their ethnicity and everything that it must not be associated with."""
    read = {path.stem: pl.read_parquet(path) for path in nation.truth.glob("*.parquet")}
    groups = pl.read_csv(nation.folder / "instrument/codelists/offence.csv", infer_schema=False)
    cases = pl.concat([read["case_suspects"], read["case_victims"]]).join(read["cases"], on="case")
    first = cases.sort("case").unique("person", keep="first", maintain_order=True)
    offence = (
        read["offences"]
        .unique("case", keep="first", maintain_order=True)
        .join(
            groups.select(pl.col("code").alias("offence_code"), pl.col("parent").alias("offence_group")),
            on="offence_code",
        )
        .select("case", "offence_group")
    )
    ages = pl.concat([read["victims"], read["suspects"]], how="diagonal").unique(
        "person", keep="first", maintain_order=True
    )
    return (
        read["persons"]
        .join(
            first.select("person", "case", "force", "family", "exploited", grouped=pl.col("group").is_not_null()),
            on="person",
        )
        .join(offence, on="case")
        .join(ages.select("person", age="age_at_first_offence"), on="person")
        .with_columns(role=pl.when("suspect").then(pl.lit("suspect")).otherwise(pl.lit("victim")))
        .select("ethnicity_sde", "nationality_group", *UNRELATED)
    )


def recorded_of(nation):
    """Every row of a person in a return."""
    frames = []
    for entity in ("suspect", "victim"):
        for path in sorted(nation.folder.glob(f"returns/*/*/{entity}.csv")):
            rows = pl.read_csv(path, infer_schema=False).select("ethnicity_sde", "sex")
            rows = rows.with_columns(pl.col("ethnicity_sde").replace("O1", "A4"))  # of the older list (rule V12)
            frames.append(rows.with_columns(role=pl.lit(entity), force=pl.lit(path.parts[-3])))
    return pl.concat(frames).drop_nulls("ethnicity_sde")


def p_of_independence(frame: pl.DataFrame, one: str, other: str) -> float:
    table = frame.pivot(one, index=other, values=one, aggregate_function="len").drop(other).fill_null(0).to_numpy()
    table = table[(table.sum(axis=1) >= 200)]  # categories too rare for the approximation say nothing either way
    return float(chi2_contingency(table[:, table.sum(axis=0) > 0]).pvalue)


@pytest.fixture(scope="module")
def truth(nations):
    return pl.concat([truth_of(nation) for nation in nations])


@pytest.fixture(scope="module")
def recorded(nations):
    return pl.concat([recorded_of(nation) for nation in nations])


@pytest.mark.parametrize("other", UNRELATED)
@pytest.mark.parametrize("heritage", ["ethnicity_sde", "nationality_group"])
def test_it_is_independent_in_the_truth(truth, heritage, other):
    assert p_of_independence(truth, heritage, other) > FEWEST_P


@pytest.mark.parametrize("other", ["role", "sex", "force"])
def test_it_is_independent_in_what_givers_recorded(recorded, other):
    assert p_of_independence(recorded, "ethnicity_sde", other) > FEWEST_P


def test_ethnicity_and_nationality_are_independent_of_each_other(truth):
    assert p_of_independence(truth, "ethnicity_sde", "nationality_group") > FEWEST_P


def test_every_ethnicity_is_equally_likely(truth):
    counts = truth.filter(pl.col("ethnicity_sde") != "NS").group_by("ethnicity_sde").len()["len"].to_numpy()
    assert len(counts) == 18
    assert chi2_contingency(np.vstack([counts, np.full(18, 10**9)])).pvalue > FEWEST_P


def test_whether_it_is_recorded_does_not_depend_on_what_it_is(nations):
    tables = []
    for nation in nations:
        persons = pl.read_parquet(nation.truth / "persons.parquet").select("sus_pseudo", true="ethnicity_sde")
        paths = sorted(nation.folder.glob("returns/SYN-FORCE-*/*/suspect.csv"))
        rows = pl.concat([pl.read_csv(p, infer_schema=False).select("sus_pseudo", "ethnicity_sde") for p in paths])
        tables.append(rows.join(persons, on="sus_pseudo").with_columns(recorded=pl.col("ethnicity_sde").is_not_null()))
    assert p_of_independence(pl.concat(tables), "true", "recorded") > FEWEST_P


def planted(frame: pl.DataFrame, other: str) -> pl.DataFrame:
    """Give the ethnicity W1 to five in a hundred persons of every second category, the commonest first."""
    counted = frame.group_by(other).len().sort("len", other, descending=True)
    categories = counted[other].to_list()
    chosen = frame[other].is_in(categories[::2]).to_numpy() & (np.random.default_rng(9).random(frame.height) < 0.05)
    return frame.with_columns(ethnicity_sde=pl.when(pl.Series(chosen)).then(pl.lit("W1")).otherwise("ethnicity_sde"))


@pytest.mark.parametrize("other", UNRELATED)
def test_the_criterion_would_find_a_dependence_of_five_in_a_hundred(truth, other):
    assert p_of_independence(planted(truth, other), "ethnicity_sde", other) < FEWEST_P / 1000
