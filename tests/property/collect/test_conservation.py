"""Rows in = accepted + quarantined, whatever the bytes; and nothing crashes the reader."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.collect import check_return
from returns import INSTRUMENT, a_return, key, text_of

FEW = settings(max_examples=150, deadline=None, derandomize=True)
HEADER = text_of("event", []).strip()
WIDTH = len(HEADER.split(","))
FIELDS = st.one_of(
    st.sampled_from(
        ["", "RED", "BLUE", "PINK", "Y", "3", "2019", "2019-Q4", key("off", "a"), key("off", "b"), "RED;BLUE"]
    ),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=8),
)


def counts(data: bytes):
    with tempfile.TemporaryDirectory() as folder:
        place = a_return(Path(folder), {"suspect": []})
        (place / "event.csv").write_bytes(data)
        receipt = check_return(place, INSTRUMENT)
        return receipt.rows_in["event"], receipt.accepted["event"], receipt.quarantined["event"]


def lines_beyond_the_header(data: bytes) -> int:
    """The oracle for files that are no CSV: lines with something in them, less the header."""
    return max(sum(1 for line in data.replace(b"\0", b"").splitlines() if line.strip()) - 1, 0)


def records(data: bytes) -> int | None:
    """The oracle for CSV: what the standard library reads, or None where it reads nothing."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    return max(sum(1 for row in rows if row) - 1, 0)


@FEW
@given(data=st.binary(max_size=300))
@pytest.mark.slow
def test_arbitrary_bytes(data):
    rows, accepted, quarantined = counts(data)
    assert rows == accepted + quarantined
    assert accepted == 0


@FEW
@given(body=st.binary(max_size=200))
def test_arbitrary_bytes_behind_a_good_header(body):
    data = HEADER.encode() + b"\n" + body
    rows, accepted, quarantined = counts(data)
    expected = None if b"\0" in data else records(data)
    assert rows == accepted + quarantined == (lines_beyond_the_header(data) if expected is None else expected)


@FEW
@given(rows=st.lists(st.lists(FIELDS, min_size=WIDTH, max_size=WIDTH), max_size=6), end=st.sampled_from(["\n", "\r\n"]))
def test_rows_of_any_values(rows, end):
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows([HEADER.split(","), *rows])
    data = out.getvalue().encode()
    total, accepted, quarantined = counts(data)
    if b"\0" not in data:
        assert total == records(data)
    assert total == accepted + quarantined
    assert accepted <= sum(row[0].startswith("off") and row[1] in ("RED", "BLUE") for row in rows)
