"""Encoding a list of people, part by part, and writing the file that leaves the giver."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from clerestory.errors import CustodyError, PeopleFileError
from clerestory.model.custody import CustodyKey, KeyKind
from clerestory.model.links.encodings import (
    BLOCKS,
    CHOSEN,
    COLUMNS,
    FIELDS,
    PARAMETERS,
    WORDS,
    EncodingParameters,
    Salt,
)
from clerestory.model.links.people import DATE_OF_BIRTH, FIRST_NAMES, KIND, PSEUDONYM, PersonKind
from clerestory.progress import SILENT, Progress
from clerestory.share.encoding.blocks import block_hashes, phonetic
from clerestory.share.encoding.filters import Bits, FieldEncoder, Mask, field_encoder
from clerestory.share.encoding.people_file import People
from clerestory.share.encoding.tokens import BIRTH_YEAR, FIRST_INITIAL, FIRST_SOUND, HASHED_AS, SALTED_BY, TOKENS
from clerestory.study.writing import PARTIAL, new_file

PART = 50_000  # people encoded at a time, so that memory does not grow with their number
BITS_TYPE = pa.list_(pa.int64(), WORDS)
SCHEMA = pa.schema(
    [
        pa.field(PSEUDONYM, pa.string(), nullable=False),
        pa.field(KIND, pa.string(), nullable=False),
        pa.field(PARAMETERS, pa.string(), nullable=False),
        *(pa.field(name, BITS_TYPE) for name in FIELDS),
        *(pa.field(name, pa.int64()) for name in BLOCKS),
    ]
)
assert tuple(SCHEMA.names) == COLUMNS, "the form and its schema are one"


@dataclass(frozen=True)
class Encoder:
    """All people of one kind, ready to be encoded part by part."""

    pseudonyms: pl.Series
    kind: PersonKind
    parameters_id: str
    fields: Mapping[str, FieldEncoder]
    blocks: pl.DataFrame

    def part(self, rows: slice) -> pa.RecordBatch:
        """Encode some rows."""
        pseudonyms = self.pseudonyms[rows].to_arrow().cast(pa.string())
        n = len(pseudonyms)
        columns = [pseudonyms, _same(self.kind.value, n), _same(self.parameters_id, n)]
        columns += [_bits_column(*self.fields[name].encoded(rows)) for name in FIELDS]
        columns += [self.blocks[name][rows].to_arrow() for name in BLOCKS]
        return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


def encoders(
    people: People, pseudonyms: pl.Series, keys: Mapping[KeyKind, CustodyKey], parameters: EncodingParameters = CHOSEN
) -> tuple[Encoder, ...]:
    """Prepare the encoding of a list of people, one encoder for each kind that occurs.

    Rows are put in the order of their pseudonyms, so that the file says nothing of the giver's order.

    Raises
    ------
    CustodyError
        If a kind occurs for which there is no key.
    PeopleFileError
        If two rows of a kind have one pseudonym.
    """
    check_keys(people, keys)
    frame = people.frame.with_columns(pseudonyms.alias(PSEUDONYM)).sort(PSEUDONYM)
    if not frame[PSEUDONYM].is_unique().all():
        raise PeopleFileError(
            "a pseudonym to be kept is also made for another person",
            where="column pseudonym",
            remedy="If the two rows are one person, keep one; otherwise mark them in the column twin.",
        )
    present = [kind for kind in PersonKind if (frame[KIND] == kind.value).any()]
    return tuple(
        _encoder(frame.filter(pl.col(KIND) == kind.value), kind, keys[KeyKind.of(kind)], parameters) for kind in present
    )


def check_keys(people: People, keys: Mapping[KeyKind, CustodyKey], *, option: str = "--key") -> None:
    """Check that there is a key for every kind of person that occurs.

    Parameters
    ----------
    option : str
        By which the keys were given.

    Raises
    ------
    CustodyError
        If there is not.
    """
    for kind in PersonKind:
        if KeyKind.of(kind) not in keys and (people.frame[KIND] == kind.value).any():
            raise CustodyError(
                f"there is no {kind.value} key, and a {kind.value} is listed",
                where=option,
                remedy=f"Give both key files: {option} SUSPECT.key {option} VICTIM.key.",
            )


def _encoder(frame: pl.DataFrame, kind: PersonKind, key: CustodyKey, parameters: EncodingParameters) -> Encoder:
    salts = _salts(frame) if parameters.salt is Salt.CROSSWISE else None
    fields = {
        name: field_encoder(
            frame[name],
            key.derived("field", HASHED_AS.get(name, name)),
            parameters,
            take_apart=TOKENS[name],
            salts=salts[SALTED_BY[name]] if salts is not None else None,
        )
        for name in FIELDS
    }
    return Encoder(frame[PSEUDONYM], kind, parameters.id_under(key), fields, block_hashes(frame, key))


def _salts(frame: pl.DataFrame) -> dict[str, pl.Series]:
    return {
        FIRST_SOUND: phonetic(frame[FIRST_NAMES]),
        FIRST_INITIAL: frame[FIRST_NAMES].str.head(1),
        BIRTH_YEAR: frame[DATE_OF_BIRTH].str.head(4),
    }


def parts(prepared: tuple[Encoder, ...], progress: Progress = SILENT) -> Iterator[pa.RecordBatch]:
    """Yield the encodings of everybody, some people at a time."""
    progress.begin("encoding people", sum(len(encoder.pseudonyms) for encoder in prepared))
    for encoder in prepared:
        for start in range(0, len(encoder.pseudonyms), PART):
            batch = encoder.part(slice(start, start + PART))
            yield batch
            progress.advance(batch.num_rows)


def write_encodings(path: Path, batches: Iterator[pa.RecordBatch]) -> int:
    """Write encodings as Parquet that its owner alone can read, whole or not at all; gives the number of people."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary, number = path.with_name(PARTIAL + path.name), 0
    try:
        # The bits look random: compressing them costs time and wins nothing.
        with (
            new_file(temporary, mode=0o600) as file,
            pq.ParquetWriter(file, SCHEMA, compression="none", use_dictionary=[KIND, PARAMETERS]) as writer,
        ):
            for batch in batches:
                writer.write_batch(batch)
                number += batch.num_rows
        _sync(temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return number


def _sync(path: Path) -> None:
    """Force a closed file to the disk, so that its name never stands before its content."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _same(text: str, n: int) -> pa.Array:
    return pa.repeat(pa.scalar(text, type=pa.string()), n)


def _bits_column(bits: Bits, there: Mask) -> pa.Array:
    """Lay out rows of eight words as a column of lists, null where there is no value."""
    words = pa.array(np.ascontiguousarray(bits).view(np.int64).ravel())
    return pa.FixedSizeListArray.from_arrays(words, type=BITS_TYPE, mask=pa.array(~there))
