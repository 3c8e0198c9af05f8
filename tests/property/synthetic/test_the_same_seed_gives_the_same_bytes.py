import hashlib
import os
import subprocess
import sys

import pytest

from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import make_nation

PROGRAM = """
import sys
from pathlib import Path
from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import make_nation
make_nation(Path(sys.argv[1]), read_instrument(shipped_instrument()), persons=2000, givers=12, seed=8)
"""


def bytes_of(made):
    roots = (made.folder, made.truth)
    return {
        f"{number}/{path.relative_to(root)}": hashlib.sha256(path.read_bytes()).hexdigest()
        for number, root in enumerate(roots)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def instrument():
    return read_instrument(shipped_instrument())


@pytest.fixture(scope="module")
def made(tmp_path_factory, instrument):
    return make_nation(tmp_path_factory.mktemp("a") / "n", instrument, persons=2000, givers=12, seed=8)


def test_made_twice(tmp_path, instrument, made):
    again = make_nation(tmp_path / "another-name", instrument, persons=2000, givers=12, seed=8)
    assert bytes_of(again) == bytes_of(made)


def test_made_by_another_process_on_one_core(tmp_path, made):
    environment = {**os.environ, "POLARS_MAX_THREADS": "1", "PYTHONHASHSEED": "77"}
    subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path / "n")], check=True, env=environment)
    theirs = type("Made", (), {"folder": tmp_path / "n", "truth": tmp_path / "n.truth"})
    assert bytes_of(theirs) == bytes_of(made)


def test_another_seed_gives_other_bytes_in_every_file_with_rows(tmp_path, instrument, made):
    other = bytes_of(make_nation(tmp_path / "n", instrument, persons=2000, givers=12, seed=9))
    mine = bytes_of(made)
    shared = {name for name in mine if name in other and mine[name] == other[name]}
    assert other.keys() == mine.keys()
    with_rows = ("/suspect.csv", "/victim.csv", "/offence.csv")
    assert not [name for name in shared if name.startswith("0/returns/") and name.endswith(with_rows)]
    assert not [name for name in shared if name.endswith("persons.parquet")]
