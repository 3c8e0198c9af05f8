"""Research, guidance, statements, questions in a release, and the pack of an event that is made of it."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from clerestory.model.answers.event_packs import EventPackManifest
from commands import clerestory
from csvw_files import check_csvw
from desk_browsers import met
from lesson_files import lesson, toml_of
from pages import CHROMIUM, browser
from said_the_same import ACTS, TEXT, WHY
from studies import published, small_study

TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
PEOPLE = [("n",)] * 30 + [("s",)] * 40


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("same") / "study"
    small_study(root, {"area": ["n", "s"]}, PEOPLE, tables=TABLES)
    settings = root / "study.toml"
    person = '\n[[people]]\nid = "policy"\npost = "Policy lead"\nroles = ["policy adviser"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + person, encoding="utf-8")
    finding = 'Of {{ t1["total", "total"] }} suspects the area is known.'
    (root / "lessons.toml").write_text(toml_of(lesson(finding=finding)), encoding="utf-8")
    assert clerestory("answer", "start", root).returncode == 0
    done = clerestory("answer", "load", root, ACTS, "--actor", "policy")
    assert done.returncode == 0, done.stderr
    assert clerestory("answer", "prepare", root).returncode == 0
    published(root)
    return root


@pytest.fixture(scope="module")
def release(study) -> Path:
    return next((study / "releases").glob("2*"))


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def rows(release: Path, name: str) -> list[dict[str, str]]:
    with (release / f"SYNTHETIC-{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_part_has_a_page_and_a_table(release):
    first = (release / "answers.html").read_text(encoding="utf-8")
    for page in ("evidence-watch.html", "guidance.html", "statements.html", "questions.html"):
        assert f'href="{page}"' in first
        assert "SYNTHETIC" in (release / page).read_text(encoding="utf-8")
    (check,) = rows(release, "evidence-watch")
    assert (check["day_of_check"], check["guidance"], check["overdue"]) == ("2018-12-03", "share", "false")
    message, school = rows(release, "guidance")
    assert (message["version"], message["text"]) == ("1", TEXT)
    assert (school["audience"], school["standing"], school["confirmed_reads"]) == ("Education", "current", "7")
    (duty,) = rows(release, "duties")
    assert (duty["id"], duty["section"], duty["force"]) == ("tell", "Example Act 2001, section 11", "must")
    states = {row["question"]: (row["how_far"], row["findings"]) for row in rows(release, "questions")}
    assert states == {"scale": ("in part", "t1"), "why": ("not answered yet", "")}


def test_outsiders_read_the_tables_by_their_metadata(release):
    assert check_csvw(release) > 5


def test_a_statement_that_ended_stands_in_no_byte_of_the_release(release):
    files = files_of(release)
    assert [path.name for path in files if b"STATUSWORDS" in path.read_bytes()] == []
    named = {path.name for path in files if b"MONEYWORDS" in path.read_bytes()}
    assert named == {"statements.html", "SYNTHETIC-statements.csv", "SYNTHETIC-answers.json"}
    said = {row["id"]: (row["may_be_repeated"], row["replaced_by"]) for row in rows(release, "statements")}
    assert said == {"money-2019": ("true", ""), "status-2018": ("false", "money-2019")}


def test_the_pack_of_an_event_has_what_was_published_and_nothing_else(study, release, tmp_path):
    said = ("answer", "event", "pack", study, "summit", "--audience", "local", "--to")
    assert clerestory(*said, tmp_path / "one").returncode == 0
    assert clerestory(*said, tmp_path / "two").returncode == 0
    made = EventPackManifest.model_validate_json((tmp_path / "one" / "event.json").read_bytes())
    assert made.release_manifest == "sha256:" + hashlib.sha256((release / "manifest.json").read_bytes()).hexdigest()
    there = {
        path.relative_to(tmp_path / "one").as_posix(): path.read_bytes() for path in (tmp_path / "one").rglob("*.*")
    }
    assert {file.path for file in made.files} == there.keys() - {"event.json"}
    assert all("sha256:" + hashlib.sha256(there[file.path]).hexdigest() == file.sha256 for file in made.files)
    assert {name: (tmp_path / "two" / name).read_bytes() for name in there} == there
    page = there["index.html"].decode()
    for words in ("What was found", "£30 million for support; The office, 3 September 2019", TEXT, "VARIANTWORDS"):
        assert words in page
    assert clerestory("publish", "check", tmp_path / "one" / "lessons", study).returncode == 0


def test_a_pack_for_others_has_no_words_of_schools(study, tmp_path):
    to = tmp_path / "national"
    assert clerestory("answer", "event", "pack", study, "summit", "--audience", "national", "--to", to).returncode == 0
    assert "VARIANTWORDS" not in (to / "index.html").read_text(encoding="utf-8")


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")
def test_the_pages_have_no_barriers_at_any_width(study, release, tmp_path):
    to = tmp_path / "pack"
    assert clerestory("answer", "event", "pack", study, "summit", "--audience", "local", "--to", to).returncode == 0
    names = ("evidence-watch.html", "guidance.html", "statements.html", "questions.html")
    with browser() as chromium:
        page = chromium.new_page()
        found = met(page, *(path.as_uri() for path in (*(release / name for name in names), to / "index.html")))
    assert found == []


@pytest.mark.parametrize(
    ("act", "audience", "told"),
    [
        (None, "industry", "is not for this audience"),
        ({"act": "choose content", "statements": ["status-2018"]}, "local", "may not be repeated: it holds no more"),
        ({"act": "choose content", "statements": ["unpublished"]}, "local", "the release has no statement unpublished"),
        ({"act": "cancel event", "reason": WHY}, "local", "was cancelled"),
    ],
)
def test_a_pack_is_refused(study, tmp_path, act, audience, told):
    root = Path(shutil.copytree(study, tmp_path / "study"))
    known = [json.loads(line)["act"] for line in ACTS.read_text(encoding="utf-8").splitlines()]
    money = next(one for one in known if one.get("sort") == "money")
    later = {**money, "amount": 5_000_000, "words": "Later"}
    acts = [("statement", "unpublished", later), *([("event", "summit", act)] if act else [])]
    lines = [json.dumps({"kind": kind, "subject": subject, "act": said}) for kind, subject, said in acts]
    (tmp_path / "acts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert clerestory("answer", "load", root, tmp_path / "acts.jsonl").returncode == 0
    to = tmp_path / "pack"
    done = clerestory("answer", "event", "pack", root, "summit", "--audience", audience, "--to", to)
    assert done.returncode != 0
    assert told in done.stderr
    assert not to.exists()
