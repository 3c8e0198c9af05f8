"""A whole study on a cluster of several machines: a master and workers of their own, which do not see the vault."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.pipeline import Stage
from engines import NO_SPARK
from spark_cluster import two_workers
from studies import CLOCK

COMMAND = [sys.executable, "-c", "from clerestory.cli import main; main()"]
CONF = (
    '"spark.driver.host" = "127.0.0.1", "spark.driver.bindAddress" = "127.0.0.1", '
    '"spark.executor.memory" = "700m", "spark.sql.shuffle.partitions" = "2"'
)


def collected(root: Path, *, persons: int, givers: int) -> Path:
    """A nation whose encodings and cases lie in the vault, and wait to be linked and counted."""
    pipeline.synthesise(root, persons=persons, givers=givers, seed=3)
    with (root / "study.toml").open("a", encoding="utf-8") as file:
        file.write("\n[link]\nreview_from = 0.0\nreview_to = 1.0\n")
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    return root


def made(root: Path) -> dict[str, bytes]:
    """What stages link and analyse wrote: pairs in doubt, persons, errors, queues, tables, cohorts."""
    folders = [root / "vault" / name for name in ("links", "tables")]
    files = {
        p.relative_to(root).as_posix(): p.read_bytes() for f in folders for p in sorted(f.rglob("*")) if p.is_file()
    }
    assert {"vault/links/victim.parquet", "vault/links/victim-uncertain.parquet", "vault/links/error.json"} <= set(
        files
    )
    assert any(name.startswith("vault/tables/") for name in files)
    return files


def asking(root: Path, settings: str) -> Path:
    text = (root / "study.toml").read_text(encoding="utf-8")
    assert "\n[protect]" in text
    (root / "study.toml").write_text(text.replace("\n[protect]", f"\n{settings}\n[protect]"), encoding="utf-8")
    return root


def run(root: Path, *words: str, **options) -> None:
    for stage in ("link", "analyse"):
        done = subprocess.run(
            [*COMMAND, "run", str(root), "--only", stage, *words],
            check=False,
            capture_output=True,
            text=True,
            timeout=1800,
            **options,
        )
        assert done.returncode == 0, done.stderr


@NO_SPARK
@pytest.mark.slow
def test_a_cluster_that_does_not_see_the_vault_gives_the_same_persons_and_tables(tmp_path):
    one = collected(tmp_path / "one", persons=400, givers=6)
    other = shutil.copytree(one, tmp_path / "other")
    run(one)
    with tempfile.TemporaryDirectory() as folder, two_workers(open_to_pass(Path(folder))) as cluster:
        where = f'[analyse]\nengine = "spark"\n\n[analyse.spark]\nmaster = "{cluster.master}"\nwait_seconds = 600\n'
        run(asking(other, f"{where}conf = {{ {CONF} }}\n"), env=cluster.environment())
        executors = cluster.applications()
    assert made(other) == made(one)
    assert len({path.parent.parent.parent.name for path in executors}) == 2  # both workers worked
    assert not list(other.rglob(".partial-*"))


@NO_SPARK
@pytest.mark.slow
def test_spark_and_duckdb_link_and_count_the_nation_of_the_demonstration_alike(tmp_path):
    one = collected(tmp_path / "one", persons=20_000, givers=44)
    other = shutil.copytree(one, tmp_path / "other")
    run(one, "--engine", "duckdb")
    run(other, "--engine", "spark")
    assert made(other) == made(one)


def open_to_pass(folder: Path) -> Path:
    folder.chmod(0o755)
    return folder
