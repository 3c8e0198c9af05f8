"""Files as they come: line ends, marks, quotes and blank lines; row numbers stay right, and nothing is guessed."""

from __future__ import annotations

import csv
import os

import pytest

from clerestory.collect import check_quarantine, check_return, collect_return, collect_returns, feedback_report
from clerestory.collect.faults import KEPT
from clerestory.errors import EmptyReturnError, PlaceReturnError, ShapeReturnError
from returns import GOOD, INSTRUMENT, a_return, event, key, text_of

HEADER = text_of("event", []).encode()


def with_events(tmp_path, data: bytes):
    place = a_return(tmp_path, {"suspect": []})
    (place / "event.csv").write_bytes(data)
    return place


def row(letter: str, **fields: str) -> bytes:
    rows = [{"off_pseudo": key("off", letter), "colour": "RED"} | fields]
    return text_of("event", rows).encode().removeprefix(HEADER)


@pytest.mark.parametrize(
    "data",
    [
        HEADER + row("a") + row("b"),
        # a byte order mark, as spreadsheets write it
        b"\xef\xbb\xbf" + HEADER + row("a") + row("b"),
        # Windows line ends
        (HEADER + row("a") + row("b")).replace(b"\n", b"\r\n"),
        # no line end at the end, and blank lines
        (HEADER + row("a") + row("b")).rstrip(b"\n"),
        HEADER + row("a") + b"\n\n" + row("b") + b"\n",
        # quotes, with commas, quotes and line ends inside
        HEADER + row("a", remark='one, "two"\nthree') + row("b"),
    ],
    ids=["plain", "mark", "windows", "no end", "blank lines", "quotes"],
)
def test_ways_to_write_the_same_two_rows(tmp_path, data):
    receipt = check_return(with_events(tmp_path, data), INSTRUMENT)
    assert receipt.faults == ()
    assert receipt.rows_in["event"] == 2


def test_row_numbers_are_lines_of_the_file(tmp_path):
    data = HEADER + row("a", remark='"quoted"\nover two lines') + b"\n" + row("b", colour="PINK")
    receipt = check_return(with_events(tmp_path, data), INSTRUMENT)
    assert [f.row for f in receipt.faults] == [data.split(b"\n").index(row("b", colour="PINK").rstrip(b"\n")) + 1]


def test_values_stay_text(tmp_path):
    with_events(tmp_path, HEADER + row("a", number="007") + row("b", number="1"))
    cases = collect_returns(tmp_path / "returns", INSTRUMENT).cases
    assert cases["event"]["number"].to_list() == ["007", "1"]


@pytest.mark.parametrize(
    ("data", "what", "records"),
    [
        (HEADER + row("a") + b'"never closed,RED\n', "quote that is never closed", 2),
        (HEADER + row("a") + b"x\n", "has 1 fields where the header has 12", 2),
        (HEADER.replace(b"colour,", b"colour,colour,", 1) + row("a"), "the column stands twice", 1),
        ((HEADER + row("a")).decode().encode("utf-16"), "as UTF-16 and workbooks do", 1),
        (b"PK\x03\x04\x00\x00 a workbook", "as UTF-16 and workbooks do", 0),
        (b"a" * 1_000_002 + b"\n", "a field of over a million characters", 0),
        (b" \n\n", "is empty, without even a header", 0),
    ],
)
def test_files_that_are_refused_count_their_records(tmp_path, data, what, records):
    receipt = check_return(with_events(tmp_path, data), INSTRUMENT)
    assert any(what in fault.what for fault in receipt.faults)
    assert (receipt.rows_in["event"], receipt.accepted["event"]) == (records, 0)


def test_a_missing_file_is_a_fault(tmp_path):
    place = a_return(tmp_path)
    (place / "victim.csv").unlink()
    receipt = check_return(place, INSTRUMENT)
    assert [(f.kind, f.what) for f in receipt.faults] == [(EmptyReturnError, "is missing")]


@pytest.mark.parametrize("spoil", ["missing", "empty", "wrong columns"])
def test_a_fault_that_costs_no_row_counts_as_all_of_them_whatever_else_is_lost(tmp_path, spoil):
    """One wrong event of two is a loss of one row in five; a file that nobody has seen could have held any number."""
    place = a_return(tmp_path, event(colour="PINK") | {"suspect": []})
    assert check_return(place, INSTRUMENT).quarantined_pct == 25.0
    path = place / "suspect.csv"
    path.unlink() if spoil == "missing" else path.write_text({"empty": "", "wrong columns": "a,b\n"}[spoil])
    receipt = check_return(place, INSTRUMENT)
    assert receipt.quarantined["suspect"] == 0
    assert receipt.quarantined_pct == 100.0
    with pytest.raises(EmptyReturnError if spoil != "wrong columns" else ShapeReturnError) as caught:
        check_quarantine([receipt], 99.0, reports=tmp_path / "reports")
    assert str(tmp_path / "reports" / "SYN-FORCE-01--r1.html") in str(caught.value)


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "link to nothing"])
def test_what_is_no_file_is_a_fault_of_the_return_and_never_opened(tmp_path, kind):
    place = a_return(tmp_path, {"victim": []})
    path = place / "victim.csv"
    path.rename(tmp_path / "elsewhere.csv")
    make = {
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
        "link": lambda: path.symlink_to(tmp_path / "elsewhere.csv"),
        "link to nothing": lambda: path.symlink_to(tmp_path / "nowhere.csv"),
    }
    make[kind]()
    receipt = check_return(place, INSTRUMENT)
    assert [(f.file.split("/")[-1], f.kind) for f in receipt.faults] == [("victim.csv", PlaceReturnError)]
    assert "is a folder, a link or a pipe, not a file" in feedback_report(receipt, INSTRUMENT)
    assert receipt.quarantined_pct == 100.0


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        # a giver's folder that is empty, or has nothing but what a system left there
        (lambda returns, place: (returns / "ZQ").mkdir(), EmptyReturnError, "ZQ: is a giver without a return"),
        # hidden folders, of a giver and of a return
        (
            lambda returns, place: place.parent.rename(returns / ".LA"),
            PlaceReturnError,
            "returns: holds 1 hidden folder",
        ),
        (lambda returns, place: place.rename(place.parent / ".r1"), PlaceReturnError, "holds 1 hidden folder"),
        # a hidden file beside the folders of returns
        (lambda returns, place: (returns / ".case.csv").touch(), PlaceReturnError, "holds 1 file.s. that belong to no"),
        # a pipe there
        (lambda returns, place: os.mkfifo(returns / "pipe"), PlaceReturnError, "holds 1 file.s. that belong to no"),
        # links in place of a giver and of a return
        (lambda returns, place: moved(place.parent, returns.parent), PlaceReturnError, r"returns: holds 1 link"),
        (lambda returns, place: moved(place, returns.parent), PlaceReturnError, r"SYN-FORCE-01: holds 1 link"),
    ],
)
def test_nothing_beside_the_returns_is_passed_over_in_silence(tmp_path, change, kind, message):
    place = a_return(tmp_path)
    change(tmp_path / "returns", place)
    with pytest.raises(kind, match=message):
        collect_returns(tmp_path / "returns", INSTRUMENT)


def moved(place, out):
    """Move a folder out of the returns and leave a link to it."""
    place.rename(out / "elsewhere")
    place.symlink_to(out / "elsewhere")


def test_a_hidden_file_of_a_return_is_a_fault_and_what_a_system_left_is_told(tmp_path):
    place = a_return(tmp_path)
    for path in (place / ".DS_Store", tmp_path / "returns" / "Thumbs.db"):
        path.touch()
    found = collect_returns(tmp_path / "returns", INSTRUMENT)
    assert (found.receipts[0].faults, found.passed_over) == ((), 1)
    assert "holds 1 file(s) that a system left there" in feedback_report(found.receipts[0], INSTRUMENT)
    (place / ".event.csv").touch()
    receipt = check_return(place, INSTRUMENT)
    assert [(f.kind, f.file) for f in receipt.faults] == [(PlaceReturnError, "SYN-FORCE-01/r1/")]
    assert "begin with a dot" in receipt.faults[0].what
    assert sum(receipt.accepted.values()) == 0


@pytest.mark.parametrize("rows", [0, 2])
def test_a_return_that_is_not_one_row_says_so_whatever_else_is_wrong(tmp_path, rows):
    place = a_return(tmp_path, event(colour="PINK") | {"return": GOOD["return"] * 0})
    if rows:
        text = text_of("return", GOOD["return"] + [GOOD["return"][0] | {"provider": "CSC:E06000001"}])
        (place / "return.csv").write_text(text, encoding="utf-8")
    receipt = check_return(place, INSTRUMENT)
    assert {f.rule for f in receipt.faults if f.file.endswith("return.csv")} >= {"K4"}
    assert any(f.file.endswith("event.csv") for f in receipt.faults)
    assert sum(receipt.accepted.values()) == 0


def test_no_returns_at_all(tmp_path):
    with pytest.raises(EmptyReturnError, match="there are no returns"):
        collect_returns(tmp_path, INSTRUMENT)


def test_the_first_hundred_faults_of_a_kind_are_named_and_the_rest_counted(tmp_path):
    letters = [a + b for a in "abcdefghijklmno" for b in "abcdefghij"]
    data = HEADER + b"".join(row("a", off_pseudo="off" + pair * 13, colour="PINK") for pair in letters)
    receipt = check_return(with_events(tmp_path, data), INSTRUMENT)
    assert len(receipt.faults) == KEPT
    assert list(receipt.fault_counts.values()) == [len(letters)]


def test_no_message_repeats_a_value(tmp_path):
    secret = "ZQXSECRET"
    changes = [event(**{name: secret}) for name in ("colour", "colours", "area", "live", "number", "off_pseudo")]
    changes += [
        event(lacking=f"{secret}={secret}"),
        event(remark=f"Mr Zq{secret.lower()}"),
        event(quarter_recorded=secret),
    ]
    for number, change in enumerate(changes):
        receipt = check_return(a_return(tmp_path / str(number), change), INSTRUMENT)
        told = " ".join(f"{f.where} {f.what} {f.remedy}" for f in receipt.faults).lower()
        assert receipt.faults or "area" in change["event"][0]
        assert secret.lower() not in told


class Recorder:
    def __init__(self) -> None:
        self.stages: list[list[object]] = []

    def begin(self, stage: str, total: int) -> None:
        self.stages.append([stage, total, 0])

    def advance(self, steps: int = 1) -> None:
        self.stages[-1][2] += steps


def test_progress_on_one_return_reaches_its_total(tmp_path):
    recorder, number = Recorder(), len(INSTRUMENT.entities)
    collect_return(a_return(tmp_path), INSTRUMENT, progress=recorder)
    assert recorder.stages == [["files read", number, number], ["files checked", number, number]]


@pytest.mark.parametrize("ending", [b"", b'"never closed,RED\n'])
def test_reading_a_return_leaves_the_limits_of_other_readers_alone(tmp_path, ending):
    before = csv.field_size_limit(70_000)
    try:
        check_return(with_events(tmp_path, HEADER + row("a", remark='"quoted"') + ending), INSTRUMENT)
        assert csv.field_size_limit() == 70_000
    finally:
        csv.field_size_limit(before)
