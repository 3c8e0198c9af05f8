"""What may be printed of outputs that are no tables of counts (S5, S9, S10, S17), by worked example."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from clerestory.errors import ProtectionError, RuleSetError, TableError
from clerestory.model.rules import (
    AreaLevel,
    EstimateRule,
    NetworkRule,
    PercentBase,
    ProfileRule,
    QuantileRule,
    RoundingRule,
    SurvivalRule,
)
from clerestory.protect.rules.outputs import (
    check_area_level,
    forces_with_safe_local_authorities,
    network_distribution,
    percentages,
    printed_estimates,
    printed_limits,
    printed_quantiles,
    rounded_profile,
    survival_curve,
)


@pytest.mark.parametrize(
    ("part", "base", "variables", "printed"),
    [
        (15, 30, 2, 50.0),
        (14, 29, 2, None),  # a base of 29
        (1, 40, 2, 2.5),
        (1, 80, 2, 1.3),  # 1.25: halves up
        (20, 49, 3, None),  # three variables ask for 50
        (20, 50, 3, 40.0),
        (0, 0, 1, None),
        (2, 60, 2, 3.3),
    ],
)
def test_a_percentage_has_one_decimal_and_a_base_of_thirty(part, base, variables, printed):
    made = percentages(np.array([part]), np.array([base]), PercentBase(), variables=variables).tolist()[0]
    assert (None if np.isnan(made) else made) == printed


def test_a_part_above_its_base_is_refused():
    with pytest.raises(TableError, match="larger than its base"):
        percentages(np.array([41]), np.array([40]), PercentBase(), variables=1)


@pytest.mark.parametrize(("level", "base"), [(AreaLevel.NATIONAL, 10), (AreaLevel.REGION, 5), (AreaLevel.FORCE, 5)])
def test_rounding_is_to_ten_nationally_and_five_below(level, base):
    assert RoundingRule().base(level) == base


@pytest.mark.parametrize(("level", "variables"), [(AreaLevel.NATIONAL, 4), (AreaLevel.REGION, 2), (AreaLevel.FORCE, 2)])
def test_areas_down_to_a_force_may_be_crossed_with_one_variable(level, variables):
    check_area_level(level, variables=variables)


@pytest.mark.parametrize(
    ("level", "variables", "refused"),
    [
        (AreaLevel.FORCE, 3, "crosses 3 variables"),
        (AreaLevel.REGION, 3, "crosses 3 variables"),
        (AreaLevel.LOCAL_AUTHORITY, 1, "smaller than a police force"),
    ],
)
def test_no_area_below_a_force_and_no_area_in_tables_of_three_variables(level, variables, refused):
    with pytest.raises(RuleSetError, match=refused):
        check_area_level(level, variables=variables)


def test_local_authorities_are_shown_where_all_of_a_force_are_safe():
    forces, unsafe = ["A", "A", "B", "B", "C"], np.array([False, True, False, False, False])
    assert forces_with_safe_local_authorities(forces, unsafe) == ("B", "C")


@pytest.mark.parametrize(
    ("by_size", "printed"),
    [
        ({2: 20, 3: 10, 6: 12, 15: 11}, ["2: 20", "3-4: 10", "5-9: 12", "10+: 11"]),
        ({2: 20, 3: 10, 6: 12, 15: 3}, ["2: 20", "3-4: 10", "5+: 15"]),  # the top class is small
        ({2: 20, 3: 10, 6: 3, 15: 3}, ["2: 20", "3+: 16"]),
        ({2: 20, 6: 12, 15: 11}, ["2-4: 20", "5-9: 12", "10+: 11"]),  # "none of 3 or 4" is not said
        ({2: 4, 3: 12, 6: 12}, ["2-4: 16", "5+: 12"]),  # the lowest class is small
        ({2: 3, 3: 3, 6: 3, 15: 3}, ["2+: 12"]),
    ],
)
def test_networks_are_counted_in_bands_and_small_classes_merged(by_size, printed):
    sizes = np.repeat(list(by_size), list(by_size.values()))
    made = network_distribution(sizes, NetworkRule(), operations=np.arange(len(sizes)) % 12)
    assert [f"{c.label}: {c.networks}" for c in made] == printed


@pytest.mark.parametrize(("networks", "operations"), [(9, 20), (20, 9)])
def test_fewer_than_ten_networks_or_operations_are_no_distribution(networks, operations):
    with pytest.raises(ProtectionError, match="too few"):
        network_distribution(np.full(networks, 3), NetworkRule(), operations=np.arange(networks) % operations)


def test_a_class_of_networks_of_few_operations_or_mostly_of_one_is_merged():
    sizes, own = np.repeat([2, 6, 15], [30, 20, 20]), np.arange(70)
    few = np.concatenate([own[:50], np.arange(20) % 9])  # the large ones are of nine operations
    one = np.concatenate([own[:50], np.repeat(own[50:60], [11, *[1] * 9])])  # eleven of the twenty are of one
    for operations in (few, one):
        made = network_distribution(sizes, NetworkRule(), operations=operations)
        assert [f"{c.label}: {c.networks}" for c in made] == ["2-4: 30", "5+: 40"]


def test_networks_mostly_of_one_operation_are_no_distribution():
    with pytest.raises(ProtectionError, match="too few"):
        network_distribution(np.full(40, 3), NetworkRule(), operations=np.repeat(np.arange(20), [21, *[1] * 19]))


AGES = np.arange(10, 40)  # 30 persons
OPERATIONS = np.arange(30) % 5


@pytest.mark.parametrize(
    ("share", "printed"),
    [(Fraction(1, 2), 24), (Fraction(2, 5), 21), (Fraction(3, 5), 27)],  # the 15th, 12th, 18th of 30
)
def test_a_quantile_has_ten_persons_on_either_side(share, printed):
    assert printed_quantiles(AGES, OPERATIONS, [share], QuantileRule()) == (printed,)


@pytest.mark.parametrize("share", [Fraction(1, 3), Fraction(9, 10), Fraction(2, 3) + Fraction(1, 30)])
def test_a_quantile_near_an_end_is_refused(share):
    with pytest.raises(ProtectionError, match="too few persons or operations"):
        printed_quantiles(AGES, OPERATIONS, [share], QuantileRule())


def test_a_quantile_needs_three_operations_on_either_side():
    two = np.where(AGES < 25, OPERATIONS % 2, OPERATIONS)
    with pytest.raises(ProtectionError, match="too few persons or operations"):
        printed_quantiles(AGES, two, [Fraction(1, 2)], QuantileRule())


@pytest.mark.parametrize("share", [Fraction(0), Fraction(1)])
def test_minimum_and_maximum_are_refused(share):
    with pytest.raises(RuleSetError, match="minimum or maximum"):
        printed_quantiles(AGES, OPERATIONS, [share], QuantileRule())


def test_quantiles_are_rounded_to_the_unit_halves_up():
    ages = np.arange(100, 160)
    assert printed_quantiles(ages, np.arange(60) % 4, [Fraction(1, 2)], QuantileRule(unit=2)) == (130,)  # the 30th: 129


def survived(times, operations, points=(1, 2, 3)):
    made = survival_curve(np.array(times), np.ones(len(times), dtype=bool), operations, SurvivalRule(points=points))
    return [(point.time, point.survival_pct) for point in made]


@pytest.mark.parametrize(
    ("leaving", "printed"),
    [
        ((10, 10, 10, 10), [(1, 75), (2, 50), (3, 25)]),
        ((9, 11, 10, 10), [(2, 50), (3, 25)]),  # 9 before the first point: it waits for the next
        ((10, 3, 17, 10), [(1, 75), (3, 25)]),
        ((10, 10, 17, 3), [(1, 75), (2, 50)]),  # 3 left after the last
        ((40, 0, 0, 0), []),  # nobody left after it
    ],
)
def test_a_curve_is_printed_where_ten_persons_left_since_and_ten_are_left(leaving, printed):
    times = np.repeat([1, 2, 3, 4], leaving)
    assert survived(times, np.arange(40) % 4) == printed


def test_a_step_of_two_operations_is_not_printed():
    times = np.repeat([1, 2, 3, 4], 10)
    operations = np.where(times == 1, np.arange(40) % 2, np.arange(40) % 4)
    assert survived(times, operations) == [(2, 50), (3, 25)]


def test_a_step_in_which_one_operation_or_network_stands_out_is_not_printed():
    times, spread = np.repeat([1, 2, 3, 4], 10), np.arange(40) % 4
    mostly = np.where((times == 1) & (np.arange(40) < 6), 0, spread + 1)  # six of the ten who leave first
    assert survived(times, mostly) == [(2, 50), (3, 25)]
    made = survival_curve(times, times > 0, spread, SurvivalRule(points=(1, 2, 3)), networks=mostly)
    assert [point.time for point in made] == [2, 3]


def test_persons_who_left_without_the_event_lower_who_is_at_risk_alone():
    """20 censored at 1 with 20 events: 20 of 60 at 1, then 10 of 20 at 2."""
    times = np.repeat([1, 1, 2, 3], [20, 20, 10, 10])
    events = np.repeat([True, False, True, True], [20, 20, 10, 10])
    made = survival_curve(times, events, np.arange(60) % 4, SurvivalRule(points=(1, 2)))
    assert [(p.time, p.survival_pct) for p in made] == [(1, 67), (2, 33)]


def test_a_profile_is_rounded_and_a_small_class_refused():
    prevalence, items = np.array([0.93, 0.07]), np.array([[0.975, 0.024], [0.5, 0.326]])
    rounded, shares = rounded_profile(prevalence, items, 200, ProfileRule())
    assert rounded.tolist() == [0.95, 0.05]
    assert shares.tolist() == [[1.0, 0.0], [0.5, 0.35]]
    with pytest.raises(ProtectionError, match="class of too few"):
        rounded_profile(prevalence, items, 140, ProfileRule())  # 9.8 expected


def test_estimates_have_two_digits_and_a_nearly_saturated_model_none():
    made = printed_estimates({"a": 0.48613, "b": -12.549, "c": 0.0}, EstimateRule(), residual_freedom=10)
    assert made == {"a": 0.49, "b": -13.0, "c": 0.0}
    with pytest.raises(ProtectionError, match="nearly saturated"):
        printed_estimates({"a": 0.5}, EstimateRule(), residual_freedom=9)


@pytest.mark.parametrize(
    ("low", "high", "printed"),
    [
        (1.151, 7.049, (1.1, 7.1)),  # to the nearest they would be 1.2 and 7.0, an interval that holds less often
        (-12.01, -0.04349, (-13.0, -0.043)),
        (0.4, 0.95, (0.4, 0.95)),  # what has two digits stays as it is
        (-0.997, 0.0, (-1.0, 0.0)),
        (104.2, 1999.0, (100.0, 2000.0)),
    ],
)
def test_limits_have_two_digits_and_lie_outside(low, high, printed):
    assert printed_limits(low, high, EstimateRule(), residual_freedom=10) == printed
    with pytest.raises(ProtectionError, match="nearly saturated"):
        printed_limits(low, high, EstimateRule(), residual_freedom=9)


@pytest.mark.parametrize(
    "make",
    [
        lambda: PercentBase(0),
        lambda: PercentBase(30, 20),  # laxer where more is crossed
        lambda: RoundingRule(1, 5),
        lambda: NetworkRule(bands=(2, 5, 3)),
        lambda: NetworkRule(bands=()),
        lambda: QuantileRule(min_persons=1),
        lambda: SurvivalRule(points=()),
        lambda: SurvivalRule(points=(0, 1)),
        lambda: ProfileRule(step_pct=7),
        lambda: EstimateRule(digits=0),
    ],
)
def test_a_rule_that_protects_nothing_is_refused(make):
    with pytest.raises(RuleSetError):
        make()
