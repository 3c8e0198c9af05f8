"""Who is behind the cases of a cohort: operations, which readers recognise (rule S6), and givers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import polars as pl

from clerestory.analyse.engines import Engine
from clerestory.analyse.routes import identity_of, pairs
from clerestory.errors import TableError
from clerestory.model.contributors import ContributorParts
from clerestory.model.instrument import PROVIDER, Instrument

_PREFIX = "inv"  # of the pseudonyms of operations
_STAGE = "proceedings_stage"
_OVER = ("CLEAR", "NOTEXT")  # holds on publication that have ended, as the code list of stages names them


def operation_parts(
    instrument: Instrument, engine: Engine, counted: str, cases: nw.LazyFrame[Any], combinations: pl.DataFrame
) -> ContributorParts:
    """Count the cases of each combination in each operation.

    Parameters
    ----------
    counted : str
        The entity that is counted.
    cases : lazy frame
        ``id`` of each case, and its leaves in columns that are called as those of ``combinations``.
    combinations : DataFrame
        Each combination of leaves once, in the order of the cohort.

    Returns
    -------
    ContributorParts

    Raises
    ------
    TableError
        If the instrument has no operations, or the counted entity is in none.
    """
    path = operation_path(instrument)
    behind = pairs(instrument, engine, counted, path).filter(~nw.col("value").is_null()).unique()
    parts = _parts(cases, behind, combinations)
    return replace(parts, live=live_operations(instrument, engine, parts.names))


def giver_parts(
    instrument: Instrument, engine: Engine, counted: str, cases: nw.LazyFrame[Any], combinations: pl.DataFrame
) -> ContributorParts:
    """Count the cases of each combination that each giver has sent; a case that two have sent is of both.

    Parameters are those of ``operation_parts``.
    """
    identity = identity_of(instrument, engine, counted)
    return _parts(
        cases,
        engine.cases(counted).select(id=nw.col(identity), value=nw.col(PROVIDER)).unique(),
        combinations,
    )


def _parts(cases: nw.LazyFrame[Any], behind: nw.LazyFrame[Any], combinations: pl.DataFrame) -> ContributorParts:
    """Count the cases of each combination and contributor; ``behind`` has ``id`` of a case and ``value``, its name."""
    names = combinations.columns
    grouped = cases.join(behind, on="id", how="inner").group_by([*names, "value"]).agg(nw.len().alias("n"))
    found: pl.DataFrame = grouped.collect("polars").to_native()
    numbered = combinations.with_row_index("_combination")
    casts = [pl.col(name).cast(combinations.schema[name]) for name in names]
    rows = found.with_columns(casts).join(numbered, on=names, how="left").sort("value", "_combination")
    contributors = tuple(rows["value"].unique().sort().to_list())
    return ContributorParts(
        contributors,
        rows["_combination"].to_numpy().astype(np.int64),
        np.searchsorted(np.array(contributors, dtype=str), rows["value"].to_numpy().astype(str)).astype(np.int64),
        rows["n"].to_numpy().astype(np.int64),
    )


def operation_path(instrument: Instrument) -> str:
    """Give the variable that names operations."""
    keys = [key for key in instrument.keys if key.is_primary and key.prefix == _PREFIX]
    paths = [f"{key.entity}.{key.name}" for key in keys]
    known = {variable.path for variable in instrument.variables}
    if not paths or paths[0] not in known:
        raise TableError(
            f"has no entity with a primary key of pseudonyms {_PREFIX}",
            where="the instrument",
            remedy="Choose a preset that asks for no operations, or add investigations to the instrument.",
        )
    return paths[0]


def live_operations(instrument: Instrument, engine: Engine, operations: Sequence[str]) -> npt.NDArray[np.bool_] | None:
    """Mark the operations that one record at least does not say to be over; a stage that is missing says nothing."""
    entity, name = operation_path(instrument).split(".")
    stage = next((v for v in instrument.variables_of(entity) if v.name == _STAGE and v.codelist), None)
    if stage is None:
        return None
    codes = instrument.codelists[stage.codelist].codes
    over = [code.code for code in codes if code.parent in _OVER]
    records = engine.cases(entity).select(value=nw.col(name), stage=nw.col(_STAGE)).unique()
    known: pl.DataFrame = records.collect("polars").to_native()
    live = set(known.filter(~pl.col("stage").is_in(over).fill_null(value=False))["value"].to_list())
    return np.array([operation in live for operation in operations], dtype=bool)
