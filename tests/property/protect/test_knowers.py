"""Widths of intervals, and attackers who know a part of the table, against brute force over all consistent tables."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Width
from clerestory.model.rules import ThresholdRule
from clerestory.protect.hierarchies import protect_frame
from clerestory.protect.hierarchies.engine import ZeroRule
from published_tables import Shape, as_known, consistent, shape_of, too_close

THRESHOLD = 3
MOST = 7  # cases in a table
MORE = 4  # more cases that an attacker who does not see the total has to think of; a width asks for 3 at most

SHAPES = pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape_of(sex=["f", "m", "u", "x"]), id="one dimension"),
        pytest.param(shape_of(area_place=["N/n1", "N/n2", "S/s1", "S/s2"]), id="places in areas"),
        pytest.param(shape_of(sex=["f", "m"], age=["0", "1", "2"]), id="two dimensions"),
        pytest.param(shape_of(area_place=["N/n1", "S/s1", "S/s2"], sex=["f", "m"]), id="an area of one place, by sex"),
        pytest.param(shape_of(sex=["f", "m"], age=["0", "1"], role=["v", "s"]), id="three dimensions"),
    ],
)
KNOWERS = [Attacker.OPERATION, Attacker.GIVER]
FEW = settings(max_examples=12, deadline=None, derandomize=True)
MANY = settings(max_examples=300, deadline=None, derandomize=True)


@SHAPES
@FEW
@given(data=st.data())
def test_nobody_brings_an_unsafe_cell_close(shape, data):
    nobody_brings_it_close(shape, data)


@pytest.mark.slow
@SHAPES
@MANY
@given(data=st.data())
def test_nobody_brings_an_unsafe_cell_close_in_thousands_of_tables(shape, data):
    nobody_brings_it_close(shape, data)


def nobody_brings_it_close(shape: Shape, data) -> None:
    parts = drawn_parts(shape, data)
    values = [sum(each) for each in zip(*parts, strict=True)]
    counts = shape.counts(values)
    zeros = ZeroRule(published=data.draw(st.booleans()))
    width = data.draw(st.sampled_from([NOT_PINNED, Width(2), Width.of_rule_s3(THRESHOLD)]))
    kind = data.draw(st.sampled_from(KNOWERS))
    unsafe = [cell for cell, n in counts.items() if 0 < n < THRESHOLD]

    frame = pl.concat(
        pl.DataFrame(shape.columns(part)).with_columns(who=pl.lit(f"K{number}")) for number, part in enumerate(parts)
    )
    table, _ = protect_frame(
        frame,
        shape.dims,
        "n",
        ThresholdRule(THRESHOLD),
        seed=3,
        zeros=zeros,
        width=width,
        attackers=[Attacker.OUTSIDER, kind],
        contributors={kind: "who"},
        iterations=data.draw(st.sampled_from([1, 1, 2])),
    )

    shown = {shape.cell_of(row): row["n"] for row in table.to_dicts()}
    found = consistent(shape, shown, least=1 if zeros.published else 0, most=sum(values) + MORE)
    asked = {cell: int(width.of(pl.Series([counts[cell]]).to_numpy())[0]) for cell in unsafe}
    assert values in found.tolist()
    assert too_close(shape, found, unsafe, asked) == [], (values, shown)
    for own in parts:
        mine = shape.counts(own)
        others = [cell for cell in unsafe if mine[cell] < counts[cell]]
        left = as_known(shape, found, values, own)
        assert too_close(shape, left, others, asked) == [], (values, own, shown)


def drawn_parts(shape: Shape, data) -> list[list[int]]:
    """Give what two or three contributors have in each inner cell, few cases in all."""
    size = len(shape.inner)
    parts = [
        data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
        for _ in range(data.draw(st.integers(2, 3)))
    ]
    for place in data.draw(st.permutations([(i, j) for i in range(len(parts)) for j in range(size)])):
        i, j = place
        parts[i][j] = max(0, parts[i][j] - max(0, sum(map(sum, parts)) - MOST))
    return parts


def test_brute_force_sees_what_a_contributor_can_do():
    """Of 2 + 2 hidden in a sum of 4 somebody who has both of the first knows the second; an outsider does not."""
    shape = shape_of(sex=["f", "m", "x"])
    f, m, x = shape.inner
    values, own = [2, 2, 5], [2, 0, 0]
    found = consistent(shape, {((),): 9, f: None, m: None, x: 5}, least=1, most=9)
    assert too_close(shape, found, [f, m], {f: 2, m: 2}) == []
    assert too_close(shape, found, [f, m], {f: 3, m: 2}) == [f]
    assert too_close(shape, as_known(shape, found, values, own), [m], {m: 1}) == [m]
    assert too_close(shape, as_known(shape, found, values, [1, 0, 0]), [m], {m: 1}) == []
