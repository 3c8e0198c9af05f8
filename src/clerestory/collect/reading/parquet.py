"""Reading Parquet: what a file declares is held against the limits first; simple types become text, no others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from clerestory.collect.identifying import kinds_in
from clerestory.collect.reading.limits import LIMITS
from clerestory.collect.reading.refusal import Refusal, check_size, damaged, too_large
from clerestory.collect.reading.shape import Raw, ReadFile, RefusedFile, Wanted, check_width, shaped, text_frame
from clerestory.collect.reading.values import text_of
from clerestory.errors import IdentifierReturnError, ShapeReturnError

_BATCH = 65_536
_LOCKED = b"PARE"
_TECHNICAL = (b"pandas", b"ARROW:schema")  # metadata that libraries write: types and names of columns


def read_parquet(path: Path, wanted: Wanted) -> ReadFile | RefusedFile:
    """Read a Parquet file of a return; the place of a record is its number, from 1."""
    records = 0
    try:
        check_size(path, LIMITS.parquet_bytes)
        with path.open("rb") as start:
            if start.read(4) == _LOCKED:
                raise damaged("is a Parquet file with a locked list of its parts")
        with _foreign_words(), pq.ParquetFile(path) as file:
            _check_declared(file.metadata)
            records = file.metadata.num_rows
            _check_metadata(file.schema_arrow.metadata or {})
            _check_types(file.schema_arrow, wanted)
            raw = _raw(path, file)
        return shaped(raw, wanted)
    except Refusal as refusal:
        return RefusedFile((refusal.fault(wanted.name),), records)


@contextmanager
def _foreign_words() -> Iterator[None]:
    """Turn what the library says about a file that it cannot read into words of our own."""
    try:
        yield
    except (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError, KeyError):
        raise damaged("is no Parquet file, or is cut off or damaged") from None


def _check_declared(declared: pq.FileMetaData) -> None:
    check_width(declared.num_columns)
    if declared.num_rows > LIMITS.rows:
        raise too_large(f"declares {declared.num_rows:,} records where at most {LIMITS.rows:,} are read")
    if declared.num_row_groups > LIMITS.row_groups:
        raise too_large(f"has {declared.num_row_groups:,} row groups where at most {LIMITS.row_groups:,} are read")
    groups = [declared.row_group(n) for n in range(declared.num_row_groups)]
    if sum(group.total_byte_size for group in groups) > LIMITS.parquet_unpacked_bytes:
        raise too_large(f"unpacks to more than {LIMITS.parquet_unpacked_bytes:,} bytes")
    if sum(group.num_rows for group in groups) != declared.num_rows or declared.num_rows < 0:
        raise damaged("declares another number of records than its parts do")


def _check_metadata(metadata: dict[bytes, bytes]) -> None:
    texts = [(key + b" " + value).decode(errors="replace") for key, value in metadata.items() if key not in _TECHNICAL]
    for kind in kinds_in(texts):
        what = f"holds what looks like {kind} in its metadata"
        remedy = "Write the file again without metadata of your own."
        raise Refusal(IdentifierReturnError, what, remedy, rule="V13")


def _check_types(schema: pa.Schema, wanted: Wanted) -> None:
    for column in schema:
        if not _is_simple(column.type) and wanted.has(column.name):
            what = f"column {column.name} is of a type that has no text: lists, structures, bytes and times have none"
            remedy = "Write it as text: several codes with ; between, dates as 2020-09-30."
            raise Refusal(ShapeReturnError, what, remedy)


def _is_simple(kind: pa.DataType) -> bool:
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    is_text = pa.types.is_string(inner) or pa.types.is_large_string(inner) or pa.types.is_string_view(inner)
    is_number = pa.types.is_integer(inner) or pa.types.is_floating(inner) or pa.types.is_decimal(inner)
    is_other = pa.types.is_boolean(inner) or pa.types.is_date(inner) or pa.types.is_timestamp(inner)
    return bool(is_text or is_number or is_other or pa.types.is_null(inner))


def _raw(path: Path, file: pq.ParquetFile) -> Raw:
    names = file.schema_arrow.names
    kept = [n for n, column in enumerate(file.schema_arrow) if _is_simple(column.type)]
    retyped = frozenset(n for n in kept if not _is_text(file.schema_arrow.field(n).type))
    frames, place = [_frame([[] for _ in names], 1)], 1
    unpacked = 0
    # A value that many rows share lies in the file once: texts stay in that form until their full length is known.
    texts = [name for n, name in enumerate(names) if n not in retyped and n in kept]
    with pq.ParquetFile(path, read_dictionary=texts) as packed:
        for batch in packed.iter_batches(_BATCH):
            batch.validate(full=True)
            unpacked += sum(_text_bytes(column) for column in batch.columns)
            if unpacked > LIMITS.parquet_unpacked_bytes:
                raise too_large(f"unpacks to more than {LIMITS.parquet_unpacked_bytes:,} bytes")
            frames.append(_frame([_texts(column) for column in batch.columns], place))
            place += batch.num_rows
    if place - 1 != file.metadata.num_rows:
        raise damaged("has another number of records than it declares")
    return Raw(names, pl.concat(frames), retyped)


def _frame(columns: list[list[str] | pl.Series], place: int) -> pl.DataFrame:
    series = [pl.Series(values, dtype=pl.String) if isinstance(values, list) else values for values in columns]
    height = len(series[0]) if series else 0
    return text_frame(series, pl.int_range(place, place + height, eager=True))


def _is_text(kind: pa.DataType) -> bool:
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner) or pa.types.is_string_view(inner))


def _text_bytes(column: pa.Array) -> int:
    """Give how many bytes the texts of a column have when each row has its own copy."""
    if not pa.types.is_dictionary(column.type) or not _is_text(column.type):
        return int(column.nbytes)
    lengths = pc.binary_length(column.dictionary)
    longest = pc.max(lengths).as_py() or 0
    if longest > LIMITS.field_characters * 4:
        raise too_large(f"has a value of over {LIMITS.field_characters:,} characters", "Shorten it at source.")
    return int(pc.sum(pc.cast(lengths.take(column.indices), pa.int64())).as_py() or 0)


def _texts(column: pa.Array) -> pl.Series:
    """Give a column as text, null as empty; a column of another type than text by way of its distinct values."""
    if _is_text(column.type):
        values = column.cast(pa.large_string())
        return pl.Series(pc.fill_null(values, ""), dtype=pl.String)
    if not _is_simple(column.type):
        return pl.Series([""] * len(column), dtype=pl.String)  # of a column that is refused by its name
    distinct = column.dictionary_encode() if not pa.types.is_dictionary(column.type) else column
    labels = pa.array([text_of(_plain(v)) for v in distinct.dictionary.to_pylist()], pa.large_string())
    return pl.Series(pc.fill_null(labels.take(distinct.indices), ""), dtype=pl.String)


def _plain(value: object) -> object:
    return value if not isinstance(value, float) or value == value else Decimal("NaN")
