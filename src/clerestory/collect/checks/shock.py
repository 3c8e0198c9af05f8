"""Year-on-year shock (check 11): a giver whose counts jump where those of the others do not.

For each measure and pair of years, the logarithm of the ratio of counts is set beside those of all givers that have
enough cases in both years. A distance of more than three median absolute deviations from their median is a query; the
deviation is scaled so that of normally distributed ratios it estimates their standard deviation.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import polars as pl

from clerestory.collect.checks.placing import has_all
from clerestory.collect.returns import Collection
from clerestory.model.checks import Check, Finding, Weight
from clerestory.model.instrument import PROVIDER, RETURN, RETURN_REF, Instrument

FEWEST_CASES = 10  # in both years: below it a jump is mostly chance
FEWEST_GIVERS = 5  # below it there is no "as the others"
MOST_DEVIATIONS = 3.0
SCALE = 1.4826  # 1 / the upper quartile of the standard normal distribution
_NEEDED = (
    "return.period_start",
    "return.period_end",
    "investigation.year_opened",
    "offence.quarter_recorded",
    "link_suspect_offence.off_pseudo",
)
_REMEDY = (
    "Explain it to the analyst: a change of system, practice or boundary, an operation, or an error. "
    "An explanation for readers goes into your reply."
)
Counts = Mapping[tuple[str, int], int]  # by giver and year


@dataclass(frozen=True)
class Shock:
    """A ratio that is far from those of the others, in median absolute deviations; negative for a fall."""

    provider: str
    year: int
    deviations: float


def shocks(collection: Collection, instrument: Instrument) -> Iterator[Finding]:
    """Yield the givers whose investigations, offences or suspects jump between two years that they cover whole."""
    if not has_all(instrument, _NEEDED):
        return
    covered = _covered(collection.cases[RETURN])
    for measure, counts in _measures(collection).items():
        whole = {place: number for place, number in counts.items() if place in covered}
        for shock in far_ratios(whole):
            way = "rise" if shock.deviations > 0 else "fall"
            what = (
                f"{measure} {way} from {shock.year - 1} to {shock.year} far more than those of other givers: "
                f"{abs(shock.deviations):.1f} median absolute deviations from their median"
            )
            whose = (shock.provider, covered[shock.provider, shock.year])
            yield Finding(Check.SHOCK, *whose, Weight.QUERY, what, _REMEDY)


def far_ratios(counts: Counts) -> Iterator[Shock]:
    """Yield the ratios of a year to the year before that are more than three deviations from their median.

    Parameters
    ----------
    counts : mapping of (str, int) to int
        Cases by giver and year.

    References
    ----------
    Leys et al. (2013), Detecting outliers, Journal of Experimental Social Psychology 49, on the median absolute
    deviation and the threshold of three.

    Examples
    --------
    >>> steady = {(giver, year): 100 + giver_number for giver_number, giver in enumerate("abcdef") for year in (1, 2)}
    >>> [shock.provider for shock in far_ratios(steady | {("a", 2): 300, ("b", 2): 102, ("c", 2): 103})]
    ['a']
    """
    ratios: dict[int, dict[str, float]] = defaultdict(dict)
    for (provider, year), number in counts.items():
        before = counts.get((provider, year - 1), 0)
        if min(number, before) >= FEWEST_CASES:
            ratios[year][provider] = math.log(number / before)
    for year, of_year in sorted(ratios.items()):
        yield from _far(year, of_year)


def _far(year: int, ratios: Mapping[str, float]) -> Iterator[Shock]:
    if len(ratios) < FEWEST_GIVERS:
        return
    middle = median(ratios.values())
    deviation = SCALE * median(abs(ratio - middle) for ratio in ratios.values())
    for provider, ratio in sorted(ratios.items()):
        if deviation and abs(ratio - middle) > MOST_DEVIATIONS * deviation:
            yield Shock(provider, year, (ratio - middle) / deviation)


def _measures(collection: Collection) -> dict[str, Counts]:
    cases = collection.cases
    quarter = pl.col("quarter_recorded").str.head(4).cast(pl.Int64, strict=False)
    offences = cases["offence"].select(PROVIDER, RETURN_REF, "off_pseudo", year=quarter)
    suspects = cases["link_suspect_offence"].join(offences, on=[PROVIDER, RETURN_REF, "off_pseudo"])
    opened = cases["investigation"].select(
        PROVIDER, "inv_pseudo", year=pl.col("year_opened").cast(pl.Int64, strict=False)
    )
    return {
        "investigations": _by_year(opened, "inv_pseudo"),
        "offences": _by_year(offences, "off_pseudo"),
        "suspects": _by_year(suspects, "sus_pseudo"),
    }


def _by_year(rows: pl.DataFrame, key: str) -> Counts:
    counted = rows.drop_nulls("year").group_by(PROVIDER, "year").agg(pl.col(key).n_unique())
    return {(provider, year): number for provider, year, number in counted.iter_rows()}


def _covered(returns: pl.DataFrame) -> dict[tuple[str, int], str]:
    """Give the whole years that each giver covers, with the return that does; two half years make one."""
    spans: dict[str, list[tuple[dt.date, dt.date, str]]] = defaultdict(list)
    columns = (PROVIDER, RETURN_REF, "period_start", "period_end")
    for provider, return_id, start, end in returns.select(columns).drop_nulls().iter_rows():
        spans[provider].append((dt.date.fromisoformat(start), dt.date.fromisoformat(end), return_id))
    return {(provider, year): at for provider, mine in spans.items() for year, at in _whole_years(sorted(mine))}


def _whole_years(spans: list[tuple[dt.date, dt.date, str]]) -> Iterator[tuple[int, str]]:
    joined = [spans[0]]
    for (_, end, _), (start, later, at) in pairwise(spans):
        if start <= end + dt.timedelta(days=1):
            joined.append((joined.pop()[0], max(end, later), at))
        else:
            joined.append((start, later, at))
    for start, end, at in joined:
        for year in range(start.year, end.year + 1):
            if start <= dt.date(year, 1, 1) and dt.date(year, 12, 31) <= end:
                yield year, next((r for s, e, r in reversed(spans) if s.year <= year <= e.year), at)
