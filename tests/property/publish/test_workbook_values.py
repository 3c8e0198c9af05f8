"""Whatever stands in a table, readers of both forms get the values that were given."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from accessible_workbooks import BOOK, as_read, cells_of, openpyxl_cells_of, table_of, written
from clerestory.publish.workbooks.book import Column, Kind

SYMBOLS = st.sampled_from(["[c]", "[x]", "[low]"])
# What a reader gives back letter by letter: XML has no other control characters, and ends lines in one way.
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n")
TEXTS = st.text(LETTERS, min_size=1, max_size=40).filter(lambda text: text.strip()) | st.sampled_from(
    ["=1+1", "+1", "-1", "@a", "007", "1e5", "TRUE", "#N/A", "_x0041_", "&amp;", "]]>", "a" * 5_000]
)
NUMBERS = st.integers(-(10**14), 10**14) | st.floats(-1e14, 1e14, allow_subnormal=False).map(
    lambda f: float(f"{f:.15g}")
)
DAYS = st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31))
COLUMNS = (
    *(Column("Words"), Column("Number", Kind.NUMBER, decimals=2), Column("As it is", Kind.NUMBER, decimals=None)),
    *(Column("Part", Kind.PERCENT, decimals=1), Column("Day", Kind.DATE)),
)
ROWS = st.tuples(
    *(TEXTS, NUMBERS | SYMBOLS, NUMBERS | SYMBOLS),
    *(st.floats(0, 1, allow_subnormal=False).map(lambda f: float(f"{f:.15g}")) | SYMBOLS, DAYS | SYMBOLS),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=8))
def test_both_forms_give_back_what_was_given(rows):
    book = replace(BOOK, sheets=(replace(BOOK.sheets[0], columns=COLUMNS, rows=tuple(rows)),))
    expected = [[as_read(value) for value in row] for row in rows]
    xlsx = written(book, "xlsx")
    for cells in (
        cells_of(written(book, "ods"), "Table 1"),
        cells_of(xlsx, "Table 1"),
        openpyxl_cells_of(xlsx, "Table 1"),
    ):
        assert [[as_read(value) for value in row] for row in table_of(cells, "Words")[1:]] == expected
