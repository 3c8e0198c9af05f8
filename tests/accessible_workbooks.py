"""Workbooks to be published in tests, and what programs other than ours read of them."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import python_calamine

from clerestory.model.commission import DataKind
from clerestory.publish.workbooks.book import Column, Kind, PublishedWorkbook, Section, TableSheet
from clerestory.publish.workbooks.ods import write_ods
from clerestory.publish.workbooks.xlsx import write_xlsx
from commands import PATIENCE

OFFICE = shutil.which("soffice")
WRITERS = {"ods": write_ods, "xlsx": write_xlsx}
COLUMNS = (
    Column("Area", notes=("Areas are those of 2020.",)),
    Column("Number", Kind.NUMBER),
    Column("Share, %", Kind.NUMBER, decimals=1),
    Column("Part", Kind.PERCENT, decimals=1),
    Column("Day", Kind.DATE),
    Column("As it is", Kind.NUMBER, decimals=None),
)
ROWS = (
    ("North & <b>  two", 1234, 82.9, 0.829, dt.date(2024, 2, 29), 0.25),
    ("=1+1", "[c]", -0.5, 0.5, dt.date(2020, 1, 1), 12345678901234),
    ("two\nlines, Zoë \U0001f600", 0, "[x]", "[x]", "[z]", 1e-07),
)
SIGNS = (("[c]", "withheld, because it is small"), ("[x]", "not available"), ("[z]", "not applicable"))
BOOK = PublishedWorkbook(
    "Victims by area",
    (
        TableSheet("Table 1", "Victims", "Table_1_victims", COLUMNS, ROWS, ("Each victim counts once.",), SIGNS),
        TableSheet("It's 2", "Areas", "Table_2_areas", COLUMNS[:1], [row[:1] for row in ROWS]),
    ),
    subject="Victims known to the police",
    publisher="A department",
    contact="statistics@department.example",
    date=dt.date(2026, 12, 15),
    data=DataKind.SYNTHETIC,
    about=(Section("About these tables", ("They are made up.",)),),
)


def written(book: PublishedWorkbook, ending: str) -> bytes:
    out = io.BytesIO()
    WRITERS[ending](book, out)
    return out.getvalue()


def cells_of(data: bytes, sheet: str) -> list[list[object]]:
    """The cells of a sheet as calamine reads them; an empty one is an empty text."""
    return python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_name(sheet).to_python()


def openpyxl_cells_of(data: bytes, sheet: str) -> list[list[object]]:
    made = openpyxl.load_workbook(io.BytesIO(data))[sheet]
    return [["" if value is None else value for value in row] for row in made.iter_rows(values_only=True)]


def table_of(cells: Sequence[Sequence[object]], header: str) -> list[list[object]]:
    """The rows of a sheet from the one that begins with a header."""
    at = next(at for at, row in enumerate(cells) if str(row[0]).partition(" [note")[0] == header)
    return [list(row) for row in cells[at:]]


def as_read(value: object) -> object:
    """A value of ours as readers give it: every number is a float, and a day may have an hour."""
    if isinstance(value, dt.datetime):
        return value.date()
    return float(value) if isinstance(value, int) else value


def table_names(data: bytes) -> dict[str, str]:
    """The names of the marked-up tables, with the cells that they lie on as ``Sheet!A1:B2``."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "content.xml" in package.namelist():
            content = ElementTree.fromstring(package.read("content.xml"))  # noqa: S314 - ours, or LibreOffice's
            space = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
            found = content.iter(f"{space}database-range")
            return {e.get(f"{space}name"): _plain(e.get(f"{space}target-range-address")) for e in found}
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {table.name: f"{sheet.title}!{table.ref}" for sheet in book for table in sheet.tables.values()}


def _plain(address: str) -> str:
    """``'It''s 2'.A1:'It''s 2'.B2`` as ``It's 2!A1:B2``."""
    first, last = re.findall(r"(?:'(?:[^']|'')+'|[^.:']+)\.\$?([A-Z]+\$?\d+)", address)
    sheet = address[: address.index(f".{first}")].strip("$")
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return f"{name}!{first}:{last}".replace("$", "")


def converted(files: Sequence[Path], to: str, folder: Path) -> dict[str, bytes]:
    """Convert files by one call of LibreOffice; gives what was made, by its name."""
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
