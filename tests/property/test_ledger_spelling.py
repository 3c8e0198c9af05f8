"""Reading a line by its spelling accepts what reading it in full accepts, and nothing else, however it is changed."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.ledger.entry import START, Duty, Entry, Head
from clerestory.ledger.lines import digest, following_as_spelled, following_in_full, line_of

FIXED = settings(max_examples=1500, deadline=None, derandomize=True)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
TIMES = st.datetimes(timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=1)), None])) | st.datetimes(
    timezones=st.just(dt.UTC)
).map(lambda time: time.replace(microsecond=0))
ENTRIES = st.builds(
    Entry,
    seq=st.just(8),
    time=TIMES,
    actor=WORDS,
    event=WORDS,
    duty=st.sampled_from(Duty),
    why=WORDS,
    detail=st.dictionaries(WORDS, VALUES, max_size=4),
    prev=st.just(START),
)
HEAD = Head(7, START, 1000)
# What a forger would put in: other spellings, keys twice or out of order, what ends a text or a field.
PIECES = [
    *(b" ", b"\\u00e9", b"\xc3\xa9", b'"', b"\\", b'\\"', b",", b"}", b"{", b"0", b"1e0", b"NaN", b"-0", b"08", b"24"),
    *(b"\n", b"\x85", b"\xe2\x80\xa8", b"\x00", b"\xff", b"\xed\xa0\x80", "٣".encode(), b"+00:00", b"Z"),
    *(b'"a":1,', b',"a":1', b'"detail":{},', b'"duty":"COL"', b'},"duty":""', b'"why":""'),
]


@FIXED
@given(entry=ENTRIES)
@pytest.mark.slow
def test_whatever_is_written_is_accepted_by_both_or_left_to_the_full_reading(entry):
    line = line_of(entry.canonical(), digest(entry.canonical()))
    full, quick = following_in_full(line, HEAD), following_as_spelled(line, HEAD)
    assert full == Head(8, digest(entry.canonical()))
    assert quick in (full, None)


@FIXED
@given(detail=st.dictionaries(WORDS, VALUES, max_size=4))
def test_plain_texts_and_whole_seconds_take_the_quick_reading_whatever_the_detail(detail):
    time = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
    raw = Entry(8, time, "checker-a", "returns collected", Duty.COLLECTION, "Prüfer", detail, START).canonical()
    assert following_as_spelled(line_of(raw, digest(raw)), HEAD) == Head(8, digest(raw))


@FIXED
@given(entry=ENTRIES, data=st.data())
def test_a_changed_entry_with_a_right_hash_is_never_accepted_by_the_quick_reading_alone(entry, data):
    """The forger computes the hash anew, so that only form and spelling can tell."""
    raw = entry.canonical()
    for _ in range(data.draw(st.integers(1, 3))):
        begin = data.draw(st.integers(0, len(raw)))
        end = min(len(raw), begin + data.draw(st.integers(0, 12)))
        piece = data.draw(st.sampled_from(PIECES) | st.binary(max_size=2) | st.just(raw[begin:end] * 2))
        raw = raw[:begin] + piece + raw[end:]
    line = b'{"entry":' + raw + b',"hash":"sha256:' + hashlib.sha256(raw).hexdigest().encode() + b'"}\n'
    quick = following_as_spelled(line, HEAD)
    assert quick is None or quick == following_in_full(line, HEAD)


@FIXED
@given(entry=ENTRIES, data=st.data())
@pytest.mark.slow
def test_a_changed_line_is_never_accepted_by_the_quick_reading_alone(entry, data):
    line = line_of(entry.canonical(), digest(entry.canonical()))
    at = data.draw(st.integers(0, len(line)))
    changed = (
        line[:at]
        + data.draw(st.sampled_from(PIECES) | st.binary(max_size=2))
        + line[at + data.draw(st.integers(0, 3)) :]
    )
    quick = following_as_spelled(changed, HEAD)
    assert quick is None or quick == following_in_full(changed, HEAD)
