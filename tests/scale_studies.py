"""Small studies with an estimate of scale: suspects on the lists of givers, by one pseudonym each or linked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import polars as pl

from studies import pseudonym, small_study, write

GIVERS = 4
OVERLAPS = """[[tables]]
kind = "overlap"
id = "t1"
title = "Suspects on each list"
count = "suspect"
lists = "return.provider"
"""
QUICK = 'methods = ["independence", "stepwise"]\nreplicates = 200\n'
OF_TABLE = f'[[scale]]\nid = "s1"\ntable = "t1"\ntitle = "How many there are"\n{QUICK}'
LISTS = 'lists = { north = ["g0"], south = ["g1"], care = ["g2", "g3"] }\n'
OF_PERSONS = f'[[scale]]\nid = "s1"\npersons = "suspect"\n{LISTS}title = "How many there are"\n{QUICK}'
SURE = {"links": 400, "false_links": [0.0, 0.0], "missed": [0.0, 0.0]}


def histories(seed: int = 5, persons: int = 900) -> np.ndarray:
    """Who of some persons is on which list, independently; those on none are left out."""
    on = np.random.default_rng(seed).random((persons, GIVERS)) < [0.45, 0.4, 0.3, 0.2]
    return on[on.any(axis=1)]


def scale_study(
    folder: Path, on: np.ndarray, *, tables: str = OVERLAPS + OF_TABLE, paper: str = "## Findings\n\n{{ scale s1 }}\n"
) -> Path:
    """A study of persons on lists (rows by givers), each under one pseudonym at all givers."""
    root = small_study(
        folder, {"sex": ["M", "F"]}, [], tables=tables, paper=paper, givers=on.shape[1], entity="suspect"
    )
    _send(root, [[(pseudonym(person), person) for person in np.flatnonzero(mine)] for mine in on.T])
    return root


def linked_study(
    folder: Path, on: np.ndarray, *, tables: str, error: Mapping[str, object] = SURE, **words: str
) -> Path:
    """A study whose givers have a pseudonym of their own for each person, linked by an earlier run of stage link."""
    root = small_study(
        folder, {"sex": ["M", "F"]}, [], tables=f"[link]\n{tables}", givers=on.shape[1], entity="suspect", **words
    )
    sent = [
        [(pseudonym(len(on) * giver + person), person) for person in np.flatnonzero(mine)]
        for giver, mine in enumerate(on.T)
    ]
    _send(root, sent)
    rows = [
        (f"g{giver}", "r1", name, f"per{person:05d}", 1)
        for giver, mine in enumerate(sent)
        for name, person in mine
    ]  # fmt: skip
    write_links(root, rows, error)
    return root


def write_links(root: Path, rows: Iterable[tuple], error: Mapping[str, object]) -> None:
    """Leave in the vault what the stage link leaves."""
    folder = root / "vault" / "links"
    folder.mkdir(parents=True)
    schema = ["provider", "return_id", "pseudonym", "person", "since"]
    pl.DataFrame(list(rows), schema=schema, orient="row").write_parquet(folder / "suspect.parquet")
    false, missed = ({"low": low, "high": high} for low, high in (error["false_links"], error["missed"]))
    told = {"links": error["links"], "false_links": false, "missed_compared": missed, "missed_unseen": 0.0}
    (folder / "error.json").write_text(json.dumps({"suspect": told}))


def _send(root: Path, of_givers: Iterable[Iterable[tuple[str, int]]]) -> None:
    for giver, sent in enumerate(of_givers):
        rows = [f"{name},{'MF'[person % 2]}" for name, person in sent]
        write(root / "returns" / f"g{giver}" / "r1" / "suspect.csv", "sus_pseudo,sex", rows)
