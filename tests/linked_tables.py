"""Linked tables for tests: kinds of cases, the tables that look at them, and what is printed of these.

Shares no code with the product.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st


@dataclass(frozen=True)
class Link:
    """Kinds as rows of codes, and tables as lists of dimensions; ``members`` says which kinds each cell holds."""

    levels: list[str]
    inner: list[tuple[str, ...]]
    tables: list[list[list[str]]]
    ties: tuple[list[str], ...] = ()

    @property
    def members(self) -> dict[tuple, list[int]]:
        found: dict[tuple, list[int]] = {}
        for number, kind in enumerate(self.inner):
            row = dict(zip(self.levels, kind, strict=True))
            for table, dims in enumerate(self.tables):
                codes = [()]
                for levels in dims:
                    paths = [
                        tuple(row[level] if depth < kept else "Total" for depth, level in enumerate(levels))
                        for kept in range(len(levels) + 1)
                    ]
                    codes = [(*code, *path) for code in codes for path in paths]
                for code in codes:
                    found.setdefault((table, code), []).append(number)
        return found

    def columns(self) -> dict[str, list[str]]:
        return {level: [kind[at] for kind in self.inner] for at, level in enumerate(self.levels)}

    def counts(self, values) -> dict[tuple, int]:
        return {cell: sum(values[i] for i in inside) for cell, inside in self.members.items()}


def link(levels: str, kinds: list[str], *tables: str) -> Link:
    return Link(
        levels.split(),
        [tuple(kind.split()) for kind in kinds],
        [[dimension.split("/") for dimension in table.split(",")] for table in tables],
    )


def every(*facets: str) -> list[str]:
    found = [""]
    for facet in facets:
        found = [f"{before} {part}" for before in found for part in facet.split("|")]
    return found


def printed(published, dims) -> list[tuple[tuple[str, ...], int | None]]:
    levels = [level for dimension in dims for level in dimension]
    rows = zip(*(published.columns[level] for level in levels), strict=True)
    return [
        (codes, None if published.suppressed[row] else int(published.counts[row])) for row, codes in enumerate(rows)
    ]


def differences(link: Link) -> list[list[int]]:
    """The kinds that a cell leaves over of another, whatever tables print the two."""
    sets = {frozenset(inside) for inside in link.members.values()}
    return [sorted(whole - part) for whole in sets for part in sets if part < whole]


def alone(link: Link, counts: dict, person: int) -> list[int]:
    """What a person knows of the population who is alone in some printed cell: that he or she is there."""
    known = any(person in inside and counts[cell] == 1 for cell, inside in link.members.items())
    return [int(known and kind == person) for kind in range(len(link.inner))]


def drawn_parts(size: int, data, *, most: int) -> list[list[int]]:
    parts = [data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)) for _ in range(2)]
    for i, j in data.draw(st.permutations([(i, j) for i in range(len(parts)) for j in range(size)])):
        parts[i][j] = max(0, parts[i][j] - max(0, sum(map(sum, parts)) - most))
    return parts
