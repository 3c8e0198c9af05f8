"""A Spark cluster on this machine: a master and two workers, each a Java of its own, with a secret between them.

Where the tests run as root, the cluster runs as nobody: its executors cannot read what lies in a vault, as on machines
that do not see it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PATIENCE_SECONDS = 180
MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
NOBODY = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}


@dataclass(frozen=True)
class Cluster:
    """Where the cluster is, the folder of its settings (with the secret), and where its workers write."""

    master: str
    settings: Path
    place: Path

    def environment(self) -> dict[str, str]:
        return os.environ | {"SPARK_CONF_DIR": str(self.settings)}

    def applications(self) -> list[Path]:
        """The folders of the executors that were started, by worker."""
        return sorted(self.place.glob("worker-*/work/app-*/*"))


@contextmanager
def two_workers(place: Path) -> Iterator[Cluster]:
    """Start a cluster below ``place``, a folder that everybody may pass, and end it."""
    settings = place / "conf"
    _own(settings)
    (settings / "spark-defaults.conf").write_text(
        f"spark.authenticate true\nspark.authenticate.secret {secrets.token_hex(16)}\n"
        "spark.network.crypto.enabled true\nspark.io.encryption.enabled true\nspark.ui.enabled false\n"
    )
    port = _free_port()
    with ExitStack() as started:
        started.enter_context(_daemon(place / "master", settings, MASTER, f"--port {port} --webui-port 0"))
        _wait(place / "master" / "log", "I have been elected leader")
        for number in (1, 2):
            mine = place / f"worker-{number}"
            words = f"--cores 1 --memory 900m --webui-port 0 --work-dir {mine}/work spark://127.0.0.1:{port}"
            started.enter_context(_daemon(mine, settings, WORKER, words))
        for number in (1, 2):
            _wait(place / f"worker-{number}" / "log", "Successfully registered with master")
        yield Cluster(f"spark://127.0.0.1:{port}", settings, place)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def _own(folder: Path) -> None:
    folder.mkdir(parents=True)
    if NOBODY:
        shutil.chown(folder, NOBODY["user"], NOBODY["group"])


@contextmanager
def _daemon(place: Path, settings: Path, kind: str, words: str) -> Iterator[None]:
    """Run one of Spark's own servers, in the foreground, and end it with its executors."""
    _own(place)
    home = Path(find_spec("pyspark").submodule_search_locations[0])
    local = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": f"{place}/local"}
    env = os.environ | local | {"SPARK_CONF_DIR": str(settings), "SPARK_DAEMON_MEMORY": "300m", "TMPDIR": str(place)}
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(
            [home / "bin" / "spark-class", kind, "--host", "127.0.0.1", *words.split()],
            stdout=log, stderr=subprocess.STDOUT, env=env, cwd=place, **NOBODY,
        )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(log: Path, words: str) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    while words not in log.read_text():
        assert time.monotonic() < patience, log.read_text()
        time.sleep(0.2)
