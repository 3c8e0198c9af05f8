"""Reading CSV strictly.

A CSV reader that guesses loses rows in silence: it pads short ones, drops blank ones, joins ones with a stray quote.
So widths and record counts are checked here. A file without quotes is read by whole columns, any other by records.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate, islice
from pathlib import Path

import numpy as np
import polars as pl

from clerestory.collect.faults import KEPT
from clerestory.collect.reading.limits import LIMITS
from clerestory.collect.reading.refusal import Refusal, check_size, too_large
from clerestory.collect.reading.shape import (
    HEADER_ONLY,
    Raw,
    ReadFile,
    RefusedFile,
    Wanted,
    check_width,
    shaped,
    text_frame,
)
from clerestory.errors import EmptyReturnError, EncodingReturnError, ShapeReturnError

_CHUNK = 16 * 2**20  # bytes looked at in one go
_BATCH = 20_000  # records turned into columns in one go
_AS_UTF8 = 'Export the file again and choose "CSV UTF-8".'
_MARK = codecs.BOM_UTF8
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_csv(path: Path, wanted: Wanted) -> ReadFile | RefusedFile:
    """Read a CSV file of a return.

    Parameters
    ----------
    path : Path
        A regular file.
    wanted : Wanted
        How messages call it, and its columns.
    """
    data = b""
    try:
        check_size(path, LIMITS.text_bytes)
        data = path.read_bytes()
        if not data or data.isspace():
            raise Refusal(EmptyReturnError, "is empty, without even a header", HEADER_ONLY)
        _check_encoding(data)
        return shaped(_raw(data.removeprefix(_MARK)), wanted)
    except Refusal as refusal:
        return RefusedFile((refusal.fault(wanted.name),), _records_in(data))


def _raw(data: bytes) -> Raw:
    try:
        raw = _fast(data) or _careful(data)
    except csv.Error:
        what = "has a quote that is never closed or stands inside a field, or a field of over a million characters"
        remedy = "Export the file again as CSV; a field with a comma or quote is quoted as a whole."
        raise Refusal(ShapeReturnError, what, remedy) from None
    if raw.records > LIMITS.rows:
        raise too_large(f"has {raw.records:,} records where at most {LIMITS.rows:,} are read")
    return raw


def _check_encoding(data: bytes) -> None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data:
        row = data[: max(data.find(b"\x00"), 0)].count(b"\n") + 1
        what = "is not UTF-8 text: it holds zero bytes, as UTF-16 and workbooks do"
        raise Refusal(EncodingReturnError, what, _AS_UTF8, row=row)
    if not data.isascii():
        wrong = _not_utf8(data)
        if wrong is not None:
            row = data[:wrong].count(b"\n") + 1
            raise Refusal(EncodingReturnError, "holds a byte that is not UTF-8", _AS_UTF8, row=row)


def _not_utf8(data: bytes) -> int | None:
    """Give the place of the first byte that is not UTF-8, by chunks that end with a line."""
    for start, end in _chunks(data):
        try:
            data[start:end].decode("utf-8")
        except UnicodeDecodeError as error:
            return start + error.start
    return None


def _chunks(data: bytes) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _CHUNK) + 1 or len(data)
        yield start, end
        start = end


def _fast(data: bytes) -> Raw | None:
    """Read a file without quotes and blank lines, by whole columns; None where it needs the careful way."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    if b'"' in data or b"\r" in data or b"\n\n" in data or data.startswith(b"\n"):
        return None
    header = data[: data.find(b"\n") + 1 or len(data)].decode().rstrip("\n").split(",")
    check_width(len(header))
    records = _records_of_width(data, len(header))
    if records is None:
        return None
    frame = _columns(data, len(header)) if records else pl.DataFrame([pl.Series(dtype=pl.String) for _ in header])
    if frame.shape != (records, len(header)):
        return None
    return Raw(header, text_frame(frame.get_columns(), pl.int_range(2, records + 2, eager=True)))


def _columns(data: bytes, width: int) -> pl.DataFrame:
    return pl.read_csv(
        data,
        has_header=False,
        skip_rows=1,
        schema={f"c{n}": pl.String for n in range(width)},
        quote_char=None,
        empty_string_is_null=False,
        missing_columns="raise",
    )


def _records_of_width(data: bytes, width: int) -> int | None:
    """Count the records below the header, or give None where one is not as wide as it, or longer than any field."""
    lines = 0
    for start, end in _chunks(data):
        raw = np.frombuffer(data, dtype=np.uint8, count=end - start, offset=start)
        marks = np.flatnonzero((raw == ord(",")) | (raw == ord("\n")))
        ends = np.flatnonzero(raw[marks] == ord("\n"))
        if raw[-1] != ord("\n"):  # the last line may lack its end
            marks, ends = np.append(marks, len(raw)), np.append(ends, len(marks))
        if (np.diff(ends, prepend=-1) != width).any() or np.diff(marks, prepend=-1).max() > LIMITS.field_characters:
            return None
        lines += len(ends)
    return lines - 1


@contextmanager
def _long_fields() -> Iterator[None]:
    """Let fields be as long as a return's may be, here alone: the csv module has one limit for the whole process."""
    before = csv.field_size_limit(LIMITS.field_characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


@_long_fields()
def _careful(data: bytes) -> Raw:
    """Read any CSV record by record, knowing the line at which each begins."""
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline=""), strict=True)
    header = next((record for record in reader if record), [])
    check_width(len(header))
    frames, ragged, before = [], list[tuple[int, int]](), reader.line_num
    while batch := list(islice(reader, _BATCH)):
        lines = _lines(batch, before, reader.line_num)
        before = reader.line_num
        if not all(batch):
            lines = [line for line, record in zip(lines, batch, strict=True) if record]
            batch = [record for record in batch if record]
        if any(len(record) != len(header) for record in batch):
            ragged += [(line, len(r)) for line, r in zip(lines, batch, strict=True) if len(r) != len(header)]
            batch = [(record + [""] * len(header))[: len(header)] for record in batch]
        frames.append(_frame(batch, lines, len(header)))
    return Raw(header, pl.concat([_frame([], [], len(header)), *frames]), ragged=tuple(ragged[:KEPT]))


def _lines(records: list[list[str]], before: int, after: int) -> Sequence[int]:
    """Give the line at which each record begins, of records on the lines above ``before`` up to ``after``."""
    if after - before == len(records):
        return range(before + 1, after + 1)
    heights = [1 + sum(len(_LINE_END.findall(field)) for field in record) for record in records]
    return list(accumulate(heights[:-1], initial=before + 1)) if records else []


def _frame(records: list[list[str]], lines: Sequence[int], width: int) -> pl.DataFrame:
    columns = zip(*records, strict=True) if records else [() for _ in range(width)]
    return text_frame([pl.Series(column, dtype=pl.String) for column in columns], pl.Series(lines, dtype=pl.Int64))


def _records_in(data: bytes) -> int:
    """Count the records of a file that cannot be read as one: its lines that are not blank, less the header."""
    return max(sum(1 for line in data.replace(b"\x00", b"").splitlines() if line.strip()) - 1, 0)
