"""Rule D11 as tables: every dataset has a day by which it is destroyed, and what is late is said."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.clock import FixedClock
from clerestory.errors import SharingError, StudyError
from clerestory.ledger import ledger_entries
from clerestory.pipeline import Dataset, Scope, Stage
from commands import clerestory
from studies import CLOCK, published, sharing_record, small_study

TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
PEOPLE = [("n",)] * 40 + [("s",)] * 50
JUNE = dt.date(2027, 6, 30)


@pytest.fixture(scope="module")
def once(tmp_path_factory) -> Path:
    root = small_study(tmp_path_factory.mktemp("once") / "s", {"area": ["n", "s"]}, PEOPLE, tables=TABLES, givers=2)
    for record in (root / "sharing").glob("*.toml"):  # so that no day is set but those of the tests
        text = record.read_text(encoding="utf-8")
        record.write_text(re.sub(r"(?m)^destroy_by = .*\n", "", text), encoding="utf-8")
    published(root)
    return root


@pytest.fixture
def root(once, tmp_path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "study"))


def with_day(root: Path, dataset: str, day: str = "2027-06-30") -> Path:
    with (root / "study.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[retention.{dataset}]\ndestroy_by = {day}\nreason = "schedule 4"\n')
    return root


def with_record(root: Path, giver: str, text: str) -> Path:
    (root / "sharing" / f"{giver}.toml").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("on", "late"),
    [
        # the day itself is the last on which the data may be there
        (JUNE - dt.timedelta(days=1), False),
        (JUNE, False),
        (JUNE + dt.timedelta(days=1), True),
    ],
)
@pytest.mark.parametrize("dataset", ["returns", "cases", "tables", "left", "quarantine"])
def test_a_dataset_is_overdue_from_the_day_after(root, dataset, on, late):
    found = {one.scope.dataset.value: one for one in pipeline.retained(with_day(root, dataset))}
    assert found[dataset].overdue(on) is late
    assert not any(one.overdue(on) for name, one in found.items() if name != dataset)


def test_a_dataset_without_a_day_is_listed_as_such(root):
    found = pipeline.retained(root)
    assert [(one.scope.name, one.destroy_by) for one in found] == [
        ("returns", None), ("cases", None), ("tables", None), ("left", None), ("quarantine", None),
    ]  # fmt: skip


def test_only_what_is_there_is_listed(root):
    shutil.rmtree(root / "reports")
    (root / "vault" / "checks.json").unlink()
    shutil.rmtree(root / "vault" / "left")
    assert {one.scope.name for one in pipeline.retained(root)} == {"returns", "cases", "tables"}


@pytest.mark.parametrize("day", ["2027-06-30", '"2027-06-30"', "2027-06-30T00:00:00"])
def test_the_record_of_sharing_sets_the_day_of_its_givers_returns_and_cases(root, day):
    with_record(root, "g1", sharing_record("g1", destroy_by=day))
    found = [one for one in pipeline.retained(root) if one.destroy_by]
    assert [(one.scope, one.destroy_by, one.source) for one in found] == [
        (Scope(Dataset.RETURNS, "g1"), JUNE, "sharing/g1.toml"),
        (Scope(Dataset.CASES, "g1"), JUNE, "sharing/g1.toml"),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (sharing_record("g1", destroy_by='"soon"'), "destroy_by: Input should be a valid date"),
        (sharing_record("g1", destroy_by="2027-06-30T09:30:00"), "destroy_by: Datetimes provided to dates"),
        (sharing_record("g1", destroy_by="2027-06-31"), "is not TOML"),
        (
            sharing_record("g1") + "\n[retention]\ndestroy_by = 2027-06-30\n",
            "retention: Extra inputs are not permitted",
        ),
        ("destroy_by = 2027-06-30\n", "form: Field required"),
        ("no toml\n", "is not TOML"),
    ],
)
def test_a_day_that_is_none_stops_rather_than_being_passed_over(root, text, what):
    with pytest.raises(SharingError, match=rf"sharing/g1\.toml: {what}"):
        pipeline.retained(with_record(root, "g1", text))


def test_a_run_warns_of_what_is_overdue_says_so_in_the_ledger_and_goes_on(root):
    with_day(root, "returns")
    late = FixedClock(dt.datetime(2027, 7, 1, 9, 30, tzinfo=dt.UTC))
    lines = pipeline.run(root, [Stage.COLLECT], clock=late).lines
    assert lines[0].startswith(
        "overdue: returns should have been destroyed by 2027-06-30 (study.toml, [retention.returns])"
    )
    assert lines[1].startswith("collect: 2 returns")
    found = [entry for entry in ledger_entries(root / "ledger.jsonl") if entry.event == "data overdue for erasure"]
    assert [entry.detail for entry in found] == [{"overdue": [{"dataset": "returns", "destroy_by": "2027-06-30"}]}]


def test_a_run_in_time_warns_of_nothing(root):
    lines = pipeline.run(with_day(root, "returns"), [Stage.COLLECT], clock=CLOCK).lines
    assert [line.partition(":")[0] for line in lines] == ["collect"]


def test_what_was_erased_is_neither_listed_nor_overdue(root):
    with_day(with_day(root, "returns", "2026-11-01"), "left", "2026-11-01")
    pipeline.erase(root, Scope(Dataset.RETURNS), why="the day was over", on=CLOCK.time.date(), clock=CLOCK)
    assert [one.scope.name for one in pipeline.retained(root) if one.overdue(CLOCK.time.date())] == ["left"]


def test_the_command_lists_days_states_and_sources(root):
    with_record(with_day(root, "returns", "2026-11-01"), "g1", sharing_record("g1", destroy_by="2030-01-01"))
    words = ("share", "retention", root, "--on", "2026-11-26")
    done = clerestory(*words, check=True)
    rows = [line.split("  ") for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == [
        "dataset", "returns", "cases", "tables", "left", "quarantine", "returns of g1", "cases of g1",
    ]  # fmt: skip
    assert "OVERDUE" in done.stdout.splitlines()[1]
    assert done.stderr == "On 2026-11-26: 1 overdue, 4 without a day.\n"
    as_json = clerestory(*words, "--json", check=True)
    assert [one["overdue"] for one in json.loads(as_json.stdout)] == [True, *[False] * 6]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[retention.names]\ndestroy_by = 2027-06-30\nreason = "x"\n', "retention.names: Extra inputs are not"),
        ('[retention.cases]\ndestroy_by = "soon"\nreason = "x"\n', "retention.cases.destroy_by: Input should be"),
        ("[retention.cases]\ndestroy_by = 2027-06-30\n", "retention.cases.reason: Field required"),
    ],
)  # fmt: skip
def test_a_setting_that_is_none_is_named(root, text, message):
    with (root / "study.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + text)
    with pytest.raises(StudyError, match=message):
        pipeline.retained(root)
