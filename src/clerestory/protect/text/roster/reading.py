"""Reading a roster: a CSV file with a row for each person, of which nothing is ever said again in a message."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

from clerestory.errors import RosterFileError
from clerestory.model.redaction.roster import COLUMNS, ClearRoster, RosterPerson

_SEPARATOR = ";"
_OTHER_SEPARATORS = ";\t|"  # of cells, as spreadsheets in other settings write them
_FIELDS = {
    "name": "names",
    "alias": "aliases",
    "date_of_birth": "dates_of_birth",
    "address": "addresses",
    "telephone": "telephones",
    "vehicle": "vehicles",
    "postcode": "postcodes",
    "school": "schools",
    "operation": "operations",
}
_FIRST_YEAR = 1900


def read_clear_roster(*paths: Path) -> ClearRoster:
    """Read one or several rosters as one.

    Parameters
    ----------
    *paths : Path
        CSV in UTF-8, with any of the columns of ``model.redaction.roster.COLUMNS``; several values of a cell are parted
        by semicolons.

    Raises
    ------
    RosterFileError
        If a file is no such CSV, has a column that is not known or a date that is none, or knows nothing of anybody.
    """
    return ClearRoster(tuple(person for path in paths for person in _people(path)))


def parsed_date(text: str) -> dt.date | None:
    """Give a date written as YYYY-MM-DD or DD/MM/YYYY; None if it is none of this or the last century."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"):
        try:
            found = dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
        return found if found.year >= _FIRST_YEAR else None
    return None


def _people(path: Path) -> list[RosterPerson]:
    people = [_person(record, f"{path}, row {row}") for row, record in enumerate(_records(path), 2)]
    if not any(person != RosterPerson(person.person) for person in people):
        raise RosterFileError("knows nothing of anybody", where=str(path), remedy="Add a row for each person.")
    return people


def _person(record: dict[str, str | None], where: str) -> RosterPerson:
    if None in record or None in record.values():
        raise RosterFileError("has more or fewer cells than the header", where=where, remedy="Mend the row.")
    values = {
        field: tuple(value.strip() for value in (record.get(column) or "").split(_SEPARATOR) if value.strip())
        for column, field in _FIELDS.items()
    }
    if any(parsed_date(day) is None for day in values["dates_of_birth"]):
        raise RosterFileError(
            "has a date of birth that is no date",
            where=f"{where}, column date_of_birth",
            remedy="Write it as YYYY-MM-DD or DD/MM/YYYY.",
        )
    return RosterPerson(person=(record.get("person") or "").strip(), **values)


def _records(path: Path) -> Iterator[dict[str, str | None]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise RosterFileError("cannot be read", where=str(path), remedy="Name the CSV file of the roster.") from None
    except UnicodeDecodeError:
        raise RosterFileError("is not UTF-8", where=str(path), remedy='Save it again as "CSV UTF-8".') from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        _check_header([name or "" for name in reader.fieldnames or []], path)
        yield from reader
    except csv.Error:
        where = f"{path}, row {max(reader.line_num, 1)}"
        raise RosterFileError("is not well-formed CSV", where=where, remedy="Mend it.") from None


def _check_header(header: list[str], path: Path) -> None:
    if not header:
        raise RosterFileError("is empty", where=str(path), remedy="Add a header and a row for each person.")
    if len(header) == 1 and any(sign in header[0] for sign in _OTHER_SEPARATORS):
        raise RosterFileError(
            "has no commas between its columns",
            where=f"{path}, row 1",
            remedy="Save it again as CSV whose cells are parted by commas, not by semicolons or tabs.",
        )
    unknown = [str(at) for at, name in enumerate(header, 1) if name not in COLUMNS]
    if unknown or len(set(header)) < len(header):
        raise RosterFileError(
            f"has a column that is not known or stands twice: {', '.join(unknown) or 'doubled'}",
            where=f"{path}, row 1",
            remedy=f"Name the columns in the first row, in small letters and any order: {', '.join(COLUMNS)}.",
        )
