"""Typologies: published fits computed again, classes that were put in found again, what is refused and what printed."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from clerestory.analyse.typology import find_typology, read_items
from clerestory.analyse.typology.matching import matched
from clerestory.errors import TableError
from clerestory.model.commission import DataKind
from clerestory.model.findings.typology import TypologySettings
from clerestory.model.rules import EstimateRule, ProfileRule
from clerestory.protect.rules.outputs import printed_typology
from clerestory.publish.charts.svg import BLUE, DARK
from clerestory.publish.findings.typology.block import shown_typology
from clerestory.publish.findings.typology.words import typology_sentences

PUBLIC = Path(__file__).parents[4] / "shared" / "data" / "lca"
external = [pytest.mark.external, pytest.mark.skipif(not PUBLIC.exists(), reason="needs ../shared")]
# published.csv: data set, classes, persons, covariates, log-likelihood that poLCA prints
PRINTED = [
    ("carcinoma", 2, 118, (), -317.2568),
    ("carcinoma", 3, 118, (), -293.705),
    ("carcinoma", 4, 118, (), -289.2858),
    ("cheating", 2, 319, (), -440.0271),
    ("cheating", 2, 315, ("GPA",), -429.6384),
    ("gss82", 2, 1202, (), -2783.268),
    ("gss82", 3, 1202, (), -2754.545),
    ("gss82", 4, 1202, (), -2746.621),
]
TRUE = np.array([[0.9, 0.85, 0.1, 0.9, 0.8], [0.1, 0.2, 0.9, 0.15, 0.1]])


def made(path, persons=900, missing=0.1):
    by = np.random.default_rng(7)
    codes = (by.random((persons, 5)) < TRUE[(by.random(persons) < 0.35).astype(int)]).astype(int).astype(str)
    codes[by.random(codes.shape) < missing] = ""
    path.write_text("a,b,c,d,e\n" + "".join(",".join(row) + "\n" for row in codes))
    return path


@pytest.mark.parametrize(("name", "classes", "persons", "covariates", "printed"), [
    pytest.param(*row, id=f"{row[0]} {row[1]}", marks=external) for row in PRINTED
])  # fmt: skip
def test_a_log_likelihood_is_the_printed_one(tmp_path, name, classes, persons, covariates, printed):
    table = pl.read_csv(PUBLIC / f"{name}.csv", infer_schema=False)
    kept = table.select(column for column in table.columns if column != "GPA" or column in covariates)
    kept.write_csv(tmp_path / "items.csv")
    asked = TypologySettings(classes, classes, replicates=0)
    found = find_typology(read_items(tmp_path / "items.csv", covariates), asked)
    assert found.persons == persons
    assert found.chosen.log_likelihood == pytest.approx(printed, abs=0.005)


def test_classes_that_were_put_in_are_found_again(tmp_path):
    asked = TypologySettings(1, 3, starts=8, replicates=20)
    found = find_typology(read_items(made(tmp_path / "items.csv")), asked)
    assert found.chosen.classes == 2
    assert found.chosen.prevalence == pytest.approx([0.65, 0.35], abs=0.05)
    shares = np.array([of.shares for of in found.chosen.profiles])[:, :, 1].T
    assert shares == pytest.approx(TRUE, abs=0.08)
    assert [(test.classes, test.p_value < 0.05) for test in found.tests] == [(1, True), (2, False)]
    assert min(found.chosen.stability) > 0.8


def test_the_same_seed_gives_the_same_numbers_whatever_the_order_of_rows(tmp_path):
    asked = TypologySettings(2, 2, starts=5, replicates=20)
    path = made(tmp_path / "items.csv", persons=200)
    first = find_typology(read_items(path), asked)
    header, *lines = path.read_text().splitlines()
    path.write_text("\n".join([header, *reversed(lines)]) + "\n")
    assert find_typology(read_items(path), asked) == first


def test_rows_that_tell_nothing_are_left_out_and_counted(tmp_path):
    path = tmp_path / "items.csv"
    path.write_text("a,b,when\n" + "x,y,1\nz,,2\n,w,3\n" * 5 + ",,4\n" * 2 + "x,y,\n")
    items = read_items(path, ["when"])
    assert (items.patterns.total, items.left_out) == (15, 3)
    assert [shown for shown in ("x", "z", "15", "3") if shown in repr(items)] == []


def test_what_is_printed_is_rounded_and_small_classes_are_not_shown(tmp_path):
    asked = TypologySettings(2, 2, starts=5, replicates=0)
    large = find_typology(read_items(made(tmp_path / "large.csv")), asked)
    printed = printed_typology(large, ProfileRule(), EstimateRule())
    numbers = [*printed.prevalence, *(s for of in printed.profiles for shares in of.shares for s in shares)]
    assert [number for number in numbers if abs(number * 20 - round(number * 20)) > 1e-9] == []
    small = find_typology(read_items(made(tmp_path / "small.csv", persons=20, missing=0)), asked)
    refused = printed_typology(small, ProfileRule(), EstimateRule())
    assert (refused.profiles, refused.prevalence) == ((), ())
    assert "fewer than 30 persons" in refused.why_not


@pytest.mark.parametrize(("second", "given"), [(30, True), (29, False)])
def test_a_profile_is_no_percentage_of_fewer_than_thirty(tmp_path, second, given):
    """Two classes apart; of 29 persons in the smaller each step of 5 % is a person or two."""
    path = tmp_path / "items.csv"
    path.write_text("a,b,c,d\n" + "0,0,0,0\n" * 200 + "1,1,1,1\n" * second)
    found = find_typology(read_items(path), TypologySettings(2, 2, starts=5, replicates=0))
    printed = printed_typology(found, ProfileRule(), EstimateRule())
    assert (bool(printed.profiles), bool(printed.why_not)) == (given, not given)


def test_the_file_does_not_say_nobody_or_all_of_a_class_either(tmp_path):
    path = tmp_path / "items.csv"
    path.write_text("a,b,c,d\n" + "0,0,0,0\n" * 200 + "1,1,1,1\n" * 60)
    found = find_typology(read_items(path), TypologySettings(2, 2, starts=5, replicates=0))
    shown = shown_typology(printed_typology(found, ProfileRule(), EstimateRule()), "Types", DataKind.SYNTHETIC)
    rows = [row for row in csv.DictReader(io.StringIO(shown.csv)) if row["part"] == "share of the class"]
    ends = {(row["value"], row["below"], row["above"], row["status"]) for row in rows}
    assert ends == {("", "0.05", "", "[low]"), ("", "", "0.95", "")}
    assert {cell for label, cells in shown.numbers.rows if ": " in label for cell in cells} == {"<5%", ">95%"}


@pytest.mark.parametrize(("least", "codes"), [(10, ("0", "1")), (9, ("0", "1", "rare"))])
def test_a_code_of_fewer_persons_than_the_rule_asks_is_not_named(tmp_path, least, codes):
    path = made(tmp_path / "items.csv")
    path.write_text(path.read_text() + "rare,1,1,1,1\n" * 9)
    found = find_typology(read_items(path), TypologySettings(2, 2, starts=5, replicates=0))
    printed = printed_typology(found, ProfileRule(min_persons=least), EstimateRule())
    assert printed.profiles[0].codes == codes


@pytest.mark.parametrize(
    ("items", "rows", "fitted"),
    [
        (2, 400, [1]),  # 3 free cells; two classes have 5 parameters
        (3, 400, [1, 2]),  # 7 free cells, which two classes use up
        (8, 20, [1, 2]),  # 255 free cells and 20 persons; two classes have 17 parameters, three 26
    ],
)
def test_classes_that_the_data_cannot_hold_are_not_fitted_and_that_is_said(tmp_path, items, rows, fitted):
    by = np.random.default_rng(3)
    answers = np.vstack([by.integers(0, 2, (rows - 2, items)), np.zeros(items, int), np.ones(items, int)])
    path = tmp_path / "items.csv"
    path.write_text("\n".join([",".join("abcdefgh"[:items]), *(",".join(map(str, row)) for row in answers)]) + "\n")
    found = find_typology(read_items(path), TypologySettings(1, 3, starts=3, replicates=0))
    assert [model.classes for model in found.models] == fitted
    assert min(model.freedom for model in found.models) >= 0
    printed = printed_typology(found, ProfileRule(min_persons=1), EstimateRule(), percent_base=1)
    left = ", ".join(str(classes) for classes in (1, 2, 3) if classes not in fitted)
    assert f"Not fitted, as the data cannot hold so many parameters: {left} classes." in typology_sentences(printed)


def with_covariate(path, moves):
    """Two classes of nearly one size; the covariate moves who is in which, or has nothing to do with it."""
    by = np.random.default_rng(11)
    class_ = (by.random(900) < 0.48).astype(int)
    answers = (by.random((900, 5)) < TRUE[class_]).astype(int)
    beside = by.normal(size=900) + moves * class_
    rows = (",".join([*map(str, row), f"{value:.3f}"]) + "\n" for row, value in zip(answers, beside, strict=True))
    path.write_text("a,b,c,d,e,w\n" + "".join(rows))
    return path


@pytest.mark.parametrize(("moves", "related"), [(0.0, False), (2.0, True)])
def test_classes_keep_their_order_and_stability_when_covariates_enter(tmp_path, moves, related):
    items = read_items(with_covariate(tmp_path / "items.csv", moves), ["w"])
    found = find_typology(items, TypologySettings(2, 2, starts=5, replicates=20))
    before, after = (np.array([of.shares for of in model.profiles]) for model in (found.models[0], found.chosen))
    assert after == pytest.approx(before, abs=0.05)
    assert found.classes_kept
    assert found.chosen.stability == found.models[0].stability
    assert (found.covariate_test.p_value < 0.001) is related
    assert len(found.chosen.coefficients) == 1


def test_classes_are_matched_by_whom_they_hold_whatever_their_order():
    persons = np.array([30, 20, 10, 40])
    first = np.array([[1.0, 0, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]])
    order, alike = matched(first, first[[2, 0, 1]], persons)
    assert (order.tolist(), alike.tolist()) == ([1, 2, 0], [1.0, 1.0, 1.0])
    moved = np.array([[1.0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])  # the twenty have gone over
    order, alike = matched(first, moved, persons)
    assert order.tolist() == [0, 1, 2]
    assert alike == pytest.approx([30 / 50, 10 / 30, 1])


def test_classes_that_covariates_move_have_no_stability_and_that_is_said(tmp_path):
    items = read_items(with_covariate(tmp_path / "items.csv", 2.0), ["w"])
    found = replace(find_typology(items, TypologySettings(2, 2, starts=5, replicates=20)), classes_kept=False)
    printed = printed_typology(found, ProfileRule(), EstimateRule())
    assert "They moved the classes" in " ".join(typology_sentences(printed))


def test_every_number_of_the_heat_map_stands_out_from_its_colour():
    def luminance(colour):
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
        return float(np.dot(parts, [0.2126, 0.7152, 0.0722]))

    blue = np.array([int(BLUE[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    for share in np.arange(0, 1.001, 0.05):
        behind = luminance(1 - share * (1 - blue))
        ink = 1.0 if share >= DARK else 0.0
        assert (max(behind, ink) + 0.05) / (min(behind, ink) + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),  # nothing at all
        ("a,b\n", "has no row"),  # a header alone
        ("a,a\n1,2\n", "row 1, column 1"),  # two columns of one name
        ("a,b\n1,2\n\n1,2,Zebulon\n", "row 4: has not the 2 fields"),  # a field too many
        ("a,b\n" + "".join(f"{n},{n % 2}\n" for n in range(21)), "column a: has over 20 codes"),  # an identifier
        ("a,b\nZebulon,1\nZebulon,0\n", "column a: has fewer than two codes"),  # all alike
        ("a,b\n,\n,\n", "no row that tells of an item"),  # all missing
        ('a,b\n"1,2\n', "is not a CSV file"),  # a quotation mark left open
    ],
)
def test_wrong_files_are_refused_without_their_values(tmp_path, text, said):
    path = tmp_path / "items.csv"
    path.write_text(text)
    with pytest.raises(TableError, match=said) as told:
        read_items(path)
    assert "Zebulon" not in str(told.value)
