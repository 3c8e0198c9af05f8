"""The ledger finds what was edited, removed, moved or cut off, and survives a kill between its two writes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from clerestory.clock import FixedClock
from clerestory.errors import LedgerError
from clerestory.ledger import START, Duty, Head, Ledger, ledger_entries, verify_ledger

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


def crafted(raw: bytes) -> bytes:
    return b'{"entry":' + raw + b',"hash":"sha256:' + hashlib.sha256(raw).hexdigest().encode() + b'"}\n'


def entry_after(path: Path, **changed: object) -> bytes:
    """An entry that follows the last one of ``path`` but for what is changed; None takes a field away."""
    value = json.loads(lines(path)[-1])["entry"] | {"seq": 6, "prev": entry_hash(path, 5)} | changed
    kept = {name: field for name, field in value.items() if field is not None}
    return json.dumps(kept, sort_keys=True, separators=(",", ":")).encode()


def test_an_entry_that_follows_holds_whoever_wrote_it(path):
    """What the lines below are like but for one thing each."""
    rewrite(path, [*lines(path), crafted(entry_after(path))])
    assert verify_ledger(path).length == 6


CRAFTED = [
    # no object, no JSON, too deep, a number that is too long, half a pair of surrogates
    lambda path: b"{}",
    lambda path: b"nojson",
    lambda path: b"[]",
    lambda path: b"",
    lambda path: b"\xff",
    lambda path: b"[" * 100_000 + b"]" * 100_000,
    lambda path: b"9" * 10_000,
    lambda path: entry_after(path, why="\ud800"),
    # a field too few, one too many, of another type, in another spelling
    lambda path: entry_after(path, actor=None),
    lambda path: entry_after(path, more="x"),
    lambda path: entry_after(path, seq=6.0),
    lambda path: entry_after(path, time="soon"),
    lambda path: entry_after(path, duty="XYZ"),
    lambda path: entry_after(path, why=["a", "list"]),
    lambda path: entry_after(path, detail=[]),
    lambda path: entry_after(path).replace(b'"why":', b'"why": '),
]


@pytest.mark.parametrize("make", CRAFTED)
def test_a_crafted_line_is_found_whoever_reads_it(path, make):
    whole = path.read_bytes()
    path.write_bytes(whole + crafted(make(path)))
    for read in (
        lambda: verify_ledger(path),
        lambda: Ledger(path, CLOCK).check(),
        lambda: Ledger(path, CLOCK).append("next", why="test"),
        lambda: list(ledger_entries(path)),
    ):
        with pytest.raises(LedgerError, match=r"line 6: the (line|entry)"):
            read()
    assert path.read_bytes().startswith(whole)


def test_entries_are_read_as_they_were_written(path):
    with path.open("ab") as file:
        file.write(b'{"entry":{"actor":"cle')
    found = list(ledger_entries(path))
    assert [entry.seq for entry in found] == [1, 2, 3, 4, 5]
    assert (found[2].event, found[2].duty, found[2].detail) == ("event 2", Duty.COLLECTION, {"n": 2})
    assert found[2].time == CLOCK.now()


# Before a run


def test_what_an_interrupted_run_leaves_passes_before_the_next(path):
    sealed = (("the seal", Head(3, entry_hash(path, 3))),)
    head_before = path.with_suffix(".head").read_bytes()
    Ledger(path, CLOCK).append("acknowledged by nobody", why="killed before the head was written")
    path.with_suffix(".head").write_bytes(head_before)
    with path.open("ab") as file:
        file.write(b'{"entry":{"actor":"cle')
    Ledger(path, CLOCK).check(sealed=sealed)
    assert Ledger(path, CLOCK).append("next", why="test").length == 7


def test_a_ledger_that_was_never_begun_passes(tmp_path):
    Ledger(tmp_path / "ledger.jsonl", CLOCK).check()
    # and one whose first entry was interrupted: its head is there first
    (tmp_path / "ledger.head").write_text(json.dumps({"length": 0, "hash": "sha256:" + "0" * 64, "size": 0}))
    Ledger(tmp_path / "ledger.jsonl", CLOCK).check()
    assert Ledger(tmp_path / "ledger.jsonl", CLOCK).append("first", why="test").length == 1


SPOILT = [
    (lambda path: rewrite(path, [line.replace(b"event 2", b"event X") for line in lines(path)]), "line 3: .*edited"),
    (lambda path: rewrite(path, [lines(path)[i] for i in (0, 2, 1, 3, 4)]), "line 2: .*removed or moved"),
    (lambda path: path.unlink(), "there is no ledger"),
    (lambda path: path.with_suffix(".head").unlink(), r"ledger\.head is missing"),
    (lambda path: instead(path, Path.mkdir), "cannot be read: is a directory"),
    (lambda path: instead(path, lambda p: p.symlink_to("nowhere")), "cannot be read: no such file"),
    (lambda path: instead(path.with_suffix(".head"), Path.mkdir), r"ledger\.head cannot be read"),
    (lambda path: path.with_suffix(".head").write_bytes(b"[" * 100_000), r"ledger\.head cannot be read"),
]


def instead(path: Path, make) -> None:
    path.unlink()
    make(path)


@pytest.mark.parametrize(("spoil", "message"), SPOILT)
def test_a_ledger_that_does_not_hold_passes_neither_before_a_run_nor_when_asked(path, spoil, message):
    spoil(path)
    for check in (Ledger(path, CLOCK).check, lambda: verify_ledger(path)):
        with pytest.raises(LedgerError, match=message):
            check()


def test_a_ledger_removed_with_its_head_is_missed_where_a_seal_names_it(path):
    sealed = (("the seal", verify_ledger(path)),)
    path.unlink()
    path.with_suffix(".head").unlink()
    with pytest.raises(LedgerError, match="there is no ledger"):
        Ledger(path, CLOCK).check(sealed=sealed)


def test_a_head_that_begins_otherwise_than_a_ledger_is_found(tmp_path):
    for wrong in ({"length": 0, "hash": "sha256:" + "1" * 64, "size": 0}, {"length": 0, "hash": START, "size": 9}):
        (tmp_path / "ledger.head").write_text(json.dumps(wrong))
        with pytest.raises(LedgerError, match="there is no ledger"):
            Ledger(tmp_path / "ledger.jsonl", CLOCK).check()
