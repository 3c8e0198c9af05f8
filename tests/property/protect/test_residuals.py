"""Sums that published numbers fix (S15) against brute force: none is unsafe, in whatever line and level."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.attackers import Attacker
from clerestory.model.criteria import Residuals
from clerestory.model.rules import OperationRule, TableRules, ThresholdRule
from clerestory.protect.hierarchies import protect_frame
from clerestory.protect.hierarchies.engine import ZeroRule
from clerestory.protect.linked import LinkedTables, protect_linked, protect_linked_frame
from linked_tables import Link, every, link, printed
from published_tables import (
    Shape,
    as_known,
    consistent,
    left_over,
    pinned,
    pinned_for_people,
    shape_of,
    small_parts,
)

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
    few = {cell for cell, n in counts.items() if n < THRESHOLD}
    small = {inside for inside in small_parts(shape, shown, few) if 0 < sum(values[i] for i in inside) < THRESHOLD}
    assert known(found, small) == [], (values, shown)
    if Attacker.SINGLETON in attackers:
        assert pinned_for_people(shape, found, values, unsafe) == [], (values, shown)
        parts = [[int(i == person) for i in range(len(values))] for person in range(len(values)) if values[person] == 1]
    if attackers != [Attacker.OUTSIDER]:
        for own in parts:
            others = {inside for inside in small if not theirs(shape, counts, own, inside)}
            assert known(as_known(shape, found, values, own), others) == [], (values, own, shown)


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


LARGER = shape_of(area=["n", "s", "e", "w"], end=[*"abcdef"])
SPARSE = shape_of(area=[f"n{number}" for number in range(6)], end=[*"abcdefg"])


@pytest.mark.parametrize(
    ("shape", "counts", "zeros", "seed"),
    [
        *((LARGER, [1, 2, 9, 20, 30], ZeroRule(), seed) for seed in (0, 2, 3, 4, 5, 6)),
        # with so many zeros that some sums are still open after the patterns that are made anew
        *((SPARSE, [0, 1, 2, 9, 20], ZeroRule(published=False), seed) for seed in (0, 8, 11)),
    ],
)
def test_no_unsafe_sum_of_a_larger_table_is_a_combination_of_published_numbers(shape, counts, zeros, seed):
    values = np.random.default_rng(seed).choice(counts, size=len(shape.inner)).tolist()
    combined = {}
    for residuals in Residuals:
        table, _ = protect_frame(
            pl.DataFrame(shape.columns(values)),
            shape.dims,
            "n",
            ThresholdRule(THRESHOLD),
            seed=seed,
            zeros=zeros,
            residuals=residuals,
            attackers=[Attacker.OUTSIDER],
        )
        shown = {shape.cell_of(row): row["n"] for row in table.to_dicts()}
        small = small_parts(shape, shown, {cell for cell, n in shape.counts(values).items() if n < THRESHOLD})
        unsafe = [inside for inside in small if 0 < sum(values[i] for i in inside) < THRESHOLD]
        combined[residuals] = [inside for inside in unsafe if is_combination(shape, shown, inside)]
    assert combined[Residuals.ALLOW] != []
    assert combined[Residuals.PROTECT] == []


def is_combination(shape: Shape, shown, inside) -> bool:
    """Whether a sum of inner cells follows from the published cells by addition and subtraction."""
    size = len(shape.inner)
    known = [np.isin(np.arange(size), shape.members[cell]) for cell, n in shown.items() if n is not None]
    more = [*known, np.isin(np.arange(size), sorted(inside))]
    return np.linalg.matrix_rank(np.array(known, dtype=float)) == np.linalg.matrix_rank(np.array(more, dtype=float))


OPERATIONS = TableRules(ThresholdRule(3), operations=OperationRule(2, Fraction(2, 3)))


@SHAPES
@FEW
@given(data=st.data())
def test_what_is_left_over_is_asked_about_operations(shape, data):
    """A safe number beside an unsafe one may be no help: nine of ten persons of the two may be of one operation."""
    parts = drawn_parts(len(shape.inner), data)
    frame = pl.concat(
        pl.DataFrame(shape.columns(part)).with_columns(who=pl.lit(f"K{number}")) for number, part in enumerate(parts)
    )
    table, _ = protect_frame(
        frame,
        shape.dims,
        "n",
        OPERATIONS,
        seed=3,
        residuals=Residuals.PROTECT,
        attackers=[Attacker.OUTSIDER],
        contributors={Attacker.OPERATION: "who"},
    )
    shown = {shape.cell_of(row): row["n"] for row in table.to_dicts()}
    found = consistent(shape, shown, least=1, most=sum(map(sum, parts)) + MORE)
    left = [inside for inside in left_over(shape, shown) if of_one_operation(parts, inside)]
    assert left == [], (parts, shown)
    few = {cell for cell, inside in shape.members.items() if of_one_operation(parts, inside)}
    small = {inside for inside in small_parts(shape, shown, few) if of_one_operation(parts, inside)}
    assert known(found, small) == [], (parts, shown)


def of_one_operation(parts, inside) -> bool:
    """The definitions, written down again."""
    own = sorted(sum(part[i] for i in inside) for part in parts)
    value = sum(own)
    return 0 < value < 3 or (value > 0 and (own[0] == 0 or 3 * own[-1] > 2 * value))


LINKS = pytest.mark.parametrize(
    "tables",
    [
        pytest.param(link("area end age", every("n|s", "c|d", "0|1"), "area,end", "end,age"), id="that share a margin"),
        pytest.param(
            link("region health force end", every("N A f1|N B f2|S B f3", "c|d"), "region/force,end", "health/force"),
            id="crossing hierarchies",
        ),
    ],
)


@LINKS
@FEW
@given(data=st.data())
def test_linked_tables_leave_no_unsafe_sum_over(tables, data):
    values = [n for part in drawn_parts(len(tables.inner), data)[:1] for n in part]
    zeros = ZeroRule(published=data.draw(st.booleans()))
    linked = LinkedTables.of(tables.columns(), tables.tables, np.array(values), zeros_published=zeros.published)
    made = protect_linked(
        linked,
        ThresholdRule(THRESHOLD),
        seed=5,
        zeros=zeros,
        residuals=Residuals.PROTECT,
        attackers=[Attacker.OUTSIDER],
    )
    shown = {}
    for number, (published, dims) in enumerate(zip(made.published(), tables.tables, strict=True)):
        shown |= {(number, codes): n for codes, n in printed(published, dims)}
    found = consistent(tables, shown, least=1 if zeros.published else 0, most=sum(values) + MORE)
    counts = tables.counts(values)
    for number, dims in enumerate(tables.tables):
        shape = shape_in(tables, dims)
        own = {cell: shown[number, codes] for cell, codes in codes_of(shape)}
        few = {cell for cell, codes in codes_of(shape) if counts[number, codes] < THRESHOLD}
        of_kinds = [tables.members[number, codes] for cell, codes in codes_of(shape) if cell in shape.inner]
        left = {kinds_of(inside, of_kinds) for inside in left_over(shape, own)}
        assert [s for s in left if 0 < sum(values[i] for i in s) < THRESHOLD] == [], (values, shown)
        small = {kinds_of(inside, of_kinds) for inside in small_parts(shape, own, few)}
        assert known(found, [s for s in small if 0 < sum(values[i] for i in s) < THRESHOLD]) == [], (values, shown)


def shape_in(tables: Link, dims) -> Shape:
    """One of linked tables as a shape of its own."""
    at = {level: number for number, level in enumerate(tables.levels)}
    paths = tuple(
        tuple(sorted({tuple(kind[at[level]] for level in levels) for kind in tables.inner})) for levels in dims
    )
    return Shape(tuple(map(tuple, dims)), paths)


def codes_of(shape: Shape) -> list[tuple]:
    """Each cell, and its codes as they are printed; inner cells in their order."""
    cells = [*shape.inner, *(cell for cell in shape.members if cell not in shape.inner)]
    return [
        (cell, tuple(c for path, levels in zip(cell, shape.dims, strict=True) for c in filled(path, len(levels))))
        for cell in cells
    ]


def filled(path: tuple[str, ...], size: int) -> tuple[str, ...]:
    return (*path, *["Total"] * (size - len(path)))


def kinds_of(inside, of_kinds) -> frozenset[int]:
    return frozenset(kind for cell in inside for kind in of_kinds[cell])


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
