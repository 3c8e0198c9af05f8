"""An estimate of scale in a paper: words, chart and tables together, never one of them alone."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.commission import DataKind
from clerestory.model.findings.scale import PrintedScale
from clerestory.model.tables import NOT_AVAILABLE
from clerestory.publish.findings.scale.chart import draw_scale, method_label
from clerestory.publish.findings.scale.words import number_words, scale_sentences
from clerestory.publish.findings.shown import NONE, Details, Numbers, Shown, csv_text
from clerestory.publish.open_data.columns import STATUS, code, number, text

_COLUMNS = (
    code("part", "Part", "The spread, a method, or a scenario of lists that are wrong.", key=True),
    text("name", "Name", required=True, key=True),
    number("estimate", "Estimate", "Of a method; the spread and scenarios have none.", unit="case"),
    number("low", "Lower limit", unit="case"),
    number("high", "Upper limit", unit="case"),
    STATUS,
    text("note", "Note", "What is assumed, or why no number is given."),
)


def shown_scale(printed: PrintedScale, title: str, data: DataKind) -> Shown:
    """Give an estimate with its words, chart and tables."""
    return Shown(
        title=title,
        sentences=scale_sentences(printed),
        chart=draw_scale(printed, data, title) if printed.spread else None,
        numbers=Numbers("Method", ("Estimate", "Lower limit", "Upper limit"), tuple(_method_rows(printed))),
        details=tuple(_scenarios(printed)),
        note="Numbers are rounded to two significant digits.",
        link="Estimates as CSV",
        csv=csv_text(_COLUMNS, _csv_rows(printed), data),
        columns=_COLUMNS,
    )


def _method_rows(printed: PrintedScale) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield estimate and limits of each method that has them, in words, the spread last."""
    for m in printed.methods:
        if m.limits:
            values = (m.estimate, m.limits.low, m.limits.high)
            yield method_label(m), tuple(number_words(value) for value in values)
    if printed.spread:
        label = "Spread, moved by wrong links" if printed.links else "Spread"
        yield label, (NONE, number_words(printed.spread.low), number_words(printed.spread.high))


def _scenarios(printed: PrintedScale) -> Iterator[Details]:
    """Yield what is assumed of the lists, with the range of estimates, in words."""
    rows = tuple(
        (f"{s.scenario.value}: {s.what}", s.why_not or s.assumed, number_words(s.low), number_words(s.high))
        for s in printed.scenarios
    )
    if rows:
        summary, about = "How far the estimates move if the lists are wrong", "if the lists are wrong"
        yield Details(summary, about, ("If", "Assumed", "Lowest", "Highest"), rows, 2)


def _csv_rows(printed: PrintedScale) -> Iterator[list[str]]:
    """Yield the spread, each method, each scenario."""
    low, high = (printed.spread.low, printed.spread.high) if printed.spread else (None, None)
    note = printed.why_not or ("moved by wrong links" if printed.links else "")
    yield ["spread", "all methods", "", *_limits(low, high), note]
    for m in printed.methods:
        ends = (m.limits.low, m.limits.high) if m.limits else (None, None)
        note = "for comparison only" if m.method.is_reference else m.why_not
        yield ["method", m.method.value, _number(m.estimate), *_limits(*ends), note]
    for s in printed.scenarios:
        name = f"{s.scenario.value}: {s.what}"
        yield ["scenario", name, "", *_limits(s.low, s.high), s.why_not or s.assumed]


def _limits(low: float | None, high: float | None) -> tuple[str, str, str]:
    """Give both limits and the status, which says where there are none."""
    return _number(low), _number(high), NOT_AVAILABLE if low is None else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"
