"""Measuring work in a process of its own, so that its peak memory is its own."""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping


def measured(script: str, what: str, *words: object, timeout: float | None = None) -> dict[str, float]:
    """Run one work of a benchmark script in a new process; gives count, seconds, cpu_seconds and peak_mb.

    The seconds are those of the work: Python has started and read its modules before. On a machine that others use as
    well, those of the processor tell more.
    """
    command = [sys.executable, script, f"--{what}", *map(str, words)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=timeout)
    return json.loads(done.stdout)


def asked_for(works: Mapping[str, Callable[..., int]]) -> bool:
    """If the command line names a work, do it, print what was measured and say so."""
    if len(sys.argv) < 3 or sys.argv[1].removeprefix("--") not in works:
        return False
    begun, begun_cpu = time.perf_counter(), time.process_time()
    count = works[sys.argv[1].removeprefix("--")](*sys.argv[2:])
    seconds, cpu_seconds = time.perf_counter() - begun, time.process_time() - begun_cpu
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"count": count, "seconds": seconds, "cpu_seconds": cpu_seconds, "peak_mb": peak_mb}))
    return True


def asked_sizes(doc: str | None, sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Give the sizes that the command line names, or else those of the benchmark; ``--help`` prints its docstring."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", metavar="SIZE", type=int, nargs="*", help=f"by default {sizes}")
    return tuple(parser.parse_args().sizes) or sizes
