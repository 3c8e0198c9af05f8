"""Verdicts against brute force: every completion of small tables is listed, and the claim is looked at in each.

A claim is supported if it is true in all of them and contradicted if it is false in all. Unrounded, the verdict is
that of the list for levels, ranks and what is more; for what is similar, and with rounding, it is never too strong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clerestory.model.tables import Position, ProtectedTable, TableShape
from clerestory.model.wording.claims import Verdict
from clerestory.publish.claims.relations import (
    Cell,
    Level,
    judge_against,
    judge_different,
    judge_higher,
    judge_more,
    judge_no_link,
    judge_rank,
    judge_similar,
    judge_steady,
    judge_times,
)

CODES = ("a", "b", "c")
Row = tuple[int, ...]  # counts of the known categories, the unknown last


def table_of(rows: Sequence[Row], base: int = 1) -> ProtectedTable:
    """A table of rows that are published with total, known, categories and unknown, each rounded by itself."""
    codes = CODES[: len(rows[0]) - 1]
    columns = (
        Position("total", "Total"),
        Position("known", "Known", frozenset({("v", frozenset(codes))})),
        *(Position(code, code, frozenset({("v", frozenset({code}))})) for code in codes),
        Position("not_recorded", "Not recorded", frozenset({("v", frozenset({"not_recorded"}))})),
    )
    every = [tuple(map(sum, zip(*rows, strict=True))), *rows]
    counts = tuple((sum(row), sum(row[:-1]), *row) for row in every)
    places = (
        Position("total", "Total"),
        *(Position(f"r{n}", f"R{n}", frozenset({("r", frozenset({f"r{n}"}))})) for n, _ in enumerate(rows)),
    )
    shape = TableShape("t1", "T", "suspect", "suspect", places, columns)
    rounded = tuple(tuple((n + base // 2) // base * base for n in row) for row in counts)
    bases = tuple(tuple(base for _ in row) for row in counts) if base > 1 else None
    return ProtectedTable(shape, rounded, percent_base=1, rounding=bases)


def rounds_to(published: int, base: int) -> range:
    return range(1) if published == 0 else range(max(published - base // 2, 1), published - base // 2 + base)


def completions(row: Row, base: int = 1) -> Iterator[Row]:
    """Every division of all cases among the categories that agrees with what is published of a row."""
    total, known = ((n + base // 2) // base * base for n in (sum(row), sum(row[:-1])))
    shown = [(n + base // 2) // base * base for n in row[:-1]]
    for parts in product(*(rounds_to(n, base) for n in shown)):
        if sum(parts) not in rounds_to(known, base):
            continue
        for everybody in rounds_to(total, base):
            unknown = everybody - sum(parts)
            if unknown >= 0:
                yield from (tuple(map(sum, zip(parts, more, strict=True))) for more in spread(unknown, len(parts)))


def spread(cases: int, places: int) -> Iterator[Row]:
    if places == 1:
        yield (cases,)
        return
    for here in range(cases + 1):
        yield from ((here, *rest) for rest in spread(cases - here, places - 1))


def truth(worlds: Iterator[bool] | Sequence[bool]) -> Verdict:
    found = set(worlds)
    if found == {True}:
        return Verdict.SUPPORTED
    return Verdict.CONTRADICTED if found == {False} else Verdict.UNDETERMINED


ROW = st.tuples(*(st.integers(0, 6) for _ in range(4))).filter(lambda row: sum(row[:3]) > 0)
LEVELS = st.sampled_from([Fraction(1, 10), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(9, 10)])
ONE_LINE: dict[str, tuple[Callable[[Cell, Cell], Verdict], Callable[[Row], bool]]] = {
    "largest": (lambda a, b: judge_rank(a, largest=True).verdict, lambda w: w[0] > max(w[1:])),
    "smallest": (lambda a, b: judge_rank(a, largest=False).verdict, lambda w: w[0] < min(w[1:])),
    "more": (lambda a, b: judge_more(a, b).verdict, lambda w: w[0] > w[1]),
    "doubled": (lambda a, b: judge_times(b, a, factor=Fraction(2)).verdict, lambda w: w[1] >= 2 * w[0]),
    "halved": (lambda a, b: judge_times(a, b, factor=Fraction(2)).verdict, lambda w: w[0] >= 2 * w[1]),
}


@given(ROW, LEVELS, st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_level_is_judged_as_all_completions_judge_it(row, level, above):
    cell = Cell(table_of([row]), (1, 2))
    passed = [(w[0] > level * sum(w)) if above else (w[0] < level * sum(w)) for w in completions(row)]
    assert Level(level, above).judge(cell).verdict is truth(passed)


@pytest.mark.parametrize("relation", ONE_LINE)
@given(row=ROW)
@settings(max_examples=80, deadline=None)
def test_cells_of_one_row_are_judged_as_all_completions_judge_them(relation, row):
    judge, holds = ONE_LINE[relation]
    table = table_of([row])
    assert judge(Cell(table, (1, 2)), Cell(table, (1, 3))) is truth([holds(w) for w in completions(row)])


@given(ROW, ROW)
@example((0, 0, 1, 3), (1, 0, 0, 4))
@settings(max_examples=60, deadline=None)
def test_shares_of_two_rows_are_judged_as_all_completions_judge_them(first, second):
    table = table_of([first, second])
    one, other = Cell(table, (1, 2)), Cell(table, (2, 2))
    shares = [{Fraction(w[0], sum(w)) for w in completions(row)} for row in (first, second)]
    pairs = list(product(*shares))
    assert judge_higher(one, other).verdict is truth([a > b for a, b in pairs])
    similar = truth([abs(a - b) <= Fraction(1, 20) for a, b in pairs])
    different = truth([a != b for a, b in pairs])  # shares of 4 and of 5 cases may never be equal, between equal bounds
    assert judge_similar(one, other).verdict in (similar, Verdict.UNDETERMINED)
    assert judge_different(one, other).verdict in (different, Verdict.UNDETERMINED)


@given(ROW, st.fractions(0, 1, max_denominator=20))
@settings(max_examples=80, deadline=None)
def test_a_comparison_population_is_judged_as_all_completions_judge_it(row, comparison):
    cell = Cell(table_of([row]), (1, 2))
    shares = [Fraction(w[0], sum(w)) for w in completions(row)]
    assert judge_against(cell, comparison, over=True).verdict is truth([p > comparison for p in shares])
    assert judge_against(cell, comparison, over=False).verdict is truth([p < comparison for p in shares])


SMALL = st.tuples(*(st.integers(0, 3) for _ in range(3))).filter(lambda row: sum(row[:2]) > 0)


@given(SMALL, SMALL)
@settings(max_examples=60, deadline=None)
def test_no_link_is_never_judged_against_a_completion(first, second):
    table = table_of([first, second])
    worlds = list(product(completions(first), completions(second)))
    true = [
        all(abs(Fraction(a[i], sum(a)) - Fraction(b[i], sum(b))) <= Fraction(1, 20) for i in (0, 1)) for a, b in worlds
    ]
    verdict = judge_no_link(table).verdict
    assert verdict in (truth(true), Verdict.UNDETERMINED)


# Rounded to a base of 3 each count stands for three; rows are small, so that all completions can be listed.
ROUNDED = st.tuples(*(st.integers(2, 8) for _ in range(3)), st.integers(0, 4))


@given(ROUNDED, LEVELS, st.booleans())
@settings(max_examples=40, deadline=None)
def test_with_rounding_no_verdict_is_too_strong(row, level, above):
    table = table_of([row], base=3)
    one, other = Cell(table, (1, 2)), Cell(table, (1, 3))
    worlds = list(completions(row, base=3))
    passed = truth([(w[0] > level * sum(w)) if above else (w[0] < level * sum(w)) for w in worlds])
    assert Level(level, above).judge(one).verdict in (passed, Verdict.UNDETERMINED)
    for judge, holds in ONE_LINE.values():
        assert judge(one, other) in (truth([holds(w) for w in worlds]), Verdict.UNDETERMINED)


@given(ROW)
@settings(max_examples=60, deadline=None)
def test_steady_is_never_judged_against_a_completion(row):
    table = table_of([row])
    worlds = list(completions(row))
    true = truth([abs(w[1] - w[0]) * 20 <= w[0] for w in worlds])
    assert judge_steady(Cell(table, (1, 2)), Cell(table, (1, 3))).verdict in (true, Verdict.UNDETERMINED)


@given(ROW)
@settings(max_examples=60, deadline=None)
def test_a_claim_and_its_denial_are_judged_alike(row):
    cell = Cell(table_of([row]), (1, 2))
    above = Level(Fraction(1, 2), above=True).judge(cell).verdict
    denied = truth([not w[0] * 2 > sum(w) for w in completions(row)])
    assert above.denied is denied
