"""How a counted entity reaches a variable of another: along the keys of the instrument."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from clerestory.analyse.engines import Engine
from clerestory.errors import TableError
from clerestory.model.instrument import PROVIDER, RETURN, RETURN_REF, Instrument, KeyKind

# A pseudonym is looked up inside its return only: two givers may describe the same person differently, and the table,
# not the join, says how that is settled.
WITHIN = [PROVIDER, RETURN_REF]
PERSON = "_person"  # the column of a linked entity's rows that says of whom they are; no variable begins so


@dataclass(frozen=True)
class Step:
    """A join from one entity to the next, on a key that both have."""

    entity: str
    left_key: str
    right_key: str


def pairs(instrument: Instrument, engine: Engine, counted: str, path: str) -> nw.LazyFrame[Any]:
    """Give ``id`` and ``value`` for every record in which a counted case meets a variable.

    Parameters
    ----------
    counted : str
        The entity that is counted; ``identity_of`` says what its ``id`` is.
    path : str
        The variable, as ``entity.variable``.
    """
    return records(instrument, engine, counted, path).select("id", "value")


def records(instrument: Instrument, engine: Engine, counted: str, path: str) -> nw.LazyFrame[Any]:
    """Give the same with the giver of each record, in the column ``PROVIDER``."""
    variable = instrument.variable(path)
    identity = identity_of(instrument, engine, counted)
    rows = engine.cases(counted)
    if variable.entity == counted:
        return rows.select(PROVIDER, id=nw.col(identity), value=nw.col(variable.name))
    frame = rows.select(*dict.fromkeys([*WITHIN, *_own_keys(instrument, counted)]), id=nw.col(identity))
    if variable.entity == RETURN:
        returns = engine.cases(RETURN).select(*WITHIN, value=nw.col(variable.name))
        return frame.join(returns, on=WITHIN, how="left").select(PROVIDER, "id", "value")
    for step in route(instrument, counted, variable.entity):
        frame = _follow(instrument, engine, frame, step, variable.name)
    return frame.select(PROVIDER, "id", "value")


def identity_of(instrument: Instrument, engine: Engine, counted: str) -> str:
    """Give the column that says which rows are one case: the person where rows have one, else the primary key."""
    key = primary_key_of(instrument, counted)
    return PERSON if PERSON in engine.cases(counted).collect_schema() else key


def _follow(
    instrument: Instrument, engine: Engine, frame: nw.LazyFrame[Any], step: Step, wanted: str
) -> nw.LazyFrame[Any]:
    """Join one step; a case without a record there stays, with nothing in it."""
    rows = engine.cases(step.entity)
    columns = dict.fromkeys([step.right_key, *WITHIN, *_own_keys(instrument, step.entity)])
    renamed = {name: nw.col(name) for name in columns}
    there = rows.select(**renamed, value=nw.col(wanted)) if wanted in rows.collect_schema() else rows.select(**renamed)
    kept = frame.select("id", *WITHIN, _step=nw.col(step.left_key))
    there = there.with_columns(_step=nw.col(step.right_key))
    return kept.join(there, on=[*WITHIN, "_step"], how="left")


def route(instrument: Instrument, start: str, end: str) -> tuple[Step, ...]:
    """Find the shortest way from one entity to another along the keys, links included.

    Raises
    ------
    TableError
        If no key leads there.
    """
    found: dict[str, tuple[Step, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for step in _neighbours(instrument, here):
            if step.entity not in found:
                found[step.entity] = (*found[here], step)
                waiting.append(step.entity)
    if end not in found:
        raise TableError(
            f"no key leads from {start} to {end}",
            where="study.toml, [[tables]]",
            remedy=f"Use a variable of {', '.join(sorted(found))}.",
        )
    return found[end]


def primary_key_of(instrument: Instrument, entity: str) -> str:
    """Give the name of the primary key of a counted entity.

    Raises
    ------
    TableError
        If it has none, so that nothing could be counted once.
    """
    key = instrument.primary_key(entity) if entity in instrument.entities else None
    if key is None:
        counted = [e for e in instrument.entities if instrument.primary_key(e)]
        raise TableError(
            f"{entity!r} cannot be counted",
            where="study.toml, [[tables]]",
            remedy=f"Count {', '.join(counted)}.",
        )
    return key.name


def _own_keys(instrument: Instrument, entity: str) -> list[str]:
    return [key.name for key in instrument.keys_of(entity) if key.kind is not KeyKind.CROSS]


def _neighbours(instrument: Instrument, here: str) -> Iterator[Step]:
    """Yield the steps away from an entity: to those it names, then to those that name it; never through a return."""
    for key in instrument.keys_of(here):
        if key.kind is KeyKind.FOREIGN and key.references != RETURN:
            yield Step(key.references, key.name, primary_key_of(instrument, key.references))
    for entity in instrument.entities:
        for key in instrument.keys_of(entity):
            if key.kind is KeyKind.FOREIGN and key.references == here:
                yield Step(entity, primary_key_of(instrument, here), key.name)
