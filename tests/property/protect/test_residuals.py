"""Sums that published numbers fix (S15) against brute force: none is unsafe, in whatever line and level."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.attackers import Attacker
from clerestory.model.criteria import Residuals
from clerestory.model.rules import ThresholdRule
from clerestory.protect.hierarchies import protect_frame
from clerestory.protect.hierarchies.engine import ZeroRule
from clerestory.protect.linked import protect_linked_frame
from published_tables import Cell, Shape, as_known, consistent, pinned, pinned_for_people, shape_of

THRESHOLD, MOST, MORE = 4, 14, 2
SHAPES = pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape_of(sex=["f", "m", "u", "x", "y"]), id="one dimension"),
        pytest.param(shape_of(area_place=["N/n1", "N/n2", "N/n3", "S/s1", "S/s2"]), id="places in areas"),
        pytest.param(shape_of(area=["n", "s"], age=["0", "1", "2"]), id="two by three"),
        pytest.param(shape_of(area_place=["N/n1", "N/n2", "S/s1"], sex=["f", "m"]), id="places by sex"),
    ],
)
FEW = settings(max_examples=12, deadline=None, derandomize=True)
MANY = settings(max_examples=200, deadline=None, derandomize=True)


@SHAPES
@FEW
@given(data=st.data())
def test_no_unsafe_sum_is_left_over(shape, data):
    no_sum_is_given_away(shape, data)


@pytest.mark.slow
@SHAPES
@MANY
@given(data=st.data())
def test_no_unsafe_sum_is_left_over_in_hundreds_of_tables(shape, data):
    no_sum_is_given_away(shape, data)


def no_sum_is_given_away(shape: Shape, data) -> None:
    parts = drawn_parts(len(shape.inner), data)
    values = [sum(each) for each in zip(*parts, strict=True)]
    zeros = ZeroRule(published=data.draw(st.booleans()))
    attackers = data.draw(
        st.sampled_from([[Attacker.OUTSIDER], [Attacker.OUTSIDER, Attacker.SINGLETON], [Attacker.OPERATION]])
    )
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
        residuals=Residuals.PROTECT,
        attackers=attackers,
        contributors={Attacker.OPERATION: "who"} if Attacker.OPERATION in attackers else {},
    )

    counts = shape.counts(values)
    shown = {shape.cell_of(row): row["n"] for row in table.to_dicts()}
    assert {cell: n for cell, n in shown.items() if n is not None and n != counts[cell]} == {}
    least = 1 if zeros.published else 0
    found = consistent(shape, shown, least=least, most=sum(values) + MORE)
    unsafe = [cell for cell, n in counts.items() if 0 < n < THRESHOLD]
    assert values in found.tolist()
    assert pinned(shape, found, unsafe) == [], (values, shown)
    left = {inside for inside in left_over(shape, shown) if 0 < sum(values[i] for i in inside) < THRESHOLD}
    assert left == set(), (values, shown)
    small = {inside for inside in small_parts(shape, shown, counts) if 0 < sum(values[i] for i in inside) < THRESHOLD}
    assert known(found, small) == [], (values, shown)
    if Attacker.SINGLETON in attackers:
        assert pinned_for_people(shape, found, values, unsafe) == [], (values, shown)
        parts = [[int(i == person) for i in range(len(values))] for person in range(len(values)) if values[person] == 1]
    if attackers != [Attacker.OUTSIDER]:
        for own in parts:
            others = {inside for inside in small if not theirs(shape, counts, own, inside)}
            assert known(as_known(shape, found, values, own), others) == [], (values, own, shown)


def left_over(shape: Shape, shown) -> Iterator[frozenset[int]]:
    """What a published cell leaves over of a line below it when every published cell there is taken away."""
    for axis, _ in enumerate(shape.dims):
        for cell, n in shown.items():
            if n is None:
                continue
            inside = set(shape.members[cell])
            for other, m in shown.items():
                if m is not None and below(axis, other, cell):
                    inside -= set(shape.members[other])
            yield frozenset(inside)


def small_parts(shape: Shape, shown, counts) -> Iterator[frozenset[int]]:
    """The finest hidden cells of a line that are unsafe or 0, with none published between them and the whole."""
    for axis, _ in enumerate(shape.dims):
        for whole in shown:
            inside: set[int] = set()
            for cell in shown:
                finest = not any(below(axis, other, cell) for other in shown)
                between = [o for o in shown if below(axis, o, whole) and (below(axis, cell, o) or o == cell)]
                if below(axis, cell, whole) and finest and all(shown[o] is None for o in between):
                    inside |= set(shape.members[cell]) if counts[cell] < THRESHOLD else set()
            yield frozenset(inside)


def below(axis: int, cell: Cell, whole: Cell) -> bool:
    same = cell[:axis] + cell[axis + 1 :] == whole[:axis] + whole[axis + 1 :]
    depth = len(whole[axis])
    return same and len(cell[axis]) > depth and cell[axis][:depth] == whole[axis]


def known(found: np.ndarray, sets) -> list[list[int]]:
    return [sorted(inside) for inside in sets if len(np.unique(found[:, sorted(inside)].sum(axis=1))) < 2]


def theirs(shape: Shape, counts, own, inside) -> bool:
    """Whether all of a sum lies in cells that are wholly a knower's."""
    mine = shape.counts(own)
    told = {i for cell, members in shape.members.items() if counts[cell] == mine[cell] > 0 for i in members}
    return inside <= told


def drawn_parts(size: int, data) -> list[list[int]]:
    parts = [data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)) for _ in range(2)]
    for i, j in data.draw(st.permutations([(i, j) for i in range(len(parts)) for j in range(size)])):
        parts[i][j] = max(0, parts[i][j] - max(0, sum(map(sum, parts)) - MOST))
    return parts


LARGER = shape_of(area=["n", "s", "e", "w"], end=["a", "b", "c", "d", "e", "f"])


@pytest.mark.parametrize("seed", [0, 1, 4, 5, 7, 8])
def test_no_unsafe_sum_of_a_larger_table_is_a_combination_of_published_numbers(seed):
    values = np.random.default_rng(seed).choice([1, 2, 9, 20, 30], size=24, p=[0.2, 0.2, 0.2, 0.2, 0.2]).tolist()
    assert unsafe_combinations(values, seed, Residuals.ALLOW) != []
    assert unsafe_combinations(values, seed, Residuals.PROTECT) == []


def unsafe_combinations(values, seed: int, residuals: Residuals) -> list[frozenset[int]]:
    frame = pl.DataFrame(LARGER.columns(values))
    table, _ = protect_frame(
        frame,
        LARGER.dims,
        "n",
        ThresholdRule(THRESHOLD),
        seed=seed,
        residuals=residuals,
        attackers=[Attacker.OUTSIDER],
    )
    shown = {LARGER.cell_of(row): row["n"] for row in table.to_dicts()}
    small = small_parts(LARGER, shown, LARGER.counts(values))
    return [s for s in small if 0 < sum(values[i] for i in s) < THRESHOLD and is_combination(LARGER, shown, s)]


def is_combination(shape: Shape, shown, inside) -> bool:
    """Whether a sum of inner cells follows from the published cells by addition and subtraction."""
    size = len(shape.inner)
    known = [np.isin(np.arange(size), shape.members[cell]) for cell, n in shown.items() if n is not None]
    more = [*known, np.isin(np.arange(size), sorted(inside))]
    return np.linalg.matrix_rank(np.array(known, dtype=float)) == np.linalg.matrix_rank(np.array(more, dtype=float))


WORKED = pl.DataFrame({"end": ["a", "b", "c", "d"], "n": [2, 3, 7, 8]})


def test_a_remainder_of_two_small_counts_takes_a_third_with_it():
    """Of 20 persons 15 are published: the two hidden counts are 5 together, which says as much as a count of 5."""
    by_end = {}
    for residuals in Residuals:
        table, _ = protect_frame(WORKED, [["end"]], "n", ThresholdRule(6), seed=1, residuals=residuals)
        by_end[residuals] = dict(zip(table["end"].to_list(), table["n"].to_list(), strict=True))
    assert by_end[Residuals.ALLOW] == {"Total": 20, "a": None, "b": None, "c": 7, "d": 8}
    assert list(by_end[Residuals.PROTECT].values()).count(None) == 3


def test_linked_tables_leave_nothing_small_over_either():
    cells = pl.DataFrame(
        {
            "end": ["a", "b", "c", "d"] * 2,
            "sex": ["f"] * 4 + ["m"] * 4,
            "age": ["0", "1"] * 4,
            "n": [2, 3, 20, 30, 40, 50, 60, 70],
        }
    )
    tables = [[["end"], ["sex"]], [["sex"], ["age"]]]
    (by_end, _), proof = protect_linked_frame(cells, tables, "n", ThresholdRule(6), seed=1, residuals=Residuals.PROTECT)
    women = by_end.filter(pl.col("sex") == "f").to_dicts()
    truth = dict(zip(cells["end"].to_list()[:4], cells["n"].to_list()[:4], strict=True))
    hidden = sum(truth[row["end"]] for row in women if row["n"] is None and row["end"] != "Total")
    assert hidden >= 6
    assert proof.residuals == "protect"
