"""Until when an order holds: computed from its section and a birth (rules L1 to L4)."""

from __future__ import annotations

import datetime as dt

import pytest

from clerestory.model.redaction.orders import Born, Order, Section, Waiver, restrictions_on

D = dt.date
BORN = Born(D(2010, 5, 17))


@pytest.mark.parametrize(
    ("section", "end"),
    [
        (Section.SOAA_1, None),  # for life
        (Section.YJCEA_45, D(2028, 5, 17)),
        (Section.YJCEA_45A, None),  # for life
        (Section.YJCEA_46, None),  # for life
        (Section.CYPA_39, D(2028, 5, 17)),
        (Section.CYPA_49, D(2028, 5, 17)),
        (Section.CCA_4, None),  # with the proceedings, and nobody says when
        (Section.CCA_11, None),  # when the court lifts it
    ],
)
def test_every_section_has_its_end(section, end):
    assert Order("inv1", section, person="p", born=BORN).end == end


@pytest.mark.parametrize(
    ("born", "adult"),
    [
        (D(2008, 2, 28), D(2026, 2, 28)),
        (D(2008, 3, 1), D(2026, 3, 1)),
        (D(2008, 2, 29), D(2026, 3, 1)),  # no 29 February 18 years on: the later of the two days
        (D(2004, 2, 29), D(2022, 3, 1)),
        (D(2008, 12, 31), D(2026, 12, 31)),  # as where the year alone is known
    ],
)
def test_an_18th_birthday_is_counted_from_the_latest_day_of_birth(born, adult):
    assert Born(born).adult == adult


@pytest.mark.parametrize(("day", "holds"), [(D(2028, 5, 16), True), (D(2028, 5, 17), False)])
def test_an_order_ends_as_the_birthday_begins(day, holds):
    assert Order("inv1", Section.YJCEA_45, person="p", born=BORN).in_force(day) is holds


def test_without_a_birth_an_order_has_no_end_that_is_known():
    assert Order("inv1", Section.YJCEA_45, person="p").in_force(D(2099, 1, 1))


def test_an_order_begins_with_its_day_and_one_without_a_day_has_begun():
    later = Order("inv1", Section.YJCEA_45A, person="p", start=D(2026, 5, 1))
    assert [later.in_force(D(2026, 4, 30)), later.in_force(D(2026, 5, 1))] == [False, True]
    assert Order("inv1", Section.YJCEA_45A, person="p").in_force(D(1999, 1, 1))


def test_complainants_are_anonymous_without_any_order():
    assert [of.section for of in restrictions_on(D(2026, 1, 1), ())] == [Section.SOAA_1]


def test_a_waiver_is_one_persons_within_its_dates_and_ends_no_restriction():
    waiver = Waiver("an interview of her own", D(2026, 2, 1), "file 3", D(2026, 6, 1))
    order = Order("inv1", Section.SOAA_1, person="p", waiver=waiver)
    waived = [restrictions_on(day, [order])[0].waived for day in (D(2026, 1, 31), D(2026, 2, 1), D(2026, 6, 1))]
    assert waived == [0, 1, 0]
    assert {of.section for of in restrictions_on(D(2026, 2, 1), [order])} == {Section.SOAA_1}


def test_orders_of_one_section_are_counted_by_person_with_the_next_end():
    older = Order("inv1", Section.YJCEA_45, person="q", born=Born(D(2009, 1, 1)))
    orders = [Order("inv1", Section.YJCEA_45, person="p", born=BORN), older, older]
    restriction = restrictions_on(D(2026, 1, 1), orders)[1]
    assert (restriction.people, restriction.until) == (2, D(2027, 1, 1))
    everybody = [*orders, Order("inv1", Section.YJCEA_45)]
    assert restrictions_on(D(2026, 1, 1), everybody)[1].people == 0


def test_nothing_of_a_person_is_in_a_repr():
    waiver = Waiver("s", D(2026, 2, 1), "e")
    order = Order("inv1", Section.SOAA_1, person="person7", court="Examplebury", born=BORN, waiver=waiver)
    assert repr(order) == "Order(SOAA1992-S1)"
    assert repr(BORN) == "Born()"
