"""The promise of gate 1 against brute force: every population in whole cases that agrees with what is published."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.commission import DataKind
from clerestory.model.rules import Preset, ThresholdRule
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Predicate, ProtectedTable
from clerestory.protect import audit, protect_tables
from small_tables import cohort, completeness, grid, on_lists, positions, table, table_of

PRESET = Preset("TINY", ThresholdRule(3), frozenset({DataKind.SYNTHETIC}))

# Which tables of classifications a, b, c are published: alone, linked by a margin, and in a circle (where no table
# alone shows what all three together give away).
ONE, LINKED, CIRCLE = [("a", "b")], [("a", "b"), ("b", "c")], [("a", "b"), ("b", "c"), ("a", "c")]
MARGINS = [("a", None), ("b", None), ("a", "b")]


def populations(kinds: int, total: int) -> np.ndarray:
    """All ways in which up to ``total`` cases fall into ``kinds`` kinds, as rows."""
    rows = np.zeros((1, 0), dtype=np.int64)
    for _ in range(kinds):
        left = total - rows.sum(axis=1)
        rows = np.concatenate(
            [np.column_stack([np.repeat(rows[i : i + 1], n + 1, axis=0), np.arange(n + 1)]) for i, n in enumerate(left)]
        )
    return rows


def consistent(
    of: ConfidentialCohort, tables: list[ProtectedTable], total: int
) -> tuple[np.ndarray, list[tuple[str, ...]]]:
    """The populations that agree with all that is printed: counts, and that a [c] is not a zero."""
    kinds = list(product(*(c.codes for c in of.classifications)))
    found = populations(len(kinds), total)
    names = [c.name for c in of.classifications]
    for printed in tables:
        for row, values in enumerate(printed.counts):
            for column, value in enumerate(values):
                inside = members(kinds, names, printed.shape.predicate(row, column))
                sums = found[:, inside].sum(axis=1)
                if value is not None:
                    found = found[sums == value]
                elif not printed.whole:
                    found = found[sums >= 1]
    return found, kinds


def members(kinds: list[tuple[str, ...]], names: list[str], predicate: Predicate) -> list[int]:
    conditions = dict(predicate)
    return [
        i
        for i, k in enumerate(kinds)
        if all(code in conditions.get(n, {code}) for n, code in zip(names, k, strict=True))
    ]


def values_of(found: np.ndarray, kinds: list[tuple[str, ...]], names: list[str], cell: Predicate) -> set[int]:
    return set(found[:, members(kinds, names, cell)].sum(axis=1).tolist())


def pinned_differences(
    of: ConfidentialCohort, made: list, found: np.ndarray, kinds: list[tuple[str, ...]], minimum: int
) -> list[tuple[list[tuple[str, ...]], int]]:
    """The small sets of cases that one printed cell has and another within it has not, and that have one value left.

    ``found`` has the true population among its rows; which one is not known here, so the true number is counted anew.
    """
    names = [c.name for c in of.classifications]
    printed = {frozenset(members(kinds, names, cell)) for one in made for cell in cells_of(one)}
    true = [of.count(frozenset((n, frozenset({code})) for n, code in zip(names, kind, strict=True))) for kind in kinds]
    pinned = []
    for whole, part in product(printed, printed):
        left = sorted(whole - part)
        count = sum(true[i] for i in left)
        if part < whole and 0 < count < minimum and len(set(found[:, left].sum(axis=1).tolist())) < 2:
            pinned.append(([kinds[i] for i in left], count))
    return pinned


def unsafe_cells_of(of: ConfidentialCohort, made: list, minimum: int) -> set[Predicate]:
    cells = set()
    full = {c.name: frozenset(c.codes) for c in of.classifications}
    for one in made:
        for (row, column), count in np.ndenumerate(one.counts):
            if 0 < count < minimum:
                predicate = one.shape.predicate(row, column)
                cells.add(frozenset((n, s) for n, s in predicate if s != full[n]))
    return cells


SHAPES = pytest.mark.parametrize(
    ("sizes", "asked", "most"),
    [
        ((2, 3), ONE, 12),
        ((3, 3), MARGINS, 8),
        ((2, 2, 2), LINKED, 8),
        ((2, 2, 2), CIRCLE, 8),
    ],
    ids=["one table", "a table and its margins", "two linked tables", "a circle of tables"],
)
FEW = settings(max_examples=20, deadline=None, derandomize=True)
MANY = settings(max_examples=1000, deadline=None, derandomize=True)


@SHAPES
@FEW
@given(data=st.data())
def test_no_unsafe_cell_is_pinned_to_one_number(sizes, asked, most, data):
    protected_tables_pin_nothing(sizes, asked, most, data)


@pytest.mark.slow
@SHAPES
@MANY
@given(data=st.data())
def test_no_unsafe_cell_is_pinned_to_one_number_in_thousands_of_tables(sizes, asked, most, data):
    protected_tables_pin_nothing(sizes, asked, most, data)


@FEW
@given(data=st.data())
def test_the_audit_says_what_brute_force_says_of_any_pattern(data):
    audit_agrees_with_brute_force(data)


@pytest.mark.slow
@MANY
@given(data=st.data())
def test_the_audit_says_what_brute_force_says_of_thousands_of_patterns(data):
    audit_agrees_with_brute_force(data)


def protected_tables_pin_nothing(sizes, asked, most, data):
    kinds = int(np.prod(sizes))
    values = data.draw(st.lists(st.integers(0, 4), min_size=kinds, max_size=kinds))
    total = min(sum(values), most)
    values = trimmed(values, total)
    of = cohort(*grid(sizes, values))
    made = [table(of, f"t{i}", rows, columns) for i, (rows, columns) in enumerate(asked)]

    result = protect_tables({"person": of}, made, PRESET, secret=b"test")

    found, all_kinds = consistent(of, list(result.tables), total + 2)
    names = [c.name for c in of.classifications]
    for cell in unsafe_cells_of(of, made, 3):
        assert len(values_of(found, all_kinds, names, cell)) > 1, (values, [t.counts for t in result.tables])
    assert not pinned_differences(of, made, found, all_kinds, 3)


def audit_agrees_with_brute_force(data):
    """Not only of patterns that the suppressor makes: of any, so that the attacker is neither blind nor too shy."""
    values = data.draw(st.lists(st.integers(0, 3), min_size=8, max_size=8))
    total = min(sum(values), 7)
    of = cohort(*grid((2, 2, 2), trimmed(values, total)))
    asked = data.draw(st.sampled_from([ONE, LINKED, CIRCLE]))
    made = [table(of, f"t{i}", rows, columns) for i, (rows, columns) in enumerate(asked)]
    unsafe = unsafe_cells_of(of, made, 3)
    hidden = {cell: data.draw(st.booleans()) for cell in sorted({c for t in made for c in cells_of(t)}, key=repr)}
    shown = [printed(t, unsafe, hidden) for t in made]

    result = audit(of, shown, sorted(unsafe, key=repr), rule=ThresholdRule(1))

    found, kinds = consistent(of, shown, 10 * total + 2 if total < 2 else total + 4)
    names = [c.name for c in of.classifications]
    pinned = {cell for cell in unsafe if len(values_of(found, kinds, names, cell)) < 2}
    assert set(result.failed) == pinned


def nested(of: ConfidentialCohort) -> list[ConfidentialTable]:
    """One table of the codes of a, one of their parents: the same cases at two depths."""
    a, b = of.classifications
    parents = {"low": ["a0", "a1"], "high": ["a2", "a3"]}
    return [
        table(of, "t0", "a", "b"),
        table_of(of, "t1", positions(a, parents), positions(b)),
    ]


def filtered(of: ConfidentialCohort) -> list[ConfidentialTable]:
    """A table of all cases, and one of those with one code of a third classification."""
    a, b, _ = of.classifications
    only = frozenset({("c", frozenset({"c0"}))})
    return [table(of, "t0", "a", "b"), table_of(of, "t1", positions(a), positions(b), only)]


def complete(of: ConfidentialCohort) -> list[ConfidentialTable]:
    """Codes with what is not recorded in one table; in the other only how many are known."""
    a, b = of.classifications
    return [table(of, "t0", "a", "b"), table_of(of, "t1", positions(a), completeness(b))]


def lists(of: ConfidentialCohort) -> list[ConfidentialTable]:
    """Cases on each list and on each pair of lists, cases on none being impossible."""
    return [table_of(of, "t0", on_lists(of), on_lists(of))]


FORMS = pytest.mark.parametrize(
    ("classifications", "tables_of", "most"),
    [
        ({"a": ["a0", "a1", "a2", "a3"], "b": ["b0", "b1"]}, nested, 8),
        ({"a": ["a0", "a1"], "b": ["b0", "b1"], "c": ["c0", "c1"]}, filtered, 8),
        ({"a": ["a0", "a1"], "b": ["b0", "b1", "b2", "not_recorded"]}, complete, 8),
        ({"l0": ["on", "off"], "l1": ["on", "off"], "l2": ["on", "off"]}, lists, 9),
    ],
    ids=["nested codes", "only some cases", "completeness", "overlap of lists"],
)


@FORMS
@FEW
@given(data=st.data())
def test_no_unsafe_cell_of_other_forms_of_tables_is_pinned(classifications, tables_of, most, data):
    forms_pin_nothing(classifications, tables_of, most, data)


@pytest.mark.slow
@FORMS
@MANY
@given(data=st.data())
def test_no_unsafe_cell_of_other_forms_of_tables_is_pinned_in_thousands(classifications, tables_of, most, data):
    forms_pin_nothing(classifications, tables_of, most, data)


def forms_pin_nothing(classifications, tables_of, most, data):
    kinds = list(product(*classifications.values()))
    values = data.draw(st.lists(st.integers(0, 4), min_size=len(kinds), max_size=len(kinds)))
    nowhere = None
    if tables_of is lists:
        nowhere = frozenset((name, frozenset({"off"})) for name in classifications)
        values[-1] = 0  # the last kind is on no list
    total = min(sum(values), most)
    counts = dict(zip(kinds, trimmed(values, total), strict=True))
    of = replace(cohort(classifications, counts), impossible=nowhere)
    made = tables_of(of)

    result = protect_tables({"person": of}, made, PRESET, secret=b"test")

    found, all_kinds = consistent(of, list(result.tables), total + 2)
    if nowhere:
        found = found[found[:, -1] == 0]
    names = [c.name for c in of.classifications]
    for cell in unsafe_cells_of(of, made, 3):
        assert len(values_of(found, all_kinds, names, cell)) > 1, (counts, [t.counts for t in result.tables])
    assert not pinned_differences(of, made, found, all_kinds, 3)


def cells_of(one) -> list[Predicate]:
    return [one.shape.predicate(r, c) for r in range(one.shape.size[0]) for c in range(one.shape.size[1])]


def printed(one, unsafe: set[Predicate], hidden: dict[Predicate, bool]) -> ProtectedTable:
    def cell(row: int, column: int) -> int | None:
        predicate, count = one.shape.predicate(row, column), int(one.counts[row, column])
        return None if predicate in unsafe or (hidden[predicate] and count > 0) else count

    return ProtectedTable(
        one.shape, tuple(tuple(cell(r, c) for c in range(one.shape.size[1])) for r in range(one.shape.size[0]))
    )


def trimmed(values: list[int], total: int) -> list[int]:
    """Take cases away from the end until ``total`` are left, so that brute force stays small."""
    kept = []
    for value in values:
        kept.append(min(value, total))
        total -= kept[-1]
    return kept
