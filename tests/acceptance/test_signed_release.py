"""From both gates to the public: a third person's signature, the embargo, and who reads before."""

from __future__ import annotations

import base64
import datetime as dt
import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.clock import FixedClock
from clerestory.errors import (
    CalendarError,
    DecisionError,
    EarlyAccessError,
    EmbargoError,
    EntryError,
    GateError,
    LedgerError,
    RecallError,
    ReleaseError,
    SignatureError,
    StudyError,
    UnsignedError,
)
from clerestory.ledger import Ledger
from clerestory.model.decisions import Gate
from clerestory.pipeline import Stage
from commands import clerestory
from studies import released_bytes, small_study

TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
PEOPLE = [("n",)] * 40 + [("s",)] * 50
NAME = "2027-07-01-SYNTHETIC"
OPENS = dt.datetime(2027, 7, 1, 8, 30, tzinfo=dt.UTC)  # half past nine in London, where it is summer
MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)

RELEASE = """date = 2027-07-01
review_by = 2028-06-30
embargo = true
announced = 2027-06-01

[[release.access]]
post = "Private secretary"
organisation = "The department"
purpose = "policy"
reason = "Prepares the minister's answer to the House."
"""


LATECOMER = """[[release.access]]
post = "Latecomer"
organisation = "A department"
purpose = "press"
reason = "Wants to know before others."
"""


def at(before: dt.timedelta) -> FixedClock:
    return FixedClock(OPENS - before)


LONG_BEFORE = at(48 * HOUR)


def change(root: Path, old: str, new: str) -> None:
    path = root / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def made(folder: Path, release: str = RELEASE) -> Path:
    """A study with an embargo, whose signatory has a key, and keys beside it; an adviser is among its people."""
    root = small_study(folder / "study", {"area": ["n", "s"]}, PEOPLE, tables=TABLES)
    change(root, "date = 2026-11-26\nreview_by = 2027-11-25\n", release)
    keys = {name: pipeline.write_keys(folder / name) for name in ("head", "other")}
    change(root, 'id = "head"', f'id = "head"\npublic_key = "{keys["head"]}"')
    with (root / "study.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[people]]\nid = "adviser"\npost = "Policy adviser"\nroles = ["policy adviser"]\n')
    return root


def passed(root: Path) -> Path:
    """The study behind both gates, with a release that waits for its signature."""
    for gate in Gate:
        with pytest.raises(GateError):
            pipeline.run(root, clock=LONG_BEFORE)
        pipeline.simulate(root, gate)
    with pytest.raises(UnsignedError, match="the signature of Head of profession for statistics is missing"):
        pipeline.run(root, clock=LONG_BEFORE)
    return root


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("signed")
    passed(made(folder))
    return folder


@pytest.fixture
def study(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "of")) / "study"


def sign(study: Path, person: str = "head", key: str = "head", *, clock: FixedClock = LONG_BEFORE) -> pipeline.Outlook:
    return pipeline.sign_waiting(study, person, key_file=study.parent / key, password=lambda: "", clock=clock)


def publish(study: Path, clock: FixedClock) -> Path | None:
    return pipeline.run(study, [Stage.PUBLISH], clock=clock).release


def events(study: Path) -> list[str]:
    lines = (study / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["entry"]["event"] for line in lines]


def released(study: Path) -> list[str]:
    return [path.name for path in (study / "releases").glob("2*")]


# The signature


def test_a_release_waits_for_its_signature_and_nothing_of_it_is_public(study):
    waiting = study / "desk" / "waiting"
    assert (waiting / NAME / "index.html").is_file()
    assert waiting.stat().st_mode & 0o077 == 0
    assert not (waiting / NAME / "seal.json").exists()
    assert released(study) == []
    assert events(study)[-1] == "stopped at publish"


@pytest.mark.parametrize(
    ("person", "key", "error", "message"),
    [
        # who made the tables, who decided at either gate, who advises on policy, and a stranger
        ("analyst", "head", DecisionError, "Analyst is not a release signatory"),
        ("checker-a", "head", DecisionError, "Disclosure checker A is not a release signatory"),
        ("statistician", "head", DecisionError, "Lead statistician is not a release signatory"),
        ("adviser", "head", DecisionError, "a policy adviser makes and signs no tables"),
        ("nobody", "head", EntryError, "there is nobody of the id"),
        # the right person with another's key
        ("head", "other", SignatureError, "is not the key of Head of profession"),
    ],
)
def test_only_the_third_person_signs_and_with_their_own_key(study, person, key, error, message):
    with pytest.raises(error, match=message):
        sign(study, person, key)
    assert "release signed" not in events(study)
    assert released(study) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('authors = ["analyst"]', 'authors = ["analyst", "head"]', "made the tables"),
        ('roles = ["lead statistician"]', 'roles = ["lead statistician", "release signatory"]', "decided at a gate"),
    ],
)
def test_a_signatory_who_had_a_hand_in_it_does_not_sign(tmp_path, old, new, message):
    root = made(tmp_path)
    change(root, old, new)
    person = "head" if "head" in new else "statistician"
    for gate in Gate:
        with pytest.raises(GateError):
            pipeline.run(root, clock=LONG_BEFORE)
        pipeline.simulate(root, gate)
    with pytest.raises(DecisionError, match=message):
        pipeline.sign_waiting(root, person, key_file=tmp_path / "head", password=lambda: "", clock=LONG_BEFORE)


def test_who_signs_is_in_the_seal_and_the_ledger_and_the_key_checks_it(study):
    sign(study)
    place = study / "desk" / "waiting" / NAME
    seal = json.loads((place / "seal.json").read_text(encoding="utf-8"))
    assert seal["signatory"]["post"] == "Head of profession for statistics"
    assert seal["signatory"]["simulated"] is False
    assert events(study)[-1] == "release signed"
    public = (study / "study.toml").read_text(encoding="utf-8").partition('public_key = "')[2].partition('"')[0]
    assert pipeline.verify_with_key(place, public).folder == NAME
    assert pipeline.verify_with_key(place, pipeline.signing_key(study)).folder == NAME


def test_what_lay_there_to_be_read_is_what_is_signed(study):
    shutil.rmtree(study / "desk" / "waiting")
    with pytest.raises(UnsignedError, match="is not what waits there"):
        sign(study)
    assert "release signed" not in events(study)


def test_a_release_is_signed_once(study):
    sign(study)
    with pytest.raises(ReleaseError, match="is signed already"):
        sign(study)
    assert publish(study, at(-HOUR)) == study / "releases" / NAME
    with pytest.raises(ReleaseError, match="published and signed already"):
        sign(study)


def test_another_word_after_the_signature_closes_the_gate_and_takes_a_new_one(study):
    sign(study)
    paper = study / "paper" / "paper.md"
    paper.write_text(paper.read_text(encoding="utf-8") + "\nA further sentence.\n", encoding="utf-8")
    with pytest.raises(GateError):
        pipeline.run(study, clock=at(-HOUR))
    pipeline.simulate(study, Gate.RELEASE)
    with pytest.raises(UnsignedError):
        publish(study, at(-HOUR))
    assert released(study) == []
    sign(study, clock=at(-HOUR))  # its time has come meanwhile, so it comes out at once
    assert released(study) == [NAME]
    assert pipeline.verify_study_ledger(study).length == len(events(study))


def test_a_copy_of_what_was_taken_back_does_not_come_out(study):
    """Signed, removed as the recall says, and put back by who had kept it: the gates and the signature are genuine."""
    sign(study)
    place = study / "desk" / "waiting" / NAME
    shutil.copytree(place, study.parent / "copy")
    shutil.rmtree(place)
    with pytest.raises(UnsignedError):
        publish(study, LONG_BEFORE)
    assert events(study)[-2:] == ["signature void", "stopped at publish"]
    shutil.rmtree(place)
    shutil.copytree(study.parent / "copy", place)
    with pytest.raises(EarlyAccessError, match="no signed release waits"):
        pipeline.read_early(study, "Private secretary", clock=at(HOUR))
    with pytest.raises(UnsignedError):
        publish(study, at(-HOUR))
    assert released(study) == []
    assert events(study).count("signature void") == 1
    sign(study, clock=at(-HOUR))
    assert released(study) == [NAME]
    pipeline.verify_study_ledger(study)


@pytest.mark.parametrize("removed", [False, True])
def test_another_date_voids_the_signature_of_what_waited_for_the_old_one(study, removed):
    sign(study)
    if removed:
        shutil.rmtree(study / "desk" / "waiting" / NAME)
    change(study, "date = 2027-07-01", "date = 2027-07-02")
    pipeline.run(study, [Stage.REVIEW], clock=LONG_BEFORE)
    pipeline.simulate(study, Gate.RELEASE)
    with pytest.raises(UnsignedError):
        publish(study, LONG_BEFORE)
    assert events(study)[-2:] == ["signature void", "stopped at publish"]


def test_a_folder_of_its_name_among_what_waits_does_not_void_a_release_that_is_out(study):
    sign(study, clock=at(-HOUR))
    (study / "desk" / "waiting" / NAME).mkdir()
    change(study, "date = 2027-07-01", "date = 2027-07-02")
    pipeline.run(study, [Stage.REVIEW], clock=at(-HOUR))
    pipeline.simulate(study, Gate.RELEASE)
    with pytest.raises(UnsignedError):
        publish(study, at(-HOUR))
    assert not (study / "desk" / "waiting" / NAME).exists()
    assert "signature void" not in events(study)
    pipeline.verify_study_ledger(study)


def test_an_earlier_signed_version_in_the_place_of_the_last_is_shown_to_nobody(study, tmp_path):
    sign(study)
    place = study / "desk" / "waiting" / NAME
    shutil.copytree(place, study.parent / "old")
    paper = study / "paper" / "paper.md"
    paper.write_text(paper.read_text(encoding="utf-8") + "\nA further sentence.\n", encoding="utf-8")
    pipeline.run(study, [Stage.REVIEW], clock=LONG_BEFORE)
    pipeline.simulate(study, Gate.RELEASE)
    with pytest.raises(UnsignedError):
        publish(study, LONG_BEFORE)
    sign(study)
    shutil.rmtree(place)
    shutil.copytree(study.parent / "old", place)
    with pytest.raises(LedgerError, match=r"seal.json names entry \d+ of the ledger"):
        pipeline.read_early(study, "Private secretary", clock=at(HOUR))
    with pytest.raises(LedgerError, match=r"seal.json names entry \d+ of the ledger"):
        pipeline.write_press_notice(study, tmp_path / "press")


def test_no_press_notice_is_made_of_what_nobody_signed(study, tmp_path):
    """Manifest, seal and signatures are whole in themselves, and the ledger has no signature."""
    other = Path(shutil.copytree(study.parent, tmp_path / "other")) / "study"
    sign(other)
    place = study / "desk" / "waiting" / NAME
    shutil.rmtree(place)
    shutil.copytree(other / "desk" / "waiting" / NAME, place)
    with pytest.raises(ReleaseError, match="is neither signed nor in its place"):
        pipeline.write_press_notice(study, tmp_path / "press")


def test_where_releases_wait_is_closed_whoever_made_it(study):
    waiting = study / "desk" / "waiting"
    waiting.chmod(0o777)
    with pytest.raises(UnsignedError):
        publish(study, LONG_BEFORE)
    assert stat.S_IMODE(waiting.stat().st_mode) == 0o700
    waiting.rename(study.parent / "open")
    waiting.symlink_to(study.parent / "open")
    before = sorted((study.parent / "open").rglob("*"))
    with pytest.raises(ReleaseError, match="others could read what waits there"):
        publish(study, LONG_BEFORE)
    assert sorted((study.parent / "open").rglob("*")) == before
    for other in (lambda: waiting.symlink_to(study.parent / "nowhere"), waiting.touch):
        waiting.unlink()
        other()
        with pytest.raises(ReleaseError, match="others could read what waits there"):
            publish(study, LONG_BEFORE)


@pytest.mark.parametrize("name", ["index.html", "manifest.json", "seal.json", "seal.json.minisig"])
def test_what_was_changed_while_it_waited_does_not_come_out(study, name):
    sign(study)
    path = study / "desk" / "waiting" / NAME / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(UnsignedError):
        publish(study, at(-HOUR))
    assert released(study) == []


@pytest.mark.slow  # a password takes minisign, and so us, seconds and a gigabyte
@pytest.mark.skipif(not shutil.which("minisign"), reason="needs minisign")
def test_a_key_of_minisign_signs_with_its_password_from_the_environment_and_minisign_checks_it(tmp_path):
    files = ["-p", str(tmp_path / "m.pub"), "-s", str(tmp_path / "m.key")]
    subprocess.run(["minisign", "-G", *files], input="word\nword\n", text=True, capture_output=True, check=True)
    line = (tmp_path / "m.pub").read_text(encoding="utf-8").splitlines()[1]
    root = made(tmp_path)
    before = (root / "study.toml").read_text(encoding="utf-8").partition('public_key = "')[2].partition('"')[0]
    change(root, before, base64.b64encode(base64.b64decode(line)[10:]).decode())
    passed(root)
    words = ["publish", "sign", root, "--person", "head", "--key", tmp_path / "m.key"]
    for password, code in (("wood", 44), ("word", 0)):
        done = clerestory(*words, env=os.environ | {"CLERESTORY_KEY_PASSWORD": password})
        assert done.returncode == code, done.stderr
    assert line in pipeline.signing_key(root)
    (manifest,) = [path for path in root.rglob("manifest.json") if path.parent.name == NAME]
    subprocess.run(["minisign", "-V", "-H", "-p", files[1], "-m", manifest], capture_output=True, check=True)


# The embargo


def test_a_signed_release_comes_out_at_its_minute_by_londons_clock_and_not_before(study):
    assert sign(study).release is None
    home = study / "releases" / "index.html"
    assert "1 July 2027 at 09:30, London time" in home.read_text(encoding="utf-8")  # the calendar has it before
    for early in (48 * HOUR, HOUR, MINUTE):
        with pytest.raises(EmbargoError, match="is published on 2027-07-01 at 09:30, London time"):
            publish(study, at(early))
        assert released(study) == []
    whole = released_bytes(study / "desk" / "waiting" / NAME)
    assert publish(study, at(0 * MINUTE)) == study / "releases" / NAME
    assert released_bytes(study / "releases" / NAME) == whole
    assert events(study)[-2:] == ["release published", "release in place"]
    assert pipeline.verify_study_ledger(study).length == len(events(study))
    assert not (study / "desk" / "waiting" / NAME).exists()
    assert "09:30" not in home.read_text(encoding="utf-8")


def test_the_calendar_stands_on_the_site_before_anything_was_run(tmp_path):
    root = made(tmp_path)
    home = root / "releases" / "index.html"
    pipeline.publish_site(root)
    text = home.read_text(encoding="utf-8")
    assert "1 July 2027 at 09:30, London time" in text
    assert "Nothing has been published yet." in text
    change(root, "announced = 2027-06-01\n", 'notice_reason = "A court asked for it."\n')
    pipeline.publish_site(root)
    assert "1 July 2027" not in home.read_text(encoding="utf-8")


def test_what_waits_cannot_be_recalled_and_once_removed_does_not_come_out(study):
    sign(study)
    with pytest.raises(RecallError, match="is not out yet"):
        pipeline.recall(study, NAME, reason="A table is wrong.", person="head", clock=LONG_BEFORE)
    shutil.rmtree(study / "desk" / "waiting" / NAME)  # as it says
    with pytest.raises(UnsignedError):
        publish(study, at(-HOUR))
    assert released(study) == []


def test_another_day_or_notice_needs_a_reason_that_readers_get(study):
    change(study, "date = 2027-07-01", "date = 2027-07-03")
    change(study, "announced = 2027-06-01\n", "")
    pipeline.run(study, [Stage.REVIEW], clock=LONG_BEFORE)
    pipeline.simulate(study, Gate.RELEASE)
    with pytest.raises(CalendarError, match="2027-07-03 is a Saturday; it was not announced"):
        publish(study, LONG_BEFORE)
    change(study, "embargo = true", 'embargo = true\ntime_reason = "A court rises."\nnotice_reason = "Told late."')
    pipeline.run(study, [Stage.REVIEW], clock=LONG_BEFORE)
    pipeline.simulate(study, Gate.RELEASE)
    with pytest.raises(UnsignedError):
        publish(study, LONG_BEFORE)
    (place,) = (study / "desk" / "waiting").iterdir()  # what waited for the other day is gone
    text = (place / "access.html").read_text(encoding="utf-8")
    assert "A court rises." in text
    assert "Told late." in text


# Reading before


def test_a_post_on_the_list_reads_in_the_last_day_and_the_ledger_knows(study):
    with pytest.raises(EarlyAccessError, match="no signed release waits"):
        pipeline.read_early(study, "Private secretary", clock=at(2 * HOUR))
    sign(study)
    change(study, "[[release.access]]", LATECOMER + "\n[[release.access]]")  # without a decision
    for post, when, message in (
        ("Latecomer", 2 * HOUR, "is not on the list that was signed"),
        ("Special adviser", 2 * HOUR, "is not on the list"),
        ("Private secretary", 24 * HOUR + MINUTE, "not yet within 24 hours"),
        ("Private secretary", -MINUTE, "its time has come"),
    ):
        with pytest.raises(EarlyAccessError, match=message):
            pipeline.read_early(study, post, clock=at(when))
    assert "release read before publication" not in events(study)
    page = pipeline.read_early(study, "Private secretary", clock=at(24 * HOUR))
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    last = json.loads((study / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1])["entry"]
    assert (last["actor"], last["duty"]) == ("Private secretary", "CON")
    assert last["detail"] == {"organisation": "The department", "purpose": "policy", "release": NAME}
    change(study, LATECOMER + "\n", "")
    assert publish(study, at(-HOUR)) == study / "releases" / NAME
    text = (study / "releases" / NAME / "access.html").read_text(encoding="utf-8")
    assert all(words in text for words in ("Private secretary", "The department", "answer to the House", "SYNTHETIC"))
    assert 'href="access.html"' in (study / "releases" / NAME / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('data = "synthetic"', 'data = "confidential"', "a release of real cases waits for its time"),
        ('roles = ["policy adviser"]', 'roles = ["policy adviser", "analyst"]', "kept apart"),
        ('authors = ["analyst"]', 'authors = ["analyst", "adviser"]', "who make no tables"),
        ('post = "Private secretary"', 'post = "Lead statistician"', "see the draft anyway"),
        ("announced = 2027-06-01", "announced = 2027-07-02", "announced is after date"),
        ("announced = 2027-06-01", "time = 09:30:00Z", "Expected"),
    ],
)
def test_settings_that_would_open_a_way_around_are_refused(tmp_path, old, new, message):
    root = made(tmp_path, RELEASE.replace("embargo = true", "embargo = false"))
    change(root, old, new)
    with pytest.raises(StudyError, match=message):
        pipeline.run(root, clock=LONG_BEFORE)


# A kill at any moment


class Killed(BaseException):
    """What a kill does at a place that is chosen."""


@pytest.mark.parametrize("moment", range(6))
def test_a_kill_at_any_step_leaves_no_half_release_and_a_rerun_makes_it_whole(study, monkeypatch, moment):
    """Before each entry and each rename, from the signature to the place."""
    steps = []

    def killed_at(real):
        def step(*args, **options):
            if len(steps) == moment:
                raise Killed
            steps.append(real.__name__)
            return real(*args, **options)

        return step

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "append", killed_at(Ledger.append))
        patch.setattr(Path, "rename", killed_at(Path.rename))
        with pytest.raises(Killed):
            sign(study, clock=at(-HOUR))
    place = study / "releases" / NAME
    if place.exists():
        pipeline.verify_with_key(place, pipeline.signing_key(study))
    pipeline.verify_study_ledger(study)
    if not place.exists():
        try:
            publish(study, at(-HOUR))
        except UnsignedError:
            sign(study, clock=at(-HOUR))
    publish(study, at(-HOUR))
    pipeline.verify_with_key(place, pipeline.signing_key(study))
    assert pipeline.verify_study_ledger(study).length == len(events(study))
    assert not list(study.rglob(".partial-*"))
