"""Four kinds of giver, fictional places, and who knows whom."""

import json

import polars as pl
import pytest

from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import make_nation
from spec.synthetic.return_checker import read

LISTS = ("provider", "police_force_area", "region")


@pytest.mark.parametrize(
    ("givers", "kinds"),
    [
        (4, {"FORCE": 1, "NCA": 1, "CSC": 1, "VOL": 1}),
        (5, {"FORCE": 2, "NCA": 1, "CSC": 1, "VOL": 1}),
        (10, {"FORCE": 7, "NCA": 1, "CSC": 1, "VOL": 1}),
        (44, {"FORCE": 31, "NCA": 1, "CSC": 9, "VOL": 3}),
    ],
)
def test_givers_are_of_four_kinds(tmp_path, givers, kinds):
    made = make_nation(tmp_path / "n", read_instrument(shipped_instrument()), persons=200, givers=givers)
    parents = {row["code"]: row["parent"] for row in read(made.folder / "instrument/codelists/provider.csv")}
    providers = [place.name.replace("SYN-", "").split("-")[0] for place in (made.folder / "returns").iterdir()]
    assert made.givers == kinds == {kind: providers.count(kind) for kind in kinds}
    assert len(parents) == givers
    assert all(code.split(":")[1] == parent for code, parent in parents.items())


def test_the_instrument_is_that_of_the_product_but_for_places(nation):
    shipped = shipped_instrument()
    for path in shipped.rglob("*.csv"):
        copy = nation.folder / "instrument" / path.relative_to(shipped)
        assert (copy.read_bytes() == path.read_bytes()) == (path.stem not in LISTS), path.name
    read_instrument(nation.folder / "instrument")


def test_no_real_force_or_region_in_any_byte(nation):
    shipped = shipped_instrument() / "codelists"
    rows = read(shipped / "police_force_area.csv") + read(shipped / "region.csv")
    own = {"X-NCA", "NAT"}  # codes of the product that the fictional lists keep, with the label of NAT
    forbidden = {row["code"] for row in rows} - own | {row["label"] for row in rows if row["code"] != "NAT"}
    forbidden |= {"E23", "W15", "E12", "W92"}
    lists = [nation.folder / f"instrument/codelists/{name}.csv" for name in LISTS]
    for path in [*lists, *(nation.folder / "returns").rglob("*.csv")]:
        content = path.read_bytes()
        assert not [word for word in forbidden if word.encode() in content], path.name


def test_forces_lie_in_fictional_regions_and_the_first_twelve_have_the_names_of_the_instrument(nation):
    areas = read(nation.folder / "instrument/codelists/police_force_area.csv")
    regions = {row["code"] for row in read(nation.folder / "instrument/codelists/region.csv")}
    named = [row["label"] for row in read(shipped_instrument() / "codelists/synthetic_force.csv")]
    assert [row["label"] for row in areas[:12]] == named
    assert [row["code"] for row in areas] == [f"X23{i:06d}" for i in range(1, 32)] + ["X-NCA"]
    assert len({row["label"] for row in areas}) == 32
    assert {row["parent"] for row in areas} == regions == {f"XR{i:02d}" for i in range(1, 7)} | {"NAT"}


def test_all_persons_are_known_to_somebody_and_the_hidden_ones_come_beyond(nation):
    persons, lists, hidden = nation.truth("persons"), nation.truth("lists"), nation.truth("hidden_victims")
    assert persons.height == nation.summary.persons == lists["person"].n_unique()
    assert persons.select(pl.col("suspect") | pl.col("victim")).to_series().all()
    assert hidden["person"].min() == nation.summary.persons
    assert hidden.height == nation.summary.hidden_victims > 1000


def test_lists_in_truth_are_those_of_the_returns(nation):
    persons, lists = nation.truth("persons"), nation.truth("lists")
    for entity, pseudonym in (("suspect", "sus_pseudo"), ("victim", "vic_pseudo")):
        returned = nation.returned(entity).select(pl.col("giver").str.replace_all("-", ":"), pseudonym)
        true = lists.filter(pl.col("part") == entity).join(persons, on="person").select("provider", pseudonym)
        assert sorted(returned.rows()) == sorted(true.rows())


def test_forces_know_most_cases_and_social_care_some_victims_and_few_suspects(nation):
    cases = nation.truth("cases")
    assert cases["known_to_force"].mean() > 0.75
    assert 0.2 < cases["known_to_csc"].mean() < 0.45
    suspects, victims = nation.returned("suspect", "CSC").height, nation.returned("victim", "CSC").height
    assert 0 < suspects < 0.15 * victims


def test_the_agency_shares_persons_with_forces_under_investigations_of_its_own(nation):
    for entity, key in (("suspect", "sus_pseudo"), ("victim", "vic_pseudo")):
        agency, forces = (set(nation.returned(entity, kind)[key]) for kind in ("NCA", "FORCE"))
        assert len(agency & forces) > 0.3 * len(agency)
    assert nation.returned("investigation")["inv_pseudo"].is_unique().all()
    assert nation.returned("offence")["off_pseudo"].is_unique().all()


def test_care_and_voluntary_cases_came_by_referral(nation):
    for kind in ("CSC", "VOL"):
        assert set(nation.returned("investigation", kind)["origin"]) == {"REF"}


def test_two_lists_give_the_hidden_number_back(nation):
    """Lincoln (1930): n1 n2 / m; forces and social care know a case outside groups independently of each other."""
    grouped = nation.truth("case_victims").join(nation.truth("cases"), on="case").filter(pl.col("group").is_not_null())
    lists = nation.truth("lists").filter(pl.col("part") == "victim").join(grouped, on="person", how="anti")
    on = {kind: set(lists.filter(pl.col("provider").str.contains(f":{kind}:"))["person"]) for kind in ("FORCE", "CSC")}
    estimate = len(on["FORCE"]) * len(on["CSC"]) / len(on["FORCE"] & on["CSC"])
    true = lists["person"].n_unique() + nation.summary.hidden_victims
    assert estimate == pytest.approx(true, rel=0.06)


def test_parameters_say_what_made_the_nation(nation):
    made = json.loads((nation.summary.truth / "parameters.json").read_text())
    assert (made["persons"], made["givers"], made["seed"]) == (20_000, 44, 1)
    assert made["hidden_victims"] == nation.summary.hidden_victims


def test_truth_lies_beside_the_study_and_the_mark_of_unfinished_work_is_gone(nation):
    assert sorted(path.name for path in nation.folder.iterdir()) == ["instrument", "returns"]
    assert nation.summary.truth == nation.folder.with_name("study.truth")
    assert not (nation.summary.truth / "unfinished").exists()
