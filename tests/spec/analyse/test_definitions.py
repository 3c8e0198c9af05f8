"""Definitions of a group as a table: what is recorded of an investigation, and what each definition says of it."""

from __future__ import annotations

from itertools import product

import pytest

from clerestory.model.definitions import (
    Attributes,
    Between,
    Category,
    Evidence,
    GroupDefinition,
    Met,
    code_of,
    joined,
    leaves_with,
    pattern_of,
    possible_patterns,
)

FILE, ASSESSED, INTEL, UNKNOWN = Evidence
INSIDE, ELSEWHERE, NO_CATEGORY, NONE, NOT_RECORDED = Category
N, U, Y = Met


def recorded(identified, active, unidentified, evidence, category) -> Attributes:
    def between(number) -> Between:
        if number is None:
            return Between(0, None)
        return Between(*number) if isinstance(number, tuple) else Between(number, number)

    return Attributes(between(identified), between(active), between(unidentified), evidence, category)


@pytest.mark.parametrize(
    ("of", "berel", "ho", "iicsa", "strict", "cocad", "ocg"),
    [
        # identified, with a role, not identified, evidence, category:    BEREL HO IICSA STRICT COCAD OCG
        (recorded(3, 3, 0, FILE, ELSEWHERE), Y, Y, Y, Y, Y, Y),
        # two are no proxy for a mapped group
        (recorded(2, 2, 0, FILE, ELSEWHERE), Y, Y, Y, Y, Y, N),
        # an assessment is no evidence in the file
        (recorded(3, 3, 0, ASSESSED, ELSEWHERE), Y, Y, Y, N, Y, N),
        # intelligence alone is an association, and no assessment
        (recorded(3, 3, 0, INTEL, ELSEWHERE), Y, Y, N, N, Y, N),
        # in a family or an institution
        (recorded(2, 2, 0, FILE, INSIDE), Y, N, Y, Y, Y, N),
        # in no dataset, so in no family of it
        (recorded(2, 2, 0, FILE, NONE), Y, Y, Y, Y, N, N),
        # one identified and one not: a network of the Inquiry, and of nobody else
        (recorded(1, 1, 1, FILE, NONE), N, N, Y, Y, N, N),
        # a lone suspect
        (recorded(1, 1, 0, UNKNOWN, NONE), N, N, N, N, N, N),
        # two identified, of whom one is at the edge
        (recorded(2, 1, 0, FILE, NONE), Y, Y, N, N, N, N),
        # whether they know each other is not recorded
        (recorded(2, 2, 0, UNKNOWN, ELSEWHERE), U, U, U, U, Y, N),
        # roles are not: two or three may take part
        (recorded(3, (1, 3), 0, FILE, ELSEWHERE), Y, Y, U, U, Y, U),
        # how many were identified is not
        (recorded((1, None), (1, None), 0, FILE, NONE), U, U, U, U, N, U),
        # how many were not identified is not
        (recorded(1, 1, None, FILE, NONE), N, N, U, U, N, N),
        # it is in the dataset, and may be a family's
        (recorded(2, 2, 0, FILE, NO_CATEGORY), Y, U, Y, Y, Y, N),
        # whether it is in the dataset is not recorded
        (recorded(2, 2, 0, FILE, NOT_RECORDED), Y, U, Y, Y, U, N),
    ],
)
def test_what_each_definition_says(of, berel, ho, iicsa, strict, cocad, ocg):
    assert pattern_of(of) == (berel, ho, iicsa, strict, cocad, ocg)


@pytest.mark.parametrize(
    ("narrower", "wider"),
    [("HO2020", "BEREL2013"), ("STRICT", "IICSA2019"), ("OCG", "STRICT"), ("OCG", "IICSA2019"), ("OCG", "BEREL2013")],
)
def test_a_definition_within_another_is_a_set_of_leaves_within_a_set(narrower, wider):
    assert leaves_with(GroupDefinition(narrower), Y) < leaves_with(GroupDefinition(wider), Y)


def test_no_other_definition_lies_within_another():
    pairs = product(GroupDefinition, repeat=2)
    assert sum(leaves_with(one, Y) < leaves_with(other, Y) for one, other in pairs) == 5


def test_a_case_of_two_investigations_has_a_possible_pattern_again():
    possible = set(possible_patterns())
    assert all(joined(one, other) in possible for one, other in product(possible, repeat=2))


def test_leaves_do_not_depend_on_the_cases_and_each_has_its_own_code():
    codes = [code_of(pattern) for pattern in possible_patterns()]
    assert len(set(codes)) == len(codes) > 100
    assert codes[-1] == "nnnnnn"


def test_of_each_definition_every_leaf_says_one_thing():
    every = {code_of(pattern) for pattern in possible_patterns()}
    for definition in GroupDefinition:
        sets = [leaves_with(definition, met) for met in Met]
        assert sum(map(len, sets)) == len(every)
        assert frozenset().union(*sets) == every
