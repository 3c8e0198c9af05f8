"""Time of `ledger verify`, beside bare SHA-256 over the same lines and a JSON parse of each, in one run.

``python benchmarks/ledger_verify.py [--entries 1000000]``. Seconds are of this process's processor
time, so that what else runs on the machine counts little; the wall's stand beside them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from clerestory.ledger import START, Duty, Entry, verify_ledger
from clerestory.ledger.lines import digest, line_of
from clerestory.model.canonical import canonical_json

BEGINS = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
# What a study writes in years: many returns and consultations, some combinations and disclosures.
EVENTS = (
    ("returns collected", Duty.COLLECTION, {"inputs": "hmac-sha256:" + "7" * 64, "returns": ["SYN:FORCE:01/2024"]}),
    ("return replaced", Duty.ALTERATION, {"changes": "hmac-sha256:" + "5" * 64, "return": "SYN:FORCE:02/2024"}),
    ("case data consulted", Duty.CONSULTATION, {"what": "table 4 of the vault, for the second check"}),
    (
        "tables protected",
        Duty.COMBINATION,
        {"against": 2, "rules": {"minimum": 10, "ratio": 0.5}, "withheld as a whole": []},
    ),
    ("protected tables disclosed to the desk", Duty.DISCLOSURE, {"draft": "hmac-sha256:" + "3" * 64, "left": "3" * 64}),
)


def written(path: Path, entries: int) -> None:
    """Write a ledger in the form of the product, without a disk flush for each entry."""
    head, size = START, 0
    with path.open("wb") as file:
        for number in range(1, entries + 1):
            event, duty, detail = EVENTS[number % len(EVENTS)]
            own = "hmac-sha256:" + hashlib.sha256(str(number).encode()).hexdigest()  # no two details are alike
            time_of = BEGINS + dt.timedelta(seconds=37 * number)
            why = f"gate protect: Prüfer {number % 7}" if number % 3 else "run"
            raw = Entry(
                number, time_of, f"checker-{number % 5}", event, duty, why, detail | {"of": own}, head
            ).canonical()
            head = digest(raw)
            size += file.write(line_of(raw, head))
    path.with_suffix(".head").write_bytes(canonical_json({"hash": head, "length": entries, "size": size}) + b"\n")


def hashed(path: Path) -> None:
    """Hash each line, and no more."""
    with path.open("rb") as file:
        for line in file:
            hashlib.sha256(line).hexdigest()


def parsed(path: Path) -> None:
    """Parse each line, and no more."""
    with path.open("rb") as file:
        for line in file:
            json.loads(line)


WORKS = {"SHA-256 of each line": hashed, "json.loads of each line": parsed, "verify": verify_ledger}


def timed(what: Callable[[Path], object], path: Path) -> tuple[float, float]:
    wall, used = time.perf_counter(), time.process_time()
    what(path)
    return time.process_time() - used, time.perf_counter() - wall


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entries", type=int, default=1_000_000)
    entries = options.parse_args().entries
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.jsonl"
        written(path, entries)
        print(f"{entries:,} entries, {path.stat().st_size / 1e6:,.0f} MB")
        took = {name: timed(what, path) for name, what in WORKS.items()}
    bare = took["SHA-256 of each line"][0] + took["json.loads of each line"][0]
    for name, (used, wall) in took.items():
        print(
            f"{name:<26}{used:>8.2f} s of the processor{wall:>8.2f} s of the wall{used / bare:>8.2f} of both bare ones"
        )


if __name__ == "__main__":
    main()
