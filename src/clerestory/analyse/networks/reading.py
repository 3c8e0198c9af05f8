"""Reading ties: a row for each person and event, with the quarters or days from which to which they hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from clerestory.errors import TableError
from clerestory.model.findings.networks import Role, TieTable
from clerestory.model.findings.networks.ties import NOT_SAID, Codes

NEEDED = ("person", "event", "start", "end")
OPTIONAL = ("operation", "role", "force")
_FORM = f"Give the columns {', '.join(NEEDED)}, with commas between them; {', '.join(OPTIONAL)} if you have them."
ID_PATTERN = r"[A-Za-z0-9_.:-]{1,64}"  # pseudonyms and codes: no space, so no name of the usual form
_NEWLINE, _COMMA = b"\n,"
PERIOD_PATTERN = r"(19|20)[0-9]{2}-(Q[1-4]|(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))"
MOST_QUARTERS = 200  # fifty years; a wider span is a mistyped year


def read_ties(path: Path) -> TieTable:
    """Read ties from a CSV file in UTF-8.

    Parameters
    ----------
    path : Path
        Columns ``person``, ``event``, ``start``, ``end`` and, if wanted, ``operation``, ``role``, ``force``. Periods
        are quarters (``2021-Q3``) or days (``2021-08-30``); an empty end is a tie that goes on.

    Returns
    -------
    TieTable
        In the order of the rows.

    Raises
    ------
    TableError
        If the file is no such table; rows are named by their number, their values are never quoted.
    """
    where = str(path)
    data = _text(path).encode()
    _check_widths(data, where)
    frame = pl.read_csv(io.BytesIO(data), infer_schema=False, empty_string_is_null=False)
    frame.columns = [name.strip() for name in frame.columns]
    _check_columns(frame, where)
    frame = frame.with_columns(pl.all().str.strip_chars())
    for wrong, column, what, remedy in _faults(frame):
        _check_rows(frame.select(wrong.alias("wrong"))["wrong"], f", column {column}", where, (what, remedy))
    return _table(frame, where)


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        raise TableError(
            "is not a CSV file in UTF-8", where=str(path), remedy="Save it as CSV with commas, in UTF-8."
        ) from None
    if not text.strip():
        raise TableError("is empty", where=str(path), remedy=_FORM)
    return text


def _check_widths(data: bytes, where: str) -> None:
    """Raise if a row is wider or narrower than the header, which the fast reader would fill up, or names twice."""
    if not _is_even(data):
        _check_rows_one_by_one(data.decode(), where)
    header = [name.strip() for name in next(csv.reader(io.StringIO(data.split(b"\n", 1)[0].decode())))]
    if len(set(header)) < len(header):
        raise TableError("names a column twice", where=f"{where}, row 1", remedy="Name each column once.")


def _is_even(data: bytes) -> bool:
    """Say whether the file has no quotes and as many commas in each line: millions of rows are counted at once."""
    if b'"' in data or b"\r" in data.replace(b"\r\n", b""):
        return False
    signs = np.frombuffer(data if data.endswith(b"\n") else data + b"\n", dtype=np.uint8)
    ends = np.flatnonzero(signs == _NEWLINE)
    commas = np.searchsorted(np.flatnonzero(signs == _COMMA), ends)
    per_line = np.diff(commas, prepend=0)
    return bool((per_line == per_line[0]).all() and per_line[0] > 0)


def _check_rows_one_by_one(text: str, where: str) -> None:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    try:
        header = next(rows)
        for number, row in enumerate(rows, start=2):
            if len(row) != len(header):
                raise TableError(
                    f"has {len(row)} fields, and the header has {len(header)}",
                    where=f"{where}, row {number}",
                    remedy="Give a value, or nothing, for every column; leave no empty line.",
                )
    except csv.Error:
        raise TableError(
            "is not CSV: a quote that does not end, or too long a field",
            where=f"{where}, after row {number}",
            remedy="Save it as CSV with commas.",
        ) from None


def _check_columns(frame: pl.DataFrame, where: str) -> None:
    missing = [name for name in NEEDED if name not in frame.columns]
    if missing:
        raise TableError(
            f"has no column {', '.join(missing)}",
            where=f"{where}, row 1",
            remedy=_FORM,
        )
    unknown = [at for at, name in enumerate(frame.columns, start=1) if name not in (*NEEDED, *OPTIONAL)]
    if unknown:
        raise TableError(
            f"has columns that are not read: number {', '.join(map(str, unknown))}",
            where=f"{where}, row 1",
            remedy=f"Leave them out: what is not needed is not given. Read are {', '.join((*NEEDED, *OPTIONAL))}.",
        )
    if not len(frame):
        raise TableError("has no ties", where=where, remedy="Give a row for each person and event.")


def _check_rows(wrong: pl.Series, column: str, where: str, said: tuple[str, str]) -> None:
    # A short row has nulls, which are wrong whatever is asked.
    rows = np.flatnonzero(wrong.fill_null(value=True).to_numpy())
    if len(rows):
        more = f" (and {len(rows) - 1} rows more)" if len(rows) > 1 else ""
        raise TableError(f"{said[0]}{more}", where=f"{where}, row {rows[0] + 2}{column}", remedy=said[1])


def _faults(frame: pl.DataFrame) -> Iterator[tuple[pl.Expr, str, str, str]]:
    """Yield what is wrong with a row, its column, the words and the remedy."""
    code = "Give a pseudonym or code of at most 64 letters, digits and signs . _ : - and no space; never a name."
    for name in ("person", "event", *(name for name in ("operation",) if name in frame.columns)):
        yield ~pl.col(name).str.contains(f"^(?:{ID_PATTERN})$"), name, "is empty or no code", code
    if "force" in frame.columns:
        yield ~pl.col("force").str.contains(f"^(?:{ID_PATTERN})?$"), "force", "is no code", f"{code} Or leave it empty."
    if "role" in frame.columns:
        roles = [role.value for role in Role]
        remedy = f"Give one of {', '.join(roles)}, or leave it empty."
        yield ~pl.col("role").is_in(["", *roles]), "role", "is no role", remedy
    remedy = "Give a quarter such as 2021-Q3 or a day such as 2021-08-30, which the calendar has."
    yield ~_is_period("start"), "start", "is no quarter and no day", remedy
    yield (
        ~(_is_period("end") | (pl.col("end") == "")),
        "end",
        "is no quarter and no day",
        f"{remedy} Or leave it empty.",
    )
    before = (pl.col("end") != "") & (_quarter("end") < _quarter("start"))
    # Days are told apart within a quarter where both ends are days.
    before |= (
        (pl.col("end").str.len_chars() == 10)
        & (pl.col("start").str.len_chars() == 10)
        & (pl.col("end") < pl.col("start"))
    )
    yield before, "end", "is before the start", "Mend one of the two."
    keys = [name for name in ("person", "event", "start", "role") if name in frame.columns]
    yield ~pl.struct(keys).is_first_distinct(), "person", "has the tie of an earlier row again", "Give each tie once."
    if "operation" in frame.columns:
        several = pl.col("operation") != pl.col("operation").first().over("event")
        yield several, "operation", "is another than in an earlier row of the event", "An event is of one operation."


def _is_period(column: str) -> pl.Expr:
    text = pl.col(column)
    # A day is read as one, so that the 31st of June is none.
    day = text.str.to_date("%Y-%m-%d", strict=False, exact=True).is_not_null() | (text.str.len_chars() == 7)
    return text.str.contains(f"^(?:{PERIOD_PATTERN})$") & day


def _quarter(column: str) -> pl.Expr:
    """Give quarters since the year 0; null where there is none."""
    text = pl.col(column)
    year = text.str.slice(0, 4).cast(pl.Int64, strict=False)
    month = text.str.slice(5, 2).cast(pl.Int64, strict=False)
    quarter = pl.when(text.str.slice(5, 1) == "Q").then(text.str.slice(6, 1).cast(pl.Int64, strict=False) - 1)
    return (4 * year + quarter.otherwise((month - 1) // 3)).alias(column)


def _table(frame: pl.DataFrame, where: str) -> TieTable:
    start = frame.select(_quarter("start"))["start"].to_numpy()
    ends = frame.select(_quarter("end").fill_null(NOT_SAID))["end"].to_numpy()
    last = max(int(start.max()), int(ends.max()))
    if last - int(start.min()) >= MOST_QUARTERS:
        raise TableError(
            f"spans more than {MOST_QUARTERS} quarters", where=where, remedy="Look for a mistyped year, or split it."
        )
    ongoing = ends == NOT_SAID
    operation = "operation" if "operation" in frame.columns else "event"
    nothing = np.full(len(frame), NOT_SAID, dtype=np.int64)
    return TieTable(
        person=_numbered(frame, "person"),
        event=_numbered(frame, "event"),
        operation=_numbered(frame, operation),
        start=start,
        end=np.where(ongoing, last, ends),
        ongoing=ongoing,
        force=_forces(frame) if "force" in frame.columns else nothing,
        role=_roles(frame) if "role" in frame.columns else nothing,
    )


def _numbered(frame: pl.DataFrame, column: str) -> Codes:
    """Give each value the number of its first row, so that what it is called changes nothing."""
    ranks = frame.select(pl.col(column).rank("dense"))[column].to_numpy()
    _, first, places = np.unique(ranks, return_index=True, return_inverse=True)
    order = np.empty(len(first), dtype=np.int64)
    order[np.argsort(first)] = np.arange(len(first))
    return order[places]


def _forces(frame: pl.DataFrame) -> Codes:
    said = frame["force"].to_numpy() != ""
    return np.where(said, _numbered(frame, "force"), NOT_SAID)


def _roles(frame: pl.DataFrame) -> Codes:
    place = {"": NOT_SAID} | {role.value: at for at, role in enumerate(Role)}
    column = frame["role"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
    return column.astype(np.int64)
