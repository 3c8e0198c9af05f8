"""Hierarchies and extracts as CSV."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from clerestory.errors import TableError
from clerestory.protect.microdata.generalisation import Hierarchy
from clerestory.protect.text_tables import read_text_table


def read_hierarchy(path: Path) -> Hierarchy:
    """Read a hierarchy: a column of codes, then one for each coarser level; the header names them.

    Raises
    ------
    TableError
        If the file is no such table, or a code stands under two others.
    """
    frame = read_text_table(path)
    if not frame.height or frame.width < 2:
        raise TableError(
            "has no row, or no column of coarser codes",
            where=str(path),
            remedy="Give the codes in the first column and what they become in the next ones, fine to coarse.",
        )
    try:
        return Hierarchy(tuple(frame.columns), tuple(frame.iter_rows()))
    except TableError as error:
        raise TableError(error.what, where=f"{path}, {error.where.rpartition(', ')[2]}", remedy=error.remedy) from None


def read_records(path: Path) -> pl.DataFrame:
    """Read the records of an extract, every value as text; an empty field is a missing value.

    Raises
    ------
    TableError
        If the file is no CSV.
    """
    return read_text_table(path).with_columns(pl.all().replace("", None))
