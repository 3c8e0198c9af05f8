"""Tables and cohorts as files: confidential ones in the vault, protected ones on the desk."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from clerestory.errors import StudyError
from clerestory.model.canonical import canonical_json
from clerestory.model.contributors import ContributorParts
from clerestory.model.tables import (
    Classification,
    ConfidentialCohort,
    ConfidentialTable,
    Leaf,
    Predicate,
    ProtectedTable,
    TableShape,
)
from clerestory.study.writing import write_atomically

T = TypeVar("T")


def predicate_json(predicate: Predicate) -> dict[str, list[str]]:
    """Give a predicate as plain JSON values, sorted."""
    return {name: sorted(codes) for name, codes in sorted(predicate, key=lambda item: item[0])}


def write_json(path: Path, value: Any) -> None:
    """Write a value in the one spelling that is hashed."""
    write_atomically(path, canonical_json(value) + b"\n")


def read_draft(path: Path) -> str:
    """Read the keyed hash of the draft that waits at a gate.

    Raises
    ------
    StudyError
        As ``read_written`` does.
    """
    return read_written(path, lambda value: str(value["draft"]))


def read_written(path: Path, made: Callable[[Any], T]) -> T:
    """Read what an earlier stage wrote.

    Parameters
    ----------
    made : callable
        Makes what is wanted from the JSON value.

    Raises
    ------
    StudyError
        If it is not there or not whole: the earlier stage has to run first.
    """
    try:
        return made(json.loads(path.read_bytes()))
    except FileNotFoundError:
        what = "is not there"
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        what = "is not what an earlier stage wrote"
    raise StudyError(what, where=str(path), remedy="Run the earlier stages first: `clerestory run STUDY`.") from None


def cohort_json(cohort: ConfidentialCohort) -> dict[str, Any]:
    """Give a cohort as plain JSON values; confidential."""
    return {
        "name": cohort.name,
        "classifications": [
            {"name": c.name, "label": c.label, "leaves": [[leaf.code, leaf.label, leaf.known] for leaf in c.leaves]}
            for c in cohort.classifications
        ],
        "combinations": cohort.combinations.tolist(),
        "counts": cohort.counts.tolist(),
        "impossible": None if cohort.impossible is None else predicate_json(cohort.impossible),
        "operations": None if cohort.operations is None else _contributors_json(cohort.operations),
        "givers": None if cohort.givers is None else _contributors_json(cohort.givers),
    }


def write_cohort(path: Path, cohort: ConfidentialCohort) -> None:
    """Write a cohort into the vault."""
    write_json(path, cohort_json(cohort))


def read_cohort(path: Path) -> ConfidentialCohort:
    """Read a cohort from the vault."""
    return read_written(path, _cohort)


def _cohort(value: Mapping[str, Any]) -> ConfidentialCohort:
    classifications = tuple(
        Classification(c["name"], c["label"], tuple(Leaf(*leaf) for leaf in c["leaves"]))
        for c in value["classifications"]
    )
    counts = np.array(value["counts"], dtype=np.int64)
    combinations = np.array(value["combinations"], dtype=np.int64).reshape(len(counts), len(classifications))
    impossible = value["impossible"]
    return ConfidentialCohort(
        value["name"],
        classifications,
        combinations,
        counts,
        None if impossible is None else frozenset((name, frozenset(codes)) for name, codes in impossible.items()),
        None if value["operations"] is None else _contributors(value["operations"]),
        None if value["givers"] is None else _contributors(value["givers"]),
    )


def _contributors_json(parts: ContributorParts) -> dict[str, Any]:
    return {
        "names": list(parts.names),
        "combinations": parts.combinations.tolist(),
        "contributors": parts.contributors.tolist(),
        "cases": parts.cases.tolist(),
        "live": None if parts.live is None else parts.live.tolist(),
    }


def _contributors(value: Mapping[str, Any]) -> ContributorParts:
    return ContributorParts(
        tuple(value["names"]),
        np.array(value["combinations"], dtype=np.int64),
        np.array(value["contributors"], dtype=np.int64),
        np.array(value["cases"], dtype=np.int64),
        None if value["live"] is None else np.array(value["live"], dtype=bool),
    )


def write_confidential(path: Path, table: ConfidentialTable) -> None:
    """Write a confidential table into the vault."""
    alone = None if table.alone is None else table.alone.tolist()
    write_json(path, {"shape": table.shape.as_json(), "counts": table.counts.tolist(), "alone": alone})


def read_confidential(path: Path) -> ConfidentialTable:
    """Read a confidential table from the vault."""
    return read_written(
        path,
        lambda value: ConfidentialTable(
            TableShape.from_json(value["shape"]),
            np.array(value["counts"], dtype=np.int64),
            None if value["alone"] is None else np.array(value["alone"], dtype=bool),
        ),
    )


def read_protected(path: Path) -> ProtectedTable:
    """Read a protected table."""
    return read_written(path, ProtectedTable.from_json)
