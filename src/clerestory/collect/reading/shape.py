"""The one form in which every reader ends: text columns by the header, and the row of each record as people see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from clerestory.collect.faults import KEPT, Fault
from clerestory.collect.identifying import findings
from clerestory.collect.reading.limits import LIMITS
from clerestory.collect.reading.refusal import WHOLE_FILE, Refusal, too_large
from clerestory.errors import EncodingReturnError, IdentifierReturnError, ShapeReturnError

LINE = "_line"  # line of a CSV file, row of a sheet, number of a Parquet record
HEADER_ONLY = "Send it; a file with only its header says that there is none."


@dataclass(frozen=True)
class ReadFile:
    """A file that could be read: a text column for each header, and the place of each record.

    ``retyped`` names the columns in which a workbook or Parquet file held something else than text; a program may have
    changed what was typed there.
    """

    frame: pl.DataFrame
    retyped: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RefusedFile:
    """A file that could not be read; all its records count as quarantined."""

    faults: tuple[Fault, ...]
    records: int


@dataclass(frozen=True)
class Wanted:
    """The file that is read: how messages call it, and the columns that must and that may be there."""

    name: str
    needed: Sequence[str]
    optional: Sequence[str]

    def has(self, column: str) -> bool:
        """Whether the instrument declares the column."""
        return column in self.needed or column in self.optional


@dataclass(frozen=True)
class Raw:
    """What a reader found: the header, text columns named by their position, and the place of each record."""

    header: Sequence[str]
    frame: pl.DataFrame
    retyped: frozenset[int] = frozenset()
    ragged: tuple[tuple[int, int], ...] = ()  # place and width of the first records that are not as wide as the header

    @property
    def records(self) -> int:
        """How many records there are, those of the wrong width among them."""
        return self.frame.height


def text_frame(columns: Sequence[pl.Series], places: pl.Series) -> pl.DataFrame:
    """Give a frame of text columns named by their position, with the place of each record."""
    return pl.DataFrame([c.alias(str(n)) for n, c in enumerate(columns)] + [places.cast(pl.Int64).alias(LINE)])


def shaped(raw: Raw, wanted: Wanted) -> ReadFile | RefusedFile:
    """Give the columns their names, or the faults of the header, of widths and of columns that nobody declared."""
    check_width(len(raw.header))
    faults = [*_column_faults(raw.header, wanted), *_ragged_faults(raw, wanted), *_undeclared_faults(raw, wanted)]
    if faults:
        return RefusedFile(tuple(faults), raw.records)
    _check_characters(raw)
    names = {str(n): name for n, name in enumerate(raw.header)}
    return ReadFile(raw.frame.rename(names), frozenset(raw.header[n] for n in raw.retyped))


def check_width(columns: int) -> None:
    """Refuse a file with more columns than any instrument has."""
    if columns > LIMITS.columns:
        what = f"has {columns:,} columns where at most {LIMITS.columns:,} are read"
        raise too_large(what, "Keep the columns of the instrument; docs/reference/instrument.md lists all of them.")


def _column_faults(header: Sequence[str], wanted: Wanted) -> list[Fault]:
    faults = []
    for column in wanted.needed:
        if column not in header:
            remedy = "Add the column; `docs/reference/instrument.md` lists all of them."
            faults.append(_shape_fault(wanted, column, "the column is missing", remedy))
    for column in dict.fromkeys(c for c in header if wanted.has(c) and list(header).count(c) > 1):
        faults.append(_shape_fault(wanted, column, "the column stands twice", "Remove one of them."))
    for position, column in enumerate(header, start=1):
        if not wanted.has(column):
            # The name is not repeated: a file without a header has a first record, and that is data.
            what = f"column {position} is not one of the instrument, so it could hold anything"
            faults.append(Fault(wanted.name, 1, "", "V13", what, "Remove it, or mend its name.", ShapeReturnError))
    return faults


def _shape_fault(wanted: Wanted, column: str, what: str, remedy: str) -> Fault:
    return Fault(wanted.name, 1, column, WHOLE_FILE, what, remedy, ShapeReturnError)


def _ragged_faults(raw: Raw, wanted: Wanted) -> list[Fault]:
    width, remedy = len(raw.header), "Quote a field that holds a comma; leave nothing outside the table."
    return [
        Fault(wanted.name, place, "", WHOLE_FILE, f"has {fields} fields where the header has {width}", remedy,
              ShapeReturnError)
        for place, fields in raw.ragged
    ]  # fmt: skip


def _undeclared_faults(raw: Raw, wanted: Wanted) -> list[Fault]:
    """Say which rows of undeclared columns hold what must never come, so that the giver knows what left the house."""
    faults = []
    for position, column in enumerate(raw.header, start=1):
        if not wanted.has(column) and str(position - 1) in raw.frame.columns:
            for kind, rows in findings(raw.frame[str(position - 1)]):
                what = f"column {position}, not of the instrument, holds what looks like {kind}"
                places = raw.frame[LINE].filter(rows).head(KEPT).to_list()
                remedy = "Remove the column at source, and tell your data protection officer what was sent."
                faults += [Fault(wanted.name, p, "", "V13", what, remedy, IdentifierReturnError) for p in places]
    return faults


def _check_characters(raw: Raw) -> None:
    for name in raw.frame.columns[:-1]:
        values = raw.frame[name]
        if values.str.contains("\x00", literal=True).any():
            row = raw.frame[LINE].filter(values.str.contains("\x00", literal=True))[0]
            raise Refusal(EncodingReturnError, "holds a zero byte inside a value", "Export the file again.", row=row)
        if int(values.str.len_bytes().max() or 0) > LIMITS.field_characters:  # type: ignore[arg-type]
            raise too_large(f"has a value of over {LIMITS.field_characters:,} characters", "Shorten it at source.")
