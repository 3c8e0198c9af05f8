"""Kinds of cases: what an attacker who has several tables must suppose to exist.

A kind is one code of everything that any of the tables looks at: a force with its region, a sex, an age. Whoever has
the tables knows that each is a sum over the same kinds, and that of each kind there are 0 cases or more. Levels that
some dimension names together, region and force, or health area and force, belong to one *facet*: a force has one
region. So do columns that are said to be tied: regions and health areas, where everybody has a map. Between facets
every combination is a kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from clerestory.errors import TableError
from clerestory.model.tables import Counts
from clerestory.protect.additive import Numbers
from clerestory.protect.hierarchies.grid import LARGEST

Dims = Sequence[Sequence[str]]


@dataclass(frozen=True, repr=False)
class Kinds:
    """All kinds of J, and how many cases there are of each; confidential.

    Attributes
    ----------
    levels : tuple of str
        Every column that a table looks at.
    codes : tuple of tuples of str
        For each kind its code of each level.
    counts : int array of shape (J,)
    """

    levels: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    counts: Counts

    def __repr__(self) -> str:
        return f"Kinds({len(self.codes)})"

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[str]], tables: Iterable[Dims], counts: Counts, ties: Dims = ()) -> Kinds:
        """Give every kind that the codes which occur can make up.

        ``ties`` are columns of which everybody knows which codes occur together, beside those that a dimension names.

        Raises
        ------
        TableError
            If there are too many, or two dimensions of one table look at the same facet.
        """
        tables = [list(dims) for dims in tables]
        facets = _facets([*(levels for dims in tables for levels in dims), *ties])
        for dims in tables:
            _check_apart(dims, facets)
        levels = tuple(level for facet in facets for level in facet)
        found = [sorted(set(zip(*(columns[level] for level in facet), strict=True))) for facet in facets]
        size = prod(len(each) for each in found)
        if size > LARGEST:
            raise TableError(
                f"make up {size:,} kinds of cases together, and {LARGEST:,} is the most",
                where="the tables",
                remedy="Leave out a level, or protect tables that share no dimension apart.",
            )
        number = np.zeros(len(counts), dtype=np.int64)
        for facet, each in zip(facets, found, strict=True):
            place = {codes: n for n, codes in enumerate(each)}
            rows = zip(*(columns[level] for level in facet), strict=True)
            number = number * len(each) + np.array([place[codes] for codes in rows], dtype=np.int64)
        total = np.zeros(size, dtype=np.int64)
        np.add.at(total, number, counts)
        every = tuple(tuple(code for part in parts for code in part) for parts in product(*found))
        return cls(levels, every, total)

    def only(self, kept: Numbers) -> Kinds:
        """Give some of the kinds; there must be no case of the others."""
        assert int(self.counts.sum()) == int(self.counts[kept].sum())
        return Kinds(self.levels, tuple(self.codes[n] for n in kept.tolist()), self.counts[kept])

    def columns(self) -> dict[str, list[str]]:
        """Give the codes of each level, one for each kind."""
        return {level: [codes[at] for codes in self.codes] for at, level in enumerate(self.levels)}


def _facets(together: Dims) -> list[list[str]]:
    """Give the levels that are tied to each other, in the order in which they are named."""
    facets: list[list[str]] = []
    for levels in together:
        tied = [facet for facet in facets if set(facet) & set(levels)]
        merged = list(dict.fromkeys([*(level for facet in tied for level in facet), *levels]))
        if tied:
            facets[facets.index(tied[0])] = merged
            facets = [facet for facet in facets if not any(facet is old for old in tied)]
        else:
            facets.append(merged)
    return facets


def _check_apart(dims: Dims, facets: Sequence[Sequence[str]]) -> None:
    of = [next(n for n, facet in enumerate(facets) if dimension[0] in facet) for dimension in dims]
    twice = [number for number in of if of.count(number) > 1]
    if twice:
        raise TableError(
            "has two dimensions that look at the same thing",
            where="the table of " + ",".join("/".join(levels) for levels in dims),
            remedy="Levels that some table nests belong to one dimension; make two tables of it.",
        )
