"""What a publisher says of the tables of a workbook: titles, notes and symbols in TOML, or notes alone in CSV."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from clerestory.errors import WorkbookError
from clerestory.model.forms import Form

Text = Annotated[str, Field(min_length=1)]
_NOTE_COLUMNS = ["table", "column", "note"]


class DescribedTable(Form):
    """What is said of one table."""

    file: Text = Field(description="The name of its file, without folders.")
    sheet: str = Field(default="", max_length=31, description="Name of its sheet; Table 1, Table 2, ... by default.")
    title: str = Field(default="", description="What it counts, of whom, where and when; the file's name by default.")
    notes: tuple[Text, ...] = Field(default=(), description="Notes that its title refers to.")
    headers: dict[str, Text] = Field(default={}, description="Headers as readers should see them, by column.")
    column_notes: dict[str, tuple[Text, ...]] = Field(default={}, description="Notes that headers refer to, by column.")


class DescribedTables(Form):
    """What is said of the tables of a workbook."""

    form: Literal["clerestory-workbook/1"] = "clerestory-workbook/1"
    tables: tuple[DescribedTable, ...] = Field(default=(), description="In any order; sheets come as files are named.")
    symbols: dict[Annotated[str, Field(pattern=r"^\[[a-z]+\]$")], Text] = Field(
        default={}, description="What symbols mean that are not those of the Government Analysis Function."
    )

    def of(self, file: str) -> DescribedTable:
        """Give what is said of a file, which may be nothing."""
        return next((table for table in self.tables if table.file == file), DescribedTable(file=file))


def read_described(path: Path) -> DescribedTables:
    """Read what is said of tables: ``.toml``, or ``.csv`` with the columns table, column and note.

    Raises
    ------
    WorkbookError
        If it cannot be read or has not its form.
    """
    remedy = "docs/reference/workbooks.md has the form."
    try:
        if path.suffix == ".csv":
            return _notes_of_csv(path)
        return DescribedTables.model_validate(tomllib.loads(path.read_bytes().decode()))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise WorkbookError(f"{place}: {first['msg']}", where=str(path), remedy=remedy) from None
    except FileNotFoundError:
        raise WorkbookError("there is no such file", where=str(path), remedy=f"Name one; {remedy}") from None
    except tomllib.TOMLDecodeError as error:
        raise WorkbookError(f"is not TOML: {error}", where=str(path), remedy=remedy) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        what = f"cannot be read ({type(error).__name__})"
        raise WorkbookError(what, where=str(path), remedy=remedy) from error


def _notes_of_csv(path: Path) -> DescribedTables:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restval="")
        rows = list(reader)
    if not rows or reader.fieldnames != _NOTE_COLUMNS:
        remedy = "Give a row a note: the name of the table's file, a column or nothing, and the note."
        raise WorkbookError(f"has not the columns {', '.join(_NOTE_COLUMNS)}", where=str(path), remedy=remedy)
    if any(None in row for row in rows):
        what = f"row {next(at for at, row in enumerate(rows, start=2) if None in row)} has more than three fields"
        raise WorkbookError(what, where=str(path), remedy="Put a note that has a comma into double quotes.")
    tables = []
    for file_name in dict.fromkeys(row["table"] for row in rows):
        own = [row for row in rows if row["table"] == file_name]
        columns = {
            column: tuple(row["note"] for row in own if row["column"] == column)
            for column in dict.fromkeys(row["column"] for row in own if row["column"])
        }
        notes = tuple(row["note"] for row in own if not row["column"])
        tables.append(DescribedTable(file=file_name, notes=notes, column_notes=columns))
    return DescribedTables(tables=tuple(tables))
