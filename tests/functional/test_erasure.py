"""Erasing data by date, as a person does it: gone for good, shown to be gone, and never half done in silence."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
from pathlib import Path

import polars as pl
import pytest

from clerestory import pipeline
from clerestory.errors import GateError, RetentionError, StudyError
from clerestory.ledger import ledger_entries
from clerestory.model.decisions import Gate
from clerestory.pipeline import Dataset, Scope, Stage
from commands import clerestory, program
from studies import CLOCK, published, released_bytes, revise, small_study

TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
PEOPLE = [("n",)] * 40 + [("s",)] * 50
DAY = CLOCK.time.date()
WHY = "the agreement of this giver ended"
PSEUDONYM = re.compile(rb"sus[a-z2-7]{26}")


@pytest.fixture(scope="module")
def once(tmp_path_factory) -> Path:
    root = small_study(tmp_path_factory.mktemp("once") / "s", {"area": ["n", "s"]}, PEOPLE, tables=TABLES, givers=3)
    published(root)
    return root


@pytest.fixture
def root(once, tmp_path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "study"))


def erase(root: Path, dataset: Dataset, provider: str = "", return_id: str = ""):
    return pipeline.erase(root, Scope(dataset, provider, return_id), why=WHY, on=DAY, clock=CLOCK)


def pseudonyms(root: Path, provider: str) -> set[bytes]:
    return set(PSEUDONYM.findall((root / "returns" / provider / "r1" / "person.csv").read_bytes()))


def whole(root: Path) -> bytes:
    """Every byte below a study; of Parquet files the values, since their bytes are packed."""
    parts = []
    for path in sorted(root.rglob("*")):
        if path.is_file():
            packed = path.suffix == ".parquet"
            parts.append(pl.read_parquet(path).write_csv().encode() if packed else path.read_bytes())
    return b"\n".join(parts)


def run(root: Path, *stages: Stage):
    return pipeline.run(root, stages or tuple(Stage), clock=CLOCK)


def test_the_cases_of_a_return_are_gone_from_every_byte_and_those_of_others_stay(root):
    gone, stay = pseudonyms(root, "g1"), pseudonyms(root, "g0") | pseudonyms(root, "g2")
    assert gone <= set(PSEUDONYM.findall(whole(root)))  # the search finds
    done = erase(root, Dataset.CASES, "g1", "r1")
    found = set(PSEUDONYM.findall(whole(root)))
    assert (found & gone, found >= stay) == (set(), True)
    assert not (root / "returns" / "g1").exists()
    assert {place.name for place in done.places} == {
        "returns/g1/r1",
        "vault/returns/g1/r1",
        "vault/cases",
        "vault/sources",
        "reports/g1--r1.html",
        "reports/index.html",
        "vault/checks.json",
    }


def test_a_pseudonym_that_another_return_has_too_stays_there(root):
    shared = sorted(pseudonyms(root, "g1"))[0].decode()
    revise(root, "person", lambda text: text + f"{shared},s\n", provider="g2")
    run(root, Stage.COLLECT)
    erase(root, Dataset.CASES, "g1")
    assert shared in pl.read_parquet(root / "vault" / "cases" / "person.parquet")["sus_pseudo"].to_list()


def test_something_that_still_holds_a_pseudonym_is_found_and_the_erasure_goes_on_when_it_is_gone(root):
    left = root / "vault" / "an-analyst" / "copy.txt"
    left.parent.mkdir()
    left.write_bytes(b"x" + sorted(pseudonyms(root, "g1"))[0] + b"x")
    with pytest.raises(
        RetentionError, match=r"1 file\(s\) still hold something of it, the first of them vault/an-analyst/copy"
    ):
        erase(root, Dataset.CASES, "g1")
    with pytest.raises(RetentionError, match="is not finished"):
        run(root)
    left.unlink()
    assert erase(root, Dataset.CASES, "g1").what == "cases of g1"
    run(root, Stage.COLLECT)


def test_what_was_erased_does_not_come_back(root, once):
    erase(root, Dataset.CASES, "g1", "r1")
    shutil.copytree(once / "returns" / "g1", root / "returns" / "g1")
    with pytest.raises(RetentionError, match=r"g1/r1, version 1: is here again, although it was erased"):
        run(root, Stage.COLLECT)
    (root / "returns" / "g1" / "r1").rename(root / "returns" / "g1" / "r1.v2")
    with pytest.raises(RetentionError, match=r"g1/r1, version 2: is here again"):
        run(root, Stage.COLLECT)


def test_rows_whose_files_were_erased_count_on_and_no_new_release_is_made_of_them(root):
    before = (root / "vault" / "cases" / "person.parquet").read_bytes()
    old = released_bytes(next((root / "releases").glob("2*")))
    erase(root, Dataset.RETURNS, "g1", "r1")
    assert not (root / "returns" / "g1").exists()
    outlook = run(root)  # the release that is out is the same
    assert outlook.lines[0].startswith(f"erased since: returns of g1/r1, erased on {DAY} (entry ")
    assert "1 read from the vault, as their files were erased" in outlook.lines[1]
    assert (root / "vault" / "cases" / "person.parquet").read_bytes() == before
    assert released_bytes(next((root / "releases").glob("2*"))) == old

    settings = (root / "study.toml").read_text(encoding="utf-8")
    settings = settings.replace("date = 2026-11-26", "date = 2027-02-25").replace("= 2027-11-25", "= 2028-01-25")
    (root / "study.toml").write_text(settings, encoding="utf-8")
    for gate in Gate:
        with pytest.raises(GateError):
            run(root)
        pipeline.simulate(root, gate)
    with pytest.raises(RetentionError, match=f"the files of g1/r1 were erased on {DAY}"):
        run(root)
    assert len(list((root / "releases").glob("2*"))) == 1
    assert clerestory("ledger", "verify", root).returncode == 0
    assert clerestory("verify", next((root / "releases").glob("2*"))).returncode == 0

    erase(root, Dataset.CASES, "g1", "r1")
    assert published(root).name == "2027-02-25-SYNTHETIC"


def test_a_return_whose_files_were_erased_is_revised_by_a_version(root, once):
    erase(root, Dataset.RETURNS, "g1", "r1")
    after = root / "returns" / "g1" / "r1.v2"
    shutil.copytree(once / "returns" / "g1" / "r1", after)
    path = after / "person.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",n", ",s", 3), encoding="utf-8")
    assert "1 revised" in run(root, Stage.COLLECT).lines[-1]
    page = (root / "reports" / "g1--r1.html").read_text(encoding="utf-8")
    assert "person 0 0 area 3" in " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_kept_rows_whose_files_were_erased_are_not_read_by_another_instrument(root):
    erase(root, Dataset.RETURNS, "g1")
    path = root / "instrument" / "codelists" / "area.csv"
    path.write_text(path.read_text(encoding="utf-8") + "w,w,,\n", encoding="utf-8")
    with pytest.raises(RetentionError, match="has not its rows as this instrument reads them"):
        run(root, Stage.COLLECT)


def test_without_the_drafts_that_left_nothing_more_is_published_and_releases_still_hold(root):
    erase(root, Dataset.LEFT)
    with pytest.raises(RetentionError, match="so nobody can say what readers have"):
        run(root)
    assert clerestory("verify", next((root / "releases").glob("2*"))).returncode == 0


def test_of_a_study_whose_cases_were_all_erased_only_what_was_published_stays(root):
    every = {one for giver in ("g0", "g1", "g2") for one in pseudonyms(root, giver)}
    erase(root, Dataset.CASES)
    assert not every & set(PSEUDONYM.findall(whole(root)))
    with pytest.raises(RetentionError, match="every return was erased"):
        run(root)
    assert clerestory("verify", next((root / "releases").glob("2*"))).returncode == 0
    assert clerestory("ledger", "verify", root).returncode == 0


def test_what_was_refused_is_forgotten_only_after_the_returns_are_gone(tmp_path):
    root = small_study(tmp_path / "s", {"area": ["n", "s"]}, PEOPLE, tables=TABLES, givers=2)
    text = (root / "study.toml").read_text(encoding="utf-8")
    (root / "study.toml").write_text(text.replace("[protect]", "[collect]\nquarantine_limit_pct = 10\n\n[protect]"))
    path = root / "returns" / "g1" / "r1" / "person.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",n", ",x", 1), encoding="utf-8")
    run(root, Stage.COLLECT)
    with pytest.raises(RetentionError, match="would come back"):
        erase(root, Dataset.QUARANTINE)
    erase(root, Dataset.RETURNS)
    cases = root / "vault" / "cases" / "person.parquet"
    before = pl.read_parquet(cases)
    erase(root, Dataset.QUARANTINE)
    assert (pl.read_parquet(cases).equals(before), before.height) == (True, 89)
    lines = pl.read_parquet(root / "vault" / "returns" / "g1" / "r1" / "v1" / "lines.parquet")
    assert lines.filter(entity="person")["line"].to_list() == list(range(2, 46))  # no gap where one was refused
    assert run(root, Stage.COLLECT).lines[-1].startswith("collect: 2 returns, 91 rows, 0 of them quarantined")
    assert pl.read_parquet(root / "vault" / "cases" / "quarantine.parquet").is_empty()
    assert "(V1)" not in (root / "reports" / "g1--r1.html").read_text(encoding="utf-8")
    assert pl.read_parquet(root / "vault" / "cases" / "person.parquet").height == 89


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("v1", RetentionError, "g1/r1, version 1: its rows in the vault are not what was kept"),
        ("v1-old", StudyError, "g1/r1/v1-old: is not a version of a return"),
    ],
)
def test_what_cannot_be_looked_into_is_not_said_to_be_gone(root, name, error, message):
    erase(root, Dataset.RETURNS)
    kept = root / "vault" / "returns" / "g1" / "r1"
    shutil.copytree(
        kept / "v1",
        kept / name,
        dirs_exist_ok=True,
        copy_function=lambda old, new: Path(new).write_bytes(Path(old).read_bytes()),
    )
    (kept / name / "quarantine.parquet").write_bytes(b"spoilt")
    with pytest.raises(error, match=message):
        erase(root, Dataset.QUARANTINE)
    assert [entry.event for entry in ledger_entries(root / "ledger.jsonl")][-1] == "data erased"  # the one before


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--dataset", "names"], 2, "'names' is not one of"),
        (["--dataset", "cases", "--return", "r1"], 75, "names a return and not its giver"),
        (["--dataset", "left", "--provider", "g1"], 75, "no giver's part can be erased"),
        (["--dataset", "encodings"], 75, "there is nothing of it"),
        (["--dataset", "cases", "--provider", "g9"], 75, "there is nothing of it"),
        (["--dataset", "cases", "--actor", "Zqxworth"], 79, "there is nobody of the id or post that was named"),
        (["--dataset", "cases", "--why", "for DC Zqxworth"], 79, "--why: holds what looks like a name after a title"),
        (["--dataset", "cases", "--why", "  "], 79, "--why: is empty"),
        (["--dataset", "cases", "--on", "soon"], 2, "does not match the format"),
    ],
)  # fmt: skip
def test_wrong_words_erase_nothing(root, words, code, message):
    before = whole(root)
    result = clerestory("share", "erase", root, "--why", WHY, "--on", "2026-11-20", *words)
    assert (result.returncode, message in result.stderr) == (code, True), result.stderr
    assert "Zqxworth" not in result.stderr
    assert whole(root) == before


def test_the_certificate_is_printed_and_stands_in_the_ledger(root):
    result = clerestory(
        "share", "erase", root, "--dataset", "cases", "--provider", "g1", "--why", WHY, "--on", "2026-11-20",
        "--actor", "checker-a",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert "# Certificate of erasure: cases of g1" in result.stdout
    assert "SYNTHETIC" in result.stdout
    begun, done = list(ledger_entries(root / "ledger.jsonl"))[-2:]
    for entry in (begun, done):
        assert (entry.duty.name, entry.actor, entry.why) == ("ERASURE", "checker-a", WHY)
        assert all(place["hash"] in result.stdout for place in entry.detail["places"])
    assert f"{begun.seq} (begun) and {done.seq} (done)" in result.stdout
    assert not PSEUDONYM.findall(result.stdout.encode())
    again = clerestory(
        "share", "erase", root, "--dataset", "cases", "--provider", "g1", "--why", WHY, "--on", "2026-11-20"
    )
    assert (again.returncode, f"was erased on 2026-11-20 (entry {done.seq}" in again.stderr) == (75, True)


# Killed at each of the steps that write, and given again.

KILLED = """
import os, signal, sys
from pathlib import Path
from clerestory import pipeline
from clerestory.pipeline.custody import erasing
from clerestory.share.erasing import overwriting
number, name = int(sys.argv[2]), sys.argv[3]
where = {"append": erasing.Ledger, "erase_file": overwriting, "write_json": erasing, "replace_erasing": erasing,
         "_check_gone": erasing}[name]
real, calls = getattr(where, name), []
def killed(*args, **kwargs):
    calls.append(name)
    if len(calls) == number:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)
setattr(where, name, killed)
sys.argv = ["clerestory", "share", "erase", sys.argv[1], "--dataset", "cases", "--provider", "g1", "--why", "it ended",
            "--on", "2026-11-20"]
from clerestory.cli import main
main()
"""


@pytest.mark.parametrize(
    ("number", "name", "begun"),
    [
        (1, "write_json", False),
        (1, "append", False),
        (1, "erase_file", True),
        (4, "erase_file", True),
        (1, "replace_erasing", True),
        (9, "erase_file", True),
        # of those that the rewritten cases replaced
        (10, "erase_file", True),
        (1, "_check_gone", True),
        (2, "append", True),
    ],
)
def test_an_erasure_that_is_killed_goes_on_with_the_same_command(root, tmp_path, number, name, begun):
    gone = pseudonyms(root, "g1")
    (tmp_path / "killed.py").write_text(KILLED, encoding="utf-8")
    process = program(tmp_path / "killed.py", root, number, name)
    assert process.returncode == -signal.SIGKILL
    events = [entry.event for entry in ledger_entries(root / "ledger.jsonl")]
    assert (events.count("erasure begun"), events.count("data erased")) == (int(begun), 0)
    stopped = clerestory("run", root, "--only", "collect")
    assert stopped.returncode == (75 if begun else 0), stopped.stderr
    if begun:
        assert "share erase STUDY --dataset cases --provider g1 " in stopped.stderr
    assert erase(root, Dataset.CASES, "g1").what == "cases of g1"
    assert not gone & set(PSEUDONYM.findall(whole(root)))
    events = [entry.event for entry in ledger_entries(root / "ledger.jsonl")]
    assert (events.count("erasure begun"), events.count("data erased")) == (1, 1)
    assert not (root / "vault" / "erasing.json").exists()
    assert not [*root.rglob(".partial-*"), *root.rglob(".erasing-*")]


def test_without_the_list_of_what_to_look_for_nothing_is_said_to_be_gone(root):
    (root / "vault" / "copy.txt").write_bytes(sorted(pseudonyms(root, "g1"))[0])
    with pytest.raises(RetentionError, match="still hold something"):
        erase(root, Dataset.CASES, "g1")
    (root / "vault" / "erasing.json").unlink()
    with pytest.raises(RetentionError, match=r"vault/erasing\.json, is missing or spoilt"):
        erase(root, Dataset.CASES, "g1")


def test_a_list_of_pseudonyms_that_a_kill_left_is_erased_by_the_next_run(root):
    (root / "vault" / "erasing.json").write_text(json.dumps(["left by a kill"]))
    run(root, Stage.COLLECT)
    assert not (root / "vault" / "erasing.json").exists()


def test_bytes_are_overwritten_before_their_file_is_removed(tmp_path):
    """A second name of the same bytes shows what is on the disk after the first is gone."""
    from clerestory.share.erasing import erase_file

    path, other = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"a case" * 500_000)
    os.link(path, other)
    erase_file(path)
    assert not path.exists()
    assert other.read_bytes() == bytes(3_000_000)


def test_a_link_is_removed_and_what_it_leads_to_stays(tmp_path):
    from clerestory.share.erasing import remove_erased

    (tmp_path / "elsewhere").write_bytes(b"not of the study")
    (tmp_path / "zone").mkdir()
    (tmp_path / "zone" / "link").symlink_to(tmp_path / "elsewhere")
    remove_erased(tmp_path / "zone")
    assert not (tmp_path / "zone").exists()
    assert (tmp_path / "elsewhere").read_bytes() == b"not of the study"
