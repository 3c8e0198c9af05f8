"""Keys are the custodian's: made once, closed to others, named by a one-way identifier, and gone when destroyed."""

import hashlib
import json
import stat

import pytest

from clerestory.errors import CustodyError, LedgerError
from clerestory.ledger import ledger_entries, verify_ledger
from clerestory.model.custody import KeyKind
from clerestory.share.keys import destroy_key, make_keys, read_key, read_keys, rotate_key


def test_a_study_has_one_suspect_key_and_one_victim_key_closed_to_others(tmp_path):
    made = make_keys(tmp_path / "custody", "nation")
    assert [path.name for path in made] == ["nation-suspect-1.key", "nation-victim-1.key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    assert stat.S_IMODE((tmp_path / "custody").stat().st_mode) == 0o700
    suspect, victim = made.values()
    assert suspect.secret != victim.secret
    assert len(suspect.secret) == 32


def test_the_identifier_is_a_hash_and_nothing_that_is_printed_shows_the_key(tmp_path):
    (path, key), *_ = make_keys(tmp_path / "custody", "nation").items()
    assert key.id == "key-" + hashlib.sha256(b"clerestory key id\x00" + key.secret).hexdigest()[:16]
    assert key.key not in repr(key) + str(key) + f"{key}"
    assert key.key in path.read_text()
    assert key.key not in (tmp_path / "custody" / "custody.jsonl").read_text()


def test_keys_are_never_overwritten(tmp_path):
    make_keys(tmp_path, "nation")
    before = {path: path.read_bytes() for path in tmp_path.glob("*.key")}
    with pytest.raises(CustodyError, match="is there already"):
        make_keys(tmp_path, "nation")
    assert before == {path: path.read_bytes() for path in tmp_path.glob("*.key")}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_key_that_others_can_read_is_refused(tmp_path, mode):
    path, *_ = make_keys(tmp_path, "nation")
    path.chmod(mode)
    with pytest.raises(CustodyError, match=rf"can be read by others than its owner \(mode {mode:o}\)"):
        read_key(path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "key",
        '{"form": "clerestory-key/1"}',
        '{"form":"clerestory-key/2","study":"a","kind":"suspect","generation":1}',
    ],
    ids=["empty", "no JSON", "fields missing", "another form"],
)
def test_what_is_no_key_is_refused_without_being_quoted(tmp_path, content):
    path = tmp_path / "a.key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(CustodyError, match="has not the form of a key file"):
        read_key(path)


def test_a_link_and_a_missing_file_are_no_keys(tmp_path):
    path, *_ = make_keys(tmp_path, "nation")
    (tmp_path / "link.key").symlink_to(path)
    for wrong, what in (("link.key", "is not a key file"), ("none.key", "is not there"), ("", "is not a key file")):
        with pytest.raises(CustodyError, match=what):
            read_key(tmp_path / wrong)


def test_keys_of_two_studies_or_two_of_a_kind_are_not_used_together(tmp_path):
    (suspect, victim), (other, _) = make_keys(tmp_path / "a", "nation"), make_keys(tmp_path / "b", "region")
    assert set(read_keys([suspect, victim])) == {KeyKind.SUSPECT, KeyKind.VICTIM}
    with pytest.raises(CustodyError, match="second suspect key"):
        read_keys([suspect, other])
    with pytest.raises(CustodyError, match="is of another study"):
        read_keys([victim, other])


def test_keys_are_not_made_inside_a_study(tmp_path):
    (tmp_path / "study.toml").touch()
    with pytest.raises(CustodyError, match="lies inside a study"):
        make_keys(tmp_path / "vault" / "keys", "nation")


@pytest.mark.parametrize("study", ["", "Nation", "a/b", "../x", "a" * 62])
def test_a_study_has_a_short_name(tmp_path, study):
    with pytest.raises(CustodyError, match="is not the short name of a study"):
        make_keys(tmp_path / "custody", study)
    assert not list(tmp_path.rglob("*.key"))


def test_a_rotated_key_is_new_of_the_next_generation_and_leaves_the_old_one(tmp_path):
    (old, before), *_ = make_keys(tmp_path, "nation").items()
    new, after = rotate_key(old, why="a laptop was lost")
    assert (new.name, after.generation, after.kind) == ("nation-suspect-2.key", 2, before.kind)
    assert after.secret != before.secret
    assert old.exists()
    with pytest.raises(CustodyError, match="is there already"):
        rotate_key(old, why="again")


def test_a_destroyed_key_is_gone_and_the_ledger_proves_it_by_identifier(tmp_path):
    (path, key), *_ = make_keys(tmp_path, "nation").items()
    handle = path.open("rb")  # what the blocks of the file hold after it is gone
    destroy_key(path, why="the study is over")
    assert not path.exists()
    assert set(handle.read()) == {0}
    handle.close()
    entries = list(ledger_entries(tmp_path / "custody.jsonl"))
    assert [entry.event for entry in entries] == ["key made", "key made", "key destroyed"]
    assert entries[-1].detail["key"] == key.id
    assert entries[-1].duty.value == "ERA"
    assert verify_ledger(tmp_path / "custody.jsonl").length == 3


def test_an_edited_custody_ledger_stops_the_custodian(tmp_path):
    path, *_ = make_keys(tmp_path, "nation")
    ledger = tmp_path / "custody.jsonl"
    first, *rest = ledger.read_text().splitlines()
    edited = json.loads(first)
    edited["entry"]["why"] = "another"
    ledger.write_text("\n".join([json.dumps(edited), *rest]) + "\n")
    with pytest.raises(LedgerError, match="line 1"):
        destroy_key(path, why="x")
    assert path.exists()
