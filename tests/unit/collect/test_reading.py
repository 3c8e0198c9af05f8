"""Files as they come: line ends, marks, quotes and blank lines; row numbers stay right, and nothing is guessed."""

from __future__ import annotations

import pytest

from clerestory.collect import check_return, collect_returns
from clerestory.collect.faults import KEPT
from clerestory.errors import EmptyReturnError
from returns import INSTRUMENT, a_return, event, key, text_of

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
