"""Case texts of made-up nations: which cases are told, and what a nation without such cases has."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import polars as pl
import pytest

from clerestory.model.redaction.holds import HoldState
from clerestory.pipeline.redaction.demonstrating import STORIES, tell_cases, with_cases, with_weighed_cases

COLUMNS = ("inv_pseudo", "proceedings_stage", "linked_matters", "police_release", "release_review_date")
FREE, LIVE = ("P6", "N", "CLEAR"), ("P4", "N", "ACTIVE")


def a_nation(folder: Path, *givers: dict[str, tuple[str, str, str]]) -> Path:
    """A study of which only returns are there: what each giver records of investigations, by letter."""
    for number, records in enumerate(givers):
        place = folder / "returns" / f"g{number}" / "r1"
        place.mkdir(parents=True)
        rows = [(f"inv{letter * 26}", *said, "2027-12-14") for letter, said in records.items()]
        pl.DataFrame(rows, schema=COLUMNS, orient="row").write_csv(place / "investigation.csv")
    return folder


def told(study: Path, giver: Path) -> list[str]:
    """The letters of the investigations that are told, in the order of stories."""
    declared = tell_cases(study, giver, seed=1)
    return [line.split('"')[1][3] for line in declared.splitlines() if line.startswith("investigation")]


@pytest.mark.parametrize(
    ("givers", "letters"),
    [
        ([{"a": FREE, "b": FREE, "c": LIVE}], ["a", "b", "c"]),
        ([{"d": LIVE, "c": LIVE, "b": FREE, "a": FREE}], ["a", "b", "c"]),  # by pseudonym, whatever the order of rows
        # what one giver says is free and another does not is not told
        ([{"a": FREE, "b": FREE, "e": FREE, "c": LIVE}, {"a": ("UNK", "N", "HOLD")}], ["b", "e", "c"]),
        ([{"a": FREE, "b": FREE, "e": FREE, "c": LIVE}, {"b": ("P6", "Y", "CLEAR")}], ["a", "e", "b"]),
        # too few of a kind: nothing is told at all
        ([{"a": FREE, "c": LIVE}], []),
        ([{"a": FREE, "b": FREE, "e": FREE}], []),
        ([{"a": ("P8", "N", "NOTEXT")}], []),
    ],
)
def test_cases_are_told_whose_hold_lets_them(tmp_path, givers, letters):
    study, giver = a_nation(tmp_path / "study", *givers), tmp_path / "giver"
    assert told(study, giver) == letters
    assert (study / "texts").exists() == giver.exists() == bool(letters)


def test_the_same_nation_has_the_same_texts_and_decisions_to_the_byte(tmp_path):
    made = []
    for name in ("one", "other"):
        study = a_nation(tmp_path / name / "study", {"a": FREE, "b": FREE, "c": LIVE})
        tell_cases(study, tmp_path / name / "giver", seed=7)
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        made.append({path.name: path.read_bytes() for path in files})
    assert made[0] == made[1]
    assert {f"{story.id}.txt" for story in STORIES} < set(made[0])


def test_the_givers_records_are_those_of_its_cases_alone(tmp_path):
    study = a_nation(tmp_path / "study", {"a": FREE, "b": FREE, "c": LIVE, "d": FREE, "e": ("P8", "N", "NOTEXT")})
    tell_cases(study, tmp_path / "giver", seed=1)
    with (tmp_path / "giver" / "cases.csv").open(newline="") as file:
        assert [row["inv_pseudo"][3] for row in csv.DictReader(file)] == ["a", "b", "c"]


def test_the_part_on_cases_stands_before_the_limits():
    made = with_cases("## One\n\n## Limits\n\nTold.\n")
    assert made.index("## One") < made.index("{{ text a1 }}") < made.index("{{ text a2 }}") < made.index("## Limits")
    assert "a3" not in made
    assert made.endswith("## Limits\n\nTold.\n")


def test_what_is_weighed_of_the_cases_is_weighed_of_those_that_are_told():
    made = tomllib.loads(with_weighed_cases('[[impact]]\nof = ["t1"]\n'))["impact"]
    assert [one["of"] for one in made] == [["t1"], [s.id for s in STORIES if s.state is HoldState.CLEAR]]
