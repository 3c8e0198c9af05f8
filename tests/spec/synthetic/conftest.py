from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import NationSummary, make_nation


@dataclass(frozen=True)
class Nation:
    summary: NationSummary

    @property
    def folder(self) -> Path:
        return self.summary.folder

    def truth(self, table: str) -> pl.DataFrame:
        return pl.read_parquet(self.summary.truth / f"{table}.parquet")

    def returned(self, entity: str, kind: str = "*") -> pl.DataFrame:
        """All rows of an entity, with the provider folder they came from; every value as text."""
        paths = sorted((self.folder / "returns").glob(f"SYN-{kind}-*/*/{entity}.csv"))
        frames = [
            pl.read_csv(path, infer_schema=False).with_columns(pl.lit(path.parts[-3]).alias("giver")) for path in paths
        ]
        return pl.concat(frames)


@pytest.fixture(scope="session")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Nation:
    """The nation of the demonstration: 20,000 persons, 44 givers, seed 1."""
    folder = tmp_path_factory.mktemp("nation") / "study"
    return Nation(make_nation(folder, read_instrument(shipped_instrument())))
