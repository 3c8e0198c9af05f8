"""Codes of older lists (V12): alone and among several, counted once a value, and nothing else touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerestory.collect import check_return, collect_returns
from clerestory.model.instrument import Code, Codelist
from returns import INSTRUMENT, LISTS, a_return, event

OLD = Codelist(
    "colour_old", (Code("CRIMSON", "Crimson", "RED"), Code("NAVY", "Navy", "BLUE"), Code("RED", "Red", "RED"))
)
BOTH = replace(INSTRUMENT, codelists=LISTS | {"colour_old": OLD}, older_lists={"colour": ("colour_old",)})


@pytest.mark.parametrize(
    ("fields", "colour", "colours", "mapped"),
    [
        ({"colour": "CRIMSON"}, "RED", "RED;BLUE", {"event.colour": 1}),
        ({"colour": "RED"}, "RED", "RED;BLUE", {}),
        ({"colours": "NAVY"}, "RED", "BLUE", {"event.colours": 1}),
        # two older codes in one value are one value
        ({"colours": "GREEN;CRIMSON;NAVY"}, "RED", "GREEN;RED;BLUE", {"event.colours": 1}),
        ({"colour": "NAVY", "colours": "NAVY"}, "BLUE", "BLUE", {"event.colour": 1, "event.colours": 1}),
    ],
)
def test_older_codes_become_current_ones(tmp_path, fields, colour, colours, mapped):
    a_return(tmp_path, event(**fields))
    found = collect_returns(tmp_path / "returns", BOTH)
    (receipt,) = found.receipts
    assert receipt.faults == ()
    first = found.cases["event"].row(0, named=True)
    assert (first["colour"], first["colours"]) == (colour, colours)
    assert {one.path: one.values for one in receipt.mapped} == mapped


def test_a_code_of_neither_list_is_a_fault_and_a_part_of_an_older_code_is_none(tmp_path):
    receipt = check_return(a_return(tmp_path, event(colour="CRIM", colours="NAVY;PINK")), BOTH)
    found = {(fault.rule, fault.column) for fault in receipt.faults if fault.rule != "K3"}
    assert found == {("V1", "colour"), ("V1", "colours")}


def test_without_older_lists_an_older_code_is_a_fault(tmp_path):
    receipt = check_return(a_return(tmp_path, event(colour="CRIMSON")), INSTRUMENT)
    assert [fault.rule for fault in receipt.faults] == ["V1", "K3"]
    assert receipt.mapped == ()
