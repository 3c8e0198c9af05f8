"""Differences between group-based and all other cases, as worked tables: counts on the left, what may be said right."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from clerestory.errors import PaperError, ReleaseError, TableError
from clerestory.model.commission import DataKind
from clerestory.model.comparisons.differences import (
    Difference,
    Reading,
    comparison_of,
    difference_of,
    is_too_incomplete,
)
from clerestory.model.shares import NoShare
from clerestory.model.tables import ProtectedTable
from clerestory.model.wording.claims import Verdict
from clerestory.publish.claims.citations import Evidence, read_citation
from clerestory.publish.comparisons.bodies import own_figures
from clerestory.publish.comparisons.files import comparison_csv
from clerestory.publish.comparisons.rebuilding import check_comparisons
from clerestory.publish.comparisons.rows import compared_rows
from clerestory.publish.comparisons.words import base_rows, difference_text, shown_row
from clerestory.publish.csv_files import table_csv
from clerestory.publish.register import withheld_register
from compared_tables import column, compared
from papers import FORCES, shape, study

NOBODY = (0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("group", "other", "undecided", "ends", "reading"),
    [
        # all is known and decided: the difference is one number
        ((100, 100, 60, 40, 0), (200, 200, 80, 120, 0), NOBODY, (200, 200), "higher"),
        # the same the other way round: both directions are treated alike
        ((200, 200, 80, 120, 0), (100, 100, 60, 40, 0), NOBODY, (-200, -200), "lower"),
        # no difference at all is not "higher", and not "no difference" for whoever doubts the records
        ((100, 100, 50, 50, 0), (100, 100, 50, 50, 0), NOBODY, (0, 0), "undetermined"),
        # 20 group-based cases not known: from 60 to 80 of 100, against 40 %
        ((100, 80, 60, 20, 20), (200, 200, 80, 120, 0), NOBODY, (200, 400), "higher"),
        # 30 not known on both sides: 60..90 less 40..55
        ((100, 70, 60, 10, 30), (200, 170, 80, 90, 30), NOBODY, (50, 500), "higher"),
        # half of each not known: anything may be
        ((100, 50, 40, 10, 50), (100, 50, 10, 40, 50), NOBODY, (-200, 800), "undetermined"),
        # 10 undecided, all known to be in B: 60 / 110 at least, 80 / 200 at most
        ((100, 100, 60, 40, 0), (200, 200, 80, 120, 0), (10, 10, 0, 10, 0), (145, 220), "higher"),
        # 50 undecided of which nothing is known: 60 / 150 at least against 130 / 250 at most
        ((100, 100, 60, 40, 0), (200, 200, 80, 120, 0), (50, 0, 0, 0, 50), (-120, 414), "undetermined"),
        # what is suppressed of the undecided may be anything
        ((100, 100, 60, 40, 0), (200, 200, 80, 120, 0), (50, None, None, None, None), (-120, 414), "undetermined"),
    ],
)
def test_a_difference_lies_between_its_worst_cases(group, other, undecided, ends, reading):
    table = compared(group, other, undecided, percent_base=30)
    found = difference_of(table, column(table, "A"))
    assert isinstance(found, Difference)
    assert (found.bounds.tenths, found.reading) == (ends, Reading[reading.upper()])


@pytest.mark.parametrize(
    ("group", "other", "undecided", "why"),
    [
        # a numerator, a base or a total is suppressed on one side
        ((100, 100, None, None, 0), (200, 200, 80, 120, 0), NOBODY, NoShare.SUPPRESSED),
        ((100, 100, 60, 40, 0), (200, None, 80, 120, None), NOBODY, NoShare.SUPPRESSED),
        ((100, 100, 60, 40, 0), (None, 200, 80, 120, 0), NOBODY, NoShare.SUPPRESSED),
        # nobody knows how many are undecided
        ((100, 100, 60, 40, 0), (200, 200, 80, 120, 0), (None, None, None, None, None), NoShare.SUPPRESSED),
        # 29 known group-based cases
        ((100, 29, 20, 9, 71), (200, 200, 80, 120, 0), NOBODY, NoShare.SMALL_BASE),
        ((100, 100, 60, 40, 0), (29, 29, 20, 9, 0), NOBODY, NoShare.SMALL_BASE),
    ],
)
def test_nothing_is_said_on_a_suppressed_count_or_a_small_base(group, other, undecided, why):
    table = compared(group, other, undecided)
    assert difference_of(table, column(table, "A")) is why
    assert shown_row(compared_rows(table)[0])[1::2] == [why.sign, why.sign, why.sign]


def test_a_rounded_count_stands_for_all_that_it_may_have_been():
    exact = ((100, 100, 60, 40, 0), (200, 200, 80, 120, 0), NOBODY)
    table = replace(compared(*exact), rounding=((10,) * 5,) * 3)
    found = difference_of(table, column(table, "A"))
    # A: 55..64 of 95..104 less 75..84 of 195..204; 91 of those known are in neither end's way
    assert found.group.tenths == (floor_tenths(55, 104), 1000 - floor_tenths(95 - 64, 104))
    assert found.other.tenths == (floor_tenths(75, 204), 1000 - floor_tenths(195 - 84, 204))
    assert found.bounds.tenths[0] < 200 < found.bounds.tenths[1]


def floor_tenths(part: int, whole: int) -> int:
    return 1000 * part // whole


def test_a_published_zero_is_a_true_one():
    table = replace(compared((100, 100, 0, 100, 0), (200, 200, 0, 200, 0), NOBODY), rounding=((10,) * 5,) * 3)
    assert difference_of(table, column(table, "A")).group.lower_prop == 0
    assert compared_rows(table)[0].is_empty


@pytest.mark.parametrize(
    ("known", "dropped"),
    [
        # of 100 group-based cases; 60 % is enough
        (60, False),
        (59, True),
    ],
)
@pytest.mark.parametrize("in_a", [0, 30, 59])
def test_a_comparison_is_dropped_for_how_much_is_known_and_never_for_what(known, dropped, in_a):
    line = (100, known, in_a, known - in_a, 100 - known)
    for group, other in ((line, (100, 90, 45, 45, 10)), ((100, 90, 45, 45, 10), line)):
        table = compared(group, other, NOBODY, completeness_pct=60)
        assert is_too_incomplete(table) is dropped
        entries = withheld_register([table], study(), {"t1": 1})
        registered = [(e.extent, e.reason, e.cells_withheld, e.cells_in_table) for e in entries]
        assert registered == ([("comparison", "QUAL", 2, 2)] if dropped else [])
        assert {row.sign for row in compared_rows(table)} == ({"[x]"} if dropped else {""})


def test_the_words_say_what_holds_and_between_which_ends():
    high = compared((100, 80, 60, 20, 20), (200, 200, 80, 120, 0), NOBODY)
    said = [difference_text(row) for row in compared_rows(high)]
    assert said == [
        "higher in group-based cases than in all other, by 20.0 to 40.0 percentage points",
        "lower in group-based cases than in all other, by 20.0 to 40.0 percentage points",
    ]
    open_ended = compared((100, 50, 40, 10, 50), (100, 50, 10, 40, 50), NOBODY)
    assert "cannot be determined from these data" in difference_text(compared_rows(open_ended)[0])
    ends = "between 20.0 percentage points lower and 80.0 percentage points higher in group-based cases"
    assert ends in difference_text(compared_rows(open_ended)[0])


def test_a_table_of_another_kind_is_no_comparison():
    other = ProtectedTable(shape(), ((1, 1, 1, 0, 0),) * 3)
    with pytest.raises(TableError, match="is no comparison"):
        comparison_of(other)


# The nation knows the sex of 34 % of suspects; what is said of it, and what where no force can say more.
NATION = (
    "Male: of all this cannot be determined from these data (sex is not known for 66.0%; so between 28.2% and 94.2% of"
    " all)."
)
ALDERMERE = "where sex is known for 90.0% of 300 cases, it is 85.2% of those, and between 76.7% and 86.7% of all."
NO_OTHER = "No body has a figure of its own that can be stated: too little is known there too, or numbers are withheld."


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        # the nation knows 34 %, Aldermere 90 %, Brackenshire 10 %
        (
            ((1000, 340, 282, 58, 660), (300, 270, 230, 40, 30), (700, 70, 52, 18, 630)),
            f"{NATION} In Aldermere, {ALDERMERE}",
        ),
        # 79 % is too little
        (
            ((1000, 340, 282, 58, 660), (300, 237, 200, 37, 63), (700, 103, 82, 21, 597)),
            f"{NATION} {NO_OTHER}",
        ),
        # a suppressed count of a force that knows enough: nothing is said of it
        (
            ((1000, 340, 282, 58, 660), (300, 270, None, None, 30), (700, 70, 52, 18, 630)),
            f"{NATION} {NO_OTHER}",
        ),
        # the nation knows 90 %: its own share is stated, and no force stands out
        (
            ((1000, 900, 600, 300, 100), (300, 270, 230, 40, 30), (700, 630, 370, 260, 70)),
            "Male: 66.7% (not known for 10.0%; so between 60.0% and 70.0% of all).",
        ),
        # a base that is too small is none
        (((20, 20, 10, 10, 0), (10, 10, 5, 5, 0), (10, 10, 5, 5, 0)), "Male: [x]."),
    ],
)
def test_the_own_figure_of_a_body_stands_beside_a_nation_that_cannot_say(counts, said):
    assert own_figures(ProtectedTable(shape(forces=FORCES), counts), 2) == said


CLAIMED = compared((100, 80, 60, 20, 20), (200, 200, 80, 120, 0), NOBODY)


@pytest.mark.parametrize(
    ("citation", "verdict"),
    [
        # A is 20 to 40 points higher, B as much lower
        ('t1["A"] is higher in group-based cases', Verdict.SUPPORTED),
        ('t1["Dwelling"] is higher in group-based cases', Verdict.SUPPORTED),
        ('t1["A"] is lower in group-based cases', Verdict.CONTRADICTED),
        ('t1["A"] is not higher in group-based cases', Verdict.CONTRADICTED),
        ('t1["B"] is lower in group-based cases', Verdict.SUPPORTED),
        ('t1["B"] is not higher in group-based cases', Verdict.SUPPORTED),
    ],
)
def test_a_claim_is_judged_at_the_bounds_of_the_difference(citation, verdict):
    assert read_citation(citation, Evidence(study(), {"t1": CLAIMED})).judgement.verdict is verdict


def test_a_claim_that_some_truths_bear_out_and_others_not_cannot_be_determined():
    table = compared((100, 50, 40, 10, 50), (100, 50, 10, 40, 50), NOBODY)
    for direction in ("higher", "lower"):
        cited = read_citation(f't1["A"] is {direction} in group-based cases', Evidence(study(), {"t1": table}))
        assert cited.judgement.verdict is Verdict.UNDETERMINED
        assert cited.judgement.evidence == "a difference of \u221220.0 to 80.0 percentage points"


@pytest.mark.parametrize(
    ("citation", "said"),
    [
        # the rows of a comparison leave out the undecided
        ('share t1["group", "A"] is higher than t1["other", "A"]', "whose rows are not compared as they stand"),
        ('t1["Z"] is higher in group-based cases', "compares no category 'Z'"),
        ('t2["A"] is higher in group-based cases', "compares no category 'A'"),
    ],
)
def test_a_comparison_is_cited_by_its_categories_alone(citation, said):
    tables = {"t1": CLAIMED, "t2": ProtectedTable(shape(id="t2"), ((1, 1, 1, 0, 0),) * 3)}
    with pytest.raises(PaperError, match=said):
        read_citation(citation, Evidence(study(), tables))


@pytest.fixture
def files(tmp_path):
    """The file of counts and that of bounds of a comparison, in a release."""
    table = compared((100, 80, 60, 20, 20), (200, 200, 80, 120, 0), (10, 10, 0, 10, 0), actions=[("A", "Ask for it.")])
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "SYNTHETIC-t1.csv").write_text(table_csv(table, DataKind.SYNTHETIC), encoding="utf-8")
    (tables / "SYNTHETIC-t1-comparison.csv").write_text(comparison_csv(table, DataKind.SYNTHETIC), encoding="utf-8")
    return tables


def test_the_file_has_bounds_beside_what_is_not_known_and_the_action(files):
    first, second = csv.DictReader(io.StringIO((files / "SYNTHETIC-t1-comparison.csv").read_text(encoding="utf-8")))
    assert (first["group_count"], first["group_not_known_pct"], first["other_not_known_pct"]) == ("60", "20.0", "0.0")
    assert (first["group_at_least_pct"], first["reading"], first["action"]) == ("54.5", "higher", "Ask for it.")
    assert (second["reading"], second["action"], second["data"]) == ("lower", "", "synthetic")
    assert second["difference_at_least_points"].startswith("-")  # a number that no spreadsheet takes for a formula
    assert check_comparisons(files.parent) == 12


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("group_at_least_pct", "54.6"),
        ("other_at_most_pct", "40.1"),
        ("difference_at_least_points", "0.1"),
        ("reading", "lower"),
        ("status", "[c]"),
        ("group_at_most_pct", "about half"),
    ],
)
def test_a_bound_that_does_not_follow_from_the_counts_is_found(files, column, value):
    path = files / "SYNTHETIC-t1-comparison.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    rows[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(ReleaseError):
        check_comparisons(files.parent)


@pytest.mark.parametrize(("group", "shown"), [((30, 24, 12, 12, 6), "20.0%"), ((25, 20, 10, 10, 5), "[x]")])
def test_what_is_not_known_is_no_percentage_of_fewer_than_thirty_either(group, shown):
    table = compared(group, (100, 100, 60, 40, 0), NOBODY, percent_base=30)
    assert dict(base_rows(table))["Not known, % of all"] == [shown, "0.0%"]
