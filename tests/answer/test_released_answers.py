"""What of the answers is public passes gate release with the rest, and stands in the release as it was decided on."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from tests.studies import CLOCK, published, small_study

from clerestory import pipeline
from clerestory.errors import AnswerError, GateError
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts.letters import ReceiveLetter
from clerestory.model.answers.kinds import Kind
from clerestory.model.decisions import Gate
from clerestory.pipeline.answering.performing import perform
from clerestory.study.answers import open_place
from commands import clerestory
from csvw_files import check_csvw

LETTER = ReceiveLetter(
    part=1,
    received="2024-01-02",
    jurisdictions=["england-and-wales"],
    target_days=15,
    thread="MIN/0000001",
    sender="mp",
    subject="Figures by area",
    people="sha256:" + "0" * 64,
)
TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A study on whose draft everybody has decided, and which is not published yet."""
    root = tmp_path_factory.mktemp("kept") / "study"
    people = [("n",)] * 30 + [("s",)] * 40
    small_study(root, {"area": ["n", "s"]}, people, tables=TABLES)
    assert clerestory("answer", "start", root).returncode == 0
    perform(open_place(root), PROGRAM, Kind.LETTER, LETTER.thread, LETTER)
    assert clerestory("answer", "prepare", root).returncode == 0
    for gate in Gate:
        with pytest.raises(GateError):
            pipeline.run(root, clock=CLOCK)
        pipeline.simulate(root, gate)
    return root


@pytest.fixture
def study(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "study"))


def release_of(study: Path) -> Path:
    return next((study / "releases").glob("2*"))


def test_a_release_prints_what_was_prepared(study):
    pipeline.run(study, clock=CLOCK)
    release, prepared = release_of(study), json.loads((study / "answer" / "public.json").read_bytes())
    assert json.loads((release / "SYNTHETIC-answers.json").read_bytes()) == prepared
    assert prepared["record"]["length"] == 1
    assert "SYNTHETIC" in (release / "answers.html").read_text(encoding="utf-8")
    assert 'href="answers.html"' in (release / "index.html").read_text(encoding="utf-8")


def test_a_release_tells_how_fast_was_answered(study):
    pipeline.run(study, clock=CLOCK)
    release = release_of(study)
    check_csvw(release)
    with (release / "SYNTHETIC-performance.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["period"]: (row["received"], row["open"], row["overdue"]) for row in rows}["2024"] == ("1", "1", "1")
    page = (release / "performance.html").read_text(encoding="utf-8")
    assert 'href="SYNTHETIC-performance.csv"' in page
    assert 'href="performance.html"' in (release / "answers.html").read_text(encoding="utf-8")


def test_what_is_prepared_anew_needs_a_new_decision(study):
    path = study / "answers.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('office = "', 'office = "The new '), encoding="utf-8")
    assert clerestory("answer", "prepare", study).returncode == 0
    with pytest.raises(GateError, match="another draft"):
        pipeline.run(study, clock=CLOCK)


def changed_by_hand(study: Path) -> None:
    path = study / "answer" / "public.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"office": "', '"office": "The new '), encoding="utf-8")


def of_another_record(study: Path) -> None:
    path = study / "answer" / "public.json"
    head = json.loads(path.read_bytes())["record"]["hash"]
    other = head[:-1] + ("0" if head[-1] != "0" else "1")
    path.write_text(path.read_text(encoding="utf-8").replace(head, other), encoding="utf-8")


def without_the_record(study: Path) -> None:
    for path in (study / "answer").glob("record.sqlite*"):
        path.unlink()


@pytest.mark.parametrize("change", [changed_by_hand, of_another_record, without_the_record])
def test_what_the_record_does_not_give_stops_the_run(study, change):
    before = (study / "answer" / "public.json").read_bytes()
    change(study)
    if change is not without_the_record:
        assert (study / "answer" / "public.json").read_bytes() != before
    with pytest.raises(AnswerError, match="not what the record of answers gives"):
        pipeline.run(study, clock=CLOCK)


def test_what_was_recorded_since_it_was_prepared_changes_nothing(study):
    later = LETTER.model_copy(update={"thread": "MIN/0000002"})
    perform(open_place(study), PROGRAM, Kind.LETTER, later.thread, later)
    pipeline.run(study, clock=CLOCK)
    assert json.loads((release_of(study) / "SYNTHETIC-answers.json").read_bytes())["record"]["length"] == 1


def test_a_release_is_rebuilt_with_the_answers_that_it_was_made_with(study):
    pipeline.run(study, clock=CLOCK)
    path = study / "answer" / "public.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"office": "', '"office": "The new '), encoding="utf-8")
    done = pipeline.reproduce(release_of(study), study, clock=CLOCK)
    assert done.is_same


def test_without_the_file_a_release_has_no_answers(tmp_path):
    root = small_study(tmp_path / "study", {"area": ["n", "s"]}, [("n",)] * 30 + [("s",)] * 40, tables=TABLES)
    release = published(root)
    assert [path.name for path in release.rglob("*answers*")] == []


@pytest.mark.parametrize(
    "text",
    [
        "{",  # no JSON
        '{"form": "clerestory-public-answers/1"}',  # half of it
        '{"form": "clerestory-public-answers/9"}',  # of another version
    ],
)
def test_what_has_not_its_form_stops_the_run(study, text):
    (study / "answer" / "public.json").write_text(text, encoding="utf-8")
    with pytest.raises(AnswerError, match="public"):
        pipeline.run(study, clock=CLOCK)


def test_a_folder_apart_has_no_release_to_prepare_for(tmp_path):
    assert clerestory("answer", "start", tmp_path, "--office", "The office").returncode == 0
    done = clerestory("answer", "prepare", tmp_path)
    assert done.returncode == 103
    assert "no study" in done.stderr


def test_a_folder_is_begun_once_and_says_who_answers(tmp_path):
    assert clerestory("answer", "start", tmp_path).returncode == 103
    assert clerestory("answer", "start", tmp_path, "--office", 'The "office" \\ here').returncode == 0
    assert clerestory("answer", "start", tmp_path, "--office", "Another").returncode == 103
    assert clerestory("answer", "verify", tmp_path).stdout.startswith("0 acts hold")
