"""Agreement of files: both forms, lists of codes, intervals, and what may be printed of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from clerestory.analyse.agreement import krippendorff_alpha, measure_agreement, read_codings
from clerestory.errors import TableError
from clerestory.model.findings.agreement import AgreementSettings, Coefficient, KappaWeights, Level
from clerestory.model.rules import EstimateRule, PercentBase, ProfileRule
from clerestory.protect.rules.outputs import printed_agreement
from clerestory.publish.findings.agreement.words import agreement_sentences
from published_codings import COHEN_1968, FOUR_OBSERVERS, THREE_CODERS

QUICK = AgreementSettings(replicates=200)


def wide(values):
    """Give a wide file of values; missing ones are empty."""
    names = ",".join(f"c{at}" for at in range(values.shape[1]))
    rows = [",".join("" if np.isnan(v) else f"{v:g}" for v in row) for row in values]
    return "\n".join([f"unit,{names}", *(f"u{at},{row}" for at, row in enumerate(rows))]) + "\n"


def long(values, order=None):
    """Give the same values in rows of their own, in any order."""
    rows = [f"c{coder},{values[unit, coder]:g},u{unit}" for unit, coder in np.argwhere(~np.isnan(values))]
    shuffled = rows if order is None else order.permutation(rows).tolist()
    return "\n".join(["coder,value,unit", *shuffled]) + "\n"


def measured(tmp_path, text, settings=QUICK):
    (tmp_path / "codings.csv").write_text(text)
    return measure_agreement(read_codings(tmp_path / "codings.csv", settings.level), settings)


def printed(found):
    return printed_agreement(found, estimate=EstimateRule(), profile=ProfileRule(), percent=PercentBase())


@pytest.mark.parametrize(
    ("values", "level", "figure"),
    [
        (THREE_CODERS, Level.NOMINAL, 0.691),
        (THREE_CODERS, Level.INTERVAL, 0.811),
        (FOUR_OBSERVERS, Level.ORDINAL, 0.815),
    ],
)
def test_a_textbook_file_has_the_textbook_alpha_in_either_form(tmp_path, values, level, figure):
    settings = replace(QUICK, level=level)
    found = measured(tmp_path, wide(values), settings)
    assert round(found.whole.alpha.value, 3) == figure
    assert measured(tmp_path, long(values), settings).whole == found.whole


def test_the_order_of_rows_changes_no_number_at_all(tmp_path):
    rng = np.random.default_rng(2)
    assert measured(tmp_path, long(FOUR_OBSERVERS)) == measured(tmp_path, long(FOUR_OBSERVERS, rng))


def test_two_coders_have_the_kappa_of_cohen(tmp_path):
    table = np.rint(100 * np.array(COHEN_1968)).astype(int)
    pairs = np.repeat(np.argwhere(table >= 0), table.ravel(), axis=0).astype(float)
    found = measured(tmp_path, wide(pairs))
    assert round(found.whole.kappa.value, 3) == 0.492
    assert found.whole.same_prop.value == pytest.approx(0.70)


def test_more_than_two_coders_have_no_kappa(tmp_path):
    assert measured(tmp_path, wide(THREE_CODERS)).whole.kappa is None


def test_weights_of_interval_values_are_their_distances(tmp_path):
    # Two of four units are 9 apart where 9 is the farthest; by places 0, 1, 2 the same units would be 2 apart.
    values = np.array([[1, 1], [2, 2], [1, 10], [10, 2]] * 4, dtype=float)
    far, near = (
        measured(tmp_path, wide(values), replace(QUICK, level=level, weights=KappaWeights.LINEAR)).whole.kappa.value
        for level in (Level.INTERVAL, Level.ORDINAL)
    )
    # First coder 1 twice, 2, 10; second 1, 2 twice, 10. Distances observed 9 + 8 of 4; expected over 16 pairs.
    assert far == pytest.approx(1 - (17 / 4) / ((0 + 1 + 1 + 9 + 0 + 1 + 1 + 9 + 1 + 0 + 0 + 8 + 9 + 8 + 8 + 0) / 16))
    assert near == pytest.approx(1 - (3 / 4) / ((0 + 1 + 1 + 2 + 0 + 1 + 1 + 2 + 1 + 0 + 0 + 1 + 2 + 1 + 1 + 0) / 16))


def test_pairs_of_unequal_units_count_by_pair(tmp_path):
    # Three coders agree in all three pairs of one unit, and two differ in the one pair of another.
    values = np.array([[1, 1, 1], [1, 2, np.nan]], dtype=float)
    assert measured(tmp_path, wide(values)).whole.same_prop.value == 0.75


LISTS = "unit,a,b\n" + "".join(
    f"{at},{one},{two}\n"
    for at, (one, two) in enumerate(
        [("X;Y", "Y;X")] * 20 + [("X", "X;Y")] * 10 + [(";", ";")] * 15 + [("Y", ";")] * 5 + [("Z", "Z")] * 3
    )
)


def test_lists_have_the_agreement_of_each_code(tmp_path):
    found = measured(tmp_path, LISTS)
    y = np.array([[1, 1]] * 20 + [[0, 1]] * 10 + [[0, 0]] * 15 + [[1, 0]] * 5 + [[0, 0]] * 3, dtype=float)
    by_code = {of.code: of for of in found.codes}
    assert list(by_code) == ["X", "Y", "Z"]
    assert by_code["Y"].agreement.alpha.value == pytest.approx(krippendorff_alpha(y, Level.NOMINAL))
    assert (by_code["Y"].applied, by_code["Y"].not_applied) == (35, 33)
    assert by_code["X"].agreement.same_prop.value == 1


def test_a_list_is_equal_in_any_order_and_a_semicolon_alone_is_the_list_without_a_code(tmp_path):
    assert measured(tmp_path, LISTS).whole.same_prop.value == pytest.approx(38 / 53)


def test_intervals_hold_alpha_and_grow_narrow_with_the_units(tmp_path):
    few, many = (measured(tmp_path, wide(np.tile(FOUR_OBSERVERS, (times, 1)))) for times in (2, 50))
    widths = []
    for found in (few, many):
        assert found.whole.alpha.low < found.whole.alpha.value < found.whole.alpha.high
        widths.append(found.whole.alpha.high - found.whole.alpha.low)
    assert widths[0] / widths[1] == pytest.approx(5, rel=0.2)  # the root of 25


def test_values_that_are_nearly_all_the_same_have_no_interval(tmp_path):
    values = np.array([[1, 1]] * 40 + [[2, 2]], dtype=float)
    assert measured(tmp_path, wide(values)).whole.alpha == Coefficient(1.0, None, None)


def test_printed_coefficients_have_two_decimals_and_limits_round_outwards(tmp_path):
    found = measured(tmp_path, wide(np.tile(FOUR_OBSERVERS, (4, 1))))
    exact, shown = found.whole.alpha, printed(found).whole.alpha
    assert shown.value == round(exact.value, 2)
    assert 0 <= exact.low - shown.low < 0.01
    assert 0 <= shown.high - exact.high < 0.01
    assert printed(found).units == 40  # of 44


@pytest.mark.parametrize(
    ("units", "whole", "share"),
    [
        (10, False, False),  # nine degrees of freedom tell their values
        (11, True, False),
        (29, True, False),  # no percentage on a base under 30
        (30, True, True),
    ],
)
def test_few_units_are_not_printed(tmp_path, units, whole, share):
    values = np.array([[1, 1], [2, 2], [1, 2]] * 10, dtype=float)[:units]
    made = printed(measured(tmp_path, wide(values)))
    assert (made.whole is not None, made.whole is not None and made.whole.same_prop is not None) == (whole, share)
    assert made.units is None or made.units % 10 == 0


@pytest.mark.parametrize(("units", "about"), [(14, 10), (15, 20), (24, 20), (25, 30), (26, 30)])
def test_the_number_of_units_is_rounded_to_ten_with_halves_up(tmp_path, units, about):
    values = np.array([[1, 1], [2, 2], [1, 2]] * 10, dtype=float)[:units]
    assert printed(measured(tmp_path, wide(values))).units == about


def test_a_code_that_few_units_have_is_not_named(tmp_path):
    made = printed(measured(tmp_path, LISTS))
    assert [of.code for of in made.codes] == ["X", "Y"]
    assert "Codes that too few units have, or have not, are left out." in agreement_sentences(made)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.81, 0.9, "the interval lies at 0.80 or above."),
        (0.7, 0.9, "the interval lies above 0.667 and holds 0.80."),
        (0.7, 0.79, "the interval lies above 0.667."),
        (0.6, 0.79, "the interval holds 0.667 and lies under 0.80."),
        (0.6, 0.9, "the interval holds both, so that these units do not settle it."),
        (0.1, 0.6, "the interval lies under 0.667."),
    ],
)
def test_words_say_where_the_interval_lies(tmp_path, low, high, said):
    made = printed(measured(tmp_path, wide(np.tile(FOUR_OBSERVERS, (4, 1)))))
    whole = replace(made.whole, alpha=Coefficient((low + high) / 2, low, high))
    assert any(words.endswith(said) for words in agreement_sentences(replace(made, whole=whole)))


@pytest.mark.parametrize(
    ("text", "level", "said"),
    [
        ("", Level.NOMINAL, "codings.csv: is empty"),
        ("unit,a\n1,x\n", Level.NOMINAL, "row 1: has no column unit, or fewer than two coders"),
        ("who,a,b\n1,x,y\n", Level.NOMINAL, "row 1: has no column unit, or fewer than two coders"),
        ("unit,a,a\n1,x,y\n", Level.NOMINAL, "row 1, column 2: has no name, or that of another"),
        ("unit,a,\n1,x,y\n", Level.NOMINAL, "row 1, column 3: has no name, or that of another"),
        ("unit,a,b\n1,x,y\n2,x\n", Level.NOMINAL, "row 3: has not the 3 fields"),
        ("unit,a,b\n1,x,y\n,x,x\n", Level.NOMINAL, "row 3: has not the 3 fields of the header, or no unit"),
        ("unit,a,b\n1,x,y\n1,x,x\n", Level.NOMINAL, "row 3: gives a coder a second value"),
        ("unit,coder,value\n1,a,x\n1,a,\n", Level.NOMINAL, "row 3: gives a coder a second value"),
        ("unit,coder,value\n1,,x\n", Level.NOMINAL, "row 2, column coder: names no coder"),
        ("unit,coder,value\n1,a,x\n2,b,x\n", Level.NOMINAL, "has no unit with two values"),
        ("unit,a,b\n", Level.NOMINAL, "has no unit with two values"),
        ("unit,a,b\n1,1,2\n2,1,nan\n", Level.INTERVAL, "row 3: is no number"),
        ("unit,a,b\n1,1,2\n2,1,low\n", Level.ORDINAL, "row 3: is no number"),
        (f"unit,a,b\n1,1,2\n2,1,{'x' * 41}\n", Level.NOMINAL, "row 3: has a code of over 40 letters"),
        ("unit,a,b\n" + "".join(f"{n},{n},x\n" for n in range(300)), Level.NOMINAL, "row 201: has a code of over"),
        ("unit," + ",".join(f"c{n}" for n in range(101)) + "\n1" + ",x" * 101, Level.NOMINAL, "has over 100 coders"),
        ('unit,a,b\n1,"x,y\n', Level.NOMINAL, "is not a CSV file in UTF-8"),
    ],
)
def test_files_that_are_no_codings_are_refused_without_a_value_in_the_message(tmp_path, text, level, said):
    path = tmp_path / "codings.csv"
    path.write_text(text)
    with pytest.raises(TableError) as caught:
        read_codings(path, level)
    assert said in str(caught.value)
    assert not {"xxxx", "low", "nan"} & set(str(caught.value).split())


@pytest.mark.parametrize(
    "asked",
    [{"replicates": 199}, {"replicates": 100_001}, {"seed": -1}, {"weights": KappaWeights.LINEAR}],
)
def test_settings_that_mean_nothing_are_refused(asked):
    with pytest.raises(TableError, match="settings of agreement"):
        AgreementSettings(**asked)


def test_confidential_types_show_their_shape_alone(tmp_path):
    (tmp_path / "codings.csv").write_text(LISTS)
    codings = read_codings(tmp_path / "codings.csv")
    assert repr(codings) == "Codings(53 units, 2 coders)"
    assert repr(measure_agreement(codings, QUICK)).startswith("MeasuredAgreement(coders=2, settings=")
