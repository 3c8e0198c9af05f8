"""A HiGHS that says nothing: one thread, a fixed seed, and nothing on standard output, which belongs to data."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import highspy


def quiet_solver() -> highspy.Highs:
    """Give a solver whose answers depend on its programme alone."""
    with _standard_output_closed():
        solver = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        solver.setOptionValue(option, value)
    return solver


@contextmanager
def _standard_output_closed() -> Iterator[None]:
    """Keep away the banner that HiGHS 1.16 prints when it is made, before it can be told not to."""
    c_library = ctypes.CDLL(None)
    sys.stdout.flush()
    c_library.fflush(None)
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
        c_library.fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
