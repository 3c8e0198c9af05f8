"""Looking through a study for pseudonyms: those that a return had, and the files that still hold one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import polars as pl

from clerestory.errors import RetentionError
from clerestory.model.instrument import Instrument

_LETTERS = "a-z2-7"
_LENGTH = 26


def pseudonyms_in(frames: Iterable[tuple[str, pl.DataFrame]], instrument: Instrument) -> set[str]:
    """Give every pseudonym in the key columns of rows.

    Parameters
    ----------
    frames : iterable of (str, DataFrame)
        An entity, and rows of it.
    """
    found: set[str] = set()
    for entity, frame in frames:
        keys = [key.name for key in instrument.keys_of(entity) if key.prefix and key.name in frame.columns]
        for name in keys:
            found.update(frame[name].drop_nulls().unique().to_list())
    return found


def files_with(pseudonyms: Collection[str], files: Iterable[Path], instrument: Instrument) -> Iterator[Path]:
    """Yield the files that hold one of some pseudonyms, in any column, text or byte.

    Parameters
    ----------
    files : iterable of Path
        Parquet files are read column by column, since their bytes are packed; of others every byte is looked at.

    Raises
    ------
    RetentionError
        If a Parquet file cannot be read: nobody can say then what it holds.
    """
    prefixes = sorted({key.prefix for entity in instrument.entities for key in instrument.keys_of(entity)} - {""})
    # Looked for at every place, also within another match: a text may run on from one into the next.
    token = re.compile(rf"(?=((?:{'|'.join(map(re.escape, prefixes))})[{_LETTERS}]{{{_LENGTH}}}))".encode())
    wanted = {pseudonym.encode() for pseudonym in pseudonyms}
    for path in files:
        if any(not wanted.isdisjoint(token.findall(part)) for part in _parts(path)):
            yield path


def _parts(path: Path) -> Iterator[bytes]:
    if path.suffix != ".parquet":
        yield path.read_bytes()
        return
    frame = read_parquet(path)
    for column in frame.get_columns():
        yield "\n".join(map(str, column.drop_nulls().unique().to_list())).encode()


def read_parquet(path: Path) -> pl.DataFrame:
    """Read rows of the vault, whichever stage wrote them.

    Raises
    ------
    RetentionError
        If they cannot be read.
    """
    try:
        return pl.read_parquet(path)
    except pl.exceptions.PolarsError:
        raise RetentionError(
            "cannot be read, so nobody can say whether it holds what was erased",
            where=str(path),
            remedy="Remove it, or have it made anew by the stage that writes it, and give the same command again.",
        ) from None
