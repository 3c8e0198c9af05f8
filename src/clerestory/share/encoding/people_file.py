"""Reading a giver's list of people strictly: a fault names its row and column, and never what stands there."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from clerestory.errors import PeopleFileError
from clerestory.model.links.encodings import FIELDS
from clerestory.model.links.people import (
    DATE_OF_BIRTH,
    FAMILY_NAME,
    FIRST_NAMES,
    KIND,
    LOCAL_ID,
    NEEDED_COLUMNS,
    PEOPLE_COLUMNS,
    POSTCODE,
    PSEUDONYM,
    PSEUDONYM_BODY,
    TWIN,
    PersonKind,
)
from clerestory.model.spelling import NORMAL_FORM

IDENTITY = "identity"  # first given name, family name and date of birth, where all three are there
_LONGEST = 200  # characters of a value
_FORMS = {
    DATE_OF_BIRTH: ("is no date of the form YYYY-MM-DD from 1900 to 2100", "Write it so, or leave it empty."),
    POSTCODE: ("has not the form of a postcode, whole or outward part", "Mend it, or leave it empty."),
}
_ONE_LINE = "One person a line; a value that holds a comma is quoted as a whole."
_NO_LETTER = ("holds no letter", "Leave it empty where the name is not known.")


@dataclass(frozen=True)
class People:
    """A list of people in normal form, row for row as the file has them.

    ``frame`` has every column of the form (text, empty where there is nothing) and ``identity``.
    """

    frame: pl.DataFrame

    def __repr__(self) -> str:
        return f"People({self.frame.height} rows)"


def read_people(path: Path) -> People:
    """Read a people file.

    Parameters
    ----------
    path : Path
        CSV in UTF-8 with the columns of ``docs/reference/encodings.md``; a header, then one person a row.

    Raises
    ------
    PeopleFileError
        At the first fault in file order; the message counts the others and echoes no value.
    """
    frame = _columns(path)
    faults = sorted(_faults(frame), key=lambda fault: fault.row)
    if faults:
        raise _error(path, faults)
    normal = _in_normal_form(frame)
    faults = sorted([*_unreadable(frame, normal), *_twins(normal)], key=lambda fault: fault.row)
    if faults:
        raise _error(path, faults)
    return People(normal)


@dataclass(frozen=True)
class _Fault:
    row: int  # in the file; the header is row 1
    column: str
    what: str
    remedy: str


def _error(path: Path, faults: list[_Fault]) -> PeopleFileError:
    first, more = faults[0], len(faults) - 1
    beside = f" ({more:,} more fault(s) in the file)" if more else ""
    column = f", column {first.column}" if first.column else ""
    return PeopleFileError(first.what + beside, where=f"{path}, row {first.row}{column}", remedy=first.remedy)


def _columns(path: Path) -> pl.DataFrame:
    """Read the file as text columns; every record has one line and as many fields as the header."""
    text = _text(path)
    records = _records(path, text)
    header = _checked_header(path, next(records, []))
    _check_widths(path, records, len(header))
    frame = pl.read_csv(io.BytesIO(text.encode()), infer_schema=False, raise_if_empty=False)
    if frame.is_empty():
        raise PeopleFileError("lists nobody", where=str(path), remedy="Add a row for each person.")
    there = [name for name in PEOPLE_COLUMNS if name in header]
    absent = [pl.lit("").alias(name) for name in PEOPLE_COLUMNS if name not in header]
    return frame.select(pl.col(there).fill_null("").str.strip_chars(), *absent).select(*PEOPLE_COLUMNS)


def _text(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        raise PeopleFileError("is not a file", where=str(path), remedy="Name the CSV file of people.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        raise PeopleFileError(
            "holds a byte that is not UTF-8", where=f"{path}, row {row}", remedy='Save it again as "CSV UTF-8".'
        ) from None
    if not text.strip():
        raise PeopleFileError("is empty, without even a header", where=str(path), remedy="Export the list again.")
    if "\x00" in text:
        raise PeopleFileError("holds zero bytes, as workbooks do", where=str(path), remedy='Save it as "CSV UTF-8".')
    return text


def _records(path: Path, text: str) -> Iterator[list[str]]:
    """Yield the records of a file, each of which is one line as polars counts lines: a line feed alone ends one."""
    reader = csv.reader(io.StringIO(text, newline="\n"), strict=True)
    try:
        for row, record in enumerate(reader, 1):
            if reader.line_num != row:
                raise PeopleFileError(
                    "has a line break within one of its fields", where=f"{path}, row {row}", remedy=_ONE_LINE
                )
            yield record
    except csv.Error:
        raise PeopleFileError(
            "has a quote that is never closed or stands inside a value, a line end of another kind, or no end at all",
            where=f"{path}, row {reader.line_num}",
            remedy="Export the file again as CSV.",
        ) from None


def _checked_header(path: Path, header: list[str]) -> list[str]:
    for name in NEEDED_COLUMNS:
        if name not in header:
            raise PeopleFileError(f"has no column {name}", where=f"{path}, row 1", remedy="Add it to the header.")
    for place, name in enumerate(header, 1):
        if name not in PEOPLE_COLUMNS:
            # Not repeated: a file without a header has a person in its first row.
            raise PeopleFileError(
                f"column {place} is not one of the form",
                where=f"{path}, row 1",
                remedy="Remove it or mend its name; these may be there: " + ", ".join(PEOPLE_COLUMNS) + ".",
            )
        if header.count(name) > 1:
            raise PeopleFileError(f"the column {name} stands twice", where=f"{path}, row 1", remedy="Remove one.")
    return header


def _check_widths(path: Path, records: Iterator[list[str]], width: int) -> None:
    for row, record in enumerate(records, 2):
        if len(record) != width:
            raise PeopleFileError("has not as many fields as the header", where=f"{path}, row {row}", remedy=_ONE_LINE)


def _faults(frame: pl.DataFrame) -> Iterator[_Fault]:
    kinds = [kind.value for kind in PersonKind]
    yield from _marked(frame, ~pl.col(KIND).is_in(kinds), KIND, "is not suspect or victim", "Write one of the two.")
    yield from _marked(frame, pl.col(LOCAL_ID) == "", LOCAL_ID, "is empty", "Give every person an identifier of yours.")
    twice = ~pl.struct(KIND, LOCAL_ID).is_first_distinct() & (pl.col(LOCAL_ID) != "")
    remedy = "One row for each person of a kind; the same identifier as suspect and as victim says that one is both."
    yield from _marked(frame, twice, LOCAL_ID, "stands twice with this kind", remedy)
    for name in PEOPLE_COLUMNS:
        long = pl.col(name).str.len_chars() > _LONGEST
        yield from _marked(frame, long, name, f"has over {_LONGEST} characters", "Shorten it.")
    yield from _carried(frame)


def _carried(frame: pl.DataFrame) -> Iterator[_Fault]:
    """Yield pseudonyms to be kept that have not the form of one of the kind, or stand at two people."""
    given = pl.col(PSEUDONYM) != ""
    form = pl.lit(True)  # noqa: FBT003 - polars spells it so
    for kind in PersonKind:
        fits = pl.col(PSEUDONYM).str.contains(f"^{kind.prefix}{PSEUDONYM_BODY}$")
        form = form & ((pl.col(KIND) != kind.value) | fits)
    remedy = "Give the pseudonym that an earlier return had, or leave it empty."
    yield from _marked(frame, given & ~form, PSEUDONYM, "has not the form of a pseudonym of this kind", remedy)
    yield from _marked(frame, given & ~pl.col(PSEUDONYM).is_first_distinct(), PSEUDONYM, "stands twice", remedy)


def _marked(frame: pl.DataFrame, condition: pl.Expr, column: str, what: str, remedy: str) -> Iterator[_Fault]:
    rows = frame.select(condition.alias("wrong")).with_row_index("row").filter("wrong")["row"]
    return (_Fault(row + 2, column, what, remedy) for row in rows)


def _in_normal_form(frame: pl.DataFrame) -> pl.DataFrame:
    """Give every field its one spelling, each distinct value worked on once."""
    normal = frame.with_columns(_mapped(frame[name], NORMAL_FORM[name]) for name in FIELDS)
    parts = [pl.col(FIRST_NAMES).str.split(" ").list.first(), pl.col(FAMILY_NAME), pl.col(DATE_OF_BIRTH)]
    whole = pl.all_horizontal(part != "" for part in parts)
    identity = pl.concat_str([*parts, pl.col(TWIN)], separator="|")
    return normal.with_columns(pl.when(whole).then(identity).otherwise(pl.lit("")).alias(IDENTITY))


def _mapped(values: pl.Series, normal_form: Callable[[str], str]) -> pl.Series:
    distinct = values.unique()
    table = pl.DataFrame({"from": distinct, "to": pl.Series([normal_form(v) for v in distinct], dtype=pl.String)})
    return values.to_frame("from").join(table, on="from", how="left", maintain_order="left")["to"].alias(values.name)


def _unreadable(frame: pl.DataFrame, normal: pl.DataFrame) -> Iterator[_Fault]:
    for name in FIELDS:
        what, remedy = _FORMS.get(name, _NO_LETTER)
        lost = ((frame[name] != "") & (normal[name] == "")).alias("wrong")
        rows = lost.to_frame().with_row_index("row").filter("wrong")["row"]
        yield from (_Fault(row + 2, name, what, remedy) for row in rows)


def _twins(normal: pl.DataFrame) -> Iterator[_Fault]:
    """Yield people of one kind with the same names and date of birth: one pseudonym would stand for two rows."""
    twice = (pl.col(IDENTITY) != "") & (pl.col(PSEUDONYM) == "") & ~pl.struct(KIND, IDENTITY).is_first_distinct()
    what = "names and date of birth are those of a row above"
    remedy = "If it is one person, keep one row; if they are two, give each a mark of their own in the column twin."
    return _marked(normal, twice, TWIN, what, remedy)
