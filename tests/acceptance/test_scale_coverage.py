"""How often the interval of an estimate of scale holds the truth, as docs/methods/scale.md says; in small.

The 2,000 nations of the page are `make bench-scale`. Of 200 a method that holds in 95 of 100 leaves the band below in 2
of 1,000 draws; one that holds in 85 of 100 stays within it in 3 of 100.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
NATIONS, REPLICATES = 200, 200
BAND = (0.90, 0.99)
PERSONS = 3000


def coverage(make: str) -> dict[str, float]:
    """Shares of nations whose truth lies within the intervals, and above that of the bootstrap."""
    code = (
        "import json, scale_nations as s;"
        f"print(json.dumps(s.coverage(s.{make}, {NATIONS}, {REPLICATES}))); assert s.PERSONS == {PERSONS}"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=BENCHMARKS, capture_output=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("make", ["independent", "referred"])
def test_the_interval_holds_the_truth_where_no_lists_depend_or_a_pair_does(make):
    found = coverage(make)
    assert BAND[0] <= found["BCa"] <= BAND[1]
    assert found["BCa"] > found["conditional"], "which leaves out the choice of the model"
    assert found["mean estimate"] == pytest.approx(PERSONS, rel=0.02)


@pytest.mark.slow
@pytest.mark.parametrize(("make", "most"), [("unlike", 0.25), ("hidden_third", 0.02)])
def test_where_persons_differ_nearly_all_intervals_lie_below_the_truth(make, most):
    """The shortfall is real, and the words of every estimate say so: no count of the lists shows it."""
    found = coverage(make)
    assert found["BCa"] <= most
    assert found["true above BCa"] >= 1 - most
    assert found["mean estimate"] < 0.95 * PERSONS
