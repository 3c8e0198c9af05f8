"""How much of the key fields is known, and why the rest is not (checks 1 and 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from clerestory.model.checks import key_fields_of
from clerestory.model.instrument import NOT_KNOWN, NOT_STATED, Codelist, Instrument, ValueType, Variable

NO_REASON = ""  # empty, and nobody said why: rule V2 keeps such a row out
NOT_RECORDED, ASKED = "NR", "NS"  # the reasons that codes such as "Unknown" and "Not stated" stand for


@dataclass(frozen=True)
class FieldCount:
    """How many rows of a file know a field, and the reasons of the others.

    Attributes
    ----------
    rows : int
        Rows that could be read, whether accepted or not.
    not_known : mapping of str to int
        Rows by code of ``missing_reason``; a code that says "not known" counts as NR, "not stated" as NS.
    """

    path: str
    definition: str
    rows: int
    not_known: Mapping[str, int]

    @property
    def place(self) -> str:
        """Where it is, as a giver knows it: file and column."""
        entity, _, column = self.path.partition(".")
        return f"{entity}, {column}"

    @property
    def unknown(self) -> int:
        """How many rows do not know it."""
        return sum(self.not_known.values())

    @property
    def unknown_prop(self) -> float:
        """The share of rows that do not know it; 0 where there is no row."""
        return self.unknown / self.rows if self.rows else 0.0

    @property
    def is_incomplete(self) -> bool:
        """Whether any row does not know it."""
        return self.unknown > 0

    @property
    def main_reason(self) -> str:
        """The reason of most rows; of several the first in order of codes."""
        return min(self.not_known, key=lambda code: (-self.not_known[code], code), default=NO_REASON)


def count_fields(entity: str, frame: pl.DataFrame, instrument: Instrument) -> Iterator[FieldCount]:
    """Yield the counts of the key fields of one file.

    Parameters
    ----------
    frame : DataFrame
        The rows as text columns; an empty value is "".
    """
    for variable in key_fields_of(instrument):
        if variable.entity == entity and variable.name in frame.columns:
            reasons = _reasons(frame, variable, instrument)
            counted = reasons.drop_nulls().value_counts().sort(reasons.name)
            yield FieldCount(variable.path, variable.definition, frame.height, dict(counted.iter_rows()))


def worst_fields(fields: Sequence[FieldCount], number: int = 3) -> tuple[FieldCount, ...]:
    """Give the fields that most rows do not know, by share and then by count."""
    incomplete = [field for field in fields if field.is_incomplete]
    return tuple(sorted(incomplete, key=lambda field: (-field.unknown_prop, -field.unknown, field.path))[:number])


def _reasons(frame: pl.DataFrame, variable: Variable, instrument: Instrument) -> pl.Series:
    """Give the reason for each row that does not know a field, and null for each that does."""
    given = [pl.col(name).replace("", None) for name in instrument.reason_columns_of(variable) if name in frame.columns]
    value = pl.col(variable.name)
    codelist = instrument.codelists.get(variable.codelist)
    reason = (
        pl.when(value == "")
        .then(pl.coalesce(*given, pl.lit(NO_REASON)))
        .when(_only(value, _codes_with(NOT_KNOWN, codelist), variable.type))
        .then(pl.lit(NOT_RECORDED))
        .when(_only(value, _codes_with(NOT_STATED, codelist), variable.type))
        .then(pl.lit(ASKED))
    )
    return frame.select(reason.otherwise(None).alias("reason"))["reason"]


def _only(value: pl.Expr, codes: Sequence[str], kind: ValueType) -> pl.Expr:
    if kind is ValueType.CODES:
        return value.str.split(";").list.eval(pl.element().is_in(codes)).list.all() & (value != "")
    return value.is_in(codes)


def _codes_with(note: str, codelist: Codelist | None) -> list[str]:
    return codelist.codes_noted(note) if codelist else []
