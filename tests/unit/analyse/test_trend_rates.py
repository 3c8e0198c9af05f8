"""Rates: counts relative to what an exposure counts, and the words of each measure."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.analyse.trends import estimate_trend
from clerestory.analyse.trends.joinpoints import search_model
from clerestory.model.findings.trends import Measure, Quarter, TrendSeries, TrendSettings
from clerestory.model.rules import EstimateRule
from clerestory.protect.rules.outputs import printed_trend
from clerestory.publish.findings.trend.words import trend_sentences

AT = np.arange(40)
SEASON = np.tile([1.0, 1.2, 0.9, 1.1], 10)
QUICK = TrendSettings(replicates=200, joinpoints=1)


def rates(change, *, growth=0.10, level=50_000, measure=Measure.OUTCOMES, per="recorded offences"):
    """Give SYNTHETIC outcomes whose rate moves by so much a year, of offences that grow and have a season."""
    offences = np.rint(4 * level * (1 + growth) ** (AT / 4) * SEASON)
    counts = np.rint(offences / 4 * (1 + change) ** (AT / 4)).astype(np.int64)
    return TrendSeries(Quarter(2014, 1), counts, "charges", "HO2020", offences, measure, (), per)


@pytest.mark.parametrize("change", [-0.06, 0.0, 0.04])
@pytest.mark.parametrize("growth", [0.10, -0.20])
def test_the_trend_of_a_rate_is_that_of_the_ratio_however_the_denominator_moves(change, growth):
    model = search_model(rates(change, growth=growth), QUICK).model
    assert model.places == ()
    assert np.expm1(model.slopes(40)) == pytest.approx(np.full(39, change), abs=1e-4)


def test_a_season_that_count_and_denominator_share_is_none_of_the_rate():
    model = search_model(rates(-0.06), QUICK).model
    assert model.coefficients[2:5] == pytest.approx(np.zeros(3), abs=1e-4)
    bare = rates(-0.06)
    counted = search_model(TrendSeries(bare.first, bare.counts, "charges", "HO2020"), QUICK).model
    assert counted.coefficients[2:5] == pytest.approx(np.log([1.2, 0.9, 1.1]), abs=1e-4)


def test_a_turn_of_the_rate_is_found_where_the_count_has_none():
    # Offences grow by a tenth a year and from the twentieth quarter on by a fifth; charges grow by a tenth all along.
    growth = np.where(AT < 20, 1.1 ** (AT / 4), 1.1**5 * 1.2 ** ((AT - 20) / 4))
    charges = np.rint(10_000 * 1.1 ** (AT / 4)).astype(np.int64)
    series = TrendSeries(Quarter(2014, 1), charges, "charges", "HO2020", 40_000 * growth, Measure.OUTCOMES)
    assert search_model(series, QUICK).model.places == (20,)
    assert search_model(TrendSeries(Quarter(2014, 1), charges, "charges", "HO2020"), QUICK).model.places == ()


@pytest.mark.parametrize(
    ("measure", "per", "said"),
    [
        (Measure.OUTCOMES, "recorded offences", "Outcomes of cases, charges (definition HO2020) per 100 recorded"),
        (Measure.OUTCOMES, "", "Outcomes of cases, charges (definition HO2020), relative to the exposure, fell"),
        (Measure.TIMELY, "cases that ended", "In time of those that ended, charges (definition HO2020) per 100 cases"),
        (Measure.RECORDED, "residents", "Recorded charges (definition HO2020) per 100 residents fell"),
    ],
)  # fmt: skip
def test_words_name_what_is_counted_and_per_what(measure, per, said):
    found = estimate_trend(rates(-0.06, measure=measure, per=per), QUICK)
    sentences = trend_sentences(printed_trend(found, EstimateRule()))
    assert sentences[0].startswith(said)
    assert "This is activity" in " ".join(sentences)
    assert not {"committed", "prevalence"} & set(" ".join(sentences).split())
