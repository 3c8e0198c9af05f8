"""The leaf of a variable that each case counts under: what its records say, made one."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from clerestory.analyse.classify import Coding
from clerestory.analyse.codings import engine_with
from clerestory.analyse.engines import Engine
from clerestory.analyse.resolving import most_givers, most_recorded
from clerestory.analyse.routes import records
from clerestory.model.instrument import PROVIDER, Instrument
from clerestory.model.links.linked import CountBy
from clerestory.model.tables import NOT_RECORDED


def leaf_records(instrument: Instrument, engine: Engine, counted: str, coding: Coding) -> nw.LazyFrame[Any]:
    """Give ``id``, giver and the number of a leaf for every record; a value that is not there is not recorded."""
    codes = coding.classification.codes
    otherwise = codes.index(NOT_RECORDED) if NOT_RECORDED in codes else -1
    known = engine.leaves({value: codes.index(leaf) for value, leaf in coding.leaf_of.items()})
    path = coding.classification.name
    told = records(instrument, engine_with(instrument, engine, path), counted, path)
    return told.join(known, on="value", how="left").select("id", PROVIDER, leaf=nw.col("leaf").fill_null(otherwise))


def leaves_of_cases(
    instrument: Instrument, engine: Engine, counted: str, coding: Coding, *, by: CountBy, name: str
) -> nw.LazyFrame[Any]:
    """Give ``id`` of each case, and in the column ``name`` the number of the one leaf that it counts under."""
    resolved = most_givers if by is CountBy.PERSON else most_recorded
    return resolved(leaf_records(instrument, engine, counted, coding), coding.classification, name=name)
