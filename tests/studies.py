"""Studies for tests: copies of the example, and small ones made from counts."""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.clock import FixedClock
from clerestory.errors import GateError
from clerestory.model.decisions import Gate
from clerestory.publish import read_manifest, sign_release
from clerestory.publish.signatures import simulated_key

EXAMPLE = Path(__file__).parents[1] / "examples" / "modern-slavery-2013"
CLOCK = FixedClock(dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC))
SHIPPED = (
    "study.toml",
    "instrument",
    "returns",
    "sharing",
    "paper",
    "decisions",
)  # what a study has before its first run


def example(folder: Path) -> Path:
    """A copy of the example as a fresh clone has it."""
    for name in SHIPPED:
        source = EXAMPLE / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, _there(folder) / name)
    return folder


def published(root: Path) -> Path:
    """Run a study to its release, with simulated decisions at both gates; gives the release."""
    for gate in Gate:
        try:
            pipeline.run(root, clock=CLOCK)
        except GateError:
            pipeline.simulate(root, gate)
    release = pipeline.run(root, clock=CLOCK).release
    assert release is not None
    return release


def demonstration(factory: pytest.TempPathFactory, **nation: int) -> Path:
    """A copy of its own of a demonstrated nation, with its truth beside it."""
    name = "-".join(f"{name}-{value}" for name, value in sorted(nation.items()))
    copy = _copy_of(factory, name, lambda kept: pipeline.demonstrate(kept / "nation", **nation, clock=CLOCK))
    return copy / "nation"


def published_example(factory: pytest.TempPathFactory) -> Path:
    """A copy of its own of the example with its release."""
    copy = _copy_of(factory, "example", lambda kept: pipeline.run(example(kept / "study"), clock=CLOCK))
    return copy / "study"


def _copy_of(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A copy of a folder that is made once in a run of all tests, whichever module and process asks first.

    Nobody works on what is kept, so every test may do with its copy what it likes.
    """
    own = factory.getbasetemp()
    every = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    kept = _there(every / "kept" / name)
    with (kept.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (kept.parent / f"{name}.made").exists():
            make(kept)
            (kept.parent / f"{name}.made").touch()
    copy = factory.mktemp("copy") / "of"
    shutil.copytree(kept, copy)
    return copy


def small_study(
    folder: Path,
    classifications: Mapping[str, Iterable[str]],
    people: Iterable[tuple[str, ...]],
    *,
    tables: str,
    paper: str = "## Findings\n\n{{ table t1 }}\n",
    givers: int = 1,
    entity: str = "person",
) -> Path:
    """A study whose instrument has one entity with the classifications given; people as tuples of codes."""
    _there(folder)
    names = {name: list(codes) for name, codes in classifications.items()}
    lists = {**names, "giver": [f"g{i}" for i in range(givers)], "missing_reason": ["NR"]}
    write(folder / "instrument" / "variables.csv", "entity,variable,definition,type,codelist,mandatory", [
        "return,provider,Giver,code,giver,yes", *(f"{entity},{name},{name},code,{name},yes" for name in names)
    ])  # fmt: skip
    write(folder / "instrument" / "keys.csv", "entity,key,kind,references,prefix,mandatory", [
        "return,return_id,primary,,,yes", f"{entity},sus_pseudo,primary,,sus,yes"
    ])  # fmt: skip
    for name, codes in lists.items():
        write(
            folder / "instrument" / "codelists" / f"{name}.csv", "code,label,parent,note", [f"{c},{c},," for c in codes]
        )
    rows = [[] for _ in range(givers)]
    for number, codes in enumerate(people):
        rows[number % givers].append(",".join([pseudonym(number), *codes]))
    for number, mine in enumerate(rows):
        place = folder / "returns" / f"g{number}" / "r1"
        write(place / "return.csv", "return_id,provider", [f"r1,g{number}"])
        write(place / f"{entity}.csv", ",".join(["sus_pseudo", *names]), mine)
        write(folder / "sharing" / f"g{number}.toml", "# SYNTHETIC", sharing_record(f"g{number}").splitlines())
    text = (EXAMPLE / "study.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("[[tables]]")
    people_part = rest[rest.index("[[people]]") :]
    head = head.replace('"rebuilt from published counts"', '"synthetic"').replace("PUBLISHED-COUNTS", "THRESHOLD-6")
    head = head.replace("six list", "list")  # its fact is not taken over
    head = re.sub(r"^parts = .*\n", "", head, flags=re.MULTILINE)  # its paper has none
    (folder / "study.toml").write_text(head + tables + "\n" + people_part, encoding="utf-8")
    _there(folder / "paper")
    (folder / "paper" / "paper.md").write_text(paper, encoding="utf-8")
    return folder


def revise(
    root: Path, entity: str, change: Callable[[str], str], *, provider: str = "g0", return_id: str = "r1"
) -> Path:
    """Put a version beside a return in which the file of one entity is changed; gives its folder."""
    place = root / "returns" / provider
    number = 2
    while (place / f"{return_id}.v{number}").exists():
        number += 1
    before = place / (return_id if number == 2 else f"{return_id}.v{number - 1}")
    after = Path(shutil.copytree(before, place / f"{return_id}.v{number}"))
    path = after / f"{entity}.csv"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return after


def sharing_record(provider: str, **change: str | None) -> str:
    """The record of a voluntary return of made-up cases, with lines of its head changed; None leaves one out."""
    head = {
        "form": '"clerestory-sharing/1"', "provider": f'"{provider}"', "version": "1", "data": '"synthetic"',
        "decision": '"share"', "reason": '"Made-up cases for a test."', "decided": "2026-01-12",
        "decided_by": '"Head of data"', "power": '"VOL"', "agreement_id": '"DSA-1"', "destroy_by": "2031-12-31",
        "subjects": '["SUS"]', "kept_apart": '"Suspects only."',
    } | change  # fmt: skip
    return "\n".join([*(f"{name} = {value}" for name, value in head.items() if value is not None), GATEWAYS])


GATEWAYS = """
[giver]
kind = "social care"
conditions = ["A6-1E", "A9-J-P4", "A10-S10-5"]

[receiver]
conditions = ["A6-1E", "A9-J-P4", "A10-S10-5"]

[[uses]]
purpose = "statistics"
what = "Protected tables of a test."
by = "Analysts"
conditions = ["A6-1E", "A9-J-P4", "A10-S10-5"]
"""


def pseudonym(number: int) -> str:
    """A pseudonym that is easy to look for."""
    letters = ""
    for _ in range(26):
        number, digit = divmod(number * 31 + 7, 32) if number else (0, 7)
        letters += "abcdefghijklmnopqrstuvwxyz234567"[digit]
    return "sus" + letters


def released_bytes(release: Path) -> dict[str, bytes]:
    """Every file of a release but its seal and the signature of that: the ledger, and so the seal, knows the time."""
    around = {"seal.json", "seal.json.minisig"}
    files = (path for path in release.rglob("*") if path.is_file() and path.name not in around)
    return {path.relative_to(release).as_posix(): path.read_bytes() for path in files}


def sign_as_a_forger(release: Path) -> None:
    """What a forger does after the manifest and the seal, who has a key and not the publisher's."""
    key = simulated_key("a forger")
    seal = json.loads((release / "seal.json").read_bytes())
    seal["signatory"]["key_id"] = key.public.name
    (release / "seal.json").write_text(json.dumps(seal), encoding="utf-8")
    sign_release(release, read_manifest(release), key)


def write(path: Path, header: str, rows: Iterable[str]) -> None:
    _there(path.parent)
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8", newline="\n")


def _there(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
