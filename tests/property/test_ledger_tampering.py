"""Whatever single byte is changed, and wherever the file is cut, the ledger notices."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerestory.clock import FixedClock
from clerestory.errors import LedgerError
from clerestory.ledger import Ledger, verify_ledger

CLOCK = FixedClock(dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC))
FIXED = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "ledger.jsonl"
    for number in range(4):
        Ledger(path, CLOCK).append("é" * number, why="test", detail={"n": number})
    return path


@FIXED
@given(data=st.data())
def test_any_changed_byte_is_noticed(path, data):
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != whole[at]))
    changed = path.with_name("changed.jsonl")
    changed.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
    changed.with_suffix(".head").write_bytes(path.with_suffix(".head").read_bytes())
    with pytest.raises(LedgerError):
        verify_ledger(changed)


@FIXED
@given(data=st.data())
def test_any_changed_byte_of_the_head_is_noticed_though_a_seal_has_its_length(path, data):
    sealed = (("the seal", verify_ledger(path)),)
    whole = path.with_suffix(".head").read_bytes()
    at = data.draw(st.integers(0, len(whole) - 2))  # the last one is the end of the line
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != whole[at]))
    changed = path.with_name("changed.jsonl")
    changed.write_bytes(path.read_bytes())
    changed.with_suffix(".head").write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
    with pytest.raises(LedgerError):
        verify_ledger(changed, sealed=sealed)


@FIXED
@given(data=st.data())
def test_any_cut_is_noticed(path, data):
    whole = path.read_bytes()
    cut = path.with_name("cut.jsonl")
    cut.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    cut.with_suffix(".head").write_bytes(path.with_suffix(".head").read_bytes())
    with pytest.raises(LedgerError):
        verify_ledger(cut)
