"""Panels: agreement of coders, types against classes, and what differs, each held against another way to count it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from clerestory.analyse.panel import judge_panel, read_panel
from clerestory.analyse.panel.agreeing import kappa_with_interval
from clerestory.analyse.panel.alike import _of_one_case, adjusted_rand
from clerestory.analyse.typology import CodedItems, find_typology
from clerestory.analyse.typology.keyed import read_keyed_items
from clerestory.errors import TableError
from clerestory.model.findings.contrasts import (
    Bounds,
    PublishedShare,
    Verdict,
    difference,
    quantile,
    verdict_of,
    wilson,
)
from clerestory.model.findings.panel import CoderAgreement, Interval, ItemCounts, Panel
from clerestory.model.findings.typology import TypologySettings
from clerestory.model.rules import EstimateRule, OperationRule, TableRules, ThresholdRule
from clerestory.pipeline.single_files.panel import OPERATIONS
from clerestory.protect.rules.outputs import printed_panel
from clerestory.protect.rules.outputs.panel import _whole
from clerestory.publish.findings.panel.words import comparison_rows, panel_sentences, table_rows
from panel_cases import TYPES, write_panel

ALL = tuple(f"T{number}" for number in range(1, 10))
RULES = TableRules(ThresholdRule(10), percent_base=30, rounding_base=5)
TWO = TypologySettings(2, 2, starts=5, replicates=0)


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("panel")
    made = write_panel(folder)
    items = read_keyed_items(folder / "items.csv", "unit")
    classes = find_typology(CodedItems(items.patterns, 0), TWO).chosen
    return judge_panel(read_panel(folder / "codings.csv", ALL), items, classes), made


def test_agreement_is_the_share_of_cases_with_the_same_types(judged):
    found, (_, first, second, both, _) = judged
    whole = found.agreement[0]
    assert whole.same_prop.value == pytest.approx(np.mean((first == second) & ~both))
    one, other = first == "T6", second == "T6"
    chance = one.mean() * other.mean() + (1 - one.mean()) * (1 - other.mean())
    of_type = next(of for of in found.agreement if of.code == "T6")
    assert of_type.kappa.value == pytest.approx(((one == other).mean() - chance) / (1 - chance))
    assert of_type.kappa.low < of_type.kappa.value < of_type.kappa.high


def test_a_case_counts_once_in_the_table_however_many_types_and_coders_it_has(judged):
    found, (_, first, second, both, _) = judged
    rows = dict(zip(found.types, map(sum, found.expected), strict=True))
    assert sum(rows.values()) == pytest.approx(1200)
    halves = (second == "T6") * np.where(both, 0.25, 0.5)  # two types of one of two coders: a quarter each
    assert rows["T6"] == pytest.approx(np.sum((first == "T6") * 0.5 + halves))
    assert rows["T9"] == pytest.approx(0.25 * both.sum())


def test_expected_cases_are_near_the_true_ones(judged):
    found, (class_, first, _, _, _) = judged
    order = np.argsort(-np.bincount(class_))
    counts = np.array([[np.sum((first == code) & (class_ == number)) for number in order] for code in TYPES])
    table = dict(zip(found.types, found.expected, strict=True))
    near = np.array([table[code] for code in TYPES])
    assert np.abs(near - counts).max() < 60  # the second coder errs, on a tenth of 1,200


def test_cases_on_which_coders_differ_are_in_neither_group(judged):
    found, (_, first, second, _, items) = judged
    one, other = np.isin(first, ("T3", "T6")), np.isin(second, ("T3", "T6"))
    of_a = found.items[0]
    for counted, group in ((of_a.of_types, one & other), (of_a.of_others, ~one & ~other)):
        assert counted == tuple(int(np.sum(items[group, 0] == code)) for code in ("0", "1", ""))
    assert found.set_aside_prop == pytest.approx(np.mean(one != other))


def test_the_order_of_rows_and_coders_changes_nothing(tmp_path, judged):
    write_panel(tmp_path)
    for name in ("codings.csv", "items.csv"):
        header, *lines = (tmp_path / name).read_text().splitlines()
        (tmp_path / name).write_text("\n".join([header, *reversed(lines)]) + "\n")
    items = read_keyed_items(tmp_path / "items.csv", "unit")
    classes = find_typology(CodedItems(items.patterns, 0), TWO).chosen
    again = judge_panel(read_panel(tmp_path / "codings.csv", ALL), items, classes)
    found, _ = judged
    assert again.secret == found.secret
    assert printed_panel(again, RULES, EstimateRule(), seed=1) == printed_panel(found, RULES, EstimateRule(), seed=1)


def test_kappa_has_the_standard_error_of_the_delta_method():
    table = np.array([[40.0, 6, 2], [5, 30, 9], [1, 4, 23]])

    def kappa(p):
        chance = p.sum(axis=1) @ p.sum(axis=0)
        return (np.trace(p) - chance) / (1 - chance)

    p = table / table.sum()
    step = 1e-6
    slopes = np.zeros_like(p)
    for cell in np.ndindex(p.shape):  # the gradient by differences, and the variance of a multinomial sample
        moved = p.copy()
        moved[cell] += step
        slopes[cell] = (kappa(moved) - kappa(p)) / step
    variance = ((p * slopes**2).sum() - (p * slopes).sum() ** 2) / table.sum()
    found = kappa_with_interval(table)
    assert found.value == pytest.approx(kappa(p))
    assert (found.high - found.low) / 2 / 1.959964 == pytest.approx(np.sqrt(variance), rel=1e-3)


def test_coders_who_use_one_code_alone_have_no_kappa():
    assert kappa_with_interval(np.array([[12.0]])) is None


def test_the_rand_index_is_that_of_all_pairs_counted():
    by = np.random.default_rng(2)
    one = by.integers(0, 3, 40)
    other = np.where(by.random(40) < 0.3, by.integers(0, 4, 40), one)
    pairs = np.array([(one[i] == one[j], other[i] == other[j]) for i, j in combinations(range(40), 2)])
    both, rows, columns = pairs.all(axis=1).sum(), pairs[:, 0].sum(), pairs[:, 1].sum()
    chance = rows * columns / len(pairs)
    found = adjusted_rand(one, other, seed=1)
    assert found.value == pytest.approx((both - chance) / ((rows + columns) / 2 - chance))
    assert found.low < found.value < found.high
    assert adjusted_rand(one, np.zeros(40, dtype=np.int64), seed=1) is None
    assert adjusted_rand(one, one, seed=1) == Interval(1, 1, 1)


def test_the_interval_of_the_index_holds_0_where_types_and_classes_have_nothing_in_common():
    # With pairs of one case drawn twice among the pairs, 50 of these 200 intervals lie above 0.
    by = np.random.default_rng(1)
    found = [adjusted_rand(by.integers(0, 5, 60), by.integers(0, 4, 60), seed=seed) for seed in range(200)]
    assert sum(one.low <= 0 <= one.high for one in found) >= 190


def test_pairs_of_one_case_drawn_twice_are_left_out_as_often_as_they_are_drawn():
    by = np.random.default_rng(2)
    cell = np.repeat(np.arange(6), [9, 5, 1, 7, 3, 5])  # of each of thirty cases
    draws = by.integers(0, 30, (4000, 30))
    twice = [sum(m * (m - 1) / 2 for m in np.bincount(draw, minlength=30)) for draw in draws]
    tables = np.array([np.bincount(cell[draw], minlength=6).reshape(2, 3) for draw in draws], dtype=np.float64)
    table = np.bincount(cell).reshape(2, 3).astype(np.float64)
    assert _of_one_case(tables, table).mean() == pytest.approx(np.mean(twice), rel=0.01)


# Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10
@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_difference_is_the_printed_one(one, other, low, high):
    bounds = [Bounds(count / base, count / base, base) for count, base in (one, other)]
    assert difference(*bounds, quantile(1)) == pytest.approx((low, high), abs=6e-5)


@pytest.mark.parametrize("missing", [0, 10, 25])
def test_bounds_hold_every_share_that_the_published_counts_allow(missing):
    share = PublishedShare(count=40, total=150, missing=missing, few=False, left=0, slack=2)
    off = range(-2, 3)
    worst = missing > 15
    true = [
        (40 + a + of_missing * (missing + b)) / (150 + c) if worst else (40 + a) / (150 + c - missing - b)
        for a in off for b in off for c in off for of_missing in (0, 1) if missing + b >= 0
    ]  # fmt: skip
    assert share.worst_case is worst
    assert share.bounds.low <= min(true)
    assert max(true) <= share.bounds.high
    assert share.bounds.high - share.bounds.low < max(true) - min(true) + 0.03


def test_a_share_is_of_the_known_where_little_is_missing_and_else_bounds_of_all():
    known = PublishedShare(count=40, total=100, missing=5, few=True, left=0, slack=0)
    assert (known.printed, known.bounds) == ((0.42, 0.42), Bounds(40 / 95, 40 / 95, 95))
    bounds = PublishedShare(count=40, total=100, missing=25, few=False, left=0, slack=0)
    assert (bounds.printed, bounds.missing_text) == ((0.40, 0.65), "25%")
    hidden = PublishedShare(count=40, total=100, missing=None, few=False, left=30, slack=0)
    assert (hidden.printed, hidden.missing_text) == ((0.40, 0.70), "[c]")
    tenth = PublishedShare(count=40, total=100, missing=None, few=True, left=30, slack=0)
    assert (tenth.printed, tenth.missing_text) == ((0.40, 0.44), "<=10%")


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.01, 0.40, Verdict.DIFFERS),
        (-0.30, -0.01, Verdict.DIFFERS),
        (0.0, 0.09, Verdict.ALIKE),  # an end at 0 is no difference
        (-0.09, 0.09, Verdict.ALIKE),
        (-0.09, 0.10, Verdict.UNKNOWN),  # ten points may be there, or nothing
        (-0.50, 0.50, Verdict.UNKNOWN),
    ],
)
def test_a_verdict_is_what_the_whole_interval_says(low, high, verdict):
    assert verdict_of(low, high) is verdict


def test_more_comparisons_have_wider_intervals_each():
    assert [round(quantile(number), 2) for number in (1, 5, 20)] == [1.96, 2.58, 3.02]
    assert wilson(0.5, 100, quantile(20))[0] < wilson(0.5, 100, quantile(1))[0]


def panel_of(*items, expected=((120.3, 4.2, 11.0), (2.2, 33.1, 8.8), (14.2, 3.0, 212.0)), settled=300):
    return Panel(
        agreement=(),
        types=("T1", "T3", "T6"),
        expected=expected,
        settled=settled,
        alike=Interval(0.513, 0.4021, 0.6),
        compared=("T6",),
        items=items,
        set_aside_prop=0.05,
        secret=3,
    )


def test_small_cells_are_hidden_with_others_so_that_no_margin_tells_them():
    printed = printed_panel(panel_of(), RULES, EstimateRule(), seed=3)
    shown = [[cell is not None for cell in row] for row in printed.table]
    assert [shown[row][column] for row, column in ((0, 1), (1, 0), (1, 2), (2, 1))] == [False] * 4
    lines = [[row[i] for i in range(3)] for row in printed.table[:3]] + [
        [printed.table[i][j] for i in range(3)] for j in range(3)
    ]
    assert [line for line in lines if line.count(None) == 1] == []
    assert [cell for row in printed.table for cell in row if cell is not None and (cell < 10 or cell % 5)] == []
    assert all("[c]" in row for row in table_rows(printed, {})[:3])


def test_a_code_of_few_cases_is_not_compared_and_shares_are_of_rounded_counts():
    clear = ItemCounts("known", ("no", "yes"), (101, 199, 0), (302, 98, 0))
    rare = ItemCounts("sort", ("no", "yes"), (297, 3, 0), (398, 2, 0))
    few = ItemCounts("way", ("x", "y", "z"), (100, 197, 3, 0), (300, 98, 2, 0))
    printed = printed_panel(panel_of(few, rare, clear), RULES, EstimateRule(), seed=3)
    rows = {row[0]: row for row in comparison_rows(printed)}
    assert "sort: yes" not in rows
    assert "sort: no" not in rows
    assert "way: z" not in rows
    assert rows["known: yes"][1:3] == ("67%", "25%")
    assert rows["known: yes"][-1] == "differs"


def test_what_is_not_recorded_on_many_widens_the_shares_to_bounds():
    item = ItemCounts("known", ("no", "yes"), (60, 120, 120), (150, 150, 100))
    printed = printed_panel(panel_of(item), RULES, EstimateRule(), seed=3)
    (row,) = comparison_rows(printed)
    assert row[1:3] == ("40-80%", "38-62%")
    assert row[4:] == ("40% / 25%", "cannot be determined from these data")


def test_numbers_that_few_operations_make_are_hidden_where_operations_are_named(tmp_path):
    write_panel(tmp_path)
    lines = (tmp_path / "items.csv").read_text().splitlines()
    answers = [line.split(",") for line in lines[1:]]
    # Forty operations, all over; but four in five of those with f are of one of them, two in five of all.
    of_case = ["o1" if row[6] == "1" and n % 5 else f"o{n % 40}" for n, row in enumerate(answers)]
    rows = [f"{line},{name}" for line, name in zip(lines[1:], of_case, strict=True)]
    (tmp_path / "items.csv").write_text("\n".join([lines[0] + ",operation", *rows]) + "\n")
    items = read_keyed_items(tmp_path / "items.csv", "unit", "operation")
    assert items.patterns.items == tuple("abcdef")
    classes = find_typology(CodedItems(items.patterns, 0), TWO).chosen
    found = judge_panel(read_panel(tmp_path / "codings.csv", ALL), items, classes)
    assert found.parts.sum() == pytest.approx(1200)
    assert np.abs(found.parts.sum(axis=0) - np.array(found.expected)).max() < 1e-9
    of_a = found.items[0]
    assert (of_a.parts.sum(axis=0) == [of_a.of_types, of_a.of_others]).all()
    kept = printed_panel(found, replace(RULES, operations=OperationRule()), EstimateRule(), seed=3)
    plain = printed_panel(found, RULES, EstimateRule(), seed=3)
    assert ("f", "1") in {(row.item, row.code) for row in plain.comparisons}
    assert ("f", "1") not in {(row.item, row.code) for row in kept.comparisons}
    assert {row.item for row in kept.comparisons} >= {"a", "d", "e"}


def test_every_operation_of_a_panel_counts_as_live(tmp_path):
    """Four in ten of those with f are of one operation: few enough for S6, too many for a case that may be live."""
    write_panel(tmp_path)
    lines = (tmp_path / "items.csv").read_text().splitlines()
    answers = [line.split(",") for line in lines[1:]]
    of_case = ["o1" if row[6] == "1" and n % 10 < 4 else f"o{n % 40}" for n, row in enumerate(answers)]
    rows = [f"{line},{name}" for line, name in zip(lines[1:], of_case, strict=True)]
    (tmp_path / "items.csv").write_text("\n".join([lines[0] + ",operation", *rows]) + "\n")
    items = read_keyed_items(tmp_path / "items.csv", "unit", "operation")
    classes = find_typology(CodedItems(items.patterns, 0), TWO).chosen
    found = judge_panel(read_panel(tmp_path / "codings.csv", ALL), items, classes)
    told = [
        ("f", "1") in {(row.item, row.code) for row in printed_panel(found, rules, EstimateRule(), seed=3).comparisons}
        for rules in (replace(RULES, operations=OperationRule()), replace(RULES, operations=OPERATIONS))
    ]
    assert told == [True, False]


def test_parts_of_operations_are_made_whole_and_add_up():
    by = np.random.default_rng(6)
    parts = by.random((7, 3, 2)) * 4
    counts = np.rint(parts.sum(axis=0) + by.random((3, 2))).astype(np.int64)  # some are of no operation
    whole = _whole(parts, counts)
    assert (np.abs(whole - parts) < 1).all()
    assert (whole.sum(axis=0) <= counts).all()
    exact = np.rint(parts.sum(axis=0)).astype(np.int64)
    assert (np.abs(_whole(parts, exact).sum(axis=0) - exact) <= 1).all()


def test_few_cases_give_nothing_and_that_is_said():
    nothing = printed_panel(panel_of(expected=((9.0, 8.0), (5.0, 7.0))), RULES, EstimateRule(), seed=3)
    assert (nothing.table, nothing.alike, nothing.comparisons) == ((), None, ())
    assert panel_sentences(nothing) == ("Nothing is given. Fewer than 30 cases have a coding and items.",)
    small = ItemCounts("known", ("no", "yes"), (10, 19, 0), (150, 150, 0))
    printed = printed_panel(panel_of(small, settled=29), RULES, EstimateRule(), seed=3)
    assert (printed.comparisons, printed.alike) == ((), None)
    assert "not compared" in " ".join(panel_sentences(printed))


@pytest.mark.parametrize(("kappa", "flat"), [(Interval(1, 1, 1), True), (Interval(0.998, 0.996, 1), False)])
def test_an_interval_of_one_point_is_said_to_be_too_narrow(kappa, flat):
    found = replace(panel_of(), agreement=(CoderAgreement("", 40, 0, Interval(1, 0.912, 1), kappa),))
    said = " ".join(panel_sentences(printed_panel(found, RULES, EstimateRule(), seed=3)))
    assert ("the interval of kappa is one point" in said) is flat


def test_nothing_in_words_or_repr_tells_a_case(judged):
    found, _ = judged
    assert "1200" not in repr(found)
    printed = printed_panel(found, RULES, EstimateRule(), seed=1)
    said = " ".join(panel_sentences(printed))
    assert "c12" not in said
    assert "Zebulon" not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has not the columns unit, coder, value"),  # nothing at all
        ("unit,coder,value\n", "has no coding"),  # a header alone
        ("unit,coder\na,b\n", "has not the columns"),  # a column too few
        ("unit,coder,value\nZebulon,one\n", "row 2: has not three fields"),
        ("unit,coder,value\n,one,T1\n", "row 2: names no case"),
        ("unit,coder,value\na,one,Zebulon\n", "row 2, column value: has a code that is no type"),
        ("unit,coder,value\na,one,T1;T2;T3\n", "column value: has over 2 types"),
        ("unit,coder,value\na,one,T1;T1\n", "or one twice"),
        ("unit,coder,value\na,one,T1\na,one,T2\n", "row 3: is the second of this coder"),
        ("unit,coder,value\na,one,T1\na,two,T1\na,Zebulon,T1\n", "row 4: has a coder after the first 2"),
        ('unit,coder,value\na,"one,T1\n', "is not a CSV file"),  # a quotation mark left open
    ],
)
def test_wrong_codings_are_refused_without_their_values(tmp_path, text, said):
    path = tmp_path / "codings.csv"
    path.write_text(text)
    with pytest.raises(TableError, match=said) as told:
        read_panel(path, ALL)
    assert "Zebulon" not in str(told.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,0\n", "has no column unit"),
        ("unit,a,b\n", "has no row"),
        ("unit,a,b\nZebulon,1,0\nZebulon,0,1\n", "row 3: names no case, or one that an earlier row names"),
        ("unit,a,b\nx,1\n", "row 2: has not the 3 fields"),
    ],
)
def test_wrong_items_of_cases_are_refused_without_their_values(tmp_path, text, said):
    path = tmp_path / "items.csv"
    path.write_text(text)
    with pytest.raises(TableError, match=said) as told:
        read_keyed_items(path, "unit")
    assert "Zebulon" not in str(told.value)


def test_a_coder_who_finds_no_type_and_one_who_did_not_code_are_two_things(tmp_path):
    path = tmp_path / "codings.csv"
    path.write_text("unit,coder,value\na,one,;\na,two,\nb,one,T1\nb,two,T1;T6\n")
    found = read_panel(path, ALL)
    assert found.coded.tolist() == [[True, True], [False, True]]
    assert not found.given[:, 0].any()
