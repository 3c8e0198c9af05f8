"""`protect text`, `document` and `review`: what they write, what is refused, and what the log and case file hold."""

from __future__ import annotations

import base64
import json
import re
import stat
import zipfile

import docx
import pypdf
import pytest
import typst

from clerestory.errors import ResidueError
from clerestory.model.custody import KeyKind
from clerestory.pipeline.custody.keys import blind_roster
from clerestory.pipeline.custody.keys import make_keys as share_keys
from clerestory.review import make_keys
from redaction_folders import TEXT, fill, protect

SECRETS = ["Zelda", "Quillfeather", "Marvin", "Oakenshaw", "Ottoline", "Thistlewood", "Zee-Zee"]


@pytest.fixture
def folder(tmp_path):
    return fill(tmp_path)


def text(folder, *more, out="b.txt"):
    return protect(folder, "text", "a.txt", "--roster", "roster.csv", "--out", out, *more)


def reviewed(folder, person, keys, *, key=True, more=()):
    signed = ["--key", f"{person}.key"] if key else []
    where = ["--roster", "roster.csv", "--case", "case.json", "--reviewers", "reviewers.toml", "--decide", "said.toml"]
    return protect(folder, "review", "a.txt", *where, "--person", person, *signed, *more, stdin=keys.encode())


def decided(folder, out, *more):
    return text(
        folder, "--case", "case.json", "--reviewers", "reviewers.toml", "--decisions", "said.toml", *more, out=out
    )


def test_only_what_is_withheld_and_kinds_of_line_ends_change_in_a_text(folder):
    done = text(folder)
    assert done.returncode == 0, done.stderr
    m = "[withheld: s.40(2)]"
    assert (folder / "b.txt").read_bytes().decode() == f"{m} car hit a wall.\r\n{m}, on {m}, saw {m} and {m}.\r\n"
    assert (folder / "a.txt").read_bytes().decode() == TEXT


def test_streams_stand_for_files(folder):
    done = protect(folder, "text", "-", "--roster", "roster.csv", "--out", "-", stdin=TEXT.encode())
    text(folder)
    assert done.stdout == (folder / "b.txt").read_bytes()


def test_pseudonyms_are_the_same_in_two_files_of_a_case_and_others_in_another(folder):
    (folder / "a2.txt").write_text("First Ottoline Thistlewood, then Marvin Oakenshaw, then Zelda.\n")
    for source, out in (("a.txt", "b.txt"), ("a2.txt", "b2.txt")):
        done = protect(folder, "text", source, "--roster", "roster.csv", "--out", out, "--style", "pseudonym", "--case",
                       "case.json")  # fmt: skip
        assert done.returncode == 0, done.stderr
    lines = (folder / "b.txt").read_bytes().decode().split("\r\n")
    zelda = lines[0].removesuffix(" car hit a wall.")
    assert f"saw {zelda} and" in lines[1]
    second = (folder / "b2.txt").read_text()
    assert second.endswith(f"then {zelda}.\n")
    assert sorted(f"[Person {n}]" in second for n in (1, 2, 3)) == [True, True, True]
    assert stat.S_IMODE((folder / "case.json").stat().st_mode) == 0o600
    held = (folder / "case.json").read_text().lower()
    assert [word for word in SECRETS if word.lower() in held] == []


def test_the_log_is_a_chain_without_a_word_of_text_or_roster(folder):
    for out in ("b.txt", "c.txt"):
        text(folder, "--log", "log.jsonl", "--case", "case.json", "--proposals", f"{out}.json", out=out)
    log = (folder / "log.jsonl").read_text()
    first, second = (json.loads(line) for line in log.splitlines())
    assert second["entry"]["prev"] == first["hash"]
    assert sum(row["count"] for row in first["entry"]["detail"]["withheld"]) == 5
    everything = log + (folder / "b.txt.json").read_text()
    for word in SECRETS:
        spellings = [word, word.encode().hex(), base64.b64encode(word.encode()).decode().rstrip("=")[:-1]]
        assert [s for s in spellings if s.lower() in everything.lower()] == []
    (folder / "log.jsonl").write_text(log.replace('"count":1', '"count":2', 1))
    assert text(folder, "--log", "log.jsonl", out="d.txt").returncode != 0
    assert not (folder / "d.txt").exists()


def test_one_reviewer_lets_a_question_stand_and_a_sure_name_takes_two(folder):
    # First is what a rule asks about (the day); then the names, in their order.
    one = reviewed(folder, "one", "k\nThe day stands in the judgment.\nk\nShe speaks in public herself.\nq\n")
    assert one.returncode == 0, one.stderr
    decided(folder, "b.txt")
    after_one = (folder / "b.txt").read_text()
    assert "on 12 March 2014, saw" in after_one
    assert "Zelda" not in after_one
    two = reviewed(folder, "two", "s\nk\nShe speaks in public herself.\nq\n")
    assert two.returncode == 0, two.stderr
    decided(folder, "c.txt")
    after_two = (folder / "c.txt").read_text()
    assert after_two.startswith("Zelda Quillfeather's car")
    assert after_two.count("Zelda") == 1


def test_who_withholds_has_the_last_word(folder):
    reviewed(folder, "one", "k\nThe day stands in the judgment.\nq\n")
    reviewed(folder, "two", "r\nq\n")
    decided(folder, "b.txt")
    assert "12 March" not in (folder / "b.txt").read_text()


def test_a_decision_about_other_words_counts_for_nothing(folder):
    reviewed(folder, "one", "k\nThe day stands in the judgment.\nq\n")
    (folder / "a.txt").write_text(TEXT.replace("wall", "walls"))
    done = decided(folder, "b.txt")
    assert b"no decision is about this text" in done.stderr
    assert "12 March" not in (folder / "b.txt").read_text()


def test_a_decision_that_was_changed_afterwards_stops_everything(folder):
    reviewed(folder, "one", "k\nThe day stands in the judgment.\nr\nq\n")
    said = (folder / "said.toml").read_text()
    (folder / "said.toml").write_text(
        said.replace('outcome = "remove"', 'outcome = "keep"\nnote = "It may well stay."')
    )
    done = decided(folder, "b.txt")
    assert (done.returncode, (folder / "b.txt").exists()) == (41, False)


def test_a_review_of_real_texts_needs_a_key(folder):
    assert reviewed(folder, "one", "k\nThe day stands in the judgment.\nq\n", key=False).returncode == 41
    made_up = ("--data", "synthetic")
    assert reviewed(folder, "nobody", "q\n", key=False, more=made_up).returncode == 41


def test_a_review_that_is_broken_off_keeps_what_was_decided_and_goes_on(folder):
    reviewed(folder, "one", "k\nThe day stands in the judgment.\n")
    again = reviewed(folder, "one", "q\n")
    assert b"1 of 4" in again.stdout
    assert (folder / "said.toml").read_text().count("[[decision]]") == 1


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        # A qualified exemption without a note, and with one that names somebody.
        (("--reason", "LEO"), 33, "qualified"),
        (("--reason", "LEO", "--note", "Zelda Quillfeather asked for it"), 33, "--note"),
        # Policy formulation is no reason for a passage.
        (("--reason", "POL"), 2, "--reason"),
        (("--style", "pseudonym"), 33, "--case"),
        (("--cases", "roster.csv"), 33, "--investigation"),
        (("--tagger", "a.txt"), 36, "a.txt"),
        (("--out", "roster.csv"), 33, "already"),
        (("--case", "case.json", "--proposals", "roster.csv"), 33, "already"),
        (("--blind-roster", "roster.csv"), 33, "--roster-key"),
    ],
)
def test_wrong_options_are_refused_and_nothing_is_written(folder, more, code, says):
    done = text(folder, *more)
    assert done.returncode == code
    assert says in done.stderr.decode()
    assert [word for word in SECRETS if word in done.stderr.decode()] == []
    assert not (folder / "b.txt").exists()


def test_nothing_is_written_inside_a_study(folder):
    (folder / "study.toml").write_text("")
    assert text(folder).returncode == 33


def test_a_qualified_reason_stands_in_the_marks(folder):
    text(folder, "--reason", "LEO", "--note", "Telling would warn people who are looked for.")
    assert (folder / "b.txt").read_text().count("[withheld: s.31]") == 5


def test_a_word_document_is_written_anew_without_what_is_withheld(folder):
    made = docx.Document()
    made.core_properties.author = "Marvin Oakenshaw"
    made.add_paragraph("Zelda ").add_run("Quill").bold = True
    made.paragraphs[0].add_run("feather was seen in May.")
    made.add_table(1, 1).cell(0, 0).text = "Ottoline Thistlewood"
    made.save(folder / "a.docx")
    done = protect(folder, "document", "a.docx", "--roster", "roster.csv", "--out", "b.docx", "--data", "synthetic")
    assert done.returncode == 0, done.stderr
    written = docx.Document(folder / "b.docx")
    words = [p.text for p in written.paragraphs if p.text]
    assert words == [
        "SYNTHETIC: made-up records of fictional forces. Nothing here is about real people or places.",
        "[withheld: s.40(2)] was seen in May.",
    ]
    assert written.tables[0].cell(0, 0).text == "[withheld: s.40(2)]"
    with zipfile.ZipFile(folder / "b.docx") as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist()).decode("utf-8", "replace")
    assert [word for word in SECRETS if word in everything] == []


def test_a_folder_is_redacted_file_by_file_and_names_of_files_name_nobody(folder):
    source = folder / "case"
    source.mkdir()
    (source / "zelda-quillfeather statement.txt").write_text(TEXT)
    (source / "letter.txt").write_text("Nobody is in it.\n")
    (source / "broken.docx").write_bytes(b"PK nothing")
    done = protect(folder, "document", "case", "--roster", "roster.csv", "--out", "new", "--json")
    assert done.returncode == 34
    new_name, letter = sorted(path.name for path in (folder / "new").iterdir())
    assert re.fullmatch(r"document-[123]\.txt", new_name)
    assert letter == "letter.txt"
    assert set(json.loads(done.stdout)["failed"]) == {"file 1"}
    everything = b"".join(path.read_bytes() for path in (folder / "new").iterdir()) + done.stdout + done.stderr
    assert [word for word in SECRETS if word.lower() in everything.decode().lower()] == []


def test_a_blind_roster_serves_where_names_are_not_held(folder):
    (folder / "names.csv").write_text("first_names,family_name\nZelda,Quillfeather\nMarvin,Oakenshaw\n")
    (key,) = share_keys(folder / "keys", "case-study", kinds=(KeyKind.ROSTER,))
    blind_roster(folder / "names.csv", key, folder / "names.roster")
    blind = ("--blind-roster", "names.roster", "--roster-key", str(key))
    done = protect(folder, "text", "a.txt", "--out", "b.txt", *blind)
    assert done.returncode == 0, done.stderr
    made = (folder / "b.txt").read_bytes().decode()
    m = "[withheld: s.40(2)]"
    assert made.startswith(f"{m} car hit a wall.\r\n{m}, on ")
    (entry,) = (json.loads(line)["entry"] for line in (folder / "names.roster.searches.jsonl").read_text().splitlines())
    assert (entry["actor"], entry["duty"]) == ("giver", "CON")
    assert protect(folder, "text", "a.txt", "--out", "c.txt", *blind[:2]).returncode == 33


def test_a_folder_in_the_folder_is_refused_and_so_is_an_empty_one(folder):
    (folder / "case" / "inner").mkdir(parents=True)
    for source in ("case", "case/inner"):
        assert protect(folder, "document", source, "--roster", "roster.csv", "--out", "new").returncode == 33
    assert not (folder / "new").exists()


def test_an_empty_text_stays_empty(folder):
    (folder / "a.txt").write_text("")
    assert (text(folder).returncode, (folder / "b.txt").read_bytes()) == (0, b"")


def test_a_pdf_is_typeset_anew(folder):
    typst.compile(b"Zelda Quillfeather's car hit a wall.", output=folder / "a.pdf")
    done = protect(folder, "document", "a.pdf", "--roster", "roster.csv", "--out", "b.pdf")
    assert done.returncode == 0, done.stderr
    assert "[withheld: s.40(2)] car hit a wall." in pypdf.PdfReader(folder / "b.pdf").pages[0].extract_text()


def test_a_failed_check_leaves_no_file(folder, monkeypatch):
    def found_one(made, found):
        raise ResidueError("is there", where="a test", remedy="None.")

    # The check itself is tested elsewhere; here it is what follows from it that is asked about.
    monkeypatch.setattr("clerestory.pipeline.redaction.texts.check_gone", found_one)
    done = protect(folder, "document", "a.txt", "--roster", "roster.csv", "--out", "b.txt", "--log", "log.jsonl")
    assert done.returncode == 35
    assert not [path for path in folder.iterdir() if path.name.endswith("b.txt") or path.name == "log.jsonl"]


CASES = "inv_pseudo,proceedings_stage,linked_matters,police_release\ninv1,P6,N,CLEAR\ninv2,P3,N,CLEAR\n"


def test_nothing_is_written_of_a_case_that_is_held(folder):
    (folder / "cases.csv").write_text(CASES)
    asked = ("--cases", "cases.csv", "--on", "2026-06-01", "--investigation")
    assert text(folder, *asked, "inv2").returncode == 33
    assert text(folder, *asked, "inv9").returncode == 33
    assert not (folder / "b.txt").exists()
    assert text(folder, *asked, "inv1").returncode == 0


def with_a_lawyer(folder):
    """Let a third person review, who is a lawyer and no checker."""
    private, public = make_keys()
    (folder / "law.key").write_text(private)
    people = (folder / "reviewers.toml").read_text()
    said = f'[[people]]\nid = "law"\npost = "Lawyer"\nroles = ["lawyer"]\npublic_key = "{public}"\n'
    (folder / "reviewers.toml").write_text(people + said)


def test_a_place_can_stand_only_where_the_case_is_clear_and_a_lawyer_lets_it(folder):
    (folder / "cases.csv").write_text(CASES)
    with_a_lawyer(folder)
    (folder / "a.txt").write_text(
        "Six men of the seaside town of Eastmoor were sentenced to nine years in March 2015.\n"
    )
    clear = ("--cases", "cases.csv", "--on", "2026-06-01", "--investigation", "inv1")
    keys = "k\nIt stands in the judgment itself.\n" * 9
    for person in ("one", "two"):
        reviewed(folder, person, keys, more=clear)
    waits = decided(folder, "before.txt", *clear)
    assert b"wait for the lawyer" in waits.stderr
    assert "town" not in (folder / "before.txt").read_text()
    asked = reviewed(folder, "law", keys, more=(*clear, "--role", "lawyer"))
    assert asked.stdout.count(b">>>") == asked.stdout.count(b"a lawyer decides as well") > 0  # never about the rest
    decided(folder, "b.txt")
    decided(folder, "c.txt", *clear)
    assert "town" not in (folder / "b.txt").read_text()
    assert "town" in (folder / "c.txt").read_text()


def test_a_place_that_stands_alone_is_asked_about_where_one_kind_is_enough(folder):
    (folder / "a.txt").write_text("A worker in Eastmoor wrote it down.\n")
    text(folder)
    text(folder, "--anchors", "1", out="c.txt")
    assert (folder / "b.txt").read_text() == "A worker in Eastmoor wrote it down.\n"
    assert (folder / "c.txt").read_text() == "A worker in [withheld: s.40(2)] wrote it down.\n"
    assert text(folder, "--anchors", "0", out="d.txt").returncode == 2


def test_a_lawyer_is_refused_where_no_place_could_stand_and_who_is_none_is_refused(folder):
    (folder / "cases.csv").write_text(CASES)
    with_a_lawyer(folder)
    refused = reviewed(folder, "law", "q\n", more=("--role", "lawyer"))
    assert (refused.returncode, b"no place can stand" in refused.stderr) == (41, True)
    clear = ("--cases", "cases.csv", "--on", "2026-06-01", "--investigation", "inv1")
    refused = reviewed(folder, "one", "q\n", more=(*clear, "--role", "lawyer"))
    assert (refused.returncode, b"its person is no lawyer" in refused.stderr) == (41, True)
    assert reviewed(folder, "law", "q\n", more=clear).returncode == 41  # as a checker


def test_wording_that_is_not_neutral_is_told_and_left(folder):
    (folder / "a.txt").write_text("She was called a child prostitute.\n")
    done = text(folder, "--json")
    assert sum(json.loads(done.stdout)["wordings"].values()) == 1
    assert b"Wording (1)" in done.stderr
    assert (folder / "b.txt").read_text() == "She was called a child prostitute.\n"


def test_a_table_is_no_text(folder):
    (folder / "a.csv").write_text("name,age\nZelda,12\n")
    assert protect(folder, "text", "a.csv", "--roster", "roster.csv", "--out", "b.csv").returncode == 33


def test_what_is_no_text_is_refused(folder):
    (folder / "a.txt").write_bytes(b"\xff\xfe\x00")
    assert text(folder).returncode == 34
    assert not (folder / "b.txt").exists()


def test_what_nobody_sees_of_a_text_is_left_behind_and_told(folder):
    hidden = "".join(chr(0xE0000 + ord(sign)) for sign in "Zelda")
    done = protect(folder, "text", "-", "--roster", "roster.csv", "--out", "-", stdin=f"a{hidden}\n".encode())
    assert done.stdout == b"a\n"
    assert b"signs without a shape" in done.stderr


def test_a_review_whose_input_ends_keeps_what_was_decided_and_says_how_to_go_on(folder):
    done = reviewed(folder, "one", "k\nThe day stands in the public judgment.\n", key=True)
    assert (done.returncode, done.stderr.decode().count("go on")) == (0, 1)
    assert (folder / "said.toml").read_text().count("[[decision]]") == 1


def test_a_note_that_names_somebody_is_asked_for_again_and_never_written(folder):
    done = reviewed(folder, "one", "k\nZelda Quillfeather told them.\nThe day stands in the public judgment.\nq\n")
    assert done.returncode == 0, done.stderr
    assert "without names" in done.stderr.decode()
    said = (folder / "said.toml").read_text()
    assert "public judgment" in said
    assert "Zelda" not in said


def test_an_answer_whose_note_names_somebody_signs_nothing(folder):
    options = ["--roster", "roster.csv", "--case", "case.json", "--reviewers", "reviewers.toml", "--person", "one"]
    listed = protect(folder, "review", "a.txt", *options, "--decide", "said.toml", "--key", "one.key", "--json")
    waiting = json.loads(listed.stdout)["documents"][0]["passages"]
    notes = ["It may well stay here.", "Zelda Quillfeather told them."]
    answers = [
        {"proposal": p["proposal"], "outcome": "keep", "note": note} for p, note in zip(waiting, notes, strict=False)
    ]
    (folder / "answers.json").write_text(json.dumps({"form": "clerestory-answers/1", "answers": answers}))
    done = protect(folder, "review", "a.txt", *options, "--decide", "said.toml", "--key", "one.key", "--answers",
                   "answers.json")  # fmt: skip
    assert done.returncode == 41
    assert "words that name nobody" in done.stderr.decode()
    assert "Zelda" not in done.stderr.decode()
    assert not (folder / "said.toml").exists()


def test_a_folder_that_is_given_for_a_text_is_told_what_takes_it(folder):
    (folder / "texts").mkdir()
    done = protect(folder, "text", "texts", "--roster", "roster.csv", "--out", "b.txt")
    assert done.returncode == 33
    assert "`clerestory protect document` takes a folder" in done.stderr.decode()


def test_a_file_that_cannot_be_made_is_called_as_it_was_asked_for(folder):
    name = "x" * 245 + ".txt"
    done = text(folder, out=name)
    assert done.returncode == 13
    assert f"{name}: file name too long" in done.stderr.decode()
    assert "partial" not in done.stderr.decode()


OLD = "Zo\xeb Quillfeather \u2013 caf\xe9 \u20ac5 \u2013 Zelda Quillfeather left.\n".encode("cp1252")


def test_a_text_of_an_old_program_is_refused_with_the_way_out_and_read_where_that_is_said(folder):
    (folder / "a.txt").write_bytes(OLD)
    done = text(folder)
    assert (done.returncode, b"--encoding windows-1252" in done.stderr) == (34, True)
    assert not (folder / "b.txt").exists()
    done = text(folder, "--encoding", "windows-1252")
    assert done.returncode == 0, done.stderr
    m = "[withheld: s.40(2)]"
    made = (folder / "b.txt").read_bytes().decode()
    assert made.endswith(f" \u2013 caf\xe9 \u20ac5 \u2013 {m} left.\n")
    assert "Quillfeather" not in made
    streamed = protect(
        folder, "text", "-", "--roster", "roster.csv", "--out", "-", "--encoding", "windows-1252", stdin=OLD
    )
    assert streamed.stdout.decode() == made


def test_what_is_in_unicode_is_read_as_that_whatever_is_said(folder):
    text(folder, out="b.txt")
    text(folder, "--encoding", "windows-1252", out="c.txt")
    assert (folder / "c.txt").read_bytes() == (folder / "b.txt").read_bytes()
    (folder / "a.txt").write_bytes(b"caf\xe9 \x81\n")  # a byte that has no sign
    done = text(folder, "--encoding", "windows-1252", out="d.txt")
    assert (done.returncode, b"nor in windows-1252" in done.stderr) == (34, True)


def test_files_of_a_folder_and_of_an_archive_are_read_in_the_encoding_that_is_said(folder):
    (folder / "in").mkdir()
    (folder / "in" / "one.txt").write_bytes(OLD)
    (folder / "in" / "two.eml").write_bytes(
        b"Subject: Two\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nWords.\n--x\n"
        b'Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="a.txt"\n\n'
        + OLD
        + b"--x--\n"
    )
    said = ["--roster", "roster.csv", "--encoding", "windows-1252", "--case", "case.json"]
    done = protect(folder, "document", "in", "--out", "new", *said)
    assert done.returncode == 0, done.stderr
    made = [(folder / "new" / name).read_text(encoding="utf-8") for name in ("one.txt", "two.attachment-01.txt")]
    assert [("caf\xe9 \u20ac5" in each, "Quillfeather" in each) for each in made] == [(True, False)] * 2
    (folder / "reviewers.toml").write_text(
        'form = "clerestory-reviewers/1"\n[[people]]\nid = "a"\npost = "Checker"\nroles = ["disclosure checker"]\n'
    )
    more = ["--reviewers", "reviewers.toml", "--decide", "s.toml", "--person", "a", "--data", "synthetic", "--json"]
    listed = json.loads(protect(folder, "review", "in", *said, *more).stdout)["documents"]
    assert [each["document"] for each in listed] == ["one.txt", "two.eml, attachment 1"]
