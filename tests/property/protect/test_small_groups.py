"""The rule of groups against brute force: nobody can conclude of a small group that all, or none, are in a category."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.errors import RuleSetError
from clerestory.model.attackers import Attacker
from clerestory.model.rules import GroupDisclosureRule, TableRules, ThresholdRule
from clerestory.protect.hierarchies import protect_frame
from clerestory.protect.hierarchies.engine import ZeroRule
from published_tables import Cell, Shape, as_known, consistent, pinned, shape_of

THRESHOLD, SMALL, MOST, MORE = 2, 6, 8, 2
HIDDEN_ZEROS = ZeroRule(published=False)
SHAPES = pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape_of(sex=["f", "m", "x"]), id="one dimension"),
        pytest.param(shape_of(area=["n", "s"], end=["c", "d"]), id="two by two"),
        pytest.param(shape_of(area=["n", "s"], end=["c", "d", "e"]), id="two by three"),
        pytest.param(shape_of(end_detail=["c/c1", "c/c2", "d/d1", "e/e1"]), id="categories in categories"),
        pytest.param(shape_of(area=["n", "s"], end_detail=["c/c1", "c/c2", "d/d1"]), id="areas by such"),
    ],
)
FEW = settings(max_examples=15, deadline=None, derandomize=True)
MANY = settings(max_examples=250, deadline=None, derandomize=True)


@SHAPES
@FEW
@given(data=st.data())
def test_nobody_can_conclude_all_or_none_of_a_small_group(shape, data):
    nothing_is_said_of_a_small_group(shape, data)


@pytest.mark.slow
@SHAPES
@MANY
@given(data=st.data())
def test_nobody_can_conclude_all_or_none_in_hundreds_of_tables(shape, data):
    nothing_is_said_of_a_small_group(shape, data)


def nothing_is_said_of_a_small_group(shape: Shape, data) -> None:
    parts = drawn_parts(len(shape.inner), data)
    values = [sum(each) for each in zip(*parts, strict=True)]
    categories = data.draw(st.sampled_from([(), (shape.levels[-1],), (shape.levels[0],)]))
    sensitive = data.draw(st.sets(st.sampled_from(["f", "c", "c1", "d"])).map(frozenset)) & codes_of(shape, categories)
    attackers = data.draw(
        st.sampled_from([[Attacker.OUTSIDER], [Attacker.OUTSIDER, Attacker.SINGLETON], [Attacker.OPERATION]])
    )
    rule = GroupDisclosureRule(SMALL, sensitive, frozenset(categories))

    table, _ = protect_frame(
        pl.concat(pl.DataFrame(shape.columns(part)).with_columns(who=pl.lit(f"K{n}")) for n, part in enumerate(parts)),
        shape.dims,
        "n",
        TableRules(ThresholdRule(THRESHOLD), groups=rule),
        seed=3,
        zeros=HIDDEN_ZEROS,
        attackers=attackers,
        contributors={Attacker.OPERATION: "who"} if Attacker.OPERATION in attackers else {},
    )

    shown = {shape.cell_of(row): row["n"] for row in table.to_dicts()}
    counts = shape.counts(values)
    said = list(statements(shape, counts, categories, sensitive))
    assert {cell for cell, n in shown.items() if n is None} >= {part for _, part in said}
    found = consistent(shape, shown, least=0, most=sum(values) + MORE)
    assert values in found.tolist()
    unsafe = [cell for cell, n in counts.items() if 0 < n < THRESHOLD or cell in {part for _, part in said}]
    assert pinned(shape, found, unsafe) == [], (values, shown)
    assert concluded(shape, found, counts, said) == [], (values, shown)
    if Attacker.SINGLETON in attackers:
        parts = [[int(i == person) for i in range(len(values))] for person in range(len(values)) if values[person] == 1]
    if attackers != [Attacker.OUTSIDER]:
        anything = consistent(shape, dict.fromkeys(counts), least=0, most=sum(values) + MORE)
        for own in parts:
            before = concluded(shape, as_known(shape, anything, values, own), counts, said)
            after = concluded(shape, as_known(shape, found, values, own), counts, said)
            assert [each for each in after if each not in before] == [], (values, own, shown)


def statements(shape: Shape, counts, categories, sensitive) -> Iterator[tuple[Cell, Cell]]:
    """Each small group and a category that all or none of it are in; the definitions, written down again."""
    for group, size in counts.items():
        if not 0 < size < SMALL:
            continue
        for axis, levels in enumerate(shape.dims):
            for depth in range(len(group[axis]), len(levels)):
                inside = [
                    cell
                    for cell in counts
                    if len(cell[axis]) == depth + 1
                    and cell[axis][: len(group[axis])] == group[axis]
                    and cell[:axis] + cell[axis + 1 :] == group[:axis] + group[axis + 1 :]
                ]
                if (not categories or levels[depth] in categories) and len(inside) > 1:
                    for part in inside:
                        none = counts[part] == 0 and part[axis][-1] in sensitive
                        if counts[part] == size or none:
                            yield group, part


def concluded(shape: Shape, found: np.ndarray, counts, said) -> list[tuple[Cell, Cell]]:
    """The statements that are true of all tables that are left."""
    holds = []
    for group, part in said:
        parts, whole = (found[:, shape.members[cell]].sum(axis=1) for cell in (part, group))
        true = parts == whole if counts[part] else parts == 0
        if true.all():
            holds.append((group, part))
    return holds


def codes_of(shape: Shape, categories) -> frozenset[str]:
    return frozenset(
        path[depth]
        for levels, paths in zip(shape.dims, shape.paths, strict=True)
        for path in paths
        for depth in range(len(levels))
        if not categories or levels[depth] in categories
    )


def drawn_parts(size: int, data) -> list[list[int]]:
    parts = [data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)) for _ in range(2)]
    for part in parts:  # many zeros, so that something is said
        for i in range(size):
            part[i] = max(0, part[i] - data.draw(st.sampled_from([0, 3, 3])))
    for i, j in [(i, j) for i in range(2) for j in range(size)]:
        parts[i][j] = max(0, parts[i][j] - max(0, sum(map(sum, parts)) - MOST))
    return parts


def test_brute_force_sees_a_statement_that_a_bad_pattern_leaves():
    """Of four in n all ended in c. With the total of n and its zero shown that is read off, whatever else is hidden."""
    shape = shape_of(area=["n", "s"], end=["c", "d"])
    counts = shape.counts([4, 0, 9, 9])
    group, full, rest = (("n",), ()), (("n",), ("c",)), (("n",), ("d",))
    said = list(statements(shape, counts, ("end",), frozenset()))
    assert said == [(group, full)]
    hidden = {cell: None if cell in {full, group, (("s",), ("c",)), (("s",), ())} else n for cell, n in counts.items()}
    found = consistent(shape, hidden, least=0, most=24)
    assert pinned(shape, found, [full]) == []
    assert concluded(shape, found, counts, said) == said
    square = counts | dict.fromkeys([full, rest, (("s",), ("c",)), (("s",), ("d",))])
    assert concluded(shape, consistent(shape, square, least=0, most=24), counts, said) == []


def test_zeros_that_are_published_cannot_keep_the_rule():
    cells = pl.DataFrame({"area": ["n", "s"], "n": [4, 0]})
    with pytest.raises(RuleSetError, match="while zeros are published"):
        protect_frame(cells, [["area"]], "n", TableRules(ThresholdRule(2), groups=GroupDisclosureRule()), seed=1)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (GroupDisclosureRule(columns=frozenset({"ares"})), "names the column 'ares'"),
        (GroupDisclosureRule(sensitive=frozenset({"area=x"})), "the sensitive code 'area=x'"),
        (GroupDisclosureRule(sensitive=frozenset({"f"}), columns=frozenset({"area"})), "the sensitive code 'f'"),
    ],
)
def test_a_column_or_code_that_is_not_there_is_refused(rule, message):
    cells = pl.DataFrame({"area": ["n", "s"], "sex": ["f", "m"], "n": [4, 9]})
    with pytest.raises(RuleSetError, match=message):
        protect_frame(
            cells, [["area"], ["sex"]], "n", TableRules(ThresholdRule(2), groups=rule), seed=1, zeros=HIDDEN_ZEROS
        )
