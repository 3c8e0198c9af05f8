"""What is no series, and what may not stand in one: a row that is changed, and the words."""

from __future__ import annotations

import pytest

from clerestory.analyse.trends import read_series
from clerestory.errors import TableError
from clerestory.model.findings.trends import Measure

HEADER = "quarter,count,unit,definition,break,measure,exposure"


def rows(number=24):
    return [f"{2015 + i // 4}Q{i % 4 + 1},{100 + i},offences,HO2020,,recorded,5000" for i in range(number)]


def read(tmp_path, lines, header=HEADER):
    path = tmp_path / "series.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return read_series(path)


def changed(at, old, new, number=24):
    """Give the rows with a word replaced from one row on."""
    return [row.replace(old, new) if i >= at else row for i, row in enumerate(rows(number))]


def test_a_series_without_fault_is_read(tmp_path):
    found = read(tmp_path, rows())
    assert (str(found.first), found.unit, found.measure, len(found.counts)) == (
        "2015Q1",
        "offences",
        Measure.RECORDED,
        24,
    )
    assert repr(found) == "TrendSeries(24 quarters, 0 breaks)"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        # the unit changes; a declared break does not mend it (Q9)
        (changed(12, "offences", "children"), "row 14, column unit: differs from the row before"),
        (changed(12, "offences,HO2020,", "children,HO2020,new count"), "Two units are two series, whatever"),
        # two measures are never one series
        (changed(12, "recorded", "outcomes"), "row 14, column measure: differs from the row before"),
        # the definition changes, and nobody says so
        (changed(12, "HO2020", "IICSA2019"), "row 14, column definition: differs from the row before, and no break"),
        # a quarter is missing, stands twice, or is written otherwise
        (rows()[:5] + rows()[6:], "row 7, column quarter: is not the quarter after"),
        (rows()[:6] + rows()[5:], "row 8, column quarter: is not the quarter after"),
        (changed(0, "2015Q1", "2015-Q1"), "row 2, column quarter: is no quarter"),
        # a count is withheld, or is none
        (changed(3, ",103,", ",[c],"), "row 5, column count: is withheld"),
        (changed(3, ",103,", ",-3,"), "row 5, column count: is no whole number"),
        (changed(3, ",5000", ",0"), "row 5, column exposure: is no number above 0"),
        # too little to tell a trend
        (rows(15), "has fewer than 16 quarters"),
        ([row.replace(row.split(",")[1], "4", 1) for row in rows()], "has fewer than 5 a quarter"),
        ([], "has no row"),
        ([*rows()[:1], rows()[1] + ",more"], "row 3: has 8 fields, and the header has 7"),
        # breaks too near the end
        ([*rows()[:22], *(row.replace("HO2020,", "HO2020,rules") for row in rows()[22:])], "before, between or after"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_its_row_and_never_quoted(tmp_path, lines, said):
    with pytest.raises(TableError) as refused:
        read(tmp_path, lines)
    assert said in str(refused.value).replace("\n", " ")
    assert not {"IICSA2019", "children", "-3", "new count"} & set(str(refused.value).split())


@pytest.mark.parametrize("word", ["prevalence", "Prevalence"])
def test_prevalence_is_refused_with_the_reason(tmp_path, word):
    with pytest.raises(
        TableError, match="row 2, column measure: is prevalence, and counts of what bodies recorded"
    ) as no:
        read(tmp_path, changed(0, "recorded", word))
    assert "asking a sample of persons" in no.value.remedy


@pytest.mark.parametrize("unit", ["Prevalence of abuse", "offences committed", "incidence"])
def test_a_unit_that_says_what_happened_is_refused(tmp_path, unit):
    with pytest.raises(TableError, match="row 2, column unit: names what happened") as no:
        read(tmp_path, changed(0, "offences", unit))
    assert unit not in str(no.value)


@pytest.mark.parametrize("word", ["median days", "activity", "committed"])
def test_another_measure_is_refused_and_a_median_is_told_what_to_count(tmp_path, word):
    with pytest.raises(TableError, match="column measure: is not one of recorded, outcomes, timely") as no:
        read(tmp_path, changed(0, "recorded", word))
    assert "A median of days is no count" in no.value.remedy


def test_what_ended_in_time_needs_what_ended(tmp_path):
    lines = [row.rsplit(",", 1)[0] for row in changed(0, "recorded", "timely")]
    with pytest.raises(TableError, match="does not say how many ended"):
        read(tmp_path, lines, HEADER.removesuffix(",exposure"))
    with pytest.raises(TableError, match="fewer ended than ended in time"):
        read(tmp_path, changed(0, "recorded,5000", "timely,90"))
    assert read(tmp_path, changed(0, "recorded", "timely")).measure is Measure.TIMELY


def test_what_the_exposure_counts_is_named_once_for_all_rows(tmp_path):
    named = [f"{row},recorded offences" for row in rows()]
    assert read(tmp_path, named, f"{HEADER},per").per == "recorded offences"
    with pytest.raises(TableError, match="row 14, column per: differs from the row before"):
        read(
            tmp_path, [*named[:12], *(r.replace("recorded offences", "children") for r in named[12:])], f"{HEADER},per"
        )
    with pytest.raises(TableError, match="column per: names an exposure that is not given"):
        read(tmp_path, [row.replace(",5000,", ",") for row in named], HEADER.replace("exposure", "per"))
    with pytest.raises(TableError, match="column per: is no name"):
        read(tmp_path, [row.replace("recorded offences", "***") for row in named], f"{HEADER},per")


def test_a_declared_change_of_definition_is_a_break(tmp_path):
    lines = [
        *rows()[:12],
        rows()[12].replace("HO2020,", "COCAD,wider"),
        *(r.replace("HO2020", "COCAD") for r in rows()[13:]),
    ]
    found = read(tmp_path, lines)
    assert [(b.at, b.name, b.of_definition) for b in found.breaks] == [(12, "wider", True)]
    assert found.definition == "COCAD"


@pytest.mark.parametrize(
    "header", ["quarter,count,unit", HEADER.replace("break", "note"), HEADER.replace("break", "unit"), ""]
)
def test_other_columns_are_refused(tmp_path, header):
    with pytest.raises(TableError, match=r"column|empty"):
        read(tmp_path, rows(), header)
