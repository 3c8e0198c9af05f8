"""Rules of groups and of operations in linked tables, against every population that agrees with all of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.errors import ProtectionError
from clerestory.model.attackers import Attacker
from clerestory.model.rules import DominanceRule, GroupDisclosureRule, OperationRule, TableRules, ThresholdRule
from clerestory.protect.audit.population_check import check_linked_proof
from clerestory.protect.audit.proof_check import PublishedCells
from clerestory.protect.hierarchies.engine import ZeroRule
from clerestory.protect.linked import LinkedTables, protect_linked, protect_linked_frame
from linked_tables import Link, alone, differences, drawn_parts, every, link, printed
from published_tables import as_known, consistent

SMALL, MOST, MORE = 6, 5, 2
LINKS = pytest.mark.parametrize(
    "tables",
    [
        pytest.param(link("area end age", every("n|s", "c|d", "0|1"), "area,end", "end,age"), id="that share a margin"),
        pytest.param(link("area end", every("n|s", "c|d|e"), "area,end", "end"), id="one within the other"),
        pytest.param(
            link("region health force end", every("N A f1|N B f2|S B f3", "c|d"), "region/force,end", "health/force"),
            id="crossing hierarchies",
        ),
    ],
)
FEW = settings(max_examples=12, deadline=None, derandomize=True)
MANY = settings(max_examples=200, deadline=None, derandomize=True)
WHO = st.sampled_from([[Attacker.OUTSIDER], [Attacker.OUTSIDER, Attacker.SINGLETON], [Attacker.OPERATION]])


@LINKS
@FEW
@given(data=st.data())
def test_nobody_can_conclude_all_or_none_from_linked_tables(tables, data):
    nothing_is_said(tables, data)


@pytest.mark.slow
@LINKS
@MANY
@given(data=st.data())
def test_nobody_can_conclude_all_or_none_from_hundreds_of_linked_tables(tables, data):
    nothing_is_said(tables, data)


def nothing_is_said(link: Link, data) -> None:
    parts = [
        [n if data.draw(st.booleans()) else 0 for n in part] for part in drawn_parts(len(link.inner), data, most=MOST)
    ]
    values = [sum(each) for each in zip(*parts, strict=True)]
    sensitive = frozenset(data.draw(st.sets(st.sampled_from(["c", "d"]))))
    attackers = data.draw(WHO)
    rules = TableRules(ThresholdRule(2), groups=GroupDisclosureRule(SMALL, sensitive, frozenset({"end"})))
    made = protected(link, parts, rules, attackers, ZeroRule(published=False))

    counts = link.counts(values)
    said = list(statements(link, counts, sensitive))
    shown = shown_of(link, made)
    assert {cell for cell, n in shown.items() if n is None} >= {part for _, part in said}
    found = consistent(link, shown, least=0, most=sum(values) + MORE)
    assert values in found.tolist()
    assert concluded(link, found, counts, said) == [], (values, shown)
    if Attacker.SINGLETON in attackers:
        parts = [alone(link, counts, person) for person in range(len(values)) if values[person] == 1]
    if attackers != [Attacker.OUTSIDER]:
        anything = consistent(link, dict.fromkeys(counts), least=0, most=sum(values) + MORE)
        for own in parts:
            before = concluded(link, known(link, anything, values, own), counts, said)
            after = concluded(link, known(link, found, values, own), counts, said)
            assert [each for each in after if each not in before] == [], (values, own, shown)


def known(link: Link, found: np.ndarray, values, own) -> np.ndarray:
    """What is possible for a knower: a kind or a difference that is wholly theirs does not change either."""
    left = as_known(link, found, values, own)
    for inside in [*([kind] for kind in range(len(values))), *differences(link)]:
        total = sum(values[i] for i in inside)
        if total == sum(own[i] for i in inside) > 0:
            left = left[left[:, inside].sum(axis=1) == total]
    return left


def statements(link: Link, counts, sensitive) -> Iterator[tuple]:
    """Each small group of a table and an end of its cases that all or none of it have."""
    for table, dims in enumerate(link.tables):
        levels = [level for dimension in dims for level in dimension]
        if "end" not in levels:
            continue
        at = levels.index("end")
        for (of, group), size in counts.items():
            if of != table or group[at] != "Total" or not 0 < size < SMALL:
                continue
            for end in sorted({codes[at] for t, codes in counts if t == table} - {"Total"}):
                part = (table, (*group[:at], end, *group[at + 1 :]))
                if counts[part] == size or (counts[part] == 0 and end in sensitive):
                    yield (table, group), part


def concluded(link: Link, found: np.ndarray, counts, said) -> list:
    holds = []
    for group, part in said:
        parts, whole = (found[:, link.members[cell]].sum(axis=1) for cell in (part, group))
        if (parts == whole if counts[part] else parts == 0).all():
            holds.append((group, part))
    return holds


OPERATIONS = {
    "operations": TableRules(ThresholdRule(2), operations=OperationRule(2, Fraction(2, 3))),
    "dominance": TableRules(ThresholdRule(1), dominance=DominanceRule(1, 70)),
}


@LINKS
@pytest.mark.parametrize("name", OPERATIONS)
@FEW
@given(data=st.data())
def test_what_one_cell_leaves_over_of_another_is_asked_every_rule(tables, name, data):
    differences_are_protected(tables, name, data)


@pytest.mark.slow
@LINKS
@pytest.mark.parametrize("name", OPERATIONS)
@MANY
@given(data=st.data())
def test_hundreds_of_differences_are_asked_every_rule(tables, name, data):
    differences_are_protected(tables, name, data)


def differences_are_protected(link: Link, name: str, data) -> None:
    parts = drawn_parts(len(link.inner), data, most=MOST)
    values = [sum(each) for each in zip(*parts, strict=True)]
    made = protected(link, parts, OPERATIONS[name], [Attacker.OUTSIDER], ZeroRule())
    found = consistent(link, shown_of(link, made), least=1, most=sum(values) + 3)
    sets = {frozenset(inside) for inside in link.members.values()} | {frozenset(left) for left in differences(link)}
    told = [s for s in map(sorted, sets) if unsafe(name, s, parts) and len(np.unique(found[:, s].sum(axis=1))) < 2]
    assert told == [], (parts, shown_of(link, made))


def unsafe(name: str, inside, parts) -> bool:
    """The definitions, written down again."""
    own = sorted(sum(part[i] for i in inside) for part in parts)
    value = sum(own)
    if name == "dominance":
        return value > 0 and 10 * own[-1] > 7 * value
    return value > 0 and (value < 2 or sum(n > 0 for n in own) < 2 or 3 * own[-1] > 2 * value)


def protected(link: Link, parts, rules: TableRules, attackers, zeros: ZeroRule):
    columns = {name: codes * len(parts) for name, codes in link.columns().items()}
    rows = np.array([n for part in parts for n in part])
    linked = LinkedTables.of(columns, link.tables, rows, zeros_published=zeros.published)
    who = [f"K{number}" for number, part in enumerate(parts) for _ in part]
    named = {Attacker.OPERATION: linked.contributions(columns, who, rows)}
    asked = rules.needs_operations or Attacker.OPERATION in attackers
    return protect_linked(linked, rules, seed=5, zeros=zeros, attackers=attackers, contributions=named if asked else {})


def shown_of(link: Link, made) -> dict:
    shown: dict = {}
    for table, (published, dims) in enumerate(zip(made.published(), link.tables, strict=True)):
        shown |= {(table, codes): n for codes, n in printed(published, dims)}
    return shown


def test_men_are_of_one_operation_alone_though_no_table_prints_them():
    """Persons of the north are 30 of two operations, women there 20 of both; 10 men are all of one."""
    cells = pl.DataFrame(
        {
            "area": ["n", "n", "n", "s", "s", "s", "s"],
            "sex": ["f", "f", "m", "f", "f", "m", "m"],
            "group": ["women of n", "women of n", *["others"] * 5],
            "who": ["a", "b", "a", "a", "b", "a", "b"],
            "n": [10, 10, 10, 20, 20, 20, 20],
        }
    )
    rules = TableRules(ThresholdRule(5), operations=OperationRule(2, Fraction(7, 10)))
    tables = [[["area"]], [["group"]]]
    protected, proof = protect_linked_frame(
        cells, tables, "n", rules, seed=1, ties=(["area", "sex", "group"],), contributors={Attacker.OPERATION: "who"}
    )
    shown = {(n, codes[0]): codes[1] for n, table in enumerate(protected) for codes in table.rows()}
    assert None in (shown[0, "n"], shown[1, "women of n"])
    open_proof = proof.model_copy(update={"witnesses": ()})
    with pytest.raises(ProtectionError, match=r"row 2 of table 1 less row 3 of table 2"):
        check_linked_proof(opened(cells, tables), open_proof)


def opened(cells: pl.DataFrame, tables):
    """The same tables with every count shown."""
    codes = [[*sorted(set(cells[levels[0][0]].to_list())), "Total"] for levels in tables]
    found = []
    for (levels,), own in zip(tables, codes, strict=True):
        counts = [cells.filter((pl.col(levels[0]) == code) | (code == "Total"))["n"].sum() for code in own]
        found.append(published(levels, own, counts))
    return found


def published(levels, codes, counts):
    return PublishedCells(
        (tuple(levels),), {levels[0]: np.array(codes)}, np.array(counts), np.zeros(len(codes), dtype=bool)
    )
