"""Comparisons of a study: from its settings to the released page, and back from the files to the counts."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.errors import ClerestoryError, PaperError, ReleaseError, StudyError, TableError
from clerestory.model.engines import EngineName
from clerestory.pipeline import Stage
from clerestory.publish import verify_release
from studies import demonstration

NATION = {"persons": 600, "givers": 10, "seed": 5}
CONTACTS = ["PUB", "PERS", "BUS", "INST", "ONL", "OTH"]


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    return demonstration(tmp_path_factory, **NATION)


@pytest.fixture(scope="module")
def release(study) -> Path:
    return next((study / "releases").glob("2*"))


def rows_of(release: Path, name: str) -> list[dict[str, str]]:
    text = (release / "tables" / f"SYNTHETIC-{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_release_has_every_category_with_bounds_or_a_sign_and_the_action(release):
    rows = rows_of(release, "t10-comparison")
    assert [row["key"] for row in rows] == CONTACTS
    for row in rows:
        numbers = [row[name] for name in row if name.endswith(("at_least_pct", "at_most_pct", "_points"))]
        assert all(numbers) == (not row["status"]) == bool(row["reading"])
        assert row["data"] == "synthetic"
    assert [bool(row["action"]) for row in rows] == [contact not in ("PERS", "OTH") for contact in CONTACTS]


def test_all_cases_are_in_one_population_or_undecided(release, study):
    counts = {(row["row_key"], row["column_key"]) for row in rows_of(release, "t10")}
    assert {row for row, _ in counts} == {"group", "other", "undecided"}
    table = json.loads((study / "vault" / "tables" / "table-t10.json").read_bytes())
    offences = json.loads((study / "vault" / "tables" / "table-t4.json").read_bytes())["counts"][0][0]
    assert sum(row[0] for row in table["counts"]) == offences > 0
    for total, known, *contacts, lost in table["counts"]:
        assert known + lost == total
        assert sum(contacts) == known


def test_the_page_names_both_populations_and_the_chart_says_what_it_draws(release):
    page = (release / "index.html").read_text(encoding="utf-8")
    assert "All other: offences in all other investigations of child sexual offending" in page
    assert page.count("Action suggested:") == 4
    assert 'alt="SYNTHETIC. Possible shares of all cases in both populations.' in page or (
        'alt="Possible shares of all cases in both populations.' in page
    )
    for name in ("SYNTHETIC-c3.svg", "SYNTHETIC-c3-narrow.svg"):
        drawn = (release / "charts" / name).read_text(encoding="utf-8")
        assert re.search(r"<desc id=\"description\">SYNTHETIC\. Possible shares", drawn)


@pytest.mark.parametrize("engine", [EngineName.DUCKDB])
def test_another_engine_makes_the_same_comparisons(study, engine):
    names = [study / "vault" / "tables" / f"table-{table}.json" for table in ("t9", "t10")]
    before = [path.read_bytes() for path in names]
    pipeline.run(study, [Stage.ANALYSE], engine=engine)
    assert [path.read_bytes() for path in names] == before


def test_a_bound_that_was_changed_is_found(release):
    path = release / "tables" / "SYNTHETIC-t10-comparison.csv"
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b"synthetic\n", b"real\n", 1))
    try:
        with pytest.raises(ReleaseError, match="was changed"):
            verify_release(release)
    finally:
        path.write_bytes(kept)
    verify_release(release)


@pytest.mark.parametrize(
    ("old", "new", "said", "error"),
    [
        # rule Q4: no comparison without its population
        (re.compile(r'^population = "offences.*\n', re.M), "", "population", StudyError),
        (re.compile(r'stic = "offence.initial_contact"'), 'stic = "offence.contacts"', "offence.contacts", TableError),
        (re.compile(r'group = "HO2020"'), 'group = "HO1999"', "group", StudyError),
        (re.compile(r'^BUS = ".*"', re.M), 'BUS = "Watch 12 Example Road."', "an address", StudyError),
        (re.compile(r'"contact_group"'), '"contact_groups"', "contact_groups", TableError),
    ],
)  # fmt: skip
def test_settings_that_mean_nothing_are_refused_when_the_study_is_opened(study, old, new, said, error):
    path = study / "study.toml"
    kept = path.read_text(encoding="utf-8")
    changed = old.sub(new, kept)
    assert changed != kept
    path.write_text(changed, encoding="utf-8")
    try:
        with pytest.raises(error) as caught:
            pipeline.run(study, [Stage.ANALYSE])
    finally:
        path.write_text(kept, encoding="utf-8")
    assert said in str(caught.value)
    assert "Example Road" not in str(caught.value)


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("{{ comparison t1 }}", "table t1 is no comparison"),
        ("{{ comparison t99 }}", "there is no table 't99'"),
        ('{{ t10["MOON"].difference }}', "there is no category 'MOON'"),
        ('{{ bodies t1["MOON"] }}', "there is no column 'MOON'"),
        ("{{ bodies t1 }}", "own figures are named by a table and a column"),
        ("So {{ comparison t10 }} within a line.", "a comparison stands within a line"),
    ],
)
def test_a_paper_that_speaks_of_no_comparison_is_refused(study, reference, said):
    path = study / "paper" / "paper.md"
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept + f"\n\n{reference}\n", encoding="utf-8")
    try:
        with pytest.raises(PaperError, match=re.escape(said)):
            pipeline.run(study, [Stage.REVIEW])
    finally:
        path.write_text(kept, encoding="utf-8")


def test_a_chart_of_another_kind_of_table_is_refused(study):
    path = study / "study.toml"
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept.replace('table = "t10"', 'table = "t4"'), encoding="utf-8")
    try:
        with pytest.raises(ClerestoryError, match="table t4 is no comparison"):
            pipeline.run(study, [Stage.REVIEW])
    finally:
        path.write_text(kept, encoding="utf-8")


AREAS = """
[[tables]]
id = "x1"
title = "How long offending went on, by area"
count = "investigation"
rows = "investigation.duration"
columns = "investigation.lead_body"
groups = { "investigation.lead_body" = "deprivation_band" }

[[tables]]
kind = "comparison"
id = "x2"
title = "Investigations by kind of area"
count = "investigation"
characteristic = "investigation.lead_body"
group = "HO2020"
population = "all other investigations"
groups = { "investigation.lead_body" = "urban_rural" }

"""


def test_areas_have_bands_of_deprivation_and_settlement_beside_their_region(study, tmp_path):
    root = Path(shutil.copytree(study, tmp_path / "study"))
    path = root / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[[charts]]", AREAS + "[[charts]]", 1), encoding="utf-8")
    pipeline.run(root, [Stage.ANALYSE])
    by_area, compared = (
        json.loads((root / "vault" / "tables" / f"table-{name}.json").read_bytes()) for name in ("x1", "x2")
    )
    assert [column["key"] for column in by_area["shape"]["columns"]][2:5] == ["D1", "D2", "D3"]
    assert sum(row[0] for row in by_area["counts"][2:]) == by_area["counts"][0][0]
    listed = (root / "instrument" / "codelists" / "police_force_area.csv").read_text(encoding="utf-8")
    areas = list(csv.DictReader(io.StringIO(listed)))
    assert {row["further_parents"].split(";")[0] for row in areas} == {"D1", "D2", "D3", "DNA"}
    assert {column["key"] for column in compared["shape"]["columns"]} >= {"URB", "MIX", "RUR", "UNA"}
