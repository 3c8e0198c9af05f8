"""Fifty people at once at a served desk, on SQLite and on PostgreSQL: time of each page, errors, memory, processor.

Run: python benchmarks/desk_load.py LOCUST [--seconds 120] [--databases sqlite,postgresql];
`make bench-desk` has locust.

First with think time of 1 to 5 seconds, then with none: what the server gives at most. Then the peers:
the same server's /health, and a bare server of the same kind that gives one string as long as the paper's page.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from commands import COMMAND
from postgres import cluster, new_database
from served_desks import answer_of, free_port

HERE = Path(__file__).parent
PEOPLE = 50
A_SECOND = 0.4  # come in: an address may have 30 sign-ins a minute, and all are from this one
LONG_PAGE = 1_700_000  # bytes, as the page of the paper has
PEER_SECONDS = 10
WITHOUT = 30  # seconds without thought
LONGEST_MS = 300  # the 95th percentile has to be below


@dataclass(frozen=True)
class Sample:
    """What a process and its children had taken at a time."""

    at: float
    cpu_seconds: float
    memory_mb: float


@contextmanager
def served(study: Path, database_url: str) -> Iterator[tuple[int, int]]:
    """A desk as it is shipped: its port and process."""
    port = free_port()
    environment = os.environ | {"DATABASE_URL": database_url}
    log = (study.parent / "server.log").open("w")
    command = [*COMMAND, "serve", str(study), "--port", str(port)]
    with log, subprocess.Popen(command, env=environment, stderr=log, text=True) as server:
        try:
            answer_of(f"http://127.0.0.1:{port}/health", server)
            yield port, server.pid
        finally:
            server.send_signal(signal.SIGTERM)


@contextmanager
def watched(process: int) -> Iterator[list[Sample]]:
    """What a process and its children take while the block runs."""
    seen: list[Sample] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.5):
            seen.append(Sample(time.monotonic(), cpu_of(process), sum(map(_memory_mb, _family(process)))))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def cpu_of(process: int) -> float:
    """Seconds of a processor that a process and its children have had."""
    return sum(map(_cpu, _family(process)))


def _family(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *map(int, children)]


def _memory_mb(process: int) -> float:
    """Its own memory and its part of what it shares."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def acting(locust: Path, port: int, people: Path, *, seconds: int) -> dict[str, dict]:
    """What fifty people met, by phase."""
    out = people.parent / "measured.json"
    environment = os.environ | {
        "DESK_PEOPLE": str(people),
        "DESK_OUT": str(out),
        "DESK_SECONDS": f"{seconds} {WITHOUT}",
    }
    most = PEOPLE / A_SECOND + seconds + WITHOUT + 60
    _locust(locust, "desk_people.py", port, users=PEOPLE, rate=A_SECOND, most=most, environment=environment)
    return json.loads(out.read_text())


def _locust(
    locust: Path, file: str, port: int, *, users: int, rate: float, most: float, environment: dict[str, str]
) -> None:
    command = [locust, "-f", HERE / file, "--headless", "--only-summary", "--loglevel", "ERROR"]
    command += [
        "--host",
        f"http://127.0.0.1:{port}",
        "--users",
        users,
        "--spawn-rate",
        rate,
        "--run-time",
        f"{int(most)}s",
    ]
    done = subprocess.run(list(map(str, command)), env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):  # 1: a page failed, which is told
        sys.exit(done.stderr)


def asking(locust: Path, port: int, folder: Path, address: str) -> list[float]:
    """How long answers take to fifty who ask for one address without thought."""
    out = folder / "peer.json"
    environment = os.environ | {"DESK_ADDRESS": address, "DESK_OUT": str(out)}
    _locust(locust, "desk_peer.py", port, users=PEOPLE, rate=PEOPLE, most=PEER_SECONDS, environment=environment)
    return json.loads(out.read_text())


@contextmanager
def bare(size: int) -> Iterator[int]:
    """A server of the same kind and number of processes, whose one page is made already: its port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--chdir", HERE, "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    command += ["--worker-class", "gthread", "--threads", "4", "--keep-alive", "5", "--log-level", "error"]
    environment = os.environ | {"DESK_BYTES": str(size)}
    with subprocess.Popen([*map(str, command), "desk_peer:bare"], env=environment, text=True) as server:
        try:
            answer_of(f"http://127.0.0.1:{port}/", server)
            yield port
        finally:
            server.terminate()


def peers(locust: Path, port: int, folder: Path) -> None:
    """Print how many answers a second /health of the same server gives, and a bare server of a page like the paper."""
    health = asking(locust, port, folder, "/health")
    print(f" peer, /health of the same server: {told(health)}")
    with bare(LONG_PAGE) as bare_port:
        print(f" peer, a bare server of {LONG_PAGE:,} bytes: {told(asking(locust, bare_port, folder, '/'))}")


def told(taken: Sequence[float]) -> str:
    middle, late = percentile(taken, 0.5), percentile(taken, 0.95)
    return f"{len(taken) / PEER_SECONDS:.0f} a second, p50 {middle:.0f} ms, p95 {late:.0f} ms"


def percentile(taken: Sequence[float], share: float) -> float:
    """The least of the times that this share of all does not pass."""
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def table(taken: dict[str, list[float]]) -> None:
    line = "  {:<40}{:>8}{:>9}{:>9}{:>9}{:>9}"
    print(line.format("page", "times", "p50 ms", "p95", "p99", "longest"))
    for name, of in sorted(taken.items()):
        print(line.format(name, len(of), *(f"{percentile(of, share):.0f}" for share in (0.5, 0.95, 0.99, 1))))


def report(phases: dict[str, dict], seen: Sequence[Sample]) -> float:
    """Print each phase, and give the 95th percentile of all pages with thought."""
    for name, phase in phases.items():
        taken, seconds = phase["taken"], phase["ended"] - phase["began"]
        everything = [one for of in taken.values() for one in of]
        within = [one for one in seen if phase["began"] <= one.at <= phase["ended"]]
        print(
            f" {name}: {seconds:.0f} s, {len(everything) / seconds:.1f} pages a second, {len(phase['failed'])} errors; "
            f"server: {(within[-1].cpu_seconds - within[0].cpu_seconds) / seconds:.0%} of a core, "
            f"{max(one.memory_mb for one in within):.0f} MB"
        )
        for said in sorted(set(phase["failed"]))[:10]:
            print(f"  failed: {said}")
        table(taken | {"all": everything})
    return percentile([one for of in phases["with thought"]["taken"].values() for one in of], 0.95)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("locust", type=Path, help="the program")
    parser.add_argument("--seconds", type=int, default=120, help="with thought")
    parser.add_argument("--databases", default="sqlite,postgresql")
    asked = parser.parse_args()
    slow = []
    for database in asked.databases.split(","):
        with (
            tempfile.TemporaryDirectory() as folder,
            cluster() if database == "postgresql" else nullcontext() as socket,
        ):
            url = new_database(socket, "load") if socket else ""
            subprocess.run([sys.executable, HERE / "desk_study.py", folder, url], check=True)
            with served(Path(folder) / "study", url) as (port, process), watched(process) as seen:
                phases = acting(asked.locust, port, Path(folder) / "people.json", seconds=asked.seconds)
                print(f"{PEOPLE} people at once on {database}")
                peers(asked.locust, port, Path(folder))
            if report(phases, seen) >= LONGEST_MS or phases["with thought"]["failed"]:
                slow.append(database)
    sys.exit(f"slower than {LONGEST_MS} ms, or with errors: {', '.join(slow)}" if slow else 0)


if __name__ == "__main__":
    main()
