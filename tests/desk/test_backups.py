"""A desk there and back: from SQLite to PostgreSQL and back to SQLite, by the commands."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import stat
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from clerestory.errors import ActsError
from clerestory.model.desk.acts import group
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.letters.kept import kept_people, part_of
from clerestory.pipeline.answering.letters.recording import receive_letter
from clerestory.pipeline.answering.reading import record_of
from clerestory.review.desk.permissions import PROGRAM
from clerestory.web.accounts.adapters import SecondFactors
from clerestory.web.accounts.invitations import invite
from clerestory.web.acting.performing import perform
from clerestory.web.commands.backups import back_up, restore
from clerestory.web.service.serving import Serving
from clerestory.web.signing.held import hold
from commands import clerestory
from desk_keys import PHRASE, PRIVATE
from desks import TERMS, TERMS_VERSION, Played, admitted, opened
from letters import FOLK, at, new
from served_desks import NOON, desk, example

KEPT = ("store_act", "store_head", "accounts_account", "mfa_authenticator", "signing_heldkey")


@pytest.fixture
def used(serving) -> Serving:
    """A desk with acts, an account with a password, and a second factor."""
    from allauth.mfa.models import Authenticator

    perform("secretary", group.SetTerms(version=TERMS_VERSION, text=TERMS))
    perform(PROGRAM, admitted())
    perform("secretary", opened(Played(), invited=("member-a", "member-b", "chair")))
    invite("analyst")
    account = get_user_model().objects.get(person="analyst")
    account.set_password("gravel otter umbrella")
    account.save()
    secret = SecondFactors().encrypt("JBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": secret})
    hold("analyst", PRIVATE, PHRASE)
    connection.close()
    return serving


def tables(serving: Serving) -> dict[str, list[tuple]]:
    database = sqlite3.connect(serving.database_file)
    found = {name: database.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in KEPT}  # noqa: S608
    database.close()
    return found


def test_a_desk_is_the_same_there_and_back(used, postgresql, tmp_path):
    there, back = (Serving(example(tmp_path / name)) for name in ("there", "back"))
    in_postgresql = {"env": os.environ | {"DATABASE_URL": postgresql()}, "check": True}
    back_up(tmp_path / "a.zip")
    clerestory("desk", "restore", there.root, tmp_path / "a.zip", **in_postgresql)
    clerestory("desk", "backup", there.root, tmp_path / "b.zip", **in_postgresql)
    with desk(back):
        restore(tmp_path / "b.zip")

    assert not there.database_file.exists()
    assert stat.S_IMODE((tmp_path / "a.zip").stat().st_mode) == 0o600
    assert tables(back) == tables(used)
    assert {len(rows) for rows in tables(back).values()} == {1, 3}
    for name in ("acts.jsonl", "acts.head", "desk.key"):
        assert (back.folder / name).read_bytes() == (there.folder / name).read_bytes()
        assert (back.folder / name).read_bytes() == (used.folder / name).read_bytes()


def test_the_record_of_answers_goes_along(serving, tmp_path):
    begin(serving.root)
    receive_letter(at(serving.root, NOON.date()), PROGRAM, new(NOON.date(), files=()))
    back_up(tmp_path / "a.zip")
    there = Serving(example(tmp_path / "there"))
    begin(there.root)
    with desk(there):
        restore(tmp_path / "a.zip")
    place = at(there.root, NOON.date())
    assert record_of(place).verify() == record_of(at(serving.root, NOON.date())).verify()
    assert kept_people(place, part_of(place, "MIN/0000001/1")[1]) == FOLK
    assert stat.S_IMODE(place.record.stat().st_mode) == 0o600
    with desk(there), pytest.raises(ActsError, match="is there already"):
        restore(tmp_path / "a.zip")


def test_a_record_of_answers_that_was_changed_is_not_restored(serving, tmp_path):
    begin(serving.root)
    receive_letter(at(serving.root, NOON.date()), PROGRAM, new(NOON.date()))
    back_up(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as whole, zipfile.ZipFile(tmp_path / "b.zip", "w") as changed:
        for name in whole.namelist():
            changed.writestr(name, whole.read(name).replace(b"Guidance for schools", b"Guidance for sailors"))
    there = Serving(example(tmp_path / "there"))
    with desk(there), pytest.raises(ActsError, match="record of answers that does not hold"):
        restore(tmp_path / "b.zip")
    assert not (there.root / "answer" / "record.sqlite").exists()


@pytest.fixture
def backup(used, tmp_path):
    back_up(tmp_path / "a.zip")
    return tmp_path / "a.zip"


def test_a_backup_goes_onto_no_desk_that_is_used(backup):
    with pytest.raises(ActsError, match="the desk has acts or accounts"):
        restore(backup)


def test_a_backup_takes_no_other_files_place(used, tmp_path):
    there = tmp_path / "study.toml"
    there.write_bytes(b"kept")
    for target in (there, tmp_path):
        with pytest.raises(ActsError, match="lies there already"):
            back_up(target)
    assert there.read_bytes() == b"kept"


def test_a_backup_goes_into_its_own_study_alone(backup, tmp_path):
    other = example(tmp_path / "other")
    settings = other / "study.toml"
    settings.write_text(settings.read_text().replace('id = "modern-slavery-2013"', 'id = "another"'))
    with desk(Serving(other)), pytest.raises(ActsError, match="is of another study or zone"):
        restore(backup)


def test_a_backup_whose_acts_were_changed_leaves_the_desk_empty(backup, tmp_path):
    with zipfile.ZipFile(backup) as whole, zipfile.ZipFile(tmp_path / "b.zip", "w") as changed:
        for name in whole.namelist():
            changed.writestr(name, whole.read(name).replace(b"member-b", b"member-c"))
    target = Serving(example(tmp_path / "target"))
    with desk(target), pytest.raises(ActsError, match="act 3: does not follow the act before it, or was changed"):
        restore(tmp_path / "b.zip")
    assert tables(target)["store_act"] == tables(target)["accounts_account"] == []


def test_a_secret_that_cannot_be_written_leaves_the_desk_empty(backup, tmp_path):
    target = Serving(example(tmp_path / "target"))
    with desk(target):
        in_its_way = target.folder / ".partial-desk.key"
        in_its_way.mkdir()
        with pytest.raises(OSError, match=r"partial-desk\.key"):
            restore(backup)
        assert tables(target)["store_act"] == tables(target)["accounts_account"] == []
        in_its_way.rmdir()
        assert restore(backup).acts == 3


@pytest.mark.parametrize(
    ("part", "now"),
    [
        ("rows.jsonl", None),
        ("desk.key", None),
        ("rows.jsonl", b"no row\n"),
        ("rows.jsonl", b'{"model": "store.act", "pk": 1, "fields": {"time": "kept from messages"}}\n'),
        ("rows.jsonl", b'{"model": "store.act", "pk": 1, "fields": {}}\n'),
        ("rows.jsonl", b"[" * 200_000),
        ("backup.json", b"[" * 4_000),  # deeper than is read
        ("backup.json", b" " * 5_000_000),  # longer than any is
        ("desk.key", b""),  # everybody's sessions could be made up
        ("desk.key", b"a" * 63 + b"\n"),
    ],
)
def test_a_backup_without_a_part_or_with_another_is_refused_and_not_repeated(backup, tmp_path, part, now):
    with zipfile.ZipFile(backup) as whole, zipfile.ZipFile(tmp_path / "b.zip", "w") as changed:
        parts = {name: whole.read(name) for name in whole.namelist()} | {part: now}
        for name, content in parts.items():
            if content is not None:
                changed.writestr(name, content)
    target = Serving(example(tmp_path / "target"))
    with desk(target), pytest.raises(ActsError, match="is no backup of a desk, or is damaged") as refused:
        restore(tmp_path / "b.zip")
    assert "kept from messages" not in str(refused.value)
    assert tables(target)["store_act"] == tables(target)["accounts_account"] == []


def test_a_backup_that_is_older_than_the_ledger_is_refused(backup, used, tmp_path):
    target = Serving(example(tmp_path / "target"))
    target.folder.mkdir()
    text = "Members advise as individuals, and more."
    version = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    perform("secretary", group.SetTerms(version=version, text=text))
    for name in ("acts.jsonl", "acts.head"):
        shutil.copy(used.folder / name, target.folder / name)
    with desk(target), pytest.raises(ActsError, match="act 4 is not the one that the ledger names"):
        restore(backup)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK"])
def test_what_is_no_backup_is_refused(serving, tmp_path, content):
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(ActsError, match="is no backup of a desk, or is damaged"):
        restore(tmp_path / "a.zip")
