"""The minimality attack: who has the program runs it on every table that agrees with what is published.

A table of which the program publishes something else is struck out. Who has the seed runs it once for each table; who
has not runs it under every seed. Here the vault's seed is one of a few that everybody knows, so that a reader who does
not know which of them it was is still better off than one who knows nothing of it.

Before that a reader who knows only the promise, and not how the program keeps it, strikes out the tables for which it
would be broken: a printed cell is unsafe, or an unsafe one could be computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from clerestory.model.attackers import Attacker
from clerestory.model.rules import ThresholdRule
from clerestory.protect.hierarchies import protect_frame
from published_tables import Cell, Shape, consistent, pinned, pinned_for_people

Published = Mapping[Cell, int | None]
Program = Callable[[tuple[int, ...], int], Published]  # what is published of inner counts under a seed


@dataclass(frozen=True)
class Settings:
    """What everybody may know of the protection of a table: all but the seed.

    Attributes
    ----------
    threshold : int
    attackers : tuple of Attacker
    """

    threshold: int = 3
    attackers: tuple[Attacker, ...] = (Attacker.OUTSIDER, Attacker.SINGLETON)

    def unsafe(self, shape: Shape, values: Sequence[int]) -> list[Cell]:
        """The cells of a table that the rule hides."""
        return [cell for cell, n in shape.counts(values).items() if 0 < n < self.threshold]

    def program(self, shape: Shape) -> Program:
        """The product; what it publishes of a table under a seed is remembered."""

        @cache
        def publish(values: tuple[int, ...], seed: int) -> Published:
            table, _ = protect_frame(
                pl.DataFrame(shape.columns(values)),
                shape.dims,
                "n",
                ThresholdRule(self.threshold),
                seed=seed,
                attackers=self.attackers,
            )
            return {shape.cell_of(row): row["n"] for row in table.to_dicts()}

        return publish

    def kept(self, shape: Shape, published: Published, tables: np.ndarray, values: Sequence[int]) -> bool:
        """Whether the promise would hold for one of the tables that agree with what is published."""
        unsafe = self.unsafe(shape, values)
        return (
            all(published[cell] is None for cell in unsafe)
            and not pinned(shape, tables, unsafe)
            and (Attacker.SINGLETON not in self.attackers or not pinned_for_people(shape, tables, values, unsafe))
        )


@dataclass(frozen=True)
class Attack:
    """What can be said of each of T tables that agree with what is published.

    Attributes
    ----------
    shape : Shape
    unsafe : sequence of Cell
        Of the true table.
    tables : int array of shape (T, inner cells)
    promised : bool array of shape (T,)
        The promise would hold for it.
    same : bool array of shape (T, S)
        The program publishes the same of it under the n-th seed, of which the vault's is the first.
    """

    shape: Shape
    unsafe: Sequence[Cell]
    tables: np.ndarray
    promised: np.ndarray
    same: np.ndarray

    def left(self, seeds: int) -> np.ndarray:
        """The tables of which the program publishes the same under one of the first seeds."""
        return self.tables[self.same[:, :seeds].any(axis=1)]

    def values(self, cell: Cell, tables: np.ndarray) -> set[int]:
        """The values that a cell has in some tables."""
        return set(tables[:, self.shape.members[cell]].sum(axis=1).tolist())

    def surest(self, cell: Cell) -> float:
        """The share of the likeliest value of a cell where all tables, and all seeds, are equally likely."""
        weight = self.same.sum(axis=1)
        of_value = np.bincount(self.tables[:, self.shape.members[cell]].sum(axis=1), weights=weight)
        return float(of_value.max() / weight.sum())


def attack(
    shape: Shape, values: tuple[int, ...], settings: Settings, program: Program, *, seeds: Sequence[int], most: int
) -> Attack | None:
    """Publish a table under the first of the seeds, and look at every table that agrees with what is published.

    Zeros are published. Where no total is, tables of up to 3 cases more than in truth are thought of, and no larger
    ones: the fewer there are, the better for the attack. None if more than ``most`` tables agree.
    """
    published = program(values, seeds[0])
    tables = consistent(shape, published, least=1, most=sum(values) + 3)
    if len(tables) > most:
        return None
    promised = [settings.kept(shape, published, tables, table) for table in tables.tolist()]
    same = [[program(tuple(table), seed) == published for seed in seeds] for table in tables.tolist()]
    return Attack(shape, settings.unsafe(shape, values), tables, np.array(promised), np.array(same))
