"""Rules about who contributes to a single table, against their definitions and brute force over consistent tables."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.errors import RuleSetError
from clerestory.model.attackers import Attacker
from clerestory.model.rules import (
    DominanceRule,
    LiveCaseRule,
    OperationRule,
    PPercentRule,
    TableRules,
    ThresholdRule,
)
from clerestory.protect.hierarchies import protect_frame
from clerestory.protect.linked import protect_linked_frame
from published_tables import as_known, consistent, shape_of, too_close

NONE = ThresholdRule(1)
RULES = {
    "operations": TableRules(ThresholdRule(3), operations=OperationRule(2, Fraction(1, 2))),
    "dominance": TableRules(NONE, dominance=DominanceRule(1, 60)),
    "p%": TableRules(NONE, p_percent=PPercentRule(20)),
}
SHAPES = pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape_of(sex=["f", "m", "u"]), id="one dimension"),
        pytest.param(shape_of(sex=["f", "m"], age=["0", "1"]), id="two dimensions"),
    ],
)
MOST = 12  # more cases that an attacker who does not see the total has to think of


@SHAPES
@pytest.mark.parametrize("name", RULES)
@settings(max_examples=12, deadline=None, derandomize=True)
@given(data=st.data())
def test_what_contributors_make_unsafe_stays_unknown(shape, name, data):
    size = len(shape.inner)
    parts = [data.draw(st.lists(st.integers(0, 4), min_size=size, max_size=size)) for _ in range(3)]
    values = [sum(each) for each in zip(*parts, strict=True)]
    counts = shape.counts(values)
    of_each = {cell: sorted((shape.counts(part)[cell] for part in parts), reverse=True) for cell in counts}
    asked = {cell: width(name, counts[cell], of_each[cell]) for cell in counts}
    unsafe = [cell for cell, least in asked.items() if least]

    frame = pl.concat(
        pl.DataFrame(shape.columns(part)).with_columns(who=pl.lit(f"K{number}")) for number, part in enumerate(parts)
    )
    table, _ = protect_frame(
        frame,
        shape.dims,
        "n",
        RULES[name],
        seed=3,
        attackers=[Attacker.OUTSIDER, Attacker.OPERATION],
        contributors={Attacker.OPERATION: "who"},
    )

    shown = {shape.cell_of(row): row["n"] for row in table.to_dicts()}
    assert {cell for cell, n in shown.items() if n is None} >= set(unsafe)
    assert bool(unsafe) or None not in shown.values()
    found = consistent(shape, shown, least=1, most=sum(values) + MOST)
    assert too_close(shape, found, unsafe, asked) == [], (parts, shown)
    for own in parts:
        mine = shape.counts(own)
        others = [cell for cell in unsafe if mine[cell] < counts[cell]]
        assert too_close(shape, as_known(shape, found, values, own), others, asked) == [], (parts, own, shown)


def width(name: str, value: int, parts: list[int]) -> int:
    """Give how far apart two values must lie, 0 where the cell is safe: the definitions, written down again."""
    there = [part for part in parts if part]
    if not value:
        return 0
    if name == "operations":
        return int(value < 3 or len(there) < 2 or parts[0] > value / 2)
    if name == "dominance":
        upper = ceil(Fraction(100 * parts[0], 60)) - value if 10 * parts[0] > 6 * value else 0
    else:
        rest = value - parts[0] - parts[1]
        upper = ceil(Fraction(20 * parts[0], 100)) - rest if 5 * rest < parts[0] else 0
    return upper and max(1, upper + min(upper, value))


def test_linked_tables_have_the_same_rules():
    """Three of one operation and one of another in the north: the larger has three quarters."""
    cells = pl.DataFrame(
        {
            "area": ["N", "N", "S", "S", "S"],
            "sex": ["F", "F", "M", "M", "F"],
            "who": ["a", "b", "a", "b", "c"],
            "n": [30, 10, 20, 20, 20],
        }
    )
    rules = TableRules(ThresholdRule(5), operations=OperationRule(2, Fraction(1, 2)))
    tables = [[["area"]], [["sex"]]]
    named = {Attacker.OPERATION: "who"}
    (by_area, _), proof = protect_linked_frame(cells, tables, "n", rules, seed=1, contributors=named)
    north = by_area.filter(pl.col("area") == "N")
    assert north["symbol"].to_list() == ["[c]"]
    assert proof.rules.min_operations == 2
    assert proof.rules.max_share == "1/2"


def test_a_threshold_may_ask_for_contributors_too():
    """Nobody but x is behind N; S has two contributors; W one."""
    cells = pl.DataFrame({"area": ["N", "S", "S", "W"], "who": ["x", "x", "y", "z"], "n": [30, 40, 20, 50]})
    named = {Attacker.OPERATION: "who"}
    table, proof = protect_frame(cells, [["area"]], "n", ThresholdRule(5, contributors=2), seed=1, contributors=named)
    shown = dict(zip(table["area"].to_list(), table["symbol"].to_list(), strict=True))
    assert shown["N"] == shown["W"] == "[c]"
    assert {table["area"][row] for row in proof.unsafe} == {"N", "W"}


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (TableRules(NONE, dominance=DominanceRule(1, 60)), "asks for the operations"),
        (TableRules(ThresholdRule(5, contributors=2)), "asks for the operations"),
        (TableRules(NONE, live=LiveCaseRule()), "a rule for live cases"),
    ],
)
def test_a_rule_that_cannot_be_asked_is_refused(rules, message):
    cells = pl.DataFrame({"sex": ["F", "M"], "n": [3, 40]})
    with pytest.raises(RuleSetError, match=message):
        protect_frame(cells, [["sex"]], "n", rules, seed=1)
