"""Symbols that a file has in a column of their own, put where people look for them: into the cells that are empty.

Files for machines keep a column of numbers free of anything else: `protect table` writes ``symbol`` behind its counts,
and a release ``status``. On a sheet an empty cell says nothing, so the symbol of the row stands in it.
"""

from __future__ import annotations

import polars as pl

from clerestory.publish.workbooks.book import SYMBOL

NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_NAMES = ("symbol", "status")


def with_symbols(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Give a frame whose empty cells among numbers have the symbol of their row; the column of symbols goes with that.

    It stays where it says more: a symbol of a row whose numbers are all there, or words.

    Parameters
    ----------
    frame : LazyFrame
        Texts, fractions and days, as files are read.
    """
    texts = [name for name, kind in frame.collect_schema().items() if kind == pl.String]
    beside = next((name for name in _NAMES if name in texts), None)
    others = [name for name in texts if name != beside]
    if beside is None or not others:
        return frame
    told = frame.select(
        _are_all(pl.col(beside), SYMBOL.pattern).alias("\nis_of_symbols"),
        *(_are_all(pl.col(name), f"{SYMBOL.pattern}|{NUMBER}") for name in others),
    )
    found = told.collect(engine="streaming").row(0, named=True)
    numbers = [name for name in others if found[name]]
    if not (found["\nis_of_symbols"] and numbers):
        return frame
    symbol, needs = pl.col(beside), ~is_empty(pl.col(beside))
    says_more = needs & ~pl.any_horizontal(is_empty(pl.col(name)) for name in numbers)
    filled = frame.with_columns(
        pl.when(needs & is_empty(pl.col(name))).then(symbol).otherwise(pl.col(name)).alias(name) for name in numbers
    )
    keeps = frame.select(says_more.any()).collect(engine="streaming").item()
    return filled if keeps else filled.drop(beside)


def is_empty(column: pl.Expr) -> pl.Expr:
    """Mark the cells of a column of texts that hold nothing, or nothing but space."""
    return column.is_null() | (column.str.strip_chars() == "")


def _are_all(column: pl.Expr, pattern: str) -> pl.Expr:
    return (is_empty(column) | column.str.contains(f"^(?:{pattern})$")).all()
