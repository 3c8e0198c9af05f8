"""Counts of cases by quarter, within the period of a study, alone or relative to all cases of the quarter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from clerestory.analyse.classify import Coding
from clerestory.analyse.inputs.cases import NUMBER, Chosen, Combinations, Source, TooFewError, combinations_of
from clerestory.errors import TableError
from clerestory.model.commission import TrendRequest
from clerestory.model.contributors import ContributorParts
from clerestory.model.findings.trends import Break, Quarter, TrendSeries, quarter_of
from clerestory.model.instrument import ValueType
from clerestory.model.tables import Counts

_QUARTER, _OTHER = "quarter", "other"
_ALL = "as returned"  # what stands for a definition where none chose the cases


@dataclass(frozen=True)
class _Window:
    """The quarters of a series: the first, and how many."""

    first: Quarter
    quarters: int

    def place(self, quarter: Quarter) -> int:
        """Give the place of a quarter, counted from 0; it may lie outside."""
        return 4 * (quarter.year - self.first.year) + quarter.number - self.first.number


def series_of_cases(source: Source, request: TrendRequest, *, first: Quarter, last: Quarter) -> TrendSeries:
    """Give the series that a study asks a trend of.

    Cases outside the period are left out. Of cases that have to come to something within some quarters, only the
    quarters after which as many have passed are looked at; of those that ended, every quarter.

    Parameters
    ----------
    source : Source
    request : TrendRequest
    first, last : Quarter
        The period that the returns cover.

    Returns
    -------
    TrendSeries
        Confidential. Relative ones have the cases of the quarter, of which ``only`` is known, as exposure.

    Raises
    ------
    TableError
        If a variable is no quarter, a code is not there, or a break lies outside the period.
    TooFewError
        If a quarter has no cases that a share could be of.
    """
    return _read(source, request, _window_of(request, first, last)).series(request, first)


def series_with_operations(
    source: Source, request: TrendRequest, *, first: Quarter, last: Quarter
) -> tuple[TrendSeries, ContributorParts]:
    """Give the same, and how many of the cases of each quarter are of each operation."""
    found = _read(source, request, _window_of(request, first, last))
    return found.series(request, first), found.combinations.operations().regrouped(found.quarters())


@dataclass(frozen=True, repr=False)
class _Read:
    """The cases of a series by combination: the quarter of each, whether it is known, and whether it is asked for."""

    combinations: Combinations
    numbered: pl.DataFrame
    window: _Window
    known: pl.Expr
    asked: pl.Expr

    def series(self, request: TrendRequest, first: Quarter) -> TrendSeries:
        where, window = _where(request), self.window
        return TrendSeries(
            first,
            _by_quarter(self.numbered.filter(self.known & self.asked), window),
            request.unit,
            request.definition.value if request.definition else _ALL,
            _exposure(_by_quarter(self.numbered.filter(self.known), window)) if request.per else None,
            request.measure,
            per=request.per or "",
            breaks=tuple(_break(b.at, b.name, window, where, of_definition=b.of_definition) for b in request.breaks),
        )

    def quarters(self) -> Counts:
        """Give the quarter of each combination; -1 for those that are not counted."""
        inside = self.known & self.asked & pl.col(_QUARTER).is_between(0, self.window.quarters - 1)
        place = pl.when(inside.fill_null(value=False)).then(pl.col(_QUARTER)).otherwise(-1)
        return self.numbered.select(place.cast(pl.Int64)).to_series().to_numpy().astype(np.int64)


def _where(request: TrendRequest) -> str:
    return f"study.toml, trend {request.id}"


def _window_of(request: TrendRequest, first: Quarter, last: Quarter) -> _Window:
    late = request.within.quarters if request.within and request.within.until else 0
    return _Window(first, _Window(first, 0).place(last) + 1 - late)


def _read(source: Source, request: TrendRequest, window: _Window) -> _Read:
    where, of = _where(request), source.counted(request.count, request.count_by)
    codings = {_QUARTER: _quarter_coding(of, request.quarter, request, where)}
    if request.within:
        codings[_OTHER] = _quarter_coding(of, request.within.other, request, where)
    for at, path in enumerate(request.only):
        codings[f"o{at}"] = of.coding(path, request.groups.get(path), request.count_by)
    found = combinations_of(of, Chosen(request.count, request.count_by, request.definition), codings)
    numbered = _placed(found.counts, codings, window)
    return _Read(found, numbered, window, _is_known(request, codings), _is_asked(request, codings, where))


def _quarter_coding(source: Source, path: str, request: TrendRequest, where: str) -> Coding:
    if source.instrument.variable(path).type is not ValueType.QUARTER:
        remedy = "Name a variable of the type quarter, such as offence.quarter_recorded."
        raise TableError(f"{path} is no quarter", where=where, remedy=remedy)
    return source.coding(path, None, request.count_by)


def _placed(counts: pl.DataFrame, codings: dict[str, Coding], window: _Window) -> pl.DataFrame:
    """Give quarters by their place in the window in place of the number of their leaf; null where not known."""
    made = counts
    for name in (_QUARTER, _OTHER):
        if name in codings:
            found = [quarter_of(leaf.code.replace("-", "")) for leaf in codings[name].classification.leaves]
            place = {at: window.place(quarter) for at, quarter in enumerate(found) if quarter}
            made = made.with_columns(pl.col(name).replace_strict(place, default=None, return_dtype=pl.Int64))
    return made


def _is_known(request: TrendRequest, codings: dict[str, Coding]) -> pl.Expr:
    known = pl.lit(value=True)
    for at in range(len(request.only)):
        leaves = codings[f"o{at}"].classification.leaves
        known &= pl.col(f"o{at}").is_in([number for number, leaf in enumerate(leaves) if leaf.known])
    return known


def _is_asked(request: TrendRequest, codings: dict[str, Coding], where: str) -> pl.Expr:
    asked = pl.lit(value=True)
    for at, (path, codes) in enumerate(request.only.items()):
        coding = codings[f"o{at}"]
        wanted = _leaves(coding, codes, request.groups.get(path), f"{where}, only")
        numbers = [number for number, leaf in enumerate(coding.classification.leaves) if leaf.code in wanted]
        asked &= pl.col(f"o{at}").is_in(numbers)
    if request.within:
        later = pl.col(_OTHER) - pl.col(_QUARTER)
        delay = later if request.within.until else -later
        asked &= delay.is_between(0, request.within.quarters).fill_null(value=False)
    return asked


def _leaves(coding: Coding, codes: tuple[str, ...], group: str | None, where: str) -> frozenset[str]:
    try:
        return coding.leaves_of(codes, group)
    except TableError as error:
        raise TableError(error.what, where=where, remedy=error.remedy) from None


def _by_quarter(counts: pl.DataFrame, window: _Window) -> Counts:
    there = counts.filter(pl.col(_QUARTER).is_between(0, window.quarters - 1))
    made = np.zeros(max(window.quarters, 0), dtype=np.int64)
    np.add.at(made, there[_QUARTER].to_numpy(), there[NUMBER].to_numpy())
    return made


def _exposure(counts: Counts) -> npt.NDArray[np.float64]:
    if not counts.all():
        raise TooFewError("a quarter has no cases that a share could be of")
    return counts.astype(np.float64)


def _break(at: str, name: str, window: _Window, where: str, *, of_definition: bool) -> Break:
    quarter = quarter_of(at.replace("-", ""))
    place = window.place(quarter) if quarter else -1
    if not 0 < place < window.quarters:
        remedy = "A break lies after the first quarter of the series and not after the last."
        raise TableError(f"declares a break in {at}, outside the series", where=where, remedy=remedy)
    return Break(place, name, of_definition)
