"""`clerestory protect notes` and `protect train`: what they write, and each wrong input with its message."""

from __future__ import annotations

import json
import stat

import jsonschema
import pytest

from clerestory.cli.reference import pages
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.tagger import Tagger, read_corpus, read_tagger
from test_protect_commands import clerestory
from text_notes import notes

NAME = "Zzyzxmore"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus")
    done = clerestory("notes", "notes.jsonl", "--number", "30", cwd=path)
    assert (done.returncode, done.stdout) == (0, "notes.jsonl\n"), done.stderr
    assert "30 SYNTHETIC notes" in done.stderr
    return path


@pytest.fixture(scope="module")
def trained(folder):
    return clerestory("train", "notes.jsonl", "--out", "m.tagger", cwd=folder)


def test_the_notes_are_made_up_marked_and_of_their_schema(folder):
    lines = [json.loads(line) for line in (folder / "notes.jsonl").read_text("utf-8").splitlines()]
    check = jsonschema.Draft202012Validator(json.loads(pages()["schemas/labelled-text.schema.json"]))
    for line in lines:
        check.validate(line)
        assert line["text"].startswith("SYNTHETIC")
    marked = {line["text"][s["start"] : s["end"]] for line in lines for s in line["spans"]}
    assert [passage for passage in marked if passage != passage.strip() or not passage] == []
    assert len(read_corpus(folder / "notes.jsonl")) == 30


def test_a_tagger_that_was_trained_finds_people_of_other_notes(folder, trained):
    assert (trained.returncode, trained.stdout) == (0, "m.tagger\n"), trained.stderr
    assert "Learnt from 30 texts." in trained.stderr
    assert stat.S_IMODE((folder / "m.tagger").stat().st_mode) == 0o600
    finder = Tagger(read_tagger(folder / "m.tagger"))
    for note in notes(10, seed=99):
        covered = {at for f in finder.find(normalise(note.text)) for at in range(f.start, f.end)}
        names = [span for span in note.spans if (span.kind, span.identifies) == ("PERSON", "direct")]
        assert all(set(range(span.start, span.end)) <= covered for span in names)


def test_the_head_of_the_file_has_its_schema(folder, trained):
    head = json.loads((folder / "m.tagger").read_bytes().partition(b"\n")[0])
    jsonschema.Draft202012Validator(json.loads(pages()["schemas/tagger-head.schema.json"])).validate(head)


@pytest.mark.slow
def test_training_again_gives_the_same_bytes_and_json_for_machines(folder, trained):
    again = clerestory("train", "notes.jsonl", "--out", "again.tagger", "--json", cwd=folder)
    told = json.loads(again.stdout)
    assert (again.returncode, told["documents"], told["least_documents"]) == (0, 30, 3)
    assert told["held_out_recall"] > 0.9
    assert (folder / "again.tagger").read_bytes() == (folder / "m.tagger").read_bytes()


def test_wrong_input_is_said_without_a_word_of_it(folder, tmp_path):
    (tmp_path / "bad.jsonl").write_text(json.dumps({"id": "1", "text": NAME, NAME: NAME}) + "\n")
    (tmp_path / "few.jsonl").write_text(json.dumps({"id": "1", "text": NAME}) + "\n")
    for file, said in (("bad.jsonl", "line 1: another field: extra_forbidden"), ("few.jsonl", "fewer than 10 texts")):
        done = clerestory("train", file, "--out", "m", cwd=tmp_path)
        assert done.returncode == 36
        assert said in done.stderr
        assert NAME not in done.stderr + done.stdout
    assert not (tmp_path / "m").exists()


def test_the_corpus_is_not_replaced_by_the_tagger(folder):
    before = (folder / "notes.jsonl").read_bytes()
    assert clerestory("train", "notes.jsonl", "--out", "./notes.jsonl", cwd=folder).returncode == 13
    assert (folder / "notes.jsonl").read_bytes() == before


def test_a_corpus_inside_a_study_is_refused(folder, tmp_path):
    (tmp_path / "study.toml").write_text("")
    (tmp_path / "notes.jsonl").write_bytes((folder / "notes.jsonl").read_bytes())
    done = clerestory("train", "notes.jsonl", "--out", str(folder / "x"), cwd=tmp_path)
    assert (done.returncode, "inside a study" in done.stderr) == (33, True)


def test_decided_texts_come_in_fours(folder):
    done = clerestory("train", "notes.jsonl", "--out", "m", "--decided", "notes.jsonl", cwd=folder)
    assert done.returncode == 2
    assert "SOURCE,PROPOSALS,DECISIONS,CASE" in done.stderr


REVIEWERS = """form = "clerestory-reviewers/1"
[[people]]
id = "checker-a"
post = "disclosure checker"
roles = ["disclosure checker"]
"""


def test_a_tagger_learns_from_a_text_that_was_reviewed(folder, trained, tmp_path):
    (tmp_path / "reviewers.toml").write_text(REVIEWERS)
    (tmp_path / "text.txt").write_bytes((notes(1, seed=5)[0].text + " Caf\xe9.").encode("cp1252"))
    made = (
        "--tagger",
        str(folder / "m.tagger"),
        "--case",
        "case.json",
        "--proposals",
        "proposals.json",
        "--encoding",
        "windows-1252",
    )
    done = clerestory("text", "text.txt", "--out", "out.txt", *made, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    proposal = json.loads((tmp_path / "proposals.json").read_text())["documents"][0]["proposals"][0]["id"]
    said = {"proposal": proposal, "outcome": "remove", "person": "checker-a", "decided": "2026-01-05"}
    lines = [f"{name} = {value if name == 'decided' else json.dumps(value)}" for name, value in said.items()]
    decisions = ['form = "clerestory-redaction/1"', "[[decision]]", *lines]
    (tmp_path / "decisions.toml").write_text("\n".join(decisions))
    corpus = str(folder / "notes.jsonl")
    more = "--decided", "text.txt,proposals.json,decisions.toml,case.json", "--reviewers", "reviewers.toml", "--json"
    learnt = clerestory("train", corpus, "--out", "m", *more, cwd=tmp_path)
    assert learnt.returncode == 0, learnt.stderr
    assert json.loads(learnt.stdout)["documents"] == 31
    # The same words and one sign more are another version: its places are not those that were decided about.
    (tmp_path / "text.txt").write_bytes((tmp_path / "text.txt").read_bytes() + b".")
    wrong = clerestory("train", corpus, "--out", "m", *more, cwd=tmp_path)
    assert (wrong.returncode, "is not what decided document 1 was" in wrong.stderr) == (36, True)
