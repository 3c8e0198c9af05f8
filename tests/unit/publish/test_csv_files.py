"""CSV files of a release are opened in spreadsheets: no text of theirs may be calculated."""

from __future__ import annotations

import csv
import datetime as dt
import io

from clerestory.model.commission import DataKind
from clerestory.model.releases import Withheld
from clerestory.publish.register import register_csv


def test_a_text_that_a_spreadsheet_would_calculate_has_an_apostrophe_in_front_and_numbers_have_none():
    entry = Withheld(
        id="w1",
        key="table:t1",
        output="=HYPERLINK(A1)",
        extent="cells",
        cells_withheld=1,
        cells_in_table=2,
        reason="SDC",
        law="-",
        decided_by=("a",),
        review_by=dt.date(2026, 1, 1),
    )
    (row,) = csv.DictReader(io.StringIO(register_csv([entry], DataKind.SYNTHETIC)))
    assert (row["output"], row["law"], row["cells_withheld"]) == ("'=HYPERLINK(A1)", "'-", "1")
