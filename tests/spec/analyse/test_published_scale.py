"""Estimates of scale that were printed in papers, computed again from the printed counts."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.analyse.scale import Existence, existence, read_lists
from clerestory.analyse.scale.lattice import hierarchical_models
from clerestory.analyse.scale.methods import Procedures, estimate_by
from clerestory.model.findings.scale import Method, ScaleSettings
from scale_tables import PUBLIC, artificial, external, model

FEW = ScaleSettings(replicates=200)
# file, method, estimate, conditional interval: Silverman 2014 as recomputed; Silverman, Chan and Vincent 2024, table 6
ESTIMATES = [
    ("uk_2013_5lists", Method.STEPWISE, 11313, (9884, 13027)),
    ("uk_2013_6lists", Method.STEPWISE, 11418, (9977, 13146)),
    ("uk_2013_5lists", Method.BIC_ALL, 25311, None),
    ("uk_2013_5lists", Method.BIC_PAIRS, 22991, None),
    ("uk_2013_5lists", Method.BIC_DOWNHILL, 12262, None),
    ("new_orleans_5lists", Method.STEPWISE, 1034, None),
]
INTERVALS = [
    ("new_orleans_5lists", Method.STEPWISE, (589, 1703)),
    ("uk_2013_5lists", Method.BIC_ALL, (11168, 56052)),
    ("uk_2013_5lists", Method.BIC_PAIRS, (11456, 43894)),
    ("uk_2013_5lists", Method.BIC_DOWNHILL, (9330, 32115)),
]


def estimate(name, method, settings):
    table = read_lists(PUBLIC / f"{name}.csv")
    return estimate_by(method, table, Procedures(table.counts.astype(float), settings))


@pytest.mark.parametrize(("name", "method", "printed", "conditional"), [
    pytest.param(*row, id=f"{row[0]} {row[1].value}", marks=external) for row in ESTIMATES
])  # fmt: skip
def test_an_estimate_is_the_printed_one(name, method, printed, conditional):
    found = estimate(name, method, FEW)
    assert round(found.estimate) == printed
    if conditional:
        assert (round(found.conditional.low), round(found.conditional.high)) == conditional


@pytest.mark.slow
@pytest.mark.parametrize(("name", "method", "printed"), [
    pytest.param(*row, id=f"{row[0]} {row[1].value}", marks=external) for row in INTERVALS
])  # fmt: skip
def test_the_ends_of_a_bootstrap_interval_are_within_a_fifth_of_the_printed_ones(name, method, printed):
    found = estimate(name, method, ScaleSettings(replicates=1000)).bootstrap
    assert (found.low, found.high) == pytest.approx(printed, rel=0.2)


@pytest.mark.parametrize("mark", [pytest.param(None, marks=external)])
def test_374_of_the_6893_models_of_the_five_lists_are_inadmissible(mark):
    counts = read_lists(PUBLIC / "uk_2013_5lists.csv").counts.astype(float)
    procedures = Procedures(counts, FEW)
    assert (len(procedures.every.terms), procedures.every.refused) == (6893, 374)
    assert len(hierarchical_models(5)) == 6893


@pytest.mark.parametrize(
    ("interactions", "expected"),
    [
        (["AB"], Existence.NO_FINITE_ESTIMATE),
        (["AB", "AC", "BC"], Existence.NOT_IDENTIFIABLE),
        (["AC", "BC"], Existence.ESTIMABLE),
    ],
    ids=["one pair", "all pairs", "the pairs without overlap"],
)
def test_existence_on_three_artificial_lists_is_as_printed(interactions, expected):
    assert existence(artificial().counts.astype(float), model(3, *interactions)) is expected


def test_two_terms_that_run_to_minus_infinity_leave_the_estimate_of_two_independent_lists():
    # Without C, which meets nobody: A and B overlap in 6, so the hidden number is 40 x 30 / 6; C adds its own 20.
    table = artificial()
    from clerestory.analyse.scale.fitting import fit_models

    fits = fit_models(table.counts[None].astype(float), model(3, "AC", "BC")[None])
    assert fits.hidden[0] == pytest.approx(40 * 30 / 6)
    assert fits.parameters[0] == 6  # the two at minus infinity count
    assert np.allclose(fits.expected[0][[1, 2, 3, 4]], [40, 30, 6, 20])
