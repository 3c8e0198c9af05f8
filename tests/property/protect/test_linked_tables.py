"""The promise of linked tables against brute force: every population in whole cases that agrees with all of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.errors import ProtectionError
from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Width
from clerestory.model.rules import ThresholdRule
from clerestory.protect.hierarchies.engine import ZeroRule
from clerestory.protect.linked import LinkedTables, protect_linked
from linked_tables import Link, alone, differences, drawn_parts, every, link, printed
from published_tables import as_known, consistent, too_close

THRESHOLD, MOST, MORE = 3, 5, 3


LINKS = pytest.mark.parametrize(
    "tables",
    [
        pytest.param(
            link("sex age role", every("f|m", "0|1", "v|s"), "sex,age", "age,role", "role,sex"), id="in a circle"
        ),
        pytest.param(
            link("area place sex age", every("N n1|N n2|S s1", "f|m", "0|1"), "area/place,sex", "sex,age"),
            id="two that share a margin",
        ),
        pytest.param(
            link(
                "region health force sex",
                every("N A f1|N B f2|S B f3|S A f4", "f|m"),
                "region/force,sex",
                "health/force,sex",
            ),
            id="crossing hierarchies",
        ),
        pytest.param(
            replace(link("region health", every("N A|N B|S B"), "region", "health"), ties=(["region", "health"],)),
            id="crossing areas of which everybody has a map",
        ),
        pytest.param(link("sex age", every("f|m", "0|1|2"), "sex,age", "age"), id="one within the other"),
    ],
)
FEW = settings(max_examples=15, deadline=None, derandomize=True)
MANY = settings(max_examples=300, deadline=None, derandomize=True)


@LINKS
@FEW
@given(data=st.data())
def test_nobody_can_compute_an_unsafe_cell_of_linked_tables(tables, data):
    nobody_can_compute(tables, data)


@pytest.mark.slow
@LINKS
@MANY
@given(data=st.data())
def test_nobody_can_compute_an_unsafe_cell_of_thousands_of_linked_tables(tables, data):
    nobody_can_compute(tables, data)


def nobody_can_compute(link: Link, data) -> None:
    parts = drawn_parts(len(link.inner), data, most=MOST)
    values = [sum(each) for each in zip(*parts, strict=True)]
    zeros = ZeroRule(published=data.draw(st.booleans()))
    width = data.draw(st.sampled_from([NOT_PINNED, NOT_PINNED, Width(2)]))
    attackers = data.draw(
        st.sampled_from([[Attacker.OUTSIDER], [Attacker.OUTSIDER, Attacker.SINGLETON], [Attacker.OPERATION]])
    )
    columns = {name: codes * len(parts) for name, codes in link.columns().items()}
    rows = np.array([n for part in parts for n in part])
    linked = LinkedTables.of(columns, link.tables, rows, zeros_published=zeros.published, ties=link.ties)
    who = [f"K{number}" for number, part in enumerate(parts) for _ in part]

    made = protect_linked(
        linked,
        ThresholdRule(THRESHOLD),
        seed=5,
        zeros=zeros,
        width=width,
        attackers=attackers,
        contributions={Attacker.OPERATION: linked.contributions(columns, who, rows)}
        if Attacker.OPERATION in attackers
        else {},
        iterations=data.draw(st.sampled_from([1, 1, 2])),
    )

    counts = link.counts(values)
    shown: dict[tuple, int | None] = {}
    for table, (published, dims) in enumerate(zip(made.published(), link.tables, strict=True)):
        shown |= {(table, codes): n for codes, n in printed(published, dims)}
    assert shown.keys() == counts.keys()
    assert {cell: n for cell, n in shown.items() if n is not None and n != counts[cell]} == {}
    found = consistent(link, shown, least=1 if zeros.published else 0, most=sum(values) + MORE)
    unsafe = [cell for cell, n in counts.items() if 0 < n < THRESHOLD]
    assert {cell for cell, n in shown.items() if n is None} >= set(unsafe)
    asked = {cell: int(width.of(np.array([counts[cell]]))[0]) for cell in unsafe}
    assert values in found.tolist()
    assert too_close(link, found, unsafe, asked) == [], (values, shown)
    for left in differences(link):
        assert not 0 < sum(values[i] for i in left) < THRESHOLD or len(np.unique(found[:, left].sum(axis=1))) > 1, (
            left,
            values,
            shown,
        )
    if Attacker.SINGLETON in attackers:
        parts = [alone(link, counts, person) for person in range(len(values)) if values[person] == 1]
    if attackers != [Attacker.OUTSIDER]:
        for own in parts:
            mine = link.counts(own)
            others = [cell for cell in unsafe if mine[cell] < counts[cell]]
            left = as_known(link, found, values, own)
            assert too_close(link, left, others, asked) == [], (values, own, shown)


@LINKS
@FEW
@given(data=st.data())
def test_a_later_table_does_not_uncover_what_an_earlier_one_hid(tables, data):
    a_later_table_uncovers_nothing(tables, data)


@pytest.mark.slow
@LINKS
@MANY
@given(data=st.data())
def test_thousands_of_later_tables_do_not_uncover_what_earlier_ones_hid(tables, data):
    a_later_table_uncovers_nothing(tables, data)


def a_later_table_uncovers_nothing(link: Link, data) -> None:
    """The first of the tables comes out before the others, protected or as somebody else published it, whole."""
    (values,) = drawn_parts(len(link.inner), data, most=MOST)[:1]
    counts, columns = link.counts(values), link.columns()
    first, later = link.tables[0], [*link.tables[1:], link.tables[0]]
    protected = data.draw(st.booleans())

    def linked(tables, *, zeros_published: bool) -> LinkedTables:
        return LinkedTables.of(columns, tables, np.array(values), zeros_published=zeros_published, ties=link.ties)

    rule = ThresholdRule(THRESHOLD if protected else 1)
    (before,) = protect_linked(
        linked([first], zeros_published=True), rule, seed=2, attackers=[Attacker.OUTSIDER]
    ).published()
    shown = {(0, codes): n for codes, n in printed(before, first)}
    small = [cell for cell, n in counts.items() if 0 < n < THRESHOLD]
    try:
        made = protect_linked(
            linked(later, zeros_published=False),
            ThresholdRule(THRESHOLD),
            seed=5,
            attackers=[Attacker.OUTSIDER],
            earlier=[before],
        )
    except ProtectionError:  # nothing helps where the first table and the zeros of the others give a number away
        shown |= {cell: None if n else 0 for cell, n in counts.items() if cell[0] > 0}
        least = consistent(link, shown, least=1, most=sum(values) + MORE)
        sets = {frozenset(inside) for inside in link.members.values()} | {frozenset(d) for d in differences(link)}
        told = [s for s in sets if 0 < sum(values[i] for i in s) < THRESHOLD]
        assert any(len(np.unique(least[:, sorted(s)].sum(axis=1))) == 1 for s in told), (values, shown)
        return
    for number, (published, dims) in enumerate(zip(made.published(), link.tables[1:], strict=True), start=1):
        shown |= {(number, codes): n for codes, n in printed(published, dims)}
    found = consistent(link, shown, least=1, most=sum(values) + MORE)
    public = {frozenset(link.members[cell]) for cell, n in shown.items() if cell[0] == 0 and n is not None}
    unsafe = [cell for cell in small if frozenset(link.members[cell]) not in public]
    assert values in found.tolist()
    assert {cell for cell in small if cell[0] > 0} <= {cell for cell, n in shown.items() if n is None}
    assert too_close(link, found, unsafe, dict.fromkeys(unsafe, 1)) == [], (values, shown)
