"""A trend in a paper: words, chart and table together; of what was recorded, never of what was done."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.commission import DataKind
from clerestory.model.findings.trends import Change, PrintedTrend
from clerestory.model.tables import NOT_APPLICABLE
from clerestory.publish.findings.shown import Numbers, Shown, csv_text
from clerestory.publish.findings.trend.chart import draw_trend
from clerestory.publish.findings.trend.words import counted_words, trend_sentences
from clerestory.publish.numbers import signed_text
from clerestory.publish.open_data.columns import STATUS, TEXT, Column, code, number, text

_QUARTER = {"base": TEXT, "format": "[0-9]{4}Q[1-4]"}
_COLUMNS = (
    code("part", "Part", "An average, a segment, a turn with its interval, or a declared break of level.", key=True),
    text("name", "Name", required=True, key=True),
    Column("from", "From", "Quarter.", _QUARTER, required=True, key=True),
    Column("to", "To", "Quarter.", _QUARTER, required=True, key=True),
    number("change_pct", "Change", "A year, or of the level at a break; a turn has none.", unit="percent"),
    number("low_pct", "Lower limit", "Of 95 percent.", unit="percent"),
    number("high_pct", "Upper limit", "Of 95 percent.", unit="percent"),
    STATUS,
)


def shown_trend(printed: PrintedTrend, title: str, data: DataKind) -> Shown:
    """Give a trend with its words, chart and table."""
    return Shown(
        title=title,
        sentences=trend_sentences(printed),
        chart=draw_trend(printed, data, title),
        numbers=Numbers("Change, %", ("Estimate", "Lower limit", "Upper limit"), tuple(_rows(printed))),
        details=(),
        note="Changes are rounded; no count is told.",
        link="Trend as CSV",
        csv=csv_text(_COLUMNS, _csv_rows(printed), data),
        columns=_COLUMNS,
    )


def _rows(printed: PrintedTrend) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield f"A year on average, {printed.start} to {printed.end}", _words(printed.overall)
    if printed.joinpoints:
        yield from ((f"A year, {of.start} to {of.end}", _words(of.change)) for of in printed.segments)
    yield from ((f"Level at {shift.at}: {shift.name}", _words(shift.change)) for shift in printed.shifts)


def _words(change: Change) -> tuple[str, ...]:
    return tuple(map(signed_text, (change.pct, change.low, change.high)))


def _values(change: Change) -> tuple[str, ...]:
    return tuple(f"{value:g}" for value in (change.pct, change.low, change.high))


def _csv_rows(printed: PrintedTrend) -> Iterator[list[str]]:
    """Yield the average change a year, that of each segment, each turn, each declared break."""
    what = counted_words(printed)
    ends = (str(printed.start), str(printed.end))
    yield ["a year on average", what, *ends, *_values(printed.overall), ""]
    for of in printed.segments:
        yield ["a year", what, str(of.start), str(of.end), *_values(of.change), ""]
    for turn in printed.joinpoints:
        yield ["turn", f"at {turn.at}", str(turn.low), str(turn.high), "", "", "", NOT_APPLICABLE]
    for shift in printed.shifts:
        yield ["level", shift.name, str(shift.at), str(shift.at), *_values(shift.change), ""]
