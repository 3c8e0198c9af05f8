"""Unsafe cells of studies by every rule of a preset: small cohorts whose operations are known."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

import numpy as np
import pytest

from clerestory.errors import RuleSetError
from clerestory.model.attackers import Attacker
from clerestory.model.commission import DataKind
from clerestory.model.contributors import ContributorParts
from clerestory.model.history import EarlierTable
from clerestory.model.rules import (
    GroupDisclosureRule,
    LiveCaseRule,
    OperationRule,
    Preset,
    TableRules,
    TableScope,
    ThresholdRule,
)
from clerestory.model.tables import ProtectedTable
from clerestory.protect import engine, protect_tables
from clerestory.protect.history.known import still_true
from small_tables import cohort, positions, table, table_of

NATIONAL, BELOW, CROSSED = TableScope
SIX, TEN = ThresholdRule(6), ThresholdRule(10)


def preset(national, below=None, crossed=None, **more):
    scopes = dict(zip(TableScope, (national, below or national, crossed or national), strict=True))
    return Preset("P", SIX, frozenset({DataKind.SYNTHETIC}), scopes=MappingProxyType(scopes), **more)


def people(cells, *, live=(), name="person"):
    """A cohort of ``{(a, b): {operation: persons}}``, each person in one operation; "-" is none."""
    counts = {kind: sum(parts.values()) for kind, parts in cells.items()}
    axes = {"a": dict.fromkeys(a for a, _ in cells), "b": dict.fromkeys(b for _, b in cells)}
    made = cohort({axis: list(found) for axis, found in axes.items()}, counts)
    names = sorted({operation for parts in cells.values() for operation in parts} - {"-"})
    kinds = [kind for kind, count in counts.items() if count > 0]
    rows = [
        (kinds.index(kind), names.index(operation), n)
        for kind, parts in cells.items()
        for operation, n in parts.items()
        if operation != "-" and n
    ]
    combinations, operations, cases = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    is_live = np.array([operation in live for operation in names], dtype=bool)
    parts = ContributorParts(tuple(names), combinations, operations, cases, is_live)
    return replace(made, name=name, operations=parts)


def many(n, first=0, each=4):
    """``n`` persons in operations of ``each``."""
    return {f"o{first + i}": each for i in range(n // each)}


def inner(protected):
    return [list(row[1:]) for row in protected.counts[1:]]


WIDE = {(f"a{i}", f"b{j}"): many(40, 100 * (3 * i + j)) for i in range(3) for j in range(3)}
EVERYBODY = frozenset(Attacker)
S6 = preset(TableRules(SIX, OperationRule()))
L6 = preset(TableRules(SIX, OperationRule(), LiveCaseRule()))


def printed(cells, rules, scope=NATIONAL, live=()):
    of = people(cells, live=live)
    return protect_tables({"person": of}, [table(of, "t1", "a", "b")], rules, secret=b"s", scopes={"t1": scope})


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({"x": 20, "y": 10, "z": 10}, False),  # exactly half
        ({"x": 21, "y": 10, "z": 9}, True),
        ({"x": 20, "y": 20}, True),  # two operations
        ({"x": 14, "y": 13, "z": 13}, False),
        ({"x": 14, "y": 13, "-": 13}, True),  # 13 persons of no operation are no third one
    ],
)
def test_a_large_count_is_hidden_where_one_operation_could_be_recognised(parts, hidden):
    result = printed(WIDE | {("a0", "b0"): parts}, S6)
    assert (inner(result.tables[0])[0][0] is None) == hidden
    assert result.proofs[0].audit.is_safe
    targets = {cell for witness in result.proofs[0].audit.witnesses for cell in witness.cells}
    assert (frozenset({("a", frozenset({"a0"})), ("b", frozenset({"b0"}))}) in targets) == hidden
    assert (result.tables[0].suppressed >= 4) == hidden  # alone it could be subtracted


@pytest.mark.parametrize(
    ("parts", "live", "hidden"),
    [
        ({"x": 8, "y": 8, "z": 8, "v": 8, "w": 8}, {"x"}, False),  # exactly a fifth, one of five
        ({"x": 9, "y": 8, "z": 8, "v": 8, "w": 7}, {"x"}, True),
        ({"x": 9, "y": 8, "z": 8, "v": 8, "w": 7}, set(), False),
        ({"x": 4, "y": 12, "z": 12, "v": 12}, {"x"}, True),  # one of four
    ],
)
def test_a_live_case_is_counted_but_not_visible(parts, live, hidden):
    result = printed(WIDE | {("a0", "b0"): parts}, L6, live=live)
    assert (inner(result.tables[0])[0][0] is None) == hidden


def test_where_nothing_is_known_of_proceedings_the_rule_for_live_cases_says_nothing():
    of = people(WIDE | {("a0", "b0"): {"x": 20, "y": 10, "z": 10}}, live={"x"})
    of = replace(of, operations=replace(of.operations, live=None))
    made = protect_tables({"person": of}, [table(of, "t1", "a", "b")], L6, secret=b"s", scopes={"t1": NATIONAL})
    assert made.tables[0].suppressed == 0


@pytest.mark.parametrize(
    ("scope", "count", "hidden"),
    [(NATIONAL, 7, False), (NATIONAL, 5, True), (BELOW, 7, True), (BELOW, 10, False), (CROSSED, 9, True)],
)
def test_the_threshold_depends_on_what_the_table_tells_apart(scope, count, hidden):
    by_scope = preset(TableRules(SIX), TableRules(TEN), TableRules(TEN, percent_base=50))
    result = printed(WIDE | {("a0", "b0"): {"x": count}}, by_scope, scope)
    assert (inner(result.tables[0])[0][0] is None) == hidden
    assert result.tables[0].percent_base == (50 if scope is CROSSED else 30)


def test_a_cell_of_two_tables_follows_the_stricter():
    """8 persons of a0 are a row of a national table, and of one below national level."""
    of = people(WIDE | {("a0", f"b{j}"): {f"x{j}": n} for j, n in enumerate((8, 0, 0))})
    national, below = table(of, "t1", "a"), table(of, "t2", "a", "b")
    by_scope = preset(TableRules(SIX), TableRules(TEN))
    alone = protect_tables({"person": of}, [national], by_scope, secret=b"s", scopes={"t1": NATIONAL})
    assert alone.tables[0].value("a0") == 8
    both = protect_tables(
        {"person": of}, [national, below], by_scope, secret=b"s", scopes={"t1": NATIONAL, "t2": BELOW}
    )
    assert both.tables[0].value("a0") is None


def test_each_table_follows_its_own_rules():
    """8 persons are shown in the national table by a, and hidden in the table below national level by b."""
    of = people({("a0", "b1"): {"x": 8}, ("a1", "b0"): {"y": 8}, ("a1", "b1"): many(40), ("a1", "b2"): many(40, 50)})
    tables = [table(of, "t1", "a"), table(of, "t2", "b")]
    by_scope = preset(TableRules(SIX), TableRules(TEN))
    result = protect_tables({"person": of}, tables, by_scope, secret=b"s", scopes={"t1": NATIONAL, "t2": BELOW})
    assert result.tables[0].value("a0") == 8
    assert result.tables[1].value("b0") is None


@pytest.mark.parametrize(("scope", "withheld"), [(NATIONAL, False), (BELOW, True)])
def test_what_a_line_leaves_over_is_held_to_the_threshold_of_its_table(monkeypatch, scope, withheld):
    """A suppressor that hides 3 and 4 alone leaves 7 over: enough for a national table, too few below."""
    monkeypatch.setattr(engine, "suppressed_cells", lambda *args, **_: args[3].unsafe.copy())
    of = people({("a0", "b0"): {"x": 3}, ("a1", "b0"): {"y": 4}, ("a2", "b0"): many(40), ("a3", "b1"): many(40, 50)})
    tables = [table(of, "t1", "a"), table(of, "t2", "b")]
    by_scope = preset(TableRules(SIX), TableRules(TEN))
    result = protect_tables({"person": of}, tables, by_scope, secret=b"s", scopes={"t1": scope, "t2": BELOW})
    assert result.tables[0].whole == withheld


def test_what_printed_cells_leave_over_is_held_to_the_operations_too():
    """Of 80 persons of a0 40 are b1: the other 40, whom nobody prints, are of one operation."""
    cells = {(a, b): many(40, 50 * n) for n, (a, b) in enumerate([("a0", "b1"), ("a1", "b0"), ("a1", "b1")])}
    of = people({("a0", "b0"): {"x": 40}} | cells)
    rows = positions(of.classifications[0])
    women = tuple(position for position in positions(of.classifications[1]) if position.key in ("total", "b1"))
    made = table_of(of, "t1", rows, women)
    result = protect_tables({"person": of}, [made], S6, secret=b"s", scopes={"t1": NATIONAL})
    shown = result.tables[0]
    assert shown.value("a0", "total") is None or shown.value("a0", "b1") is None
    threshold_only = protect_tables(
        {"person": of}, [made], preset(TableRules(SIX)), secret=b"s", scopes={"t1": NATIONAL}
    )
    assert threshold_only.tables[0].suppressed == 0


def test_what_a_line_leaves_over_is_held_to_the_operations_too():
    """Two cells of 20 persons of one operation: the 40 of both, which the total less the rest gives, are of it too."""
    result = printed(WIDE | {("a0", "b0"): {"x": 20}, ("a0", "b1"): {"x": 20}}, S6)
    shown = result.tables[0]
    assert shown.value("a0", "b0") is None
    assert shown.value("a0", "b1") is None
    assert shown.value("a0", "total") is None or shown.value("a0", "b2") is None


def test_an_operation_that_is_seen_among_suspects_is_hidden_among_victims():
    """Suspects of a0 are of two operations; its 40 victims are of ten, and safe but for the other side (S7, S20)."""
    suspects = people(WIDE | {("a0", f"b{j}"): {"x": 8, "y": 8} for j in range(3)}, name="suspect")
    victims = people(WIDE, name="victim")
    cohorts = {"suspect": suspects, "victim": victims}
    tables = [table(suspects, "s", "a"), table(victims, "v", "a")]
    result = protect_tables(cohorts, tables, S6, secret=b"s", scopes={"s": NATIONAL, "v": NATIONAL})
    assert result.tables[0].value("a0") is None
    assert result.tables[1].value("a0") is None
    alone = protect_tables({"victim": victims}, tables[1:], S6, secret=b"s", scopes={"v": NATIONAL})
    assert alone.tables[0].suppressed == 0


def test_a_small_count_among_suspects_does_not_hide_victims():
    suspects = people(WIDE | {("a0", f"b{j}"): {f"o{j}": 1} for j in range(3)}, name="suspect")
    cohorts = {"suspect": suspects, "victim": people(WIDE, name="victim")}
    tables = [table(suspects, "s", "a"), table(cohorts["victim"], "v", "a")]
    plain = preset(TableRules(SIX))
    result = protect_tables(cohorts, tables, plain, secret=b"s", scopes={"s": NATIONAL, "v": NATIONAL})
    assert result.tables[0].value("a0") is None
    assert result.tables[1].suppressed == 0


@pytest.mark.parametrize(
    ("rules", "operations", "scopes", "said"),
    [
        (S6, False, {"t1": NATIONAL}, "asks for the operations behind each cell"),
        (S6, True, {}, "nothing says so of t1"),
        (preset(TableRules(SIX), attackers=EVERYBODY), True, {"t1": NATIONAL}, "giver among its attackers"),
        (preset(TableRules(SIX), attackers=EVERYBODY), False, {"t1": NATIONAL}, "operation among its attackers"),
    ],
)
def test_a_preset_that_the_engine_cannot_keep_is_refused(rules, operations, scopes, said):
    of = people(WIDE)
    of = of if operations else replace(of, operations=None)
    with pytest.raises(RuleSetError, match=said):
        protect_tables({"person": of}, [table(of, "t1", "a", "b")], rules, secret=b"s", scopes=scopes)


FORCES = {
    ("f1", "charged"): 8,
    ("f1", "other"): 0,
    ("f2", "charged"): 40,
    ("f2", "other"): 40,
    ("f3", "charged"): 40,
    ("f3", "other"): 40,
}


@pytest.mark.parametrize(
    ("changed", "groups", "hidden"),
    [
        ({}, None, set()),
        ({}, GroupDisclosureRule(), {("f1", "charged"), ("f1", "other")}),  # all 8 were charged
        ({}, GroupDisclosureRule(group=8), set()),  # 8 are no small group
        ({("f1", "other"): 6}, GroupDisclosureRule(), set()),
        ({("f1", "charged"): 0, ("f1", "other"): 0}, GroupDisclosureRule(), set()),  # nobody is in the group
    ],
)
def test_all_of_a_small_group_is_not_said_and_a_zero_is_hidden_for_it(changed, groups, hidden):
    of = cohort({"force": ["f1", "f2", "f3"], "end": ["charged", "other"]}, FORCES | changed)
    rules = preset(TableRules(SIX, groups=groups))
    result = protect_tables(
        {"person": of}, [table(of, "t1", "force", "end")], rules, secret=b"s", scopes={"t1": NATIONAL}
    )
    shown = result.tables[0]
    assert {at for at in FORCES if at[0] == "f1" and shown.value(*at) is None} == hidden
    assert shown.hides_zeros == (groups is not None)
    assert not shown.whole
    assert (shown.suppressed > 0) == bool(hidden)


@pytest.mark.parametrize(("sensitive", "hidden"), [(set(), False), ({"end=charged"}, True), ({"other"}, False)])
def test_nobody_is_not_said_of_a_sensitive_category(sensitive, hidden):
    counts = {(force, end): 40 for force in ("f1", "f2") for end in ("charged", "dropped", "other")}
    counts |= {("f0", "charged"): 0, ("f0", "dropped"): 8, ("f0", "other"): 8}
    of = cohort({"force": ["f0", "f1", "f2"], "end": ["charged", "dropped", "other"]}, counts)
    rules = preset(TableRules(SIX, groups=GroupDisclosureRule(sensitive=frozenset(sensitive))))
    result = protect_tables(
        {"person": of}, [table(of, "t1", "force", "end")], rules, secret=b"s", scopes={"t1": NATIONAL}
    )
    assert (result.tables[0].value("f0", "charged") is None) == hidden


def test_not_recorded_is_no_category():
    """Of 8 persons of f1 nothing is recorded: that says nothing of them. Of 8 of f2 all that is recorded is one end."""
    counts = {(f, e): 40 for f in ("f3", "f4") for e in ("charged", "other", "not_recorded")}
    counts |= {("f1", "not_recorded"): 8, ("f2", "charged"): 8, ("f2", "not_recorded"): 8}
    of = cohort({"force": ["f1", "f2", "f3", "f4"], "end": ["charged", "other", "not_recorded"]}, counts)
    rules = preset(TableRules(SIX, groups=GroupDisclosureRule(columns=frozenset({"end"}))))
    shown = protect_tables(
        {"person": of}, [table(of, "t1", "force", "end")], rules, secret=b"s", scopes={"t1": NATIONAL}
    ).tables[0]
    assert shown.value("f1", "not_recorded") == 8
    assert shown.value("f2", "charged") is None
    assert shown.value("f2", "other") is None


def test_a_suppressor_that_leaves_a_statement_is_not_believed(monkeypatch):
    """One that knows no groups prints "all of 8": the attack finds it by itself, and the table is withheld."""
    monkeypatch.setattr(engine, "suppressed_cells", lambda *args, **_: args[2].counts < 0)
    of = cohort({"force": ["f1", "f2", "f3"], "end": ["charged", "other"]}, FORCES)
    rules = preset(TableRules(SIX, groups=GroupDisclosureRule()))
    result = protect_tables(
        {"person": of}, [table(of, "t1", "force", "end")], rules, secret=b"s", scopes={"t1": NATIONAL}
    )
    assert result.tables[0].whole


def test_an_earlier_table_that_may_hide_zeros_does_not_say_at_least_one():
    """Hidden then and now: with zeros published the 0 could be told from the cells that are 1 at least."""
    of = cohort({"force": ["f1", "f2", "f3"], "end": ["charged", "other"]}, FORCES)
    rules = preset(TableRules(SIX, groups=GroupDisclosureRule()))
    made = table(of, "t1", "force", "end")
    first = protect_tables({"person": of}, [made], rules, secret=b"s", scopes={"t1": NATIONAL}).tables[0]
    known = still_true([EarlierTable("first", first, made.counts)])
    assert known[0][0].whole
    again = protect_tables(
        {"person": of},
        [made],
        rules,
        secret=b"s",
        scopes={"t1": NATIONAL},
        earlier=[EarlierTable("first", first, made.counts)],
    )
    assert again.tables[0].counts == first.counts
    assert ProtectedTable.from_json(first.as_json()) == first


def test_a_third_is_a_third():
    """33 of 100 persons may be of one operation where three variables are crossed; 34 may not."""
    rules = preset(TableRules(SIX, OperationRule()), crossed=TableRules(TEN, OperationRule(5, Fraction(33, 100))))
    for most, hidden in ((33, False), (34, True)):
        parts = {"x": most, "y": 30, "z": 20, "v": 10, "w": 40 - most}
        result = printed(WIDE | {("a0", "b0"): parts}, rules, CROSSED)
        assert (inner(result.tables[0])[0][0] is None) == hidden


def test_no_operation_is_named_where_a_cohort_shows_itself():
    assert "o0" not in repr(people(WIDE)) + repr(people(WIDE).operations)
