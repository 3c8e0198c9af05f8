"""What is no series, and what may not stand in one: a row that is changed, and the words."""

from __future__ import annotations

import pytest

from clerestory.analyse.trends import read_series
from clerestory.errors import TableError
from clerestory.model.trends import Measure

HEADER = "quarter,count,unit,definition,break,measure,exposure"


def rows(number=24):
    return [f"{2015 + i // 4}Q{i % 4 + 1},{100 + i},offences,HO2020,,activity,5000" for i in range(number)]


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
        Measure.ACTIVITY,
        24,
    )
    assert repr(found) == "TrendSeries(24 quarters, 0 breaks)"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        # the unit changes; a declared break does not mend it (Q9)
        (changed(12, "offences", "children"), "row 14, column unit: differs from the row before"),
        (changed(12, "offences,HO2020,", "children,HO2020,new count"), "Two units are two series, whatever"),
        # activity and prevalence are never one series
        (changed(12, "activity", "prevalence"), "row 14, column measure: differs from the row before"),
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


def test_prevalence_needs_the_persons_asked(tmp_path):
    lines = [row.rsplit(",", 1)[0] for row in changed(0, "activity", "prevalence")]
    with pytest.raises(TableError, match="no number of persons asked"):
        read(tmp_path, lines, HEADER.removesuffix(",exposure"))


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
