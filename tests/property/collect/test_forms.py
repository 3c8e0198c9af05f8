"""Rows in = accepted + quarantined, whatever the bytes and in whatever form; nothing crashes a reader."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.collect import check_return, collect_returns
from returns import INSTRUMENT, a_return, key
from workbooks import a_workbook_return, odfdo_book, openpyxl_book, packed, parts_of, rows_of, saved

FEW = settings(max_examples=60, deadline=None, derandomize=True)
COLUMNS = list(INSTRUMENT.columns_of("event"))
CELLS = st.one_of(
    st.sampled_from(
        ["", "RED", "BLUE", "PINK", "Y", "3", "2019", "2019-Q4", key("off", "a"), key("off", "b"), "RED;BLUE"]
    ),
    st.text(
        alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc"]), max_size=8
    ),
)
ROWS = st.lists(st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=5)
BOOKS = {"r.xlsx": saved(openpyxl_book()), "r.ods": saved(odfdo_book())}


def checked(name: str, data: bytes):
    with tempfile.TemporaryDirectory() as folder:
        if name.endswith(".parquet"):
            place = a_return(Path(folder))
            for path in place.iterdir():
                path.unlink()
            (place / name).write_bytes(data)
        else:
            place = a_workbook_return(Path(folder), data, name)
        receipt = check_return(place, INSTRUMENT)
        for entity, rows in receipt.rows_in.items():
            assert rows == receipt.accepted[entity] + receipt.quarantined[entity]
        return receipt


@pytest.mark.parametrize("name", ["r.xlsx", "r.ods", "event.parquet"])
@FEW
@given(data=st.binary(max_size=300))
def test_arbitrary_bytes_under_every_name(name, data):
    assert sum(checked(name, data).accepted.values()) == 0


@pytest.mark.parametrize("name", ["r.xlsx", "r.ods"])
@FEW
@given(data=st.data())
def test_arbitrary_bytes_in_place_of_a_part(name, data):
    parts = parts_of(BOOKS[name])
    part = data.draw(st.sampled_from(sorted(parts)))
    at = data.draw(st.integers(0, len(parts[part])))
    new = parts[part][:at] + data.draw(st.binary(max_size=40)) + parts[part][at:]
    checked(name, packed(parts | {part: new}, zipfile.ZIP_STORED))


def written(rows: list[list[str]], name: str) -> bytes:
    """The rows of events in a form; of a workbook with the good rows of the other entities."""
    if name.endswith(".parquet"):
        out = io.BytesIO()
        pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row").write_parquet(out)
        return out.getvalue()
    book = rows_of({"suspect": []}) | {"event": [COLUMNS, *([cell or None for cell in row] for row in rows)]}
    return saved(openpyxl_book(book) if name.endswith(".xlsx") else odfdo_book(book))


@pytest.mark.parametrize(
    "name",
    [pytest.param("r.xlsx", marks=pytest.mark.slow), pytest.param("r.ods", marks=pytest.mark.slow), "event.parquet"],
)
@FEW
@given(rows=ROWS)
def test_every_form_counts_and_accepts_the_rows_that_csv_does(name, rows):
    rows = [row for row in rows if any(cell.strip() for cell in row) and not any(c.startswith("=") for c in row)]
    receipt = checked(name, written(rows, name))
    assert receipt.rows_in["event"] == len(rows)
    with tempfile.TemporaryDirectory() as folder:
        place = a_return(Path(folder), {"event": [dict(zip(COLUMNS, row, strict=True)) for row in rows], "suspect": []})
        same = check_return(place, INSTRUMENT)
    assert same.rows_in["event"] == len(rows)
    if sum(receipt.accepted.values()):
        assert receipt.accepted["event"] == same.accepted["event"]


@FEW
@given(rows=ROWS)
def test_values_that_are_accepted_come_out_as_they_were_sent(rows):
    """CSV is the oracle of the others: the cases of both are the same text."""
    rows = [[key("off", "abcdefg"[n]), "RED", *row[2:]] for n, row in enumerate(rows)]
    frames = []
    for form in ("csv", "parquet"):
        with tempfile.TemporaryDirectory() as folder:
            place = a_return(
                Path(folder), {"event": [dict(zip(COLUMNS, row, strict=True)) for row in rows], "suspect": []}
            )
            if form == "parquet":
                for path in place.iterdir():
                    frame = pl.read_csv(path, infer_schema=False) if path.stem != "event" else None
                    data = written(rows, "event.parquet") if frame is None else None
                    path.unlink()
                    target = path.with_suffix(".parquet")
                    target.write_bytes(data) if data is not None else frame.write_parquet(target)
            frames.append(collect_returns(place.parents[1], INSTRUMENT).cases["event"])
    assert frames[0].equals(frames[1])
