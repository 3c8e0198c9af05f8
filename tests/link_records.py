"""Small files of plain records for tests: made-up people, some of them twice with a slip."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from clerestory.synthetic.name_lists import family_names, female_names

_SLIPS = 0.3  # of second records


def people(n: int, seed: int = 1) -> pl.DataFrame:
    """People with an id, names, date of birth, postcode and town."""
    rng = np.random.default_rng(seed)
    first, family = female_names(rng), family_names(rng)
    days = rng.integers(0, 20_000, n)
    area = rng.integers(1, 60, n)
    return pl.DataFrame(
        {
            "id": [f"p{i:05d}" for i in range(n)],
            "first_name": [first.names[i] for i in first.draw(rng, n)],
            "surname": [family.names[i] for i in family.draw(rng, n)],
            "dob": [str(np.datetime64("1950-01-01") + int(d)) for d in days],
            "postcode": [f"QX{a} {s}AA" for a, s in zip(area.tolist(), rng.integers(0, 10, n).tolist(), strict=True)],
            "town": [f"Town{a}" for a in area.tolist()],
        }
    )


def slipped(frame: pl.DataFrame, seed: int = 2) -> pl.DataFrame:
    """The same people as somebody else wrote them down: a letter doubled in some surnames, some moved."""
    rng = np.random.default_rng(seed)
    typo, moved = rng.random(frame.height) < _SLIPS, rng.random(frame.height) < _SLIPS
    return frame.with_columns(
        pl.Series("surname", [s[:2] + s[1:] if t else s for s, t in zip(frame["surname"], typo, strict=True)]),
        pl.when(pl.Series(moved)).then(pl.lit("QZ9 9ZZ")).otherwise(pl.col("postcode")).alias("postcode"),
        pl.when(pl.Series(moved)).then(pl.lit("Elsewhere")).otherwise(pl.col("town")).alias("town"),
        pl.col("id").str.replace("p", "q"),
    )


def two_files(folder: Path, n: int = 700, shared: int = 400) -> tuple[Path, Path, set[tuple[str, str]]]:
    """Two files that share some people; also the true pairs of ids."""
    everybody = people(n)
    a, b = everybody.head(n - 100), slipped(everybody.slice(n - 100 - shared))
    paths = folder / "a.csv", folder / "b.csv"
    a.write_csv(paths[0])
    b.write_csv(paths[1])
    both = everybody.slice(n - 100 - shared, shared)["id"]
    return *paths, {(one, one.replace("p", "q")) for one in both}
