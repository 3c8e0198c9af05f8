"""Time and memory of publishing a demonstrated nation: the whole stage, and what each part of a release takes.

``python benchmarks/publish_release.py [PERSONS]``. The nation is demonstrated once into ``build/bench-release``, which
takes many times as long as publishing, and kept. Then the stage publishes it again, which makes every file anew and
holds it against what is there, in a process of its own, so that its peak memory is its own. Seconds are of the
processor as well as of the wall, as other work may run on the machine.
"""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from processes import asked_for, asked_sizes, measured

from clerestory import pipeline
from clerestory.clock import FixedClock
from clerestory.errors import ClerestoryError
from clerestory.pipeline import Stage
from clerestory.pipeline.releases.site import write_site
from clerestory.publish.release import files as release_files
from clerestory.study import open_study

SIZES = (20_000,)
MOST_GIVERS, PERSONS_EACH = 44, 45  # as many as the nation has, where there are persons enough
KEPT = Path("build") / "bench-release"
CLOCK = FixedClock(dt.datetime(2026, 12, 15, 9, 30, tzinfo=dt.UTC))


@dataclass(frozen=True)
class Taken:
    """Files that were made, and seconds of the wall and of the processor."""

    files: int
    seconds: float
    processor: float


class Watch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._begun = time.perf_counter(), time.process_time()

    def taken(self, files: int) -> Taken:
        return Taken(files, time.perf_counter() - self._begun[0], time.process_time() - self._begun[1])


def nation(persons: int) -> Path:
    """A demonstrated nation with its release; made where it is not there, not whole, or of another program."""
    root = KEPT / str(persons)
    try:
        pipeline.run(root, [Stage.PUBLISH], clock=CLOCK)
    except ClerestoryError:
        for folder in (root, root.with_suffix(".truth")):
            shutil.rmtree(folder, ignore_errors=True)
        pipeline.demonstrate(
            root, persons=persons, givers=min(MOST_GIVERS, persons // PERSONS_EACH), seed=1, clock=CLOCK
        )
    return root


def publish(persons: str) -> int:
    root = nation(int(persons))
    pipeline.run(root, [Stage.PUBLISH], clock=CLOCK)
    (release,) = root.glob("releases/2*")
    return sum(1 for path in release.rglob("*") if path.is_file())


def parts(root: Path) -> Mapping[str, Taken]:
    """Publish with a watch on each part of a release, and make the pages of the site around it once more."""
    taken: dict[str, Taken] = {}
    plain = release_files._PARTS
    release_files._PARTS = [_watched(part, taken) for part in plain]
    watch = Watch()
    pipeline.run(root, [Stage.PUBLISH], clock=CLOCK)
    whole = watch.taken(0)
    release_files._PARTS = plain
    of_parts = list(taken.values())
    taken["reading, charts, comparing"] = Taken(
        0, whole.seconds - sum(part.seconds for part in of_parts), whole.processor - sum(p.processor for p in of_parts)
    )
    watch = Watch()
    taken["the site, once more"] = watch.taken(len(write_site(open_study(root))))
    return taken


def _watched(part: Callable, taken: dict[str, Taken]) -> Callable:
    def watched(*arguments: object) -> Mapping[str, bytes]:
        watch = Watch()
        files = part(*arguments)
        taken[part.__name__.strip("_").removesuffix("_files").replace("_", " ")] = watch.taken(len(files))
        return files

    return watched


def report(persons: int) -> None:
    root = nation(persons)
    done = measured(__file__, "publish", persons)
    print(f"a nation of {persons:,} persons in {root}; peak memory {done['peak_mb']:,.0f} MB")
    line = "{:<28}{:>8}{:>10}{:>12}"
    print(line.format("", "files", "seconds", "processor"))
    print(line.format("the stage", int(done["count"]), f"{done['seconds']:.1f}", f"{done['cpu_seconds']:.1f}"))
    for name, taken in parts(root).items():
        print(line.format(name, taken.files or "", f"{taken.seconds:.1f}", f"{taken.processor:.1f}"))


if __name__ == "__main__" and not asked_for({"publish": publish}):
    for size in asked_sizes(__doc__, SIZES):
        report(size)
