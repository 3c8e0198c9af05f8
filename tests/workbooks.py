"""The good return of tests as workbooks, written by programs other than ours, and ways to open their packages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import odfdo
import openpyxl

from returns import GOOD, INSTRUMENT, PROVIDER, RETURN

Rows = Mapping[str, Sequence[Sequence[object]]]


def rows_of(change: Mapping[str, list[dict[str, str]]] | None = None) -> dict[str, list[list[object]]]:
    """Header and records of every entity; an empty value is an empty cell."""
    made = {}
    for entity, records in (GOOD | dict(change or {})).items():
        extra = [n for n in dict.fromkeys(n for r in records for n in r) if n not in INSTRUMENT.columns_of(entity)]
        columns = [*INSTRUMENT.columns_of(entity), *extra]
        made[entity] = [columns, *([record.get(c) or None for c in columns] for record in records)]
    return made


def openpyxl_book(rows: Rows | None = None) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in (rows or rows_of()).items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    book.properties.creator = ""
    return book


def saved(book: openpyxl.Workbook | odfdo.Document) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def odfdo_book(rows: Rows | None = None) -> odfdo.Document:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    for name, lines in (rows or rows_of()).items():
        table = odfdo.Table(name)
        for line in lines:
            row = odfdo.Row()
            row.set_values(list(line))
            table.append_row(row)
        document.body.append(table)
    return document


def a_workbook_return(folder: Path, data: bytes, name: str = "return.xlsx") -> Path:
    """Put a workbook into the folder of a return, alone; gives the folder."""
    place = folder / "returns" / PROVIDER.replace(":", "-") / RETURN
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(data)
    return place


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes = b"<a/>") -> Callable[[bytes], bytes]:
    """Add a part to a package."""
    return lambda data: packed(parts_of(data) | {name: content})


def replaced(name: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Change the text of a part, which must be there."""

    def change(data: bytes) -> bytes:
        parts = parts_of(data)
        assert old in parts[name], f"{old!r} is not in {name}"
        return packed(parts | {name: parts[name].replace(old, new, 1)})

    return change
