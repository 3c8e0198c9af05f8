"""Small cohorts and tables for tests, made without the product's tabulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

from clerestory.model.tables import (
    Classification,
    ConfidentialCohort,
    ConfidentialTable,
    Leaf,
    Position,
    Predicate,
    TableShape,
)


def classification(name: str, codes: Sequence[str]) -> Classification:
    return Classification(name, name.title(), tuple(Leaf(code, code.title(), code != "not_recorded") for code in codes))


def cohort(classifications: Mapping[str, Sequence[str]], counts: Mapping[tuple[str, ...], int]) -> ConfidentialCohort:
    made = tuple(classification(name, codes) for name, codes in classifications.items())
    kinds = [kind for kind, count in counts.items() if count > 0]
    rows = [[c.codes.index(code) for c, code in zip(made, kind, strict=True)] for kind in kinds]
    combinations = np.array(rows, dtype=np.int64).reshape(len(kinds), len(made))
    return ConfidentialCohort("person", made, combinations, np.array([counts[k] for k in kinds], dtype=np.int64))


def grid(sizes: Sequence[int], values: Sequence[int]) -> tuple[dict[str, list[str]], dict[tuple[str, ...], int]]:
    """Classifications a, b, c... of the sizes given, and counts in the order of their product."""
    names = {chr(97 + i): [f"{chr(97 + i)}{j}" for j in range(size)] for i, size in enumerate(sizes)}
    return names, dict(zip(product(*names.values()), values, strict=True))


def positions(made: Classification, groups: Mapping[str, Sequence[str]] | None = None) -> tuple[Position, ...]:
    """Total, known where a value can be missing, each code (or each group of codes), and what is not known."""
    known = [leaf.code for leaf in made.leaves if leaf.known]
    unknown = [leaf.code for leaf in made.leaves if not leaf.known]
    head = [Position("total", "Total")]
    if unknown:
        head.append(_position(made, "known", known))
    shown = groups or {code: [code] for code in known}
    return (
        *head,
        *(_position(made, key, codes) for key, codes in shown.items()),
        *(_position(made, c, [c]) for c in unknown),
    )


def completeness(made: Classification) -> tuple[Position, ...]:
    """Total, known and not known."""
    known = [leaf.code for leaf in made.leaves if leaf.known]
    unknown = [leaf.code for leaf in made.leaves if not leaf.known]
    return Position("total", "Total"), _position(made, "known", known), _position(made, "not_known", unknown)


def on_lists(of: ConfidentialCohort) -> tuple[Position, ...]:
    """All, and each list: every classification is a membership with the leaves on and off."""
    return Position("total", "All"), *(_position(c, c.name, ["on"]) for c in of.classifications)


def _position(made: Classification, key: str, codes: Sequence[str]) -> Position:
    return Position(key, key.title(), frozenset({(made.name, frozenset(codes))}))


def table(of: ConfidentialCohort, id: str, rows: str, columns: str | None = None) -> ConfidentialTable:
    by_name = {c.name: c for c in of.classifications}
    across = positions(by_name[columns]) if columns else (Position("total", "Number"),)
    return table_of(of, id, positions(by_name[rows]), across)


def table_of(
    of: ConfidentialCohort,
    id: str,
    rows: Sequence[Position],
    columns: Sequence[Position],
    where: Predicate = frozenset(),
) -> ConfidentialTable:
    shape = TableShape(
        id=id,
        title=f"Table {id}",
        unit="person",
        cohort=of.name,
        rows=tuple(rows),
        columns=tuple(columns),
        where=where,
    )
    counts = [[of.count(shape.predicate(r, c)) for c in range(shape.size[1])] for r in range(shape.size[0])]
    return ConfidentialTable(shape, np.array(counts, dtype=np.int64))
