"""A recall: bytes leave the site first, whatever happens after; notice, record, ledger and everything else follow."""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import shutil
import stat
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
from tests.studies import CLOCK, published, small_study

from clerestory import pipeline
from clerestory.clock import FixedClock
from clerestory.errors import EntryError, GateError, LedgerError, PackError, RecallError, StudyBusyError
from clerestory.ledger import Ledger, ledger_entries
from clerestory.model.lessons.packs import PackRequest
from clerestory.model.lessons.study import Audience
from clerestory.model.recalls import Cause, band_of
from commands import clerestory

NAME = "2026-11-26-SYNTHETIC"
LATER = FixedClock(CLOCK.time + dt.timedelta(days=7))
WHY = "The table of lists may let somebody be recognised."
SCHEMAS = Path(__file__).parents[2] / "docs" / "reference" / "schemas"


TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    people = [("n",)] * 60 + [("s",)] * 40
    root = small_study(tmp_path_factory.mktemp("kept") / "study", {"area": ["n", "s"]}, people, tables=TABLES)
    published(root)
    return root


@pytest.fixture
def study(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "study"))


def take(root: Path, **options):
    return pipeline.recall(root, NAME, **{"reason": WHY, "person": "head", "clock": LATER} | options)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def events(root: Path) -> list[str]:
    return [entry.event for entry in ledger_entries(root / "ledger.jsonl")]


def test_a_recall_moves_every_byte_into_the_vault_and_leaves_a_notice(study):
    before = bytes_of(study / "releases" / NAME)
    done = take(study)
    assert bytes_of(study / "vault" / "recalled" / NAME) == before
    assert set(bytes_of(study / "releases" / NAME)) == {"index.html", "recall.json", "style.css"}
    notice = done.notice.read_text(encoding="utf-8")
    assert "This release was recalled" in notice
    assert "27 November 2026 at 09:30, London time" in notice
    assert Cause.DISCLOSURE.sentence in notice
    assert "Childline" in notice
    assert "<script" not in notice
    assert WHY not in "".join(path.read_text(encoding="utf-8") for path in done.notice.parent.iterdir())
    said = json.loads((done.notice.parent / "recall.json").read_bytes())
    jsonschema.validate(said, json.loads((SCHEMAS / "recall.schema.json").read_bytes()))


def test_what_was_recalled_is_sealed_in_the_vault(study):
    take(study)
    sealed = [study / "vault" / "recalled" / NAME, *(study / "vault" / "recalled" / NAME).rglob("*")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in sealed} == {0o500, 0o400}


def test_no_page_of_the_site_leads_to_a_file_of_it_and_papers_names_the_recall(study):
    take(study)
    site = "".join(path.read_text(encoding="utf-8") for path in (study / "releases").glob("*.*"))
    assert f"{NAME}/index.html" in site
    assert f"{NAME}/tables" not in site
    assert "taken off on 27 November 2026" in (study / "releases" / "papers.html").read_text(encoding="utf-8")
    for name in ("index.html", "papers.html", "tables.html", "withheld.html"):  # none says that nothing ever was out
        page = (study / "releases" / name).read_text(encoding="utf-8")
        assert "No release is in its place now." in page, name
    assert "Announced" not in (study / "releases" / "index.html").read_text(encoding="utf-8")


def test_it_lists_who_had_the_release(study):
    ledger = Ledger(study / "ledger.jsonl", CLOCK, actor="Press officer")
    early = {"release": NAME, "organisation": "Department", "purpose": "press"}
    ledger.append("release read before publication", why="The press is told of it.", detail=early)
    ledger.append("release read before publication", why="Of another.", detail=early | {"release": "2025-01-01"})
    ledger.append("press notice made", why="asked for", detail={"release": NAME})
    ledger.append("pack made", why="asked for", detail={"release": NAME, "audience": "local", "area": "SYN-01"})
    done = take(study)
    assert [(one.who, one.how, one.when) for one in done.recipients] == [
        ("Press officer, Department", "read it before publication", "2026-11-20 09:30 UTC"),
        ("The press", "a notice was made of it", "2026-11-20 09:30 UTC"),
        ("local, area SYN-01", "a pack was made of it", "2026-11-20 09:30 UTC"),
        ("The public", "could read it on the site", "from 2026-11-20 09:30 UTC to 2026-11-27 09:30 UTC"),
    ]
    assert tomllib.loads(done.breach.read_text(encoding="utf-8"))["recipients"][0]["who"] == "Press officer, Department"


def test_the_record_has_the_seventy_two_hours_from_the_moment_of_awareness(study):
    done = take(study, aware=LATER.time - dt.timedelta(hours=5))
    assert done.report_by == dt.datetime(2026, 11, 30, 4, 30, tzinfo=dt.UTC)
    at = {
        hours: pipeline.recall_status(study, clock=FixedClock(LATER.time + dt.timedelta(hours=hours)))[0]
        for hours in (0, 67, 67.01, 68)
    }
    assert [(one.hours_left, one.is_late) for one in at.values()] == [
        (67.0, False), (0.0, False), (-0.1, True), (-1.0, True),
    ]  # fmt: skip
    assert len(at[0].open_points) == 2


def test_what_people_decide_in_the_record_counts_and_a_no_needs_its_reason(study):
    path = take(study).breach
    asked = path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text(asked.replace('tell_people = "undecided"', 'tell_people = "no"'), encoding="utf-8")
    with pytest.raises(RecallError, match="tell_people_reason"):
        pipeline.recall_status(study)
    told = asked.replace('tell_people = "undecided"', 'tell_people = "no"\ntell_people_reason = "Nobody is at risk."')
    told = told.replace('report = "undecided"', 'report = "yes"\nreported = 2026-11-28T12:00:00Z')
    path.write_text(told, encoding="utf-8")
    (status,) = pipeline.recall_status(study, clock=FixedClock(LATER.time + dt.timedelta(days=30)))
    assert (status.open_points, status.is_late) == ((), False)
    take(study)  # again: what people wrote stays
    assert path.read_text(encoding="utf-8") == told


def test_a_recall_again_changes_nothing(study):
    take(study)
    before = bytes_of(study)
    take(study, reason="Said otherwise.", clock=FixedClock(LATER.time + dt.timedelta(days=1)))
    assert {name: data for name, data in bytes_of(study).items() if name != ".lock"} == {
        name: data for name, data in before.items() if name != ".lock"
    }


def test_ledger_and_run_know_it_and_the_same_release_does_not_come_back(study):
    take(study)
    pipeline.verify_study_ledger(study)
    assert events(study)[-1] == "release recalled"
    with pytest.raises(RecallError, match="does not come back"):
        pipeline.run(study, clock=LATER)
    path = study / "study.toml"
    text = path.read_text(encoding="utf-8").replace("date = 2026-11-26", "date = 2026-12-10")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GateError):  # of another date it may follow, when people decided on it
        pipeline.run(study, clock=LATER)


def test_verify_says_that_it_was_recalled(study):
    with pytest.raises(RecallError, match="was recalled by its publisher"):
        pipeline.verify_with_key(take(study).notice.parent)


def test_no_pack_is_made_of_it_and_one_that_was_made_is_not_vouched_for(study, tmp_path):
    take(study)
    for source, release in ((study, NAME), (study / "releases" / NAME, "")):
        with pytest.raises(PackError, match="was recalled"):
            pipeline.build_pack(source, tmp_path / "pack", PackRequest(Audience.NATIONAL, ""), release=release)


def test_bytes_that_somebody_puts_back_stop_everything_until_they_are_off_again(study):
    take(study)
    again = study / "releases" / NAME / "manifest.json"
    for name in ("manifest.json", "seal.json"):
        shutil.copyfile(study / "vault" / "recalled" / NAME / name, again.with_name(name))
    seal = again.with_name("seal.json")
    seal.write_text(
        seal.read_text(encoding="utf-8").replace('"ledger_length": ', '"ledger_length": 1'), encoding="utf-8"
    )
    for asked in (pipeline.verify_study_ledger, pipeline.publish_site):
        with pytest.raises(RecallError, match="is here again"):
            asked(study)
    take(study)
    pipeline.verify_study_ledger(study)
    assert not again.exists()
    back = study / "vault" / "recalled" / f"{NAME}.2"
    assert {stat.S_IMODE(path.stat().st_mode) for path in (back, *back.rglob("*"))} == {0o500, 0o400}
    with pytest.raises(RecallError, match="no release"):  # it is none of its own
        pipeline.recall(study, back.name, reason=WHY, person="head", clock=LATER)


@pytest.mark.parametrize("name", ["SYNTHETIC-paper.pdf", "tables"])
def test_bytes_beside_the_notice_stop_everything_until_they_are_off_again(study, name):
    """As a backup or a copy of the site puts them back, all but the manifest."""
    take(study)
    place, kept = study / "releases" / NAME / name, study / "vault" / "recalled" / NAME / name
    (shutil.copytree if kept.is_dir() else shutil.copyfile)(kept, place)
    for asked in (pipeline.verify_study_ledger, pipeline.publish_site):
        with pytest.raises(RecallError, match="more than the notice"):
            asked(study)
    take(study)
    pipeline.verify_study_ledger(study)
    assert set(bytes_of(place.parent)) == {"index.html", "recall.json", "style.css"}
    assert (study / "vault" / "recalled" / f"{NAME}.2" / name).exists()


def test_an_old_page_in_the_place_of_the_notice_goes_when_the_site_is_written(study):
    page = take(study).notice
    told = page.read_bytes()
    page.unlink()
    shutil.copyfile(study / "vault" / "recalled" / NAME / "index.html", page)
    pipeline.publish_site(study)
    assert page.read_bytes() == told


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"disclosure"', '"wrong"', "says otherwise than entry"),
        ("more than was decided", "all of it", "says otherwise than entry"),
        ("2026-11-27T09:30", "2026-11-20T09:30", "says otherwise than entry"),
        ('"form"', '"from"', "has not the form of a notice"),
    ],
)
def test_a_notice_that_was_changed_stops_everything_until_it_is_put_right(study, old, new, message):
    path = take(study).notice.with_name("recall.json")
    told = path.read_text(encoding="utf-8")
    assert old in told
    path.write_text(told.replace(old, new), encoding="utf-8")
    for asked in (pipeline.verify_study_ledger, pipeline.publish_site):
        with pytest.raises(RecallError, match=message):
            asked(study)
    take(study)
    assert path.read_text(encoding="utf-8") == told
    pipeline.verify_study_ledger(study)


def linked_away(study: Path) -> None:
    """The release lies elsewhere, and a link leads there: a recall would move the link alone."""
    (study / "releases" / NAME).rename(study.parent / NAME)
    (study / "releases" / NAME).symlink_to(study.parent / NAME)


@pytest.mark.parametrize(
    "put",
    [
        lambda s: shutil.copyfile(s / "releases" / NAME / "SYNTHETIC-paper.pdf", s / "releases" / "paper.pdf"),
        lambda s: (s / "releases" / ".partial-x").symlink_to(s / "releases" / NAME),
        lambda s: (
            (s / "releases" / "papers.html").unlink() or (s / "releases" / "papers.html").symlink_to("index.html")
        ),
        linked_away,
    ],
)
def test_nothing_but_releases_and_the_site_lies_where_everybody_reads(study, put):
    put(study)
    with pytest.raises(LedgerError, match=r"put here by hand|is a link"):
        pipeline.verify_study_ledger(study)


def test_it_waits_for_no_run(study):
    with (study / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StudyBusyError, match="is off the site"):
            take(study)
        assert set(bytes_of(study / "releases" / NAME)) == {"index.html", "recall.json", "style.css"}
        assert f"{NAME}/tables" not in (study / "releases" / "tables.html").read_text(encoding="utf-8")
    with pytest.raises(RecallError, match="not finished"):
        pipeline.verify_study_ledger(study)
    with pytest.raises(RecallError, match="no record of the breach"):  # its hours run
        pipeline.recall_status(study)
    take(study)
    assert len(pipeline.recall_status(study)) == 1
    pipeline.verify_study_ledger(study)


def test_a_broken_ledger_keeps_neither_notice_nor_record_away(study):
    ledger = study / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().replace(b"returns collected", b"returns neglected", 1))
    with pytest.raises(LedgerError):
        take(study)
    assert (study / "releases" / NAME / "recall.json").exists()
    assert (study / "vault" / "breaches" / f"{NAME}.toml").exists()


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"reason": "See the case of a man born 01/02/1990."}, EntryError),  # what looks like an identifier
        ({"person": "somebody"}, EntryError),  # nobody of the study
        ({"aware": LATER.time + dt.timedelta(hours=1)}, RecallError),  # not known yet
    ],
)
def test_a_wrong_order_does_nothing(study, options, error):
    before = bytes_of(study)
    with pytest.raises(error):
        take(study, **options)
    assert bytes_of(study) == before


def test_there_is_nothing_to_recall_under_another_name(study):
    for name in ("2026-01-01", "index.html", "..", "/"):
        with pytest.raises(RecallError, match="no release"):
            pipeline.recall(study, name, reason=WHY, person="head", clock=LATER)


KILLED = """
import os, sys, pathlib, datetime as dt
from clerestory import pipeline
from clerestory.clock import FixedClock
calls = 0
def counted(real):
    def call(*args, **options):
        global calls
        calls += 1
        if calls == int(sys.argv[2]):
            os._exit(9)
        return real(*args, **options)
    return call
pipeline.recall, pipeline.build_pack  # imports all before anything is counted
os.rename, os.replace, os.chmod, os.fsync = map(counted, (os.rename, os.replace, os.chmod, os.fsync))
pipeline.recall(pathlib.Path(sys.argv[1]), "2026-11-26-SYNTHETIC", reason="A reason.", person="head",
                clock=FixedClock(dt.datetime(2026, 11, 27, 9, 30, tzinfo=dt.UTC)))
"""


def test_killed_at_any_point_bytes_are_off_first_and_the_same_command_finishes(study, tmp_path):
    whole = bytes_of(study / "releases" / NAME)
    for number in range(1, 400):
        root = tmp_path / "killed"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(study, root)
        pid = os.fork()
        if pid == 0:
            sys.argv = ["-", str(root), str(number if number < 6 else (number - 4) * 6)]
            exec(compile(KILLED, "killed", "exec"), {"__name__": "killed"})  # noqa: S102 - a program of this test
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        place = root / "releases" / NAME
        if number > 2:  # the order of its rights and the move itself come first
            assert not (place / "manifest.json").exists(), number
        if os.waitstatus_to_exitcode(status) == 0:
            break
        assert os.waitstatus_to_exitcode(status) == 9
        take(root)
        pipeline.verify_study_ledger(root)
        assert bytes_of(root / "vault" / "recalled" / NAME) == whole
        assert events(root).count("release recalled") == 1
    assert number > 6


def test_commands_say_what_happened_and_what_is_owed(study):
    done = clerestory("recall", study, NAME, "--reason", WHY, "--person", "head", check=True)
    assert done.stdout.startswith("The public: could read it on the site, from 2026-11-20 09:30 UTC to ")
    assert "report" in clerestory("recall", "status", study, check=True).stdout
    (said,) = json.loads(clerestory("recall", "status", study, "--json", check=True).stdout)
    assert (said["release"], said["is_late"]) == (NAME, False)
    assert clerestory("recall", study, "2026-01-01", "--reason", WHY, "--person", "head").returncode == 54


@pytest.mark.parametrize(
    ("persons", "band"),
    # the ends of each band
    [
        (None, "not known"), (0, "fewer than 10"), (9, "fewer than 10"), (10, "fewer than 100"),
        (9_999, "fewer than 10,000"), (10_000, "10,000 or more"),
    ],
)  # fmt: skip
def test_a_band_gives_no_count_away(persons, band):
    assert band_of(persons) == band
