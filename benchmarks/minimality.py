"""How much a reader learns of tiny tables who knows the program, its settings, and all but the seed (rule S19).

Tables are drawn with counts from 0 to 6, and published under the first of some seeds. If no more than 60 tables agree
with what is published (with more there is less to be learnt), the benchmark goes
through all of them, and asks which

- could be true by the numbers alone,
- could be true if the promise holds: for others it would be broken,
- are published in the same way by the program under one of the seeds: the reader knows them, and not which it was,
- are published in the same way under the very seed.

For each it counts the unsafe cells that have one value left, and the values left of all that the numbers allow. Nearly
sure is a cell of which nine tenths of all pairs of a table and a seed that publish the same have one value.

    .venv/bin/python benchmarks/minimality.py [--tables 60] [--seeds 16] [--attackers outsider+singleton]
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parents[1] / "tests"))  # brute force is the tests', and shares no code with us

from clerestory.model.attackers import Attacker
from published_tables import shape_of
from readers_with_the_program import Attack, Settings, attack

SHAPES = {
    "4 cells": shape_of(sex=["f", "m", "u", "x"]),
    "places in areas": shape_of(area_place=["N/n1", "N/n2", "S/s1", "S/s2", "S/s3"]),
    "2 x 2": shape_of(sex=["f", "m"], age=["0", "1"]),
    "2 x 3": shape_of(sex=["f", "m"], age=["0", "1", "2"]),
    "3 x 3": shape_of(sex=["f", "m", "x"], age=["0", "1", "2"]),
}
LARGEST = 6  # count of an inner cell
MOST = 60  # tables that agree; where there are more, a cell is less at risk
NEARLY = 0.9
COLUMNS = ("numbers", "promise", "program", "program and seed")


def attacks(shape, settings: Settings, number: int, seeds: int, rng: np.random.Generator) -> Iterator[Attack]:
    """Attack tables in which something is unsafe, and with which few enough others agree to go through all of them."""
    program = settings.program(shape)
    while number:
        values, first = tuple(rng.integers(0, LARGEST + 1, len(shape.inner)).tolist()), int(rng.integers(2**32))
        if settings.unsafe(shape, values):
            made = attack(shape, values, settings, program, seeds=range(first, first + seeds), most=MOST)
            if made is not None:
                number -= 1
                yield made


def measured(made: Attack) -> list[tuple[int, ...]]:
    """Give for each unsafe cell how many values each reader has to think of, and whether one is nearly sure."""
    readers = made.tables, made.tables[made.promised], made.left(made.same.shape[1]), made.left(1)
    return [
        (*(len(made.values(cell, tables)) for tables in readers), int(made.surest(cell) >= NEARLY))
        for cell in made.unsafe
    ]


def row(name: str, tables: int, found: list[tuple[int, ...]]) -> str:
    cells = np.array(found)
    values, nearly = cells[:, :4], cells[:, 4]
    pinned = " | ".join(f"{share:.1%}" for share in (values == 1).mean(axis=0))
    left = " | ".join(f"{share:.0%}" for share in values[:, 1:].sum(axis=0) / values[:, 0].sum())
    return f"| {name} | {tables} | {len(cells)} | {pinned} | {nearly.mean():.1%} | {left} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", type=int, default=60, help="of each shape")
    parser.add_argument("--seeds", type=int, default=16, help="among which the vault's is one")
    parser.add_argument("--attackers", default="outsider+singleton", help="against whom the tables are protected")
    asked = parser.parse_args()
    settings = Settings(attackers=tuple(Attacker(word) for word in asked.attackers.split("+")))
    pinned = " | ".join(f"pinned by {reader}" for reader in COLUMNS)
    left = " | ".join(f"values left: {reader}" for reader in COLUMNS[1:])
    print(f"Threshold {settings.threshold}, {asked.attackers}, {asked.seeds} seeds.\n")
    print(f"| table | tables | unsafe cells | {pinned} | nearly sure | {left} |")
    print(f"| --- {'| ---: ' * 10}|")
    every: list[tuple[int, ...]] = []
    for number, (name, shape) in enumerate(SHAPES.items()):
        made = attacks(shape, settings, asked.tables, asked.seeds, np.random.default_rng(number))
        found = [cell for each in made for cell in measured(each)]
        print(row(name, asked.tables, found), flush=True)
        every += found
    print(row("all", asked.tables * len(SHAPES), every))


if __name__ == "__main__":
    main()
