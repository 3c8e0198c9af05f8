"""Anybody's CSV and Parquet files as tables of a workbook: looked through once, then read batch by batch.

Numbers, dates and symbols are told from texts column by column and never cell by cell alone, so that a column of codes
such as 007 stays as it is. What would stand unexplained, or be changed by a spreadsheet in silence, is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PolarsError

from clerestory.errors import WorkbookError
from clerestory.publish.workbooks.book import LONGEST_TEXT, SYMBOL, Cell, Column, Kind, Row
from clerestory.publish.workbooks.statuses import NUMBER, is_empty, with_symbols
from clerestory.spreadsheets.addresses import MOST_COLUMNS, MOST_ROWS

_BATCH = 20_000  # rows that are in memory together
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
_DIGITS = 15  # of a number that a spreadsheet keeps
_FIRST_YEAR = 1900  # of a date that a spreadsheet holds
_YEARS = (1900, 2100)
_MOST_SYMBOLS = 50
_FLOATS = (pl.Float32, pl.Float64)


@dataclass(frozen=True)
class SourceTable:
    """A file as a table: its columns, rows that are read when they are asked for, and the symbols that stand in it."""

    columns: tuple[Column, ...]
    rows: SourceRows
    symbols: tuple[str, ...]


@dataclass(frozen=True)
class SourceRows:
    """The rows of a file, read anew by each iteration and never all in memory."""

    frame: pl.LazyFrame = field(repr=False)
    readings: Mapping[str, _Reading]
    empty: str

    def __iter__(self) -> Iterator[Row]:
        for batch in self.frame.collect_batches(chunk_size=_BATCH, maintain_order=True):
            columns = [_cells(batch[name], reading, self.empty) for name, reading in self.readings.items()]
            yield from zip(*columns, strict=True)


@dataclass(frozen=True)
class _Reading:
    """How the cells of a column are read."""

    kind: Kind
    whole: bool  # numbers without a point


@dataclass(frozen=True)
class _Facts:
    """What was found in a column, in numbers of its cells."""

    empty: int
    symbols: tuple[str, ...]
    in_symbols: int
    numbers: int
    dates: int
    begins_with_number: bool
    decimals: int
    longest: int
    unkept: int
    least: float | None = None
    most: float | None = None
    fractions: bool = False

    @property
    def others(self) -> int:
        """How many cells are empty or symbols."""
        return self.empty + self.in_symbols


@dataclass(frozen=True)
class _Look:
    """What was found in a file."""

    rows: int
    blank: int
    columns: Mapping[str, _Facts]


def read_source(path: Path, *, empty: str = "") -> SourceTable:
    """Read a CSV or Parquet file as a table.

    Parameters
    ----------
    empty : str
        The symbol that stands for empty cells, ``[x]`` for example; without one a file with empty cells is refused.

    Raises
    ------
    WorkbookError
        If it cannot be read, is empty or too large for a sheet, or has no one header row of distinct names; if cells or
        rows are empty and nothing says why; if a text is too long or has characters that cannot be seen.
    """
    try:
        frame = with_symbols(_opened(path))
        look = _looked_through(frame)
    except (PolarsError, csv.Error, UnicodeDecodeError, OSError) as error:
        what = f"cannot be read ({type(error).__name__})"
        remedy = "Give CSV in UTF-8 with as many fields in each row as in the first, or Parquet."
        raise _fault(path, what, remedy) from error
    _check_rows(path, look, empty)
    readings = {name: _reading(of, look.rows) for name, of in look.columns.items()}
    columns = tuple(_column(name, readings[name], of) for name, of in look.columns.items())
    symbols = {symbol for of in look.columns.values() for symbol in of.symbols}
    if any(of.empty for of in look.columns.values()):
        symbols.add(empty)
    return SourceTable(columns, SourceRows(frame, readings, empty), tuple(sorted(symbols)))


def _opened(path: Path) -> pl.LazyFrame:
    if not path.is_file():
        what = "is no file" if path.exists() else "there is no such file"
        raise _fault(path, what, "Name a CSV or Parquet file.")
    if path.stat().st_size == 0:
        raise _fault(path, "the file is empty", "Give a file with a header row, and rows below it.")
    if path.suffix == ".parquet":
        frame = pl.scan_parquet(path, glob=False)
        _check_header(path, frame.collect_schema().names())
        return frame.select(_as_read(path, name, kind) for name, kind in frame.collect_schema().items())
    if path.suffix != ".csv":
        raise _fault(path, "is neither .csv nor .parquet", "Give the file as one of these.")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(islice(file, 1_000)), [])
    _check_header(path, header)
    return pl.scan_csv(path, schema=dict.fromkeys(header, pl.String), glob=False, empty_string_is_null=True)


def _as_read(path: Path, name: str, kind: pl.DataType) -> pl.Expr:
    """Give a column of Parquet as it is looked through: fractions and days as they are, all else as text."""
    if kind in _FLOATS:
        return pl.col(name).fill_nan(None).cast(pl.String).cast(pl.Float64)  # 0.1 of 32 bits stays 0.1
    if kind == pl.Date:
        return pl.col(name)
    if kind.is_nested() or kind in (pl.Binary, pl.Object):
        raise _fault(path, f"column {name!r} holds {kind}, which no cell can", "Leave it out, or make it text.")
    return pl.col(name).cast(pl.String)


def _check_header(path: Path, header: Sequence[str]) -> None:
    """Refuse headers that are no row of distinct names: cells that were merged leave empty or doubled ones."""
    if not header:
        raise _fault(path, "it has no header row", "Write the names of its columns into the first row.")
    if len(header) > MOST_COLUMNS:
        what = f"it has {len(header):,} columns, and a sheet has room for {MOST_COLUMNS:,}"
        raise _fault(path, what, "Split the table, or write columns as rows.")
    lost = [at for at, name in enumerate(header, start=1) if not name.strip()]
    if lost:
        what = f"columns {', '.join(map(str, lost[:5]))} have no header: were cells of it merged?"
        raise _fault(path, what, "Give each column a name of its own, in one row.")
    folded = [name.strip().casefold() for name in header]
    if len(set(folded)) < len(folded):
        twice = next(name for at, name in enumerate(header) if folded.index(folded[at]) < at)
        raise _fault(path, f"two columns are named {twice!r}", "Give each column a name of its own, in one row.")


def _looked_through(frame: pl.LazyFrame) -> _Look:
    """Give the number of rows, how many are blank, and what is in each column, in one reading of the file."""
    schema = frame.collect_schema()
    asked = {
        f"{name}\n{what}": question
        for name, kind in schema.items()
        for what, question in _questions(pl.col(name), kind).items()
    }
    asked["\nrows"] = pl.len()
    asked["\nblank"] = pl.all_horizontal(_is_empty(pl.col(name), kind) for name, kind in schema.items()).sum()
    told = frame.select(**asked).collect(engine="streaming").row(0, named=True)
    columns = {
        name: _Facts(**{what: _plain(told[f"{name}\n{what}"]) for what in _questions(pl.col(name), kind)})
        for name, kind in schema.items()
    }
    return _Look(told["\nrows"], told["\nblank"] or 0, columns)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value or 0


def _is_empty(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    return is_empty(column) if kind == pl.String else column.is_null()


def _questions(column: pl.Expr, kind: pl.DataType) -> dict[str, pl.Expr]:
    """Give what is asked of a column, by the names of ``_Facts``."""
    if kind != pl.String:
        return _questions_of_typed(column, kind)
    is_symbol = column.str.contains(f"^{SYMBOL.pattern}$").fill_null(value=False)
    digits = column.str.replace_all(r"[-.]", "").str.strip_chars_start("0").str.len_chars()
    is_number = (column.str.contains(f"^{NUMBER}$") & (digits <= _DIGITS)).fill_null(value=False)
    is_date = (column.str.contains(_DATE) & (column.str.to_date(strict=False).dt.year() >= _FIRST_YEAR)).fill_null(
        value=False
    )
    number = pl.when(is_number).then(column).cast(pl.Float64, strict=False)
    return {
        "empty": _is_empty(column, kind).sum(),
        "symbols": column.filter(is_symbol).unique().sort().head(_MOST_SYMBOLS).implode(),
        "in_symbols": is_symbol.sum(),
        "numbers": is_number.sum(),
        "dates": is_date.sum(),
        "begins_with_number": is_number.first(),
        "decimals": pl.when(is_number).then(column.str.extract(r"\.([0-9]+)$").str.len_chars()).max(),
        "longest": column.str.len_chars().max(),
        "unkept": column.str.contains(_CONTROL).fill_null(value=False).sum(),
        "least": number.min(),
        "most": number.max(),
    }


def _questions_of_typed(column: pl.Expr, kind: pl.DataType) -> dict[str, pl.Expr]:
    """Give the same of a column of Parquet that holds fractions or days."""
    is_date = kind == pl.Date
    there = column.count()
    unkept = (
        (column.dt.year() < _FIRST_YEAR).sum()
        if is_date
        else ((column.abs() >= 10.0**_DIGITS) & column.is_not_nan()).sum()
    )
    return {
        "empty": column.null_count(),
        "symbols": pl.lit([], dtype=pl.List(pl.String)),
        "in_symbols": pl.lit(0),
        "numbers": pl.lit(0) if is_date else there,
        "dates": there if is_date else pl.lit(0),
        "begins_with_number": pl.lit(value=True),
        "decimals": pl.lit(0),
        "longest": pl.lit(10),
        "unkept": unkept,
        "fractions": pl.lit(value=not is_date),
    }


def _check_rows(path: Path, look: _Look, empty: str) -> None:
    if not look.rows:
        raise _fault(path, "it has a header and no row", "Give at least one row.")
    if look.rows >= MOST_ROWS:
        what = f"it has {look.rows:,} rows, and a sheet has room for {MOST_ROWS:,} with all that stands above"
        raise _fault(path, what, "Split the table, or publish it as CSV.")
    if look.blank:
        raise _fault(path, f"{look.blank:,} rows are blank", "Take them out; row heights make space in a table.")
    for name, of in look.columns.items():
        _check_column(path, name, of, look.rows, empty)
    doubtful = [name for name, of in look.columns.items() if _begins_below_its_header(of, look.rows)]
    if doubtful and not any(of.begins_with_number for of in look.columns.values()):
        what = f"below its header column {doubtful[0]!r} begins with a word and goes on with numbers: a second header?"
        raise _fault(path, what, "Write the header into one row.")


def _check_column(path: Path, name: str, of: _Facts, rows: int, empty: str) -> None:
    where = f"{path}, column {name!r}"
    if of.empty == rows:
        raise _fault(where, "the column is blank", "Take it out.")
    if of.empty and not empty:
        what = f"{of.empty:,} cells are empty, and nothing says why"
        raise _fault(
            where, what, "Say what they mean: --empty '[x]' not available, '[z]' not applicable, '[c]' withheld."
        )
    if of.longest > LONGEST_TEXT:
        raise _fault(where, f"a text is longer than the {LONGEST_TEXT:,} characters of a cell", "Shorten it.")
    if of.unkept:
        what = f"{of.unkept:,} cells have unseen characters, over {_DIGITS} digits, or dates before {_FIRST_YEAR}"
        raise _fault(where, what, "Take them out, or round the numbers: spreadsheets would change them.")


def _begins_below_its_header(of: _Facts, rows: int) -> bool:
    return rows > 2 and of.numbers > 0 and not of.begins_with_number and of.numbers + of.others == rows - 1


def _reading(of: _Facts, rows: int) -> _Reading:
    if of.numbers and of.numbers + of.others == rows:
        return _Reading(Kind.NUMBER, whole=not (of.decimals or of.fractions))
    return _Reading(Kind.DATE if of.dates and of.dates + of.others == rows else Kind.TEXT, whole=False)


def _column(name: str, reading: _Reading, of: _Facts) -> Column:
    """Give a column as it is shown: years without a comma, other numbers with the decimals that they have."""
    are_years = reading.whole and _YEARS[0] <= (of.least or 0) and (of.most or 0) <= _YEARS[1]
    decimals = None if are_years or of.fractions else of.decimals
    widest = of.longest if reading.kind is Kind.TEXT else 0
    return Column(name.strip(), reading.kind, decimals=decimals, widest_characters=widest)


def _cells(series: pl.Series, reading: _Reading, empty: str) -> Iterator[Cell]:
    """Yield the cells of a column: values of its kind, and symbols and texts as they stand."""
    typed = series
    if series.dtype == pl.String and reading.kind is Kind.NUMBER:
        typed = series.cast(pl.Int64 if reading.whole else pl.Float64, strict=False)
    elif series.dtype == pl.String and reading.kind is Kind.DATE:
        typed = series.str.to_date(strict=False)
    for value, text in zip(typed.to_list(), series.to_list(), strict=True):
        found = text if value is None else value
        yield empty if found is None or (isinstance(found, str) and not found.strip()) else found


def _fault(where: Path | str, what: str, remedy: str) -> WorkbookError:
    return WorkbookError(what, where=str(where), remedy=remedy)
