"""Tables and proofs as files: CSV with every cell, JSON with the proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import polars as pl
from pydantic import ValidationError

from clerestory.errors import ProtectionError, TableError
from clerestory.model.attackers import Attacker
from clerestory.model.proofs import GridProof, LinkedProof
from clerestory.model.tables import SUPPRESSED
from clerestory.protect.audit.proof_check import PublishedCells
from clerestory.protect.audit.table_audit import with_known
from clerestory.protect.contributions import Contributions
from clerestory.protect.hierarchies.frames import SYMBOL, contributions_of, grid_of
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.hierarchies.tabulated import Tabulated, rows_of
from clerestory.protect.text_tables import read_text_table

Proof = TypeVar("Proof", GridProof, LinkedProof)


def parsed_dims(text: str) -> tuple[tuple[str, ...], ...]:
    """Read the dimensions of a table.

    Examples
    --------
    >>> parsed_dims("region/force,ethgrp/eth,age")
    (('region', 'force'), ('ethgrp', 'eth'), ('age',))
    """
    dims = tuple(tuple(level.strip() for level in dimension.split("/")) for dimension in text.split(","))
    if not all(level for dimension in dims for level in dimension):
        raise TableError(
            "a column has no name",
            where="the dimensions",
            remedy="Levels from coarse to fine with / between them, dimensions with a comma: region/force,sex.",
        )
    return dims


@dataclass(frozen=True, repr=False)
class ConfidentialCells:
    """A table that was read: its grid, and what each contributor has in it."""

    grid: Grid
    contributions: Mapping[Attacker, Contributions]


def read_cells(
    path: Path,
    dims: Sequence[Sequence[str]],
    count: str,
    contributors: Mapping[Attacker, str],
    tabulated: Tabulated | None = None,
) -> ConfidentialCells:
    """Read a confidential table from CSV, with the columns that name contributors, or say how large they are.

    Raises
    ------
    TableError
        If the file is no CSV, lacks a column, or has a count or margin that cannot be.
    """
    frame = read_text_table(path)
    with in_file(path):
        columns = rows_of(frame, count, tabulated)
        grid = grid_of(columns, dims, count, also=tuple(contributors.values()))
    return ConfidentialCells(
        grid, {kind: contributions_of(columns, grid, count, column) for kind, column in contributors.items()}
    )


@contextmanager
def in_file(path: Path) -> Iterator[None]:
    """Let what makes tables, and knows no file, name the one that it was given."""
    try:
        yield
    except TableError as error:
        where = str(path) if error.where == "the table" else f"{path}, {error.where}"
        raise TableError(error.what, where=where, remedy=error.remedy) from None


def read_grid(path: Path, dims: Sequence[Sequence[str]], count: str) -> Grid:
    """Read a confidential table from CSV; see ``read_cells``."""
    return read_cells(path, dims, count, {}).grid


def read_published(path: Path, dims: Sequence[Sequence[str]]) -> PublishedCells:
    """Read a published table: the columns of the dimensions, one of counts, and ``symbol``.

    Raises
    ------
    TableError
        If the file is not of this form.
    """
    return published_of(read_text_table(path), dims, str(path))


def published_of(frame: pl.DataFrame, dims: Sequence[Sequence[str]], where: str) -> PublishedCells:
    """Take a published table from columns of text.

    Raises
    ------
    TableError
        If the frame is not of this form, or has no row.
    """
    levels = [level for dimension in dims for level in dimension]
    rest = [name for name in frame.columns if name not in (*levels, SYMBOL)]
    lost = [name for name in (*levels, SYMBOL) if name not in frame.columns]
    if lost or len(rest) != 1:
        raise TableError(
            f"lacks the column {lost[0]!r}" if lost else "has other columns than one of counts",
            where=where,
            remedy=f"A published table has the columns {', '.join(levels)}, one of counts, and {SYMBOL}.",
        )
    if not frame.height:
        raise TableError("has no row", where=where, remedy="Give every cell of the table, margins included.")
    suppressed = (frame[SYMBOL] == SUPPRESSED).to_numpy()
    printed = frame[rest[0]].to_numpy()
    numbers = frame[rest[0]].cast(pl.Int64, strict=False)
    wrong = (numbers.is_null().to_numpy() | (numbers.fill_null(0) < 0).to_numpy()) != suppressed
    wrong |= suppressed & (printed != "")
    if wrong.any():
        raise TableError(
            f"has neither a count nor {SUPPRESSED}, or both",
            where=f"{where}, line {int(np.flatnonzero(wrong)[0]) + 2}",
            remedy=f"Each cell has a count and an empty symbol, or no count and {SUPPRESSED}.",
        )
    columns = {level: frame[level].to_numpy() for level in levels}
    return PublishedCells(
        tuple(map(tuple, dims)), columns, numbers.fill_null(0).to_numpy().astype(np.int64), suppressed
    )


def read_known(path: Path, table: PublishedCells) -> PublishedCells:
    """Read what an attacker knows beside a published table, and give the table as this attacker sees it.

    Raises
    ------
    TableError
        If the file has not the columns of the dimensions and one of counts, or a cell that the table has not.
    """
    frame = read_text_table(path)
    levels = [level for dimension in table.dims for level in dimension]
    rest = [name for name in frame.columns if name not in (*levels, SYMBOL)]
    if len(rest) != 1 or any(level not in frame.columns for level in levels):
        raise TableError(
            "has other columns than those of the dimensions and one of counts",
            where=str(path),
            remedy=f"What an attacker knows has the columns {', '.join(levels)}, and one of true counts.",
        )
    places = zip(*(table.columns[level] for level in levels), strict=True)
    row_of = {codes: row for row, codes in enumerate(places)}
    rows = np.array([row_of.get(codes, -1) for codes in frame.select(levels).iter_rows()], dtype=np.int64)
    counts = frame[rest[0]].cast(pl.Int64, strict=False).fill_null(-1).to_numpy().astype(np.int64)
    wrong = (rows < 0) | (counts < 0)
    if wrong.any():
        raise TableError(
            "is no cell of the published table, or has no count",
            where=f"{path}, line {int(np.flatnonzero(wrong)[0]) + 2}",
            remedy="Give the codes as in the published table, and a whole number from 0.",
        )
    return with_known(table, rows, counts)


def read_proof(path: Path) -> GridProof:
    """Read the proof of one table.

    Raises
    ------
    ProtectionError
        If the file is not a proof.
    """
    return _read(path, GridProof)


def read_linked_proof(path: Path) -> LinkedProof:
    """Read the proof of linked tables; see ``read_proof``."""
    return _read(path, LinkedProof)


def _read(path: Path, form: type[Proof]) -> Proof:
    try:
        return form.model_validate_json(path.read_bytes())
    except ValidationError as error:
        places = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"]) or "the whole"
        raise ProtectionError(
            f"is not a proof of {'a table' if form is GridProof else 'several tables'} (at {places})",
            where=str(path),
            remedy="Name the file that `clerestory protect table --proof` wrote, and all tables that it is of.",
        ) from None


def proof_text(proof: GridProof | LinkedProof) -> str:
    """Give a proof as the text of its file."""
    return proof.model_dump_json() + "\n"
