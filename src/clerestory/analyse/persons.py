"""Cases counted by person: the records of one person at several givers are one case (docs/methods/persons.md)."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import polars as pl

from clerestory.analyse.engines import Engine, EngineOver
from clerestory.analyse.routes import PERSON, primary_key_of
from clerestory.errors import TableError
from clerestory.model.instrument import PROVIDER, RETURN, Instrument


class ByPersons(EngineOver):
    """An engine on which the rows of one entity have a column more: the person that each is a record of.

    Raises
    ------
    TableError
        If not everybody of the entity was linked: a person whose giver sent no encodings would count twice in silence.
    """

    def __init__(self, engine: Engine, instrument: Instrument, entity: str) -> None:
        super().__init__(engine)
        self._entity = entity
        key = primary_key_of(instrument, entity)
        links = engine.linked(entity).select(nw.col("pseudonym").alias(key), nw.col("person").alias(PERSON))
        self._rows = engine.held(engine.cases(entity).join(links, on=key, how="left"))
        self._check_everybody()

    def cases(self, entity: str) -> nw.LazyFrame[Any]:
        """Give the accepted rows of an entity, those of the linked one with the person of each."""
        return self._rows if entity == self._entity else super().cases(entity)

    def _check_everybody(self) -> None:
        left = self._rows.filter(nw.col(PERSON).is_null()).select(PROVIDER).unique()
        givers = sorted(_polars(left)[PROVIDER].to_list())
        if givers:
            raise TableError(
                f"there are {self._entity}s of {', '.join(givers)} whom nobody linked, so persons cannot be counted",
                where=f"vault/links/{self._entity}.parquet",
                remedy="Get the encodings of these givers and run the stage link again, or count by pseudonym.",
            )


def givers_of_persons(engine: ByPersons, entity: str) -> pl.DataFrame:
    """Give which givers have each person, each pair once.

    Returns
    -------
    DataFrame
        ``giver`` and ``person``; confidential.
    """
    return _polars(engine.cases(entity).select(giver=nw.col(PROVIDER), person=nw.col(PERSON)).unique())


def number_of_bodies(engine: Engine) -> int:
    """Count the bodies that made returns, whoever is in them: so the number says nothing of who has nobody."""
    return _polars(engine.cases(RETURN).select(PROVIDER).unique()).height


def _polars(frame: nw.LazyFrame[Any]) -> pl.DataFrame:
    found: pl.DataFrame = frame.collect("polars").to_native()
    return found
