"""The promise of linked tables against brute force: every population in whole cases that agrees with all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
from published_tables import as_known, consistent, too_close

THRESHOLD, MOST, MORE = 3, 5, 3


@dataclass(frozen=True)
class Link:
    """Kinds as rows of codes, and tables as lists of dimensions; ``members`` says which kinds each cell holds."""

    levels: list[str]
    inner: list[tuple[str, ...]]
    tables: list[list[list[str]]]
    ties: tuple[list[str], ...] = ()

    @property
    def members(self) -> dict[tuple, list[int]]:
        found: dict[tuple, list[int]] = {}
        for number, kind in enumerate(self.inner):
            row = dict(zip(self.levels, kind, strict=True))
            for table, dims in enumerate(self.tables):
                codes = [()]
                for levels in dims:
                    paths = [
                        tuple(row[level] if depth < kept else "Total" for depth, level in enumerate(levels))
                        for kept in range(len(levels) + 1)
                    ]
                    codes = [(*code, *path) for code in codes for path in paths]
                for code in codes:
                    found.setdefault((table, code), []).append(number)
        return found

    def columns(self) -> dict[str, list[str]]:
        return {level: [kind[at] for kind in self.inner] for at, level in enumerate(self.levels)}

    def counts(self, values) -> dict[tuple, int]:
        return {cell: sum(values[i] for i in inside) for cell, inside in self.members.items()}


def link(levels: str, kinds: list[str], *tables: str) -> Link:
    return Link(
        levels.split(),
        [tuple(kind.split()) for kind in kinds],
        [[dimension.split("/") for dimension in table.split(",")] for table in tables],
    )


def every(*facets: str) -> list[str]:
    found = [""]
    for facet in facets:
        found = [f"{before} {part}" for before in found for part in facet.split("|")]
    return found


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
    parts = drawn_parts(len(link.inner), data)
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
    (values,) = drawn_parts(len(link.inner), data)[:1]
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


def printed(published, dims) -> list[tuple[tuple[str, ...], int | None]]:
    levels = [level for dimension in dims for level in dimension]
    rows = zip(*(published.columns[level] for level in levels), strict=True)
    return [
        (codes, None if published.suppressed[row] else int(published.counts[row])) for row, codes in enumerate(rows)
    ]


def differences(link: Link) -> list[list[int]]:
    """The kinds that a cell leaves over of another, whatever tables print the two."""
    sets = {frozenset(inside) for inside in link.members.values()}
    return [sorted(whole - part) for whole in sets for part in sets if part < whole]


def alone(link: Link, counts: dict, person: int) -> list[int]:
    """What a person knows of the population who is alone in some printed cell: that he or she is there."""
    known = any(person in inside and counts[cell] == 1 for cell, inside in link.members.items())
    return [int(known and kind == person) for kind in range(len(link.inner))]


def drawn_parts(size: int, data) -> list[list[int]]:
    parts = [data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)) for _ in range(2)]
    for i, j in data.draw(st.permutations([(i, j) for i in range(len(parts)) for j in range(size)])):
        parts[i][j] = max(0, parts[i][j] - max(0, sum(map(sum, parts)) - MOST))
    return parts
