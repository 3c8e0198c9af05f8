"""The ledger finds what was edited, removed, moved or cut off, and survives a kill between its two writes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from clerestory.clock import FixedClock
from clerestory.errors import LedgerError
from clerestory.ledger import Duty, Head, Ledger, verify_ledger

CLOCK = FixedClock(dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    ledger = Ledger(tmp_path / "ledger.jsonl", CLOCK)
    for number in range(5):
        ledger.append(f"event {number}", why="test", duty=Duty.COLLECTION, detail={"n": number})
    return tmp_path / "ledger.jsonl"


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def rewrite(path: Path, changed: list[bytes]) -> None:
    path.write_bytes(b"".join(changed))


def test_an_untouched_ledger_holds(path):
    assert verify_ledger(path) == Ledger(path, CLOCK).head
    assert verify_ledger(path).length == 5


def test_a_line_is_checkable_with_public_tools(path):
    """sha256 over the bytes of the entry, as docs/reference/ledger.md says."""
    line = lines(path)[2]
    entry = line[len(b'{"entry":') : line.rindex(b',"hash"')]
    assert "sha256:" + hashlib.sha256(entry).hexdigest() == json.loads(line)["hash"]


def test_an_edited_entry_is_found(path):
    changed = [line.replace(b"event 2", b"event X") for line in lines(path)]
    rewrite(path, changed)
    with pytest.raises(LedgerError, match=r"line 3: the entry was edited"):
        verify_ledger(path)


def test_an_entry_edited_with_its_hash_recomputed_breaks_the_chain(path):
    entry = json.loads(lines(path)[1])["entry"] | {"why": "another"}
    raw = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    forged = b'{"entry":' + raw + b',"hash":"sha256:' + hashlib.sha256(raw).hexdigest().encode() + b'"}\n'
    rewrite(path, [*lines(path)[:1], forged, *lines(path)[2:]])
    with pytest.raises(LedgerError, match=r"line 3: the entry does not follow the one before it"):
        verify_ledger(path)


def test_a_removed_entry_is_found(path):
    rewrite(path, lines(path)[:1] + lines(path)[2:])
    with pytest.raises(LedgerError, match=r"line 2: entry 3 stands here: an entry before it was removed or moved"):
        verify_ledger(path)


def test_moved_entries_are_found(path):
    one, two, three, *rest = lines(path)
    rewrite(path, [one, three, two, *rest])
    with pytest.raises(LedgerError, match=r"line 2: .*removed or moved"):
        verify_ledger(path)


def test_a_cut_off_end_is_found(path):
    rewrite(path, lines(path)[:3])
    with pytest.raises(LedgerError, match=r"line 4: the end is cut off: ledger\.head names an entry 5"):
        verify_ledger(path)


def test_a_ledger_cut_off_with_its_head_is_found_by_a_seal(path):
    sealed = verify_ledger(path)
    kept = lines(path)[:3]
    rewrite(path, kept)
    last = json.loads(kept[-1])["hash"]
    path.with_suffix(".head").write_text(json.dumps({"length": 3, "hash": last, "size": sum(map(len, kept))}))
    assert verify_ledger(path).length == 3
    with pytest.raises(LedgerError, match=r"the end is cut off: the seal of 2026-01-05 names an entry 5"):
        verify_ledger(path, sealed=(("the seal of 2026-01-05", sealed),))


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        ({"hash": "sha256:" + "1" * 64}, r"line 5: the entry is not the one that ledger\.head names"),
        ({"size": 1}, r"line 5: the entry ends at another byte than ledger\.head says"),
        ({"length": 4}, r"line 4: the entry is not the one that ledger\.head names"),
        ({"length": 6}, r"line 6: the end is cut off: ledger\.head names an entry 6"),
        ({"length": 0}, r"line 1: the entry is not the one that ledger\.head names"),
        ({"length": 0, "hash": "sha256:" + "0" * 64}, r"line 1: the entry ends at another byte than ledger\.head says"),
    ],
)
def test_an_edited_head_is_found_beside_a_seal_of_the_same_length(path, edit, message):
    sealed = (("the seal of an earlier release", Head(2, entry_hash(path, 2))), ("the seal", verify_ledger(path)))
    assert verify_ledger(path, sealed=sealed).length == 5
    head = path.with_suffix(".head")
    head.write_text(json.dumps(json.loads(head.read_bytes()) | edit))
    with pytest.raises(LedgerError, match=message):
        verify_ledger(path, sealed=sealed)


def test_each_of_several_seals_of_one_length_is_checked(path):
    right, wrong = verify_ledger(path), Head(5, "sha256:" + "2" * 64)
    for sealed in ([("one", right), ("other", wrong)], [("other", wrong), ("one", right)]):
        with pytest.raises(LedgerError, match="the entry is not the one that other names"):
            verify_ledger(path, sealed=tuple(sealed))


def entry_hash(path: Path, number: int) -> str:
    return json.loads(lines(path)[number - 1])["hash"]


def test_a_wholly_rewritten_ledger_is_found_by_a_seal(path, tmp_path):
    sealed = verify_ledger(path)
    other = Ledger(tmp_path / "other.jsonl", CLOCK)
    for number in range(6):
        other.append(f"another {number}", why="forged")
    with pytest.raises(LedgerError, match=r"line 5: the entry is not the one that the seal names"):
        verify_ledger(tmp_path / "other.jsonl", sealed=(("the seal", sealed),))


def test_a_missing_head_is_found(path):
    path.with_suffix(".head").unlink()
    with pytest.raises(LedgerError, match=r"ledger\.head is missing"):
        verify_ledger(path)


def test_a_missing_ledger_is_an_error(tmp_path):
    with pytest.raises(LedgerError, match="there is no ledger"):
        verify_ledger(tmp_path / "ledger.jsonl")


def test_a_kill_between_entry_and_head_loses_nothing(path):
    head_before = path.with_suffix(".head").read_bytes()
    Ledger(path, CLOCK).append("acknowledged by nobody", why="killed before the head was written")
    path.with_suffix(".head").write_bytes(head_before)

    assert verify_ledger(path).length == 6
    assert Ledger(path, CLOCK).append("next", why="test").length == 7
    assert verify_ledger(path).length == 7


def test_a_kill_midway_through_a_line_leaves_no_fragment(path):
    with path.open("ab") as file:
        file.write(b'{"entry":{"actor":"cle')
    assert Ledger(path, CLOCK).append("next", why="test").length == 6
    assert verify_ledger(path).length == 6


def test_a_kill_before_the_first_head_is_mended(tmp_path):
    path = tmp_path / "ledger.jsonl"
    ledger = Ledger(path, CLOCK)
    ledger.append("first", why="test")
    path.with_suffix(".head").write_text(json.dumps({"length": 0, "hash": "sha256:" + "0" * 64, "size": 0}))
    assert Ledger(path, CLOCK).append("second", why="test") == Head(2, verify_ledger(path).hash)


def test_nothing_is_added_to_a_ledger_that_does_not_hold(path):
    rewrite(path, [*lines(path)[:-1], lines(path)[-1].replace(b"event 4", b"event X")[:-10] + b"0" * 8 + b'"}\n'])
    with pytest.raises(LedgerError, match="not the one that"):
        Ledger(path, CLOCK).append("next", why="test")
