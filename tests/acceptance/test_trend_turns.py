"""Two hundred synthetic series: how often the true turn is found within three months."""

from __future__ import annotations

import pytest

from clerestory.analyse.trends.joinpoints import search_model
from clerestory.model.findings.trends import TrendSettings
from trend_series import made_series

SERIES = 200
SEEDS = range(1000, 1000 + SERIES)  # the price of a joinpoint was settled on seeds 0 to 199


@pytest.mark.slow
def test_the_true_turn_is_found_within_a_quarter_in_nine_of_ten_series():
    hits = 0
    for seed in SEEDS:
        series, turn = made_series(seed)
        places = search_model(series, TrendSettings()).model.places
        hits += len(places) == 1 and abs(places[0] - turn) <= 1
    assert hits >= 0.9 * SERIES


@pytest.mark.slow
def test_a_series_that_does_not_turn_seldom_gets_a_joinpoint():
    found = 0
    for seed in SEEDS:
        series, _ = made_series(seed, before=0.05, after=0.05)
        found += bool(search_model(series, TrendSettings()).model.places)
    assert found <= 0.1 * SERIES
