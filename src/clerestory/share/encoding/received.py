"""Encodings as a study receives them: only their form, only people of that giver's return, nothing else beside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from clerestory.errors import LinkZoneError
from clerestory.model.links.encodings import PARAMETERS, WORDS
from clerestory.model.links.people import KIND, PSEUDONYM, PSEUDONYM_BODY, PersonKind
from clerestory.share.encoding.encode import SCHEMA

ROTATION_SCHEMA = pa.schema([pa.field(name, pa.string(), nullable=False) for name in (KIND, "old", "new")])
_PARAMETERS_FORM = "^enc-[0-9a-f]{16}$"


@dataclass(frozen=True)
class Received:
    """Encodings that were checked; ``repr`` shows numbers alone."""

    frame: pl.DataFrame
    left_out: int  # people whose rows of the return are in quarantine

    def __repr__(self) -> str:
        return f"Received({self.frame.height} people, {self.left_out} left out)"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The identifiers of parameters that occur."""
        return tuple(sorted(self.frame[PARAMETERS].unique()))


def read_encodings(
    path: Path, known: Mapping[PersonKind, Collection[str]], quarantined: Mapping[PersonKind, int]
) -> Received:
    """Read and check the encodings of one return.

    Parameters
    ----------
    path : Path
        ``encodings.parquet`` as ``clerestory share encode`` writes it.
    known : mapping of PersonKind to collection of str
        The accepted pseudonyms of that return.
    quarantined : mapping of PersonKind to int
        Its rows in quarantine: so many people may be encoded who are not known, and they are left out.

    Raises
    ------
    LinkZoneError
        If anything else stands in the file, or more people than the return has.
    """
    frame = _as_frame(path, SCHEMA)
    _check_values(path, frame)
    accepted = []
    for kind in PersonKind:
        of_kind = frame.filter(pl.col(KIND) == kind.value)
        theirs = of_kind.filter(pl.col(PSEUDONYM).is_in(list(known[kind])))
        strangers = of_kind.height - theirs.height
        if strangers > quarantined[kind]:
            raise LinkZoneError(
                f"holds {strangers:,} {kind.value}s who are not in the return, where {quarantined[kind]:,} wait",
                where=str(path),
                remedy="Encode the very people of this return, with the pseudonyms that it has.",
            )
        accepted.append(theirs)
    kept = pl.concat(accepted)
    return Received(kept, frame.height - kept.height)


def read_rotation(path: Path, known: Mapping[PersonKind, Collection[str]]) -> pl.DataFrame:
    """Read and check a map from old pseudonyms to new ones.

    Raises
    ------
    LinkZoneError
        If anything else stands in it, a pseudonym stands twice, or a new one is not of the return.
    """
    frame = _as_frame(path, ROTATION_SCHEMA)
    _check_pseudonyms(path, frame, "old")
    _check_pseudonyms(path, frame, "new")
    for kind in PersonKind:
        new = frame.filter(pl.col(KIND) == kind.value)["new"]
        if not new.is_in(list(known[kind])).all():
            raise LinkZoneError(
                "names new pseudonyms that are not in the return",
                where=str(path),
                remedy="Send the return again with the new pseudonyms, and the map beside its encodings.",
            )
    return frame


def _as_frame(path: Path, schema: pa.Schema) -> pl.DataFrame:
    """Read a Parquet file that has exactly a schema; notes that other programs left in it are not taken over."""
    if path.is_symlink() or not path.is_file():
        raise LinkZoneError("is not a file", where=str(path), remedy="Put the file itself there.")
    try:
        found = pq.read_schema(path)
        if not found.remove_metadata().equals(schema):
            raise LinkZoneError(
                "has not the columns and types of the form, in their order",
                where=str(path),
                remedy="Send what `clerestory share encode` writes; docs/reference/encodings.md has its columns.",
            )
        table = pq.read_table(path, schema=schema).replace_schema_metadata(None)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise LinkZoneError(
            f"cannot be read as Parquet ({type(error).__name__})", where=str(path), remedy="Send it again."
        ) from None
    if any(table[field.name].null_count for field in schema if not field.nullable):
        raise LinkZoneError("lacks a mandatory value", where=str(path), remedy="Send it again, whole.")
    return pl.DataFrame(pl.from_arrow(table))


def _check_values(path: Path, frame: pl.DataFrame) -> None:
    _check_pseudonyms(path, frame, PSEUDONYM)
    per_kind = frame.group_by(KIND).agg(pl.col(PARAMETERS).n_unique())[PARAMETERS]
    if not frame[PARAMETERS].str.contains(_PARAMETERS_FORM).all() or (per_kind > 1).any():
        raise LinkZoneError(
            "has not one identifier of parameters for each kind",
            where=str(path),
            remedy="Encode everybody at once, with the keys that the custodian gave.",
        )
    widths = [dtype.shape for dtype in frame.dtypes if isinstance(dtype, pl.Array)]
    assert set(widths) == {(WORDS,)}, "the schema says so"


def _check_pseudonyms(path: Path, frame: pl.DataFrame, column: str) -> None:
    form = pl.lit(False)  # noqa: FBT003 - polars spells it so
    for kind in PersonKind:
        fits = pl.col(column).str.contains(f"^{kind.prefix}{PSEUDONYM_BODY}$")
        form = form | ((pl.col(KIND) == kind.value) & fits)
    if not frame.select(form.all()).item() or not frame[column].is_unique().all():
        raise LinkZoneError(
            f"a value of the column {column} is no pseudonym of its kind, or stands twice",
            where=str(path),
            remedy="Send what `clerestory share encode` writes.",
        )
