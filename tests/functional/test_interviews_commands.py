"""`clerestory interviews` as users give it: a whole way on made-up interviews, and everything that is refused."""

from __future__ import annotations

import io
import json
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile

import jsonschema
import polars as pl
import pytest

from clerestory import pipeline
from clerestory.cli.reference import pages
from interview_studies import OVER, bare_study, copy_of, demo_study, rewrite_register
from test_protect_commands import clerestory

CODES = 8
CHECK = ("--person", "checker-a", "--reason", "Looked for names, places and dates.", "--on", "2026-12-01")
WHY = ("--why", "For the paper.")


def interviews(*words, cwd):
    return clerestory(*words, cwd=cwd, stage="interviews")


def done(*words, cwd):
    found = interviews(*words, cwd=cwd)
    assert (found.returncode, "Traceback" in found.stderr) == (0, False), found.stderr
    return found


def refused(code, *words, cwd):
    found = interviews(*words, cwd=cwd)
    assert found.returncode == code, (found.stdout, found.stderr)
    assert "Traceback" not in found.stderr
    return found.stderr


def schema(name):
    return jsonschema.Draft202012Validator(json.loads(pages()[f"schemas/{name}.schema.json"]))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return demo_study(tmp_path_factory.mktemp("made") / "study")


@pytest.fixture
def study(made, tmp_path):
    return copy_of(made, tmp_path / "study")


def all_text(root):
    """Every word of the transcripts, which no command but show and quotes may print."""
    texts = set()
    for path in (root / "vault" / "interviews" / "coding").glob("*.qdpx"):
        with zipfile.ZipFile(path) as package:
            for element in ET.fromstring(package.read("project.qde")).iter():  # noqa: S314 - made here
                if element.tag.endswith("PlainTextContent"):
                    texts |= {line for line in (element.text or "").splitlines() if line}
    return texts


def test_a_study_begins_with_its_protocol(tmp_path):
    root = bare_study(tmp_path / "study")
    assert "protocol is not written" in refused(95, "check", "study", cwd=tmp_path)
    new = done("new", "study", cwd=tmp_path).stdout.splitlines()
    assert len(new) == 8
    themes = done("codebook", "study/interviews/codebook.qdc", cwd=tmp_path).stdout.splitlines()
    assert themes[:3] == ["Motivation (groups others)", "  Sexual interest", "  Financial"]
    said = interviews("check", "study", cwd=tmp_path)
    assert said.returncode == 95
    assert "topic-guide.md, 'Opening' is to be written" in said.stdout
    for command in ("agree", "matrix", "saturation", "quotes", "exposure"):
        assert "to be written" in refused(95, command, "study", cwd=tmp_path)
    for command in (("export", "study", "out", *WHY), ("show", "study", "0" * 16, *WHY)):
        assert "to be written" in refused(95, *command, cwd=tmp_path)
    assert done("new", "study", cwd=tmp_path).stderr == "Everything is there already.\n"
    assert (root / "vault" / "interviews").stat().st_mode & 0o077 == 0


def test_everything_that_is_printed_says_what_the_interviews_are(study):
    for command in ("agree", "matrix", "saturation"):
        said = done(command, study.name, cwd=study.parent).stdout
        assert said.startswith("SYNTHETIC")
        assert "Interviewees stand for themselves alone" in said
        assert "How they were chosen:" in said
        assert "Interviewed by:" in said


def test_no_command_prints_what_was_said_or_who(study):
    words = all_text(study)
    register = pl.read_csv(study / "vault" / "interviews" / "register.csv", infer_schema=False)
    for command in ("check", "agree", "matrix", "saturation", "quotes", "exposure"):
        found = done(command, study.name, cwd=study.parent)
        said = found.stdout + found.stderr
        assert [line for line in words if line in said] == []
        assert [one for one in register["int_pseudo"] if one in said] == []


def test_agreement_is_that_of_the_coders_as_they_were_made(study):
    """Two coders miss 8 % and 15 % of the marked paragraphs by chance: kappa of each code is about 0.87."""
    found = json.loads(done("agree", study.name, "--json", "--bootstrap", "200", cwd=study.parent).stdout)
    schema("agreement").validate(found)
    kappas = [code["coefficients"]["kappa"]["value"] for code in found["found"]["codes"]]
    assert len(kappas) == CODES
    assert 0.75 < sum(kappas) / len(kappas) < 0.97


def test_one_coder_has_nobody_to_agree_with(study):
    (study / "vault" / "interviews" / "coding" / "coder-2.qdpx").unlink()
    assert "one coder alone" in refused(95, "agree", study.name, cwd=study.parent)


def test_the_matrix_holds_no_count_under_the_floor_and_no_percent_under_thirty(study):
    found = json.loads(done("matrix", study.name, "--json", cwd=study.parent).stdout)
    schema("interview-matrix").validate(found)
    assert len(found["rows"]) == CODES
    for row in found["rows"]:
        for count, pct, base in zip(row["interviews"], row["pct"], found["interviews"], strict=True):
            assert count in (None, 0) or count >= 6
            assert pct is None or (base >= 30 and pct == pytest.approx(100 * count / base, abs=0.05))
    assert sum(found["interviews"][:-1]) == found["interviews"][-1]


def test_saturation_in_json_agrees_with_its_schema(study):
    found = json.loads(done("saturation", study.name, "--json", cwd=study.parent).stdout)
    schema("interview-saturation").validate(found)
    assert [point["mean"] for point in found["points"]] == sorted(point["mean"] for point in found["points"])


def test_fewer_interviews_than_the_floor_give_no_number(tmp_path):
    root = demo_study(tmp_path / "study", interviews=12)
    register = root / "vault" / "interviews" / "register.csv"
    lines = register.read_text().splitlines()
    register.write_text("\n".join(lines[:6]) + "\n")
    for command in ("matrix", "saturation"):
        assert "fewer than 6" in refused(95, command, "study", cwd=tmp_path)
    assert "Fewer than 6 interviews may be used" in done("check", "study", cwd=tmp_path).stdout


UNCHECKED = ": nobody has recorded a redaction check of these words"


def waiting(study):
    """Passages that nothing but a check keeps from leaving."""
    lines = done("quotes", study.name, cwd=study.parent).stdout.splitlines()
    return [line.removesuffix(UNCHECKED) for line in lines if line.endswith(UNCHECKED) and ";" not in line]


def speaking(study):
    """Let everybody speak: consent to own words, a case that is over."""
    rewrite_register(study, consent_scope="verbatim", consent_withdrawn="", inv_pseudo=OVER)


def test_a_quote_leaves_after_a_check_and_only_that_one(study):
    speaking(study)
    ids = waiting(study)
    assert "none may leave" in refused(95, "quotes", study.name, "--out", "bank.json", *WHY, cwd=study.parent)
    shown = done("show", study.name, ids[0], *WHY, cwd=study.parent).stdout.strip()
    assert shown in all_text(study)
    done("decide", study.name, ids[0], *CHECK, "--outcome", "approve", cwd=study.parent)
    done("decide", study.name, ids[1], *CHECK, "--outcome", "refuse", cwd=study.parent)
    (study.parent / "edited.txt").write_text("Somebody listened.\n")
    done("decide", study.name, ids[2], *CHECK, "--outcome", "approve", "--edited", "edited.txt", cwd=study.parent)
    said = done("quotes", study.name, "--out", "bank.json", *WHY, cwd=study.parent).stdout
    assert f"{ids[1]}: a checker refused it" in said
    bank = json.loads((study.parent / "bank.json").read_text())
    schema("quote-bank").validate(bank)
    assert {(quote["id"], quote["words"], quote["edited"]) for quote in bank["quotes"]} == {
        (ids[0], shown, False),
        (ids[2], "Somebody listened.", True),
    }
    assert {quote["source"].split(":")[0] for quote in bank["quotes"]} == {"an interview"}
    ledger = (study / "ledger.jsonl").read_text()
    assert "quotes disclosed" in ledger
    assert "quote checked" in ledger
    assert shown not in ledger


def test_a_check_is_of_these_very_words(study):
    """Change a word of the transcript, and the check of the old words counts no more."""
    speaking(study)
    quote = waiting(study)[0]
    words = done("show", study.name, quote, *WHY, cwd=study.parent).stdout.strip()
    done("decide", study.name, quote, *CHECK, "--outcome", "approve", cwd=study.parent)
    assert f"{quote}: may leave" in done("quotes", study.name, cwd=study.parent).stdout
    for path in (study / "vault" / "interviews" / "coding").glob("*.qdpx"):
        change(path, words, words[:-2] + "X.")
    assert "may leave" not in done("quotes", study.name, cwd=study.parent).stdout


def change(path, old, new):
    with zipfile.ZipFile(path) as package:
        document = package.read("project.qde").decode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("project.qde", document.replace(old, new))
    path.write_bytes(out.getvalue())


@pytest.mark.parametrize("person", ["analyst", "chair", "nobody"])
def test_only_a_checker_checks(study, person):
    speaking(study)
    quote = waiting(study)[0]
    words = ["decide", study.name, quote, *CHECK, "--outcome", "approve"]
    words[words.index("checker-a")] = person
    assert "no disclosure checker" in refused(41, *words, cwd=study.parent)


def test_who_has_a_key_signs(study):
    speaking(study)
    public = pipeline.write_keys(study.parent / "key")
    toml = study / "study.toml"
    toml.write_text(toml.read_text().replace('id = "checker-a"', f'id = "checker-a"\npublic_key = "{public}"'))
    quote = waiting(study)[0]
    words = ("decide", study.name, quote, *CHECK, "--outcome", "approve")
    assert "signed with the key" in refused(41, *words, cwd=study.parent)
    done(*words, "--key", "key", cwd=study.parent)
    assert "may leave" in done("quotes", study.name, cwd=study.parent).stdout
    path = study / "vault" / "interviews" / "checks" / f"{quote}.toml"
    path.write_text(path.read_text().replace("Looked for names", "Looked for games"))
    assert "signature is not that of" in refused(41, "quotes", study.name, cwd=study.parent)


@pytest.mark.slow
def test_a_withdrawal_takes_an_interview_out_of_everything(study):
    speaking(study)
    for line in done("quotes", study.name, cwd=study.parent).stdout.splitlines():
        done("decide", study.name, line.split(":")[0], *CHECK, "--outcome", "approve", cwd=study.parent)
    before = done("quotes", study.name, cwd=study.parent).stdout.splitlines()
    gone = rewrite_register(study)[0]
    withdraw(study, gone)
    after = done("quotes", study.name, cwd=study.parent).stdout.splitlines()
    assert set(after) < set(before)
    done("export", study.name, "out", *WHY, cwd=study.parent)
    assert all(gone not in document(path) for path in (study.parent / "out").iterdir())
    checks = study / "vault" / "interviews" / "checks"
    kept = len(list(checks.iterdir()))
    assert "2 project(s) changed" in done("erase", study.name, *WHY, cwd=study.parent).stdout
    coding = study / "vault" / "interviews" / "coding"
    assert all(gone not in document(path) for path in coding.glob("*.qdpx"))
    assert len(list(checks.iterdir())) == kept - (len(before) - len(after))
    assert done("quotes", study.name, cwd=study.parent).stdout.splitlines() == after
    assert "0 project(s) changed" in done("erase", study.name, *WHY, cwd=study.parent).stdout


def withdraw(study, gone):
    path = study / "vault" / "interviews" / "register.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join(line + "" if gone not in line else withdrawn(line) for line in lines) + "\n")


def withdrawn(line):
    fields = line.split(",")
    return ",".join([*fields[:5], "2999-01-01", fields[6]])


def document(path):
    with zipfile.ZipFile(path) as package:
        return package.read("project.qde").decode()


def test_an_erasure_that_was_killed_goes_on_with_the_same_command(study):
    """The old folder was moved aside, the new one not yet in its place: nothing is lost, and the old is overwritten."""
    withdraw(study, rewrite_register(study, consent_withdrawn="")[0])
    coding = study / "vault" / "interviews" / "coding"
    aside = coding.with_name(".erasing-coding")
    coding.rename(aside)
    assert "2 project(s) changed" in done("erase", study.name, *WHY, cwd=study.parent).stdout
    assert not aside.exists()
    assert len(list(coding.iterdir())) == 2


def test_what_is_no_project_stops_an_erasure(study):
    withdraw(study, rewrite_register(study, consent_withdrawn="")[0])
    (study / "vault" / "interviews" / "coding" / "notes.txt").write_text("Of the withdrawn interview.")
    assert "no .qdpx" in refused(95, "erase", study.name, *WHY, cwd=study.parent)


def test_a_withdrawal_that_only_a_return_knows_counts(study):
    gone = rewrite_register(study, consent_withdrawn="")[0]
    frame = pl.DataFrame({"int_pseudo": [gone], "consent_withdrawn": ["2025-01-01"]})
    frame.write_parquet(study / "vault" / "cases" / "interview.parquet")
    done("export", study.name, "out", *WHY, cwd=study.parent)
    assert all(gone not in document(path) for path in (study.parent / "out").iterdir())


def test_an_exported_project_is_what_came_in_where_nothing_had_to_go(study):
    rewrite_register(study, consent_withdrawn="")
    done("export", study.name, "out", *WHY, cwd=study.parent)
    for path in (study.parent / "out").iterdir():
        own = study / "vault" / "interviews" / "coding" / path.name
        assert ET.canonicalize(document(path)) == ET.canonicalize(document(own))
    assert "is there already" in refused(95, "export", study.name, "out", *WHY, cwd=study.parent)


def test_a_second_matrix_does_not_tell_who_withdrew(study):
    pseudonyms = rewrite_register(study, consent_withdrawn="")
    done("matrix", study.name, "--out", "one.json", *WHY, cwd=study.parent)
    done("matrix", study.name, "--out", "again.json", *WHY, cwd=study.parent)
    assert (study.parent / "one.json").read_bytes() == (study.parent / "again.json").read_bytes()
    withdraw(study, pseudonyms[0])
    said = refused(95, "matrix", study.name, "--out", "two.json", *WHY, cwd=study.parent)
    assert "fewer than 6 interviews" in said
    assert not (study.parent / "two.json").exists()
    for pseudonym in pseudonyms[1:6]:
        withdraw(study, pseudonym)
    done("matrix", study.name, "--out", "two.json", *WHY, cwd=study.parent)


def test_all_of_it_is_erased_by_date_with_one_command(study):
    words = ("erase", study.name, "--dataset", "interviews", "--why", "The day has come.", "--on", "2026-12-01")
    assert clerestory(*words, cwd=study.parent, stage="share").returncode == 0
    assert not (study / "vault" / "interviews").exists()
    assert "is not there" in refused(95, "matrix", study.name, cwd=study.parent)


def test_exposure_says_when_and_never_who(study):
    log = study / "vault" / "interviews" / "coder-log.csv"
    log.write_text("coder,day,minutes\n" + "coder-7,2024-06-03,50\n" * 5)
    found = done("exposure", study.name, cwd=study.parent)
    assert found.stdout.splitlines() == ["2024-06-03: over the limit of a day"]
    assert "coder-7" not in found.stdout + found.stderr


def test_a_codebook_is_listed_and_written_for_other_programs(study):
    project = study / "vault" / "interviews" / "coding" / "coder-1.qdpx"
    shutil.copy(project, study.parent / "p.qdpx")
    listed = done("codebook", "p.qdpx", "--out", "codes.qdc", cwd=study.parent).stdout
    assert listed.splitlines()[:3] == ["Coming together (groups others)", "  Friends of friends", "  Work"]
    assert done("codebook", "codes.qdc", cwd=study.parent).stdout == listed
    codes = json.loads(done("codebook", "codes.qdc", "--json", cwd=study.parent).stdout)
    assert len([code for code in codes if code["is_codable"]]) == CODES
    assert re.fullmatch("[0-9a-f-]{36}", codes[0]["guid"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("codebook", "nowhere.qdc"), 2),
        (("codebook", "study/study.toml"), 96),
        (("codebook", "p.qdpx", "--out", "p.qdpx"), 2),
        (("matrix", "study", "--out", "x.json"), 2),  # what leaves has a reason
        (("quotes", "study", "--out", "x.json"), 2),
        (("show", "study", "0" * 16, *WHY), 95),
        (("check", "nowhere"), 10),
        (("agree", "study", "--unit", "word"), 2),
        (("agree", "study", "--bootstrap", "1"), 2),
        (("export", "study", "out", "--why", "for PC Example"), 79),
        (("matrix", "study", "--actor", "somebody"), 79),
        (("demo", "study"), 95),  # has interviews already
    ],
)
def test_wrong_words_have_an_exit_code_and_a_remedy(study, words, code):
    shutil.copy(study / "vault" / "interviews" / "coding" / "coder-1.qdpx", study.parent / "p.qdpx")
    refused(code, *words, cwd=study.parent)
    assert not (study.parent / "x.json").exists()


def test_made_up_interviews_go_into_made_up_studies_alone(tmp_path):
    root = bare_study(tmp_path / "study")
    toml = root / "study.toml"
    toml.write_text(toml.read_text().replace('data = "synthetic"', 'data = "rebuilt from published counts"'))
    assert "not made up" in refused(95, "demo", "study", cwd=tmp_path)


def test_the_same_seed_gives_the_same_interviews(tmp_path):
    one, two = (demo_study(tmp_path / name, interviews=8) for name in ("one", "two"))
    for name in ("register.csv", "coding/coder-1.qdpx", "coding/coder-2.qdpx"):
        assert (one / "vault" / "interviews" / name).read_bytes() == (two / "vault" / "interviews" / name).read_bytes()


def test_a_project_that_is_spoiled_is_named_and_nothing_of_it_said(study):
    path = study / "vault" / "interviews" / "coding" / "coder-1.qdpx"
    path.write_bytes(path.read_bytes()[:200])
    said = refused(96, "matrix", study.name, cwd=study.parent)
    assert "coder-1.qdpx" in said
    assert "cut off" in said
