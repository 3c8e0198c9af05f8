"""The whole round of every form: proposed, reviewed by two people, decided, written; for a file and for a folder."""

from __future__ import annotations

import json
import shutil

import pytest

from clerestory.model.redaction.documents import Block, Document, Format, Role
from clerestory.protect.documents import Seen, channels_of, write_document
from redaction_folders import fill, protect

WHERE = ("--roster", "roster.csv", "--case", "case.json")
BLOCKS = (
    Block("A report"),
    Block("Marvin Oakenshaw wrote, on 12 March 2014, to Zelda Quillfeather."),
    Block("Nobody else is in it."),
)
WHY = "It stands in the public judgment."
FORMS = [Format.TEXT, Format.DOCX, Format.ODT, Format.PDF, Format.EMAIL, Format.XLSX]


@pytest.fixture
def folder(tmp_path):
    return fill(tmp_path)


def source(path, form, blocks=BLOCKS):
    if form is Format.XLSX:
        blocks = tuple(Block(b.text, Role.CELL, table=1, row=n, column=1) for n, b in enumerate(blocks, 1))
    if form is Format.EMAIL:
        blocks = (Block("About it", Role.FIELD, label="Subject"), *blocks)
    write_document(Document(form, blocks), path)


def review(folder, name, person, *more):
    return protect(folder, "review", name, *WHERE, "--reviewers", "reviewers.toml", "--decide", "said.toml",
                   "--person", person, "--key", f"{person}.key", *more)  # fmt: skip


def waiting(folder, name, person):
    done = review(folder, name, person, "--json")
    assert done.returncode == 0, done.stderr
    return {each["document"]: each["passages"] for each in json.loads(done.stdout)["documents"]}


def answer(folder, name, person, kept):
    """Keep what is to be kept of what waits, by its words, as a reviewer's program would."""
    every = [passage for passages in waiting(folder, name, person).values() for passage in passages]
    answers = [{"proposal": p["proposal"], "outcome": "keep", "note": WHY} for p in every if p["passage"] in kept]
    assert len(answers) == len(kept)
    (folder / "answers.json").write_text(json.dumps({"form": "clerestory-answers/1", "answers": answers}))
    return review(folder, name, person, "--answers", "answers.json")


def write(folder, name, out, *more):
    decided = ("--reviewers", "reviewers.toml", "--decisions", "said.toml")
    return protect(folder, "document", name, *WHERE, *decided, "--out", out, *more)


def shown(path):
    """What other libraries read, each by itself."""
    kinds = {}
    for channel in channels_of(path):
        if channel.seen is Seen.CONTENT and channel.kind not in ("bytes", "text without spaces", "drawn strings"):
            kinds[channel.kind] = kinds.get(channel.kind, "") + channel.text + "\n"
    return [" ".join(text.split()) for kind, text in kinds.items() if kind != "names of sheets"]


M = "[withheld: s.40(2)]"


@pytest.mark.parametrize("form", FORMS)
def test_a_passage_stands_by_signed_decisions_in_every_form(folder, form):
    name = f"a{form.value}" if form is not Format.TEXT else "a9.txt"
    source(folder / name, form)
    first, second = folder / f"first{form.value}", folder / f"second{form.value}"
    done = protect(folder, "document", name, *WHERE, "--proposals", "p.json", "--out", first.name)
    assert done.returncode == 0, done.stderr
    assert f"A report {M} wrote, on {M}, to {M}. Nobody else is in it." in shown(first)[0]
    assert answer(folder, name, "one", ["12 March 2014", "Marvin Oakenshaw", "Zelda Quillfeather"]).returncode == 0
    done = answer(folder, name, "two", ["Marvin Oakenshaw"])
    assert done.returncode == 0, done.stderr
    done = write(folder, name, second.name)
    assert done.returncode == 0, done.stderr
    for text in shown(second):
        assert f"A report Marvin Oakenshaw wrote, on 12 March 2014, to {M}. Nobody else is in it." in text
    proposed = {p["id"] for p in json.loads((folder / "p.json").read_text())["documents"][0]["proposals"]}
    assert {p["proposal"] for p in waiting(folder, name, "two")[name]} < proposed


@pytest.fixture
def case(folder):
    (folder / "case").mkdir()
    for number, form in enumerate(FORMS, 1):
        # A decision is about a text: files that say the same share it, so each says something of its own.
        source(folder / "case" / f"{number}{form.value}", form, (*BLOCKS, Block("And so on. " * number)))
    return folder


def test_a_folder_is_reviewed_by_document_and_written_by_one_file_of_decisions(case):
    listed = waiting(case, "case", "one")
    assert list(listed) == [f"{number}{form.value}" for number, form in enumerate(FORMS, 1)]
    places = {name: passages[0]["place"] for name, passages in listed.items()}
    assert (places["1.txt"], places["2.docx"], places["4.pdf"].split(",")[0]) == ("line 2", "block 2", "page 1")
    (day,) = [p for p in listed["2.docx"] if p["passage"] == "12 March 2014"]
    kept = {"proposal": day["proposal"], "outcome": "keep", "note": WHY}
    (case / "a.json").write_text(json.dumps({"form": "clerestory-answers/1", "answers": [kept]}))
    assert review(case, "case", "one", "--answers", "a.json").returncode == 0
    done = write(case, "case", "new", "--json", "--proposals", "p.json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (len(told["written"]), told["decisions_about_nothing"]) == (6, 0)
    days = {path.name for path in (case / "new").iterdir() if "12 March" in "".join(shown(path))}
    assert days == {"2.docx"}
    assert len(json.loads((case / "p.json").read_text())["documents"]) == 6


def test_a_decision_about_another_version_of_one_document_is_void_and_told(case):
    listed = waiting(case, "case", "one")
    days = [p for name in ("1.txt", "2.docx") for p in listed[name] if p["passage"] == "12 March 2014"]
    kept = [{"proposal": day["proposal"], "outcome": "keep", "note": WHY} for day in days]
    answers = json.dumps({"form": "clerestory-answers/1", "answers": kept})
    (case / "a.json").write_text(answers)
    assert review(case, "case", "one", "--answers", "a.json").returncode == 0
    (case / "case" / "2.docx").unlink()
    source(case / "case" / "2.docx", Format.DOCX, (Block("A note."), *BLOCKS, Block("And so on. " * 2)))
    done = write(case, "case", "new", "--json")
    assert (done.returncode, json.loads(done.stdout)["decisions_about_nothing"]) == (0, 1)
    assert b"Decisions about 1 passages" in done.stderr
    assert {p.name for p in (case / "new").iterdir() if "12 March" in "".join(shown(p))} == {"1.txt"}
    # Nor can anybody sign an answer about a passage that is not there any more.
    before = (case / "said.toml").read_bytes()
    assert review(case, "case", "two", "--answers", "a.json").returncode == 41
    assert (case / "said.toml").read_bytes() == before


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_reviewed(case):
    (case / "case" / "0.docx").write_bytes(b"PK nothing")
    assert len(waiting(case, "case", "one")) == 6
    done = review(case, "case", "one", "--json")
    assert b"file 1 in the order of names" in done.stderr
    assert review(case, "case/0.docx", "one", "--json").returncode == 34


def test_the_terminal_names_each_document_once(case):
    shutil.rmtree(case / "case")
    (case / "case").mkdir()
    for number in (1, 2):
        source(case / "case" / f"{number}.txt", Format.TEXT)
    keys = ("--reviewers", "reviewers.toml", "--decide", "said.toml", "--person", "one", "--key", "one.key")
    done = protect(case, "review", "case", *WHERE, *keys, stdin=b"s\ns\ns\nr\nq\n")
    assert done.returncode == 0, done.stderr
    said = done.stdout.decode()
    assert [said.count(f"\n{name}\n") for name in ("1.txt", "2.txt")] == [1, 1]
    assert "4 of 6, line 2: " in said
    assert (case / "said.toml").read_text().count("[[decision]]") == 1


@pytest.mark.parametrize(
    "answers",
    [
        "",
        "[]",
        '{"form": "clerestory-answers/1", "answers": [{"proposal": "Zelda", "outcome": "keep"}]}',
        '{"form": "clerestory-answers/1", "answers": [], "Zelda": 1}',
    ],
)
def test_a_file_of_answers_that_is_none_is_refused_without_a_word_of_it(folder, answers):
    (folder / "answers.json").write_text(answers)
    done = review(folder, "a.txt", "one", "--answers", "answers.json")
    assert (done.returncode, (folder / "said.toml").exists()) == (33, False)
    assert b"Zelda" not in done.stdout + done.stderr


def test_to_keep_without_a_note_signs_nothing(folder):
    (passage, *_) = waiting(folder, "a.txt", "one")["a.txt"]
    kept = {"form": "clerestory-answers/1", "answers": [{"proposal": passage["proposal"], "outcome": "keep"}]}
    (folder / "answers.json").write_text(json.dumps(kept))
    assert review(folder, "a.txt", "one", "--answers", "answers.json").returncode == 41
    assert not (folder / "said.toml").exists()
