"""Texts about cases, from texts/ to the release: what is held goes nowhere, and readers are told so."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from tests.studies import CLOCK, published, revise
from tests.text_studies import ACQUITTED, FREE, LINKED, LIVE, UNARRESTED, WORDS, investigation, text_study

from clerestory import pipeline
from clerestory.errors import DecisionError, GateError, PaperError, RedactionError, StudyError
from clerestory.model.commission import DataKind
from clerestory.model.decisions import Gate
from clerestory.model.retention import Dataset
from clerestory.model.stages import Stage
from clerestory.share.erasing.places import Scope

PAPER = "## Findings\n\n{{ table t1 }}\n\n{{ text told }}\n"
SECRET = "The zephyrous quincunx was never told."
ALL = {"told": FREE, "live": LIVE, "quiet": UNARRESTED, "freed": ACQUITTED, "linked": LINKED}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    words = dict.fromkeys(ALL, SECRET) | {"told": WORDS}
    return text_study(tmp_path / "study", ALL, words, paper=PAPER)


def bytes_below(*folders: Path) -> bytes:
    return b"".join(path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_text_of_a_concluded_case_is_published_with_the_mark_of_made_up_data(study):
    page = (published(study) / "index.html").read_text()
    assert "<p>A worker noticed that a child was missing school, and wrote it down.</p>" in page
    assert '<span class="tag">SYNTHETIC</span> What was noticed' in page
    assert "ended with a conviction and sentence" in page


def test_no_word_of_a_held_text_and_no_case_reaches_desk_or_release_or_vault(study):
    published(study)
    found = bytes_below(study / "desk", study / "releases", study / "vault" / "protected")
    assert b"noticed" in found  # the search finds what is there
    assert b"zephyrous" not in found
    outside = bytes_below(study / "desk", study / "releases") + (study / "ledger.jsonl").read_bytes()
    assert not any(investigation(number).encode() in outside for number in ALL.values())
    assert b'"id":"told"' in outside
    assert not any(f'"id":"{name}"'.encode() in outside for name in ("live", "quiet", "freed", "linked"))


def test_the_register_gives_reasons_and_tells_no_text_from_another(study):
    release = published(study)
    with next(release.glob("*register.csv")).open(newline="") as file:
        entries = [row for row in csv.DictReader(file) if row["extent"] == "texts"]
    assert [row["reason"] for row in entries] == ["ACTIVE", "NCND", "PERS"]
    assert {row["output"] for row in entries} == {"Texts about cases"}
    assert {row["cells_withheld"] for row in entries} == {""}
    page = (release / "register.html").read_text()
    assert page.count("Nothing was withheld from the tables of this release.") == 1  # which says nothing of texts
    assert page.count("once, however many texts it withholds") == 1


def test_a_register_neither_confirms_nor_denies_wherever_there_are_texts(tmp_path):
    root = text_study(tmp_path / "study", {"told": FREE}, {"told": WORDS}, paper=PAPER)
    register = next(published(root).glob("*register.csv")).read_text()
    assert "NCND" in register
    assert "ACTIVE" not in register


@pytest.mark.parametrize(("name", "reason"), [("live", "ACTIVE"), ("quiet", "NCND"), ("freed", "PERS")])
def test_a_paper_that_cites_a_held_text_is_refused_with_the_reason_that_the_public_is_told(study, name, reason):
    (study / "paper" / "paper.md").write_text(PAPER + f'\n{{{{ text "{name}" }}}}\n')
    with pytest.raises(PaperError, match=f"'{name}' is held: {reason}"):
        published(study)
    assert not list((study / "releases").glob("*"))


def test_a_paper_that_cites_no_such_text_is_refused(study):
    (study / "paper" / "paper.md").write_text(PAPER + "\n{{ text other }}\n")
    with pytest.raises(PaperError, match="there is no text 'other'"):
        published(study)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("It was in Eastmoor, in March.", "paragraph 1: a date, a place together could identify the case"),
        ("Write to worker@example.org about it.", "paragraph 1: an e-mail address"),
        ("\n\n", "it is empty"),
        ("Nobody wrote it down. " * 400, "it is longer than 6,000 signs"),
    ],
)
def test_a_text_that_could_identify_stops_at_the_vault_and_is_not_repeated(tmp_path, words, what):
    root = text_study(tmp_path / "study", {"told": FREE}, {"told": words}, paper=PAPER)
    with pytest.raises(RedactionError, match=what) as refused:
        published(root)
    assert "Eastmoor" not in str(refused.value)
    assert "worker@" not in str(refused.value)


@pytest.mark.parametrize(
    ("words", "what"),
    [("They asked 14 times.", "a number that has no table"), ("Most workers knew.", "'Most' claims")],
)
def test_a_text_neither_counts_nor_claims(tmp_path, words, what):
    root = text_study(tmp_path / "study", {"told": FREE}, {"told": words}, paper=PAPER)
    with pytest.raises(PaperError, match=what):
        published(root)


def test_a_missing_text_is_named(tmp_path):
    root = text_study(tmp_path / "study", {"told": FREE}, {}, paper=PAPER)
    with pytest.raises(StudyError, match=r"texts/told\.txt: is not there"):
        pipeline.run(root, clock=CLOCK)


def test_a_text_of_a_case_that_no_return_has_is_held(tmp_path):
    root = text_study(tmp_path / "study", {"told": 5000}, {"told": WORDS}, paper="## Findings\n\n{{ table t1 }}\n")
    published(root)
    assert b"noticed" not in bytes_below(root / "desk", root / "releases")


def test_a_case_that_turns_live_after_the_gate_keeps_its_text_from_the_release(study):
    with pytest.raises(GateError):
        pipeline.run(study, clock=CLOCK)
    stages = tuple(Stage)
    mine = investigation(FREE)
    revise(study, "investigation", lambda text: text.replace(f"{mine},P6", f"{mine},P3"))
    pipeline.run(study, stages[:1], clock=CLOCK)  # collected, and not yet protected
    pipeline.simulate(study, Gate.PROTECT)
    with pytest.raises(GateError, match="the case text told may not leave as it was protected"):
        pipeline.run(study, stages[4:5], clock=CLOCK)


def test_texts_are_erased_with_all_cases(study):
    published(study)
    pipeline.erase(
        study, Scope(Dataset.CASES), why="The retention of cases has ended.", on=CLOCK.time.date(), clock=CLOCK
    )
    assert not (study / "texts").exists()
    assert b"zephyrous" not in bytes_below(study)


def test_wording_that_is_not_neutral_warns_by_its_code_and_stops_nothing(tmp_path):
    words = "The note called the child a child prostitute."
    root = text_study(tmp_path / "study", {"told": FREE}, {"told": words}, paper=PAPER)
    lines = pipeline.run(root, tuple(Stage)[:4], clock=CLOCK).lines
    assert "1 of 1 case texts may leave; wording to look at: told (child-prostitution)" in lines[-1]


PLACED = "A worker in Eastmoor noticed that a child was away, and wrote it down.\n"
LAWYER = '[[people]]\nid = "lawyer"\npost = "Legal adviser"\nroles = ["lawyer"]\n'


def test_a_place_leaves_by_the_lawyers_decision_and_readers_are_told_so(tmp_path):
    root = text_study(tmp_path / "study", {"told": FREE}, {"told": PLACED}, paper=PAPER)
    with pytest.raises(GateError, match=r"1 lawyer is missing \(nobody in study.toml has this role\)"):
        pipeline.run(root, clock=CLOCK)
    with pytest.raises(DecisionError, match=r"names 0 lawyer\(s\)"):
        pipeline.simulate(root, Gate.PROTECT)
    with (root / "study.toml").open("a") as file:
        file.write(LAWYER)
    page = (published(root) / "index.html").read_text()
    assert "A worker in Eastmoor noticed" in page
    assert "A lawyer decided that the place may be named." in page
    assert (root / "decisions" / "protect-lawyer.toml").exists()


def test_of_a_text_without_a_place_no_lawyer_is_asked(study):
    page = (published(study) / "index.html").read_text()
    assert "lawyer" not in page
    assert "names_place" not in (study / "desk" / "draft-content.json").read_text()


def test_a_text_as_its_giver_redacted_it_keeps_its_marks_and_loses_the_mark_of_the_file(tmp_path):
    """`protect text` writes marks that hold a number of a section, and of made-up texts a first line that says so."""
    words = (
        f"{DataKind.SYNTHETIC.mark_sentence}\n\nA worker met [withheld: s.40(2)] and [Person 2], and wrote it down.\n"
    )
    root = text_study(tmp_path / "study", {"told": FREE}, {"told": words}, paper=PAPER)
    page = (published(root) / "index.html").read_text()
    said = re.sub(r'<span class="gap">(.*?)</span>', r"\1", page)
    assert "<p>A worker met [withheld: s.40(2)] and [Person 2], and wrote it down.</p>" in said
    assert "Personal data: Freedom of Information Act 2000 section 40(2)" in page
    assert "<p>SYNTHETIC: made-up" not in page.split("<main", 1)[1].split("</main", 1)[0]
