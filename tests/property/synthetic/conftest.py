from pathlib import Path

import pytest

from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import NationSummary, make_nation

SEEDS = (1, 2, 3, 4, 5)


@pytest.fixture(scope="session")
def nations(tmp_path_factory: pytest.TempPathFactory) -> list[NationSummary]:
    """Five nations of 20,000 persons."""
    root: Path = tmp_path_factory.mktemp("nations")
    instrument = read_instrument(shipped_instrument())
    return [make_nation(root / str(seed), instrument, seed=seed) for seed in SEEDS]
