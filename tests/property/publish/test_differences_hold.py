"""The bounds of a difference hold for every truth behind a small table: each is written out and computed.

A truth says of each case whether it is group-based and whether it is in the category. What is not recorded may be
either, and a published count may be any that rounds to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.comparisons.differences import Difference, Reading, difference_of
from compared_tables import column, compared

# Of each population: cases known to be in A, known to be in B, and of which it is not known.
FEW = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2))
POPULATION = FEW.filter(lambda counts: sum(counts[:2]) > 0)


def line(counts) -> tuple[int, ...]:
    inside, outside, lost = counts
    return (sum(counts), inside + outside, inside, outside, lost)


def truths(group, other, undecided) -> Iterator[Fraction]:
    """Every difference that the cases behind three lines of counts may have in truth."""
    known_in, known_out, lost = undecided
    for g, o, u in product(range(group[2] + 1), range(other[2] + 1), range(lost + 1)):
        inside, outside = known_in + u, known_out + lost - u
        for joined_in, joined_out in product(range(inside + 1), range(outside + 1)):
            of_group = (group[0] + g + joined_in, sum(group) + joined_in + joined_out)
            rest = inside - joined_in, outside - joined_out
            of_other = (other[0] + o + rest[0], sum(other) + sum(rest))
            yield Fraction(*of_group) - Fraction(*of_other)


def check(found, every: list[Fraction]) -> None:
    assert isinstance(found, Difference)
    assert found.bounds.lower_prop <= min(every)
    assert max(every) <= found.bounds.upper_prop
    if found.reading is Reading.HIGHER:
        assert min(every) > 0
    if found.reading is Reading.LOWER:
        assert max(every) < 0


@settings(max_examples=150, deadline=None, derandomize=True)
@given(group=POPULATION, other=POPULATION, undecided=FEW)
def test_every_truth_lies_within_the_bounds(group, other, undecided):
    table = compared(line(group), line(other), line(undecided), percent_base=1)
    check(difference_of(table, column(table, "A")), list(truths(group, other, undecided)))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(group=POPULATION, other=POPULATION)
def test_without_undecided_cases_both_ends_are_reached(group, other):
    table = compared(line(group), line(other), line((0, 0, 0)), percent_base=1)
    every = list(truths(group, other, (0, 0, 0)))
    found = difference_of(table, column(table, "A")).bounds
    assert (found.lower_prop, found.upper_prop) == (min(every), max(every))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(group=POPULATION, other=POPULATION, undecided=FEW)
def test_what_is_suppressed_of_the_undecided_takes_nothing_from_the_truth(group, other, undecided):
    hidden = (sum(undecided), None, None, None, None)
    table = compared(line(group), line(other), hidden, percent_base=1)
    check(difference_of(table, column(table, "A")), list(truths(group, other, undecided)))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(group=POPULATION, other=POPULATION, undecided=FEW, base=st.sampled_from([2, 3, 5]))
def test_rounding_takes_nothing_from_the_truth(group, other, undecided, base):
    """Each count is rounded by itself, halves up, as a reader sees it; only what is published goes in."""
    lines = [tuple(rounded(count, base) for count in line(counts)) for counts in (group, other, undecided)]
    table = replace(compared(*lines, percent_base=1), rounding=((base,) * 5,) * 3)
    found = difference_of(table, column(table, "A"))
    if isinstance(found, Difference):  # else the rounded part is larger than the whole, and nothing is said
        check(found, list(truths(group, other, undecided)))


def rounded(count: int, base: int) -> int:
    return base * ((2 * count + base) // (2 * base))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(group=POPULATION, other=POPULATION, undecided=FEW)
def test_the_two_populations_exchanged_give_the_opposite(group, other, undecided):
    there = compared(line(group), line(other), line(undecided), percent_base=1)
    back = compared(line(other), line(group), line(undecided), percent_base=1)
    one, two = (difference_of(table, column(table, "A")).bounds for table in (there, back))
    assert (one.lower_prop, one.upper_prop) == (-two.upper_prop, -two.lower_prop)
