"""A study that publishes twice: what leaves is protected against all that left before, and that others published."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import jsonschema
import pytest

from clerestory import pipeline
from clerestory.errors import GateError, StudyError, TableError
from clerestory.model.decisions import Gate
from clerestory.pipeline import Stage
from clerestory.pipeline.stages.history import read_history
from clerestory.study import open_study
from clerestory.study.stored import read_protected
from studies import CLOCK, pseudonym, published, released_bytes, revise, small_study

UNDER_18 = """
[[tables]]
id = "t1"
title = "Children by area"
count = "person"
rows = "person.area"
only = { "person.age" = ["u16", "u18"] }
"""
UNDER_16 = UNDER_18.replace(', "u18"', "")
PEOPLE = [("u16", "n")] * 40 + [("u18", "n")] * 3 + [("u16", "s")] * 50 + [("u18", "s")] * 30 + [("over", "n")] * 60
ANSWER = """
form = "clerestory-history/1"
source = "Answer of force n to a request"
date = 2026-01-15

[table]
id = "foi_1"
title = "Persons under 18 known to force n"
count = "person"
rows = "person.area"
only = { "person.age" = ["u16", "u18"] }
"""


def study(folder: Path, tables=UNDER_18, people=PEOPLE) -> Path:
    return small_study(folder, {"age": ["u16", "u18", "over"], "area": ["n", "s"]}, people, tables=tables)


def change(root: Path, old: str, new: str) -> Path:
    path = root / "study.toml"
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return root


def later(root: Path) -> Path:
    return change(change(root, "date = 2026-11-26", "date = 2027-02-25"), "= 2027-11-25", "= 2028-01-25")


def counts(root: Path) -> dict[str, int | None]:
    table = read_protected(root / "desk" / "tables" / "table-t1.json")
    return {key: table.value(key) for key in ("total", "n", "s")}


def told(root: Path, text: str = ANSWER, cells: str = "n,total,43\n") -> Path:
    (root / "history").mkdir(exist_ok=True)
    (root / "history" / "foi_1.toml").write_text(text, encoding="utf-8")
    (root / "history" / "foi_1.csv").write_text("row_key,column_key,count\n" + cells, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def once(tmp_path_factory) -> Path:
    """Under 18 was published: 43 in the north, three of them of 16 or 17."""
    root = study(tmp_path_factory.mktemp("once") / "study")
    published(root)
    return root


@pytest.fixture
def first(once, tmp_path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "study"))


def test_the_second_release_is_protected_against_the_first(first):
    assert counts(first) == {"total": 123, "n": 43, "s": 80}
    change(later(first), ', "u18"', "")
    assert published(first).name == "2027-02-25-SYNTHETIC"
    after = counts(first)
    assert after["n"] is None
    assert after["total"] is None or after["s"] is None
    proof = json.loads((first / "vault" / "protected" / "proof-person.json").read_bytes())
    assert len(proof["history"]) == 1


def test_without_the_first_release_all_of_the_second_is_published(tmp_path):
    root = study(tmp_path / "study", tables=UNDER_16)
    published(root)
    assert counts(root) == {"total": 90, "n": 40, "s": 50}


def test_either_release_is_made_again_byte_for_byte(first):
    older = released_bytes(first / "releases" / "2026-11-26-SYNTHETIC")
    settings = (first / "study.toml").read_text(encoding="utf-8")
    newer = released_bytes(published(change(later(first), ', "u18"', "")))
    lines = pipeline.run(first, clock=CLOCK).lines
    assert "the same release, byte for byte" in lines[-1]
    (first / "study.toml").write_text(settings, encoding="utf-8")
    for decision in (first / "decisions").iterdir():
        decision.unlink()
    again = published(first)
    assert released_bytes(again) == older
    assert released_bytes(first / "releases" / "2027-02-25-SYNTHETIC") == newer
    assert len(list((first / "vault" / "left").iterdir())) == 2


def test_a_draft_that_was_only_on_the_desk_counts_too(tmp_path):
    root = study(tmp_path / "study")
    for gate in Gate:
        with pytest.raises(GateError):
            pipeline.run(root, clock=CLOCK)
        pipeline.simulate(root, gate)
    assert not (root / "releases").exists() or not list((root / "releases").iterdir())
    with pytest.raises(GateError):
        pipeline.run(change(root, ', "u18"', ""), clock=CLOCK)
    table = read_protected(root / "vault" / "protected" / "table-t1.json")
    assert table.value("n") is None


def test_a_draft_whose_way_to_the_desk_was_interrupted_counts_as_left(tmp_path):
    root = study(tmp_path / "study")
    with pytest.raises(GateError):
        pipeline.run(root, clock=CLOCK)
    pipeline.simulate(root, Gate.PROTECT)
    (root / "desk").write_text("in the way", encoding="utf-8")
    with pytest.raises(FileExistsError):
        pipeline.run(root, clock=CLOCK)
    assert "disclosed to the desk" not in (root / "ledger.jsonl").read_text(encoding="utf-8")
    (root / "desk").unlink()
    with pytest.raises(GateError):
        pipeline.run(change(root, ', "u18"', ""), clock=CLOCK)
    assert read_protected(root / "vault" / "protected" / "table-t1.json").value("n") is None


def test_an_answer_of_a_force_is_held_against_the_release(tmp_path):
    root = told(study(tmp_path / "study", tables=UNDER_16))
    published(root)
    assert counts(root)["n"] is None


def test_an_answer_that_is_registered_later_leaves_the_release_as_it_is(first):
    before = released_bytes(first / "releases" / "2026-11-26-SYNTHETIC")
    assert released_bytes(pipeline.run(told(first), clock=CLOCK).release) == before


def test_an_answer_that_is_registered_after_the_analysis_is_not_passed_over(first):
    root = told(later(first))
    with pytest.raises(StudyError, match="what readers have changed since these tables were made"):
        pipeline.run(root, [Stage.PROTECT], clock=CLOCK)


def test_an_answer_that_is_registered_before_the_last_stage_is_not_passed_over(tmp_path):
    root = study(tmp_path / "study")
    for gate in Gate:
        with pytest.raises(GateError):
            pipeline.run(root, clock=CLOCK)
        pipeline.simulate(root, gate)
    pipeline.run(root, [Stage.REVIEW], clock=CLOCK)
    with pytest.raises(StudyError, match="what readers have changed since these tables were made"):
        pipeline.run(told(root), [Stage.PUBLISH], clock=CLOCK)
    assert not list((root / "releases").glob("2*"))


def test_a_publication_agrees_with_its_schema_and_one_without_a_source_does_not():
    path = Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "history.schema.json"
    validator = jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
    form = json.loads(json.dumps(tomllib.loads(ANSWER), default=str))
    validator.validate(form)
    assert not validator.is_valid({name: value for name, value in form.items() if name != "source"})


def test_two_late_cases_are_not_told_by_a_revision(first):
    late = "".join(f"{pseudonym(9000 + n)},u18,n\n" for n in range(2))
    revise(first, "person", lambda text: text + late)
    published(later(first))
    after = counts(first)
    assert after["n"] is None
    assert after["total"] is None


def test_many_late_cases_are_published(first):
    late = "".join(f"{pseudonym(9000 + n)},u18,n\n" for n in range(20))
    revise(first, "person", lambda text: text + late)
    published(later(first))
    assert counts(first) == {"total": 143, "n": 63, "s": 80}


def test_nothing_goes_on_where_a_draft_that_left_is_lost(first):
    shutil.rmtree(first / "vault" / "left")
    with pytest.raises(StudyError, match="left the vault is missing"):
        pipeline.run(later(first), clock=CLOCK)


def test_nothing_goes_on_where_a_draft_that_left_cannot_be_read(first):
    next((first / "vault" / "left").glob("*/table-t1.json")).write_text("{", encoding="utf-8")
    with pytest.raises(StudyError, match="cannot be read, so nobody can say what readers have"):
        pipeline.run(later(first), clock=CLOCK)


def test_a_release_of_which_the_vault_has_no_draft_must_be_registered(first):
    """As an earlier version left it: the ledger names no draft."""
    shutil.rmtree(first / "vault" / "left")
    (first / "ledger.jsonl").unlink()
    with pytest.raises(StudyError, match="the vault has no copy of the draft"):
        read_history(open_study(later(first)))
    text = ANSWER.replace("foi_1", "t1").replace("\n[table]", 'release = "2026-11-26-SYNTHETIC"\n\n[table]')
    told(first, text, "total,total,123\nn,total,43\ns,total,80\n")
    assert len(read_history(open_study(first)).publications) == 1


def test_a_variable_that_earlier_tables_used_must_stay_in_the_instrument(first):
    change(later(first), 'only = { "person.age" = ["u16", "u18"] }', "")
    path = first / "instrument" / "variables.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("person,age")), encoding="utf-8")
    revise(first, "person", lambda text: re.sub(r",(age|u16|u18|over)", "", text))
    with pytest.raises(TableError, match="an earlier table cannot be held against the tables of now"):
        pipeline.run(first, clock=CLOCK)


@pytest.mark.parametrize(
    ("text", "cells", "what"),
    [
        ("form = ", "n,total,43\n", "is not TOML"),
        (ANSWER.replace('source = "Answer of force n to a request"', ""), "n,total,43\n", "source: Field required"),
        (ANSWER, "n,total,about 40\n", "row 2: count is neither empty nor a whole number"),
        (ANSWER, "n,total,43\nn,total,43\n", "row 3 names the same cell"),
        (ANSWER, ",total,43\n", "row 2 names no cell"),
        (ANSWER, "west,total,43\n", "there is no cell 'west', 'total'"),
    ],
)
def test_a_publication_that_cannot_be_read_stops_the_run(tmp_path, text, cells, what):
    root = told(study(tmp_path / "study"), text, cells)
    with pytest.raises(StudyError, match=what):
        pipeline.run(root, clock=CLOCK)


def test_rounded_counts_of_a_release_are_no_history(tmp_path):
    """The vault's copy of the draft has the exact ones."""
    root = told(study(tmp_path / "study"))
    table = "row_key,column_key,count,rounded_to\nn,total,45,5\n"
    (root / "history" / "foi_1.csv").write_text(table, encoding="utf-8")
    with pytest.raises(StudyError, match="has rounded counts, and tables are held against exact ones"):
        pipeline.run(root, clock=CLOCK)


def test_a_publication_without_its_numbers_stops_the_run(tmp_path):
    root = told(study(tmp_path / "study"))
    (root / "history" / "foi_1.csv").unlink()
    with pytest.raises(StudyError, match="this one is alone"):
        pipeline.run(root, clock=CLOCK)
