"""Which coding a variable has in the tables of a cohort: by its type, or because it is computed."""

from __future__ import annotations

import narwhals as nw

from clerestory.analyse.classify import Coding, coding_of, coding_of_definitions, coding_of_durations, coding_of_persons
from clerestory.analyse.coded_lists import coding_of_list
from clerestory.analyse.durations import WithDurations
from clerestory.analyse.engines import Engine
from clerestory.model.definitions import DEFINITION
from clerestory.model.durations import DURATION
from clerestory.model.instrument import Instrument, ValueType
from clerestory.model.links.linked import CountBy


def coding_for(
    instrument: Instrument, engine: Engine, path: str, wanted: set[str | None], *, by: CountBy = CountBy.PSEUDONYM
) -> Coding:
    """Give the coding of a variable for all the tables of a cohort.

    Parameters
    ----------
    wanted : set of str or None
        The code lists of parents that tables ask for; None where one shows the codes themselves.
    by : CountBy
        Whether linked persons are counted, of whom bodies may say different things.
    """
    if is_definition(instrument, path):
        return coding_of_definitions(instrument)
    if is_duration(instrument, path):
        found = coding_of_durations(instrument)
    elif instrument.variable(path).type is ValueType.CODES:
        found = coding_of_list(instrument, path, wanted, occurring(instrument, engine, path))
    else:
        found = coding_of(instrument, path, wanted, occurring(instrument, engine, path))
    return coding_of_persons(found) if by is CountBy.PERSON else found


def engine_with(instrument: Instrument, engine: Engine, path: str) -> Engine:
    """Give an engine whose cases have a variable, also where it is computed."""
    return WithDurations(engine) if is_duration(instrument, path) else engine


def is_definition(instrument: Instrument, path: str) -> bool:
    """Say whether a variable is the computed one of definitions."""
    return path == DEFINITION and _is_computed(instrument, path)


def is_duration(instrument: Instrument, path: str) -> bool:
    """Say whether a variable is the computed one of durations."""
    return path == DURATION and _is_computed(instrument, path)


def _is_computed(instrument: Instrument, path: str) -> bool:
    return any(variable.path == path for variable in instrument.computed)


def occurring(instrument: Instrument, engine: Engine, path: str) -> list[str]:
    """Give the values of a variable that occur, sorted."""
    entity, name = path.split(".", 1)
    instrument.variable(path)
    values = engine.cases(entity).select(nw.col(name)).unique().collect("polars")
    return sorted(str(value) for value in values[name].to_list() if value is not None)
