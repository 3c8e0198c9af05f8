"""Files that are too large, or say that they are: each ends in a message, before the memory is full."""

from __future__ import annotations

import io
import resource
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from clerestory.collect import check_return
from clerestory.collect.reading.limits import LIMITS
from clerestory.errors import EncodingReturnError, ShapeReturnError, TooLargeReturnError, WorkbookReturnError
from returns import INSTRUMENT, a_return, text_of
from workbooks import a_workbook_return, odfdo_book, openpyxl_book, packed, parts_of, replaced, saved

GIGABYTE = 2**30
EVENT = "xl/worksheets/sheet2.xml"
HEADER = text_of("event", [])


def kinds(place, end: str) -> list[type]:
    return [f.kind for f in check_return(place, INSTRUMENT).faults if f.file.endswith(end)]


@pytest.mark.parametrize("name", ["event.csv", "r.xlsx", "r.ods", "event.parquet"])
def test_ten_gigabytes_are_refused_by_their_size_before_a_byte_is_read(tmp_path, name):
    place = a_return(tmp_path) if name.endswith(".csv") else a_workbook_return(tmp_path, b"", name)
    with (place / name).open("wb") as file:
        file.truncate(10 * GIGABYTE)  # a file with a hole takes no room
    receipt = check_return(place, INSTRUMENT)
    assert [f.what for f in receipt.faults if f.kind is TooLargeReturnError] == [
        f"has {10 * GIGABYTE:,} bytes where at most {limit_of(name):,} are read"
    ]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4 * 2**20  # kilobytes


def limit_of(name: str) -> int:
    if name.endswith(".csv"):
        return LIMITS.text_bytes
    return LIMITS.parquet_bytes if name.endswith(".parquet") else LIMITS.workbook_bytes


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        # ten thousand columns, with and without quotes
        ((",".join(f"c{n}" for n in range(10_000)) + "\n").encode(), TooLargeReturnError),
        ((",".join(f'"c{n}"' for n in range(10_000)) + "\n").encode(), TooLargeReturnError),
        # a field of over a million characters, alone and in quotes
        ((HEADER + "x" * (LIMITS.field_characters + 1) + "," * (HEADER.count(",")) + "\n").encode(), ShapeReturnError),
        ((HEADER + '"' + "x" * (LIMITS.field_characters + 1) + '"\n').encode(), ShapeReturnError),
        # other encodings, and zero bytes
        (HEADER.encode("utf-16"), EncodingReturnError),
        ((HEADER + "é\n").encode("latin-1"), EncodingReturnError),
        (HEADER.encode() + b"\x00\n", EncodingReturnError),
    ],
)
def test_csv_beyond_its_limits(tmp_path, data, kind):
    place = a_return(tmp_path)
    (place / "event.csv").write_bytes(data)
    assert kinds(place, "event.csv") == [kind]


def with_size_in_the_list(data: bytes, part: str, size: int) -> bytes:
    """Write another unpacked size of a part into the list of the package, as an attacker would."""
    made = bytearray(data)
    at = made.rindex(part.encode()) - 46
    assert made[at : at + 4] == b"PK\x01\x02"
    made[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(made)


def padded(megabytes: int) -> bytes:
    """A workbook of which one part is blank for many megabytes, in a package of some kilobytes."""
    parts = parts_of(saved(openpyxl_book()))
    return packed(parts | {EVENT: parts[EVENT].replace(b"</sheetData>", b" " * megabytes * 2**20 + b"</sheetData>")})


BOMBS = [
    # a part that unpacks to a thousand times its size
    padded(32),
    # parts that say they are larger than all may be together
    with_size_in_the_list(saved(openpyxl_book()), EVENT, 2**32 - 2),
    # more parts than any workbook has
    packed(parts_of(saved(openpyxl_book())) | {f"xl/theme/theme{n}.xml": b"" for n in range(LIMITS.parts)}),
    # one filled cell in the last corner: a reader would make a rectangle of 17 thousand million cells
    replaced(EVENT, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')(
        saved(openpyxl_book())),
]  # fmt: skip


@pytest.mark.parametrize("data", BOMBS, ids=["ratio", "declared", "parts", "corner"])
def test_packages_that_would_fill_the_memory(tmp_path, data):
    assert kinds(a_workbook_return(tmp_path, data), "workbook") == [TooLargeReturnError]


def test_a_part_that_is_larger_than_it_says_is_damaged(tmp_path):
    data = with_size_in_the_list(padded(1), EVENT, 100)
    assert kinds(a_workbook_return(tmp_path, data), "workbook") == [WorkbookReturnError]


def test_a_sheet_of_ods_that_repeats_its_rows_without_end(tmp_path):
    repeat = b'<table:table-row table:number-rows-repeated="99999999">'
    content = parts_of(saved(odfdo_book()))["content.xml"]
    at = content.index(b'table:name="event"')
    spoilt = content[:at] + content[at:].replace(b"<table:table-row>", repeat, 1)
    data = packed(parts_of(saved(odfdo_book())) | {"content.xml": spoilt})
    assert kinds(a_workbook_return(tmp_path, data, "r.ods"), "workbook") == [TooLargeReturnError]


def test_a_package_with_two_parts_of_one_name(tmp_path):
    out = io.BytesIO(saved(openpyxl_book()))
    with zipfile.ZipFile(out, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr(EVENT, b"<worksheet/>")
    receipt = check_return(a_workbook_return(tmp_path, out.getvalue()), INSTRUMENT)
    assert [f.what for f in receipt.faults if "two different workbooks" in f.what] != []


def parquet(tmp_path, table: pa.Table, **options):
    place = a_return(tmp_path)
    for path in place.iterdir():
        path.unlink()
    pq.write_table(table, place / "event.parquet", **options)
    return place


def test_parquet_that_declares_more_rows_than_are_read(tmp_path):
    place = parquet(tmp_path, pa.table({"colour": pa.nulls(LIMITS.rows + 1, pa.string())}))
    assert (place / "event.parquet").stat().st_size < 2**20
    assert kinds(place, "event.parquet") == [TooLargeReturnError]


def test_parquet_of_which_one_value_stands_in_many_rows(tmp_path):
    """Five thousand rows share one value of a million characters: five gigabytes from one megabyte."""
    codes = pa.DictionaryArray.from_arrays(pa.array([0] * 5_000, pa.int32()), pa.array(["x" * LIMITS.field_characters]))
    columns = dict.fromkeys(INSTRUMENT.columns_of("event"), codes)
    place = parquet(tmp_path, pa.table(columns))
    assert (place / "event.parquet").stat().st_size < 20 * 2**20
    assert kinds(place, "event.parquet") == [TooLargeReturnError]


def test_parquet_of_too_many_row_groups(tmp_path):
    table = pa.table({"colour": pa.array(["RED"] * (LIMITS.row_groups + 1))})
    assert kinds(parquet(tmp_path, table, row_group_size=1), "event.parquet") == [TooLargeReturnError]


def test_parquet_of_too_many_columns(tmp_path):
    table = pa.table({f"c{n}": pa.array(["RED"]) for n in range(LIMITS.columns + 1)})
    assert kinds(parquet(tmp_path, table), "event.parquet") == [TooLargeReturnError]
