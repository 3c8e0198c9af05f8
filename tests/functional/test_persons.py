"""Tables and estimates of linked persons, from study.toml to the page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from clerestory import pipeline
from clerestory.errors import StudyError, TableError
from clerestory.pipeline import Stage
from scale_studies import LISTS, OF_PERSONS, OVERLAPS, histories, linked_study
from studies import CLOCK, published

TO_PROTECT = [Stage.COLLECT, Stage.LINK, Stage.ANALYSE, Stage.PROTECT]
BY_SEX = """[[tables]]
id = "t2"
title = "Suspects by sex"
count = "suspect"
count_by = "person"
rows = "suspect.sex"
"""
BY_PSEUDONYM = BY_SEX.replace('count_by = "person"\n', "")
PAPER = "## Findings\n\n{{ table t2 }}\n\n{{ scale s1 }}\n"
ERROR = {"links": 400, "false_links": [1.0, 3.0], "missed": [2.0, 7.0]}


def confidential(root: Path, name: str) -> dict:
    return json.loads((root / "vault" / "tables" / f"{name}.json").read_text())


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    root = linked_study(
        tmp_path_factory.mktemp("persons") / "study",
        histories(),
        tables=BY_SEX + OF_PERSONS,
        error=ERROR,
        paper=PAPER,
    )
    published(root)
    return root


def release_of(root: Path) -> Path:
    return next((root / "releases").glob("2*"))


def page(root: Path) -> str:
    text = (release_of(root) / "index.html").read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def test_a_person_counts_once_whatever_pseudonyms_givers_have(study):
    on = histories()
    table = confidential(study, "table-t2")
    counts = {row["key"]: count for row, (count,) in zip(table["shape"]["rows"], table["counts"], strict=True)}
    everybody = np.flatnonzero(on.any(axis=1))
    assert counts["M"] == sum(everybody % 2 == 0)
    assert counts["F"] == sum(everybody % 2 == 1)
    assert counts["total"] == len(everybody) < on.sum()


def test_the_page_says_that_persons_are_counted_and_how_far_links_may_move_the_total(study):
    """Of all persons up to 1 % fewer, 7 of 800 upwards, and 1 % more, 3 of 800 upwards; outwards to the base of 5."""
    total = len(histories())
    low, high = total * 99 // 500 * 5, -(-total * 101 // 500) * 5
    words = page(study)
    assert "Each suspect counts once across the 4 bodies that made returns." in words
    assert "up to 1% fewer, as links were missed, or up to 1% more, as links are false." in words
    assert f"By these shares the total here stands for {low:,} to {high:,}; the truth may lie beyond." in words


def test_lists_of_persons_are_those_of_the_links(study):
    on = histories()
    groups = np.column_stack([on[:, 0], on[:, 1], on[:, 2] | on[:, 3]])
    found = confidential(study, "scale-s1")
    assert found["lists"] == ["north", "south", "care"]
    assert found["observed"] == len(on)
    assert groups.any(axis=1).all()


def test_the_errors_of_links_are_the_scenarios_and_widen_the_spread(study, tmp_path):
    """Missed: 2 of 399 down to 0 %, 7 of 404 up to 2 %; false: 1 of 400 down, 3 of 400 up."""
    sure = linked_study(tmp_path / "study", histories(), tables=BY_SEX + OF_PERSONS)
    pipeline.run(sure, TO_PROTECT, clock=CLOCK)
    with_error, without = (confidential(root, "scale-s1") for root in (study, sure))
    assumed = {s["scenario"]: s["assumed"] for s in with_error["scenarios"]}
    assert assumed["links missed"] == "0 to 2% of the cases on two or more lists"
    assert assumed["links that are false"] == "0 to 1% of the cases on two or more lists"
    assert with_error["methods"] == without["methods"]
    (low, high), (surer_low, surer_high) = with_error["moved"], without["moved"]
    assert low < surer_low < 1 < surer_high
    assert high >= surer_high
    words = page(study)
    assert "moved as far as wrong links move them" in words
    assert "Spread, moved by wrong links" in words
    assert ",moved by wrong links,synthetic" in (release_of(study) / "tables" / "SYNTHETIC-s1.csv").read_text()
    assert "Faults of linkage, referral and coverage move the single estimates to between" in words
    assert "the linkage expects that 0 to 2% were not found to be, and that 0 to 1% of those found are" in words


def test_an_overlap_table_by_person_gives_the_same_estimate_as_its_links(tmp_path):
    by_person = OVERLAPS.replace('count = "suspect"', 'count = "suspect"\ncount_by = "person"')
    apart = LISTS.replace('care = ["g2", "g3"]', 'care = ["g2"], help = ["g3"]')
    both = OF_PERSONS.replace(LISTS, apart) + OF_PERSONS.replace('"s1"', '"s2"').replace(
        f'persons = "suspect"\n{LISTS}', 'table = "t1"\n'
    )
    root = linked_study(tmp_path / "study", histories(), tables=by_person + both, error=ERROR)
    pipeline.run(root, TO_PROTECT, clock=CLOCK)
    one, two = (confidential(root, f"scale-{name}") for name in ("s1", "s2"))
    assert (one["observed"], one["moved"]) == (two["observed"], two["moved"])
    assert [m["estimate"] for m in one["methods"]] == [m["estimate"] for m in two["methods"]]


def test_duckdb_gives_the_same_tables_and_estimates(study, tmp_path):
    tables = f'[analyse]\nengine = "duckdb"\n{BY_SEX}{OF_PERSONS}'
    root = linked_study(tmp_path / "study", histories(), tables=tables, error=ERROR)
    pipeline.run(root, TO_PROTECT, clock=CLOCK)
    for name in ("table-t2", "scale-s1", "cohort-suspect"):
        assert confidential(root, name) == confidential(study, name)


def test_links_of_which_too_many_are_wrong_give_words_and_no_number(tmp_path):
    error = {"links": 400, "false_links": [10.0, 400.0], "missed": [300.0, 4000.0]}
    root = linked_study(tmp_path / "study", histories(), tables=BY_SEX + OF_PERSONS, error=error, paper=PAPER)
    published(root)
    assert "No number is given. The links between the lists are too uncertain" in page(root)


def test_somebody_whom_nobody_linked_stops_the_run_and_only_the_giver_is_named(tmp_path):
    root = linked_study(tmp_path / "study", histories(persons=60), tables=BY_SEX)
    path = root / "vault" / "links" / "suspect.parquet"
    pl.read_parquet(path).filter(pl.col("provider") != "g2").write_parquet(path)
    with pytest.raises(TableError) as told:
        pipeline.run(root, TO_PROTECT, clock=CLOCK)
    assert "there are suspects of g2 whom nobody linked" in str(told.value)
    assert not re.search(r"sus[a-z2-7]{26}|per\d", str(told.value))


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (BY_SEX.replace('"suspect"', '"offence"'), "counts by person, and only suspect and victim are linked"),
        (BY_SEX + BY_PSEUDONYM.replace("t2", "t3"), "suspect is counted by pseudonym in one table and by person in an"),
        (BY_SEX + OF_PERSONS.replace('"g1"', '"g0"'), "a giver stands in two lists"),
        (BY_SEX + OF_PERSONS.replace("north", '"3 in 10"'), "lists"),
    ],
)
def test_settings_that_mean_nothing_are_refused(tmp_path, tables, said):
    root = linked_study(tmp_path / "study", histories(persons=20), tables=tables)
    with pytest.raises(StudyError, match=said):
        pipeline.run(root, TO_PROTECT, clock=CLOCK)


def test_without_link_nothing_counts_by_person(tmp_path):
    root = linked_study(tmp_path / "study", histories(persons=20), tables=BY_SEX)
    toml = root / "study.toml"
    toml.write_text(toml.read_text().replace("[link]\n", ""))
    with pytest.raises(StudyError, match="table t2 counts by person, and nobody is linked: add \\[link\\]"):
        pipeline.run(root, TO_PROTECT, clock=CLOCK)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('"g1"', '"g9"', "'g9' is no giver of the instrument"),
        (LISTS.strip(), 'lists = "kind"', "no parents in the code list 'kind'"),
    ],
)
def test_givers_and_code_lists_that_are_not_there_are_named(tmp_path, right, wrong, said):
    tables = BY_SEX + OF_PERSONS.replace(right, wrong)
    root = linked_study(tmp_path / "study", histories(persons=60), tables=tables)
    with pytest.raises(TableError, match=said):
        pipeline.run(root, TO_PROTECT, clock=CLOCK)


def test_what_was_published_by_pseudonym_is_not_counted_by_person_later(tmp_path):
    """The two differ by the few who were linked: the second count would say nearly what the first one hides."""
    root = linked_study(
        tmp_path / "study", histories(persons=300), tables=BY_PSEUDONYM, paper="## Findings\n\n{{ table t2 }}\n"
    )
    published(root)
    toml = root / "study.toml"
    toml.write_text(toml.read_text().replace(BY_PSEUDONYM, BY_SEX))
    with pytest.raises(TableError, match="Earlier tables are counted again beside those of now"):
        pipeline.run(root, TO_PROTECT, clock=CLOCK)


def test_links_that_change_after_a_release_change_the_next_one(tmp_path):
    """A verdict made one person of two; what the first release printed counts as what readers have."""
    root = linked_study(
        tmp_path / "study", histories(persons=300), tables=BY_SEX, paper="## Findings\n\n{{ table t2 }}\n"
    )
    published(root)
    before = confidential(root, "table-t2")["counts"][0][0]
    path = root / "vault" / "links" / "suspect.parquet"
    links = pl.read_parquet(path)
    one, other = links["person"].unique().sort()[:2]
    links.with_columns(pl.col("person").replace(other, one)).write_parquet(path)
    toml = root / "study.toml"
    toml.write_text(toml.read_text().replace("date = 2026-11-26", "date = 2026-12-03"))
    lines = pipeline.run(root, TO_PROTECT, clock=CLOCK).lines
    assert confidential(root, "table-t2")["counts"][0][0] == before - 1
    assert "against 1 earlier tables" in lines[-1]
