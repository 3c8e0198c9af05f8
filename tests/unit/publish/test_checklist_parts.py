"""Addresses, colours, contrast and blocks of the checklist, against other libraries and published figures."""

from __future__ import annotations

import numpy as np
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from clerestory.publish.checklist.blocks import unmarked_areas
from clerestory.publish.checklist.contrast import contrast_ratio, least_contrast
from clerestory.publish.checklist.rules.findings import gathered, joined
from clerestory.publish.checklist.workbook import Cell, Style
from clerestory.publish.checklist.xlsx.colours import colour_of
from clerestory.spreadsheets.addresses import Area, area_of, cell_at, column_letters, column_number
from clerestory.spreadsheets.markup import Element


def test_letters_of_columns_are_those_of_another_library():
    for number in range(1, 16_385):
        assert column_letters(number) == get_column_letter(number)
        assert column_number(column_letters(number)) == number


@pytest.mark.parametrize("address", ["B4", "$B$4", "B4:D9", "$B$4:$D$9", "XFD1048576"])
def test_areas_are_those_of_another_library(address):
    left, top, right, bottom = range_boundaries(address)
    assert area_of(address) == Area(top, left, bottom, right)


def test_whole_columns_and_rows_are_areas_and_words_are_none():
    assert area_of("A:C") == Area(1, 1, 1_048_576, 3)
    assert area_of("2:5") == Area(2, 1, 5, 16_384)
    assert [area_of(text) for text in ("", "4", "B", "B0", "North", "B4:", "B4:D9:E1")] == [None] * 7


# Ratios as WebAIM's checker and the techniques of WCAG print them.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("000000", "FFFFFF", 21.0),
        ("777777", "FFFFFF", 4.48),  # the lightest grey that fails
        ("767676", "FFFFFF", 4.54),  # the lightest grey that passes
        ("FF0000", "FFFFFF", 4.0),
        ("0000FF", "FFFFFF", 8.59),
        ("FFFF00", "FFFFFF", 1.07),
        ("00FF00", "000000", 15.3),
    ],
)
def test_contrast_is_what_is_published(one, other, ratio):
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.006)
    assert contrast_ratio(other, one) == contrast_ratio(one, other)


def test_large_text_needs_less_contrast():
    asked = [least_contrast(*one[:1], bold=one[1]) for one in [(17.9, False), (18, False), (13.9, True), (14, True)]]
    assert asked == [4.5, 3.0, 4.5, 3.0]


# What Excel shows for the first accent of the theme Office 2013, from its own list of colours.
@pytest.mark.parametrize(
    ("tint", "shown"),
    [("", "4472C4"), ("0.79998168889431442", "D9E1F2"), ("0.39997558519241921", "8EA9DB"), ("-0.24997711", "305496")],
)
def test_tints_of_a_theme_are_those_that_excel_shows(tint, shown):
    theme = ["FFFFFF", "000000", "E7E6E6", "44546A", "4472C4"]
    found = colour_of(Element("color", {"theme": "4", "tint": tint} if tint else {"theme": "4"}), theme)
    assert all(
        abs(int(found[n : n + 2], 16) - int(shown[n : n + 2], 16)) <= 2 for n in (0, 2, 4)
    )  # it rounds on its way


def test_colours_are_written_out_counted_or_automatic():
    theme = ["FFFFFF", "000000"]
    asked = [{"rgb": "FFAB12CD"}, {"indexed": "10"}, {"indexed": "64"}, {"theme": "1"}, {"theme": "9"}, {"auto": "1"}]
    assert [colour_of(Element("color", one), theme) for one in asked] == ["AB12CD", "FF0000", "", "", "", ""]


@pytest.mark.parametrize("seed", range(40))
def test_gathered_places_are_the_same_places(seed):
    drawn = np.random.default_rng(seed).random((8, 6)) < 0.6
    places = {(int(row) + 1, int(column) + 1) for row, column in np.argwhere(drawn)}
    for areas in (gathered(places), joined(cell_at(*place) for place in places)):
        covered = [
            (row, column)
            for area in areas
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        ]
        assert sorted(covered) == sorted(places)  # each once


def rows_of(picture: str):
    """Rows of a picture: letters are words, digits numbers, dots nothing."""
    lines = picture.strip().splitlines()
    return {
        row: {
            column: Cell(sign, Style(), is_number=sign.isdigit())
            for column, sign in enumerate(line.strip(), start=1)
            if sign != "."
        }
        for row, line in enumerate(lines, start=1)
        if line.strip(". ")
    }


@pytest.mark.parametrize(
    ("picture", "areas"),
    [
        ("a..\n...\nabc\nd12\ne34", ["A3:C5"]),  # a title above
        ("a..\nabc\nd12\ne34\nf..", ["A2:C4"]),  # a title and a source that touch it
        ("abc\nd12\n...\ne34", ["A1:C4"]),  # a blank row within
        ("abc\nd12\n...\n...\n...\ne34\nf56", ["A1:C2", "A6:C7"]),  # too many blank rows
        ("abc\nd12\n...\nabc\nd34", ["A1:C2", "A4:C5"]),  # the second has a header
        ("abc\nd12\n...\nab.\nd3.", ["A1:C2", "A4:B5"]),  # of other columns
        ("ab.cd\ne1.2f", ["A1:E2"]),  # a blank column within
        ("a\nb\nc", []),  # a column is no table
        ("ab", []),  # nor is a row
        ("ab\nc.\nd.\nef", ["A1:B4"]),
    ],
)
def test_blocks_are_found_as_the_eye_finds_them(picture, areas):
    assert [area.a1 for area in unmarked_areas(rows_of(picture), [])] == areas


def test_marked_tables_are_no_blocks():
    rows = rows_of("abc\nd12\ne34\n...\nxy.\nz1.")
    assert [area.a1 for area in unmarked_areas(rows, [Area(1, 1, 3, 3)])] == ["A5:B6"]
    assert [area.a1 for area in unmarked_areas(rows, [Area(1, 1, 6, 3)])] == []
