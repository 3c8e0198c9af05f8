"""Tables of lists for tests of the estimates of scale."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from clerestory.model.findings.lists import ListTable, list_table

PUBLIC = Path(__file__).parents[1] / ".." / "shared" / "data" / "mse"
external = [
    pytest.mark.external,
    pytest.mark.skipif(not PUBLIC.exists(), reason="the public data in ../shared is not here"),
]


def artificial() -> ListTable:
    """The three lists of Chan, Silverman and Vincent (2021), of which one pair overlaps."""
    return list_table(["A", "B", "C"], [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]], [40, 30, 20, 6])


def model(lists: int, *interactions: str) -> np.ndarray:
    """Terms of main effects and interactions, named by letters: model(3, "AB")."""
    terms = np.array([number.bit_count() <= 1 for number in range(2**lists)])
    for letters in interactions:
        terms[sum(1 << "ABCDEFGH".index(letter) for letter in letters)] = True
    return terms


def write_lists(path: Path, table: ListTable) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*table.names, "count"])
        for history, count in enumerate(table.counts):
            if count:
                writer.writerow([*(history >> bit & 1 for bit in range(len(table.names))), count])
    return path
