"""What readers are told of a suppressed cell, where zeros are published and where they may be hidden."""

from __future__ import annotations

import pytest

from clerestory.model.tables import Position, ProtectedTable, TableShape
from clerestory.publish.notes import withheld_sign

SHAPE = TableShape("t1", "Suspects", "person", "person", (Position("total", "Total"),), (Position("total", "Number"),))


@pytest.mark.parametrize("hides_zeros", [False, True])
def test_a_sign_says_that_it_may_be_a_zero_where_it_may(hides_zeros):
    table = ProtectedTable(SHAPE, ((None,),), hides_zeros=hides_zeros)
    sign, meaning = withheld_sign(table)
    assert sign == "[c]"
    assert ("it may be a zero" in meaning) == hides_zeros
    assert ("hides_zeros" in table.as_json()) == hides_zeros  # tables of other presets keep their bytes
    assert ProtectedTable.from_json(table.as_json()) == table
