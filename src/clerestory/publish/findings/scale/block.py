"""An estimate of scale in a paper: words, chart and tables together, never one of them alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from clerestory.model.commission import DataKind, StudySettings
from clerestory.model.scale import PrintedScale
from clerestory.publish.charts import Chart
from clerestory.publish.findings.scale.chart import draw_scale, method_label
from clerestory.publish.findings.scale.words import number_words, scale_sentences


@dataclass(frozen=True)
class ShownScale:
    """An estimate as a paper shows it; without a chart where no number may be given."""

    printed: PrintedScale
    title: str
    sentences: tuple[str, ...]
    chart: Chart | None


def shown_scales(scales: Mapping[str, PrintedScale], settings: StudySettings) -> dict[str, ShownScale]:
    """Give the estimates of a study with their words and charts, by id."""
    titles = {request.id: request.title for request in settings.scale}
    return {
        name: ShownScale(
            printed,
            titles[name],
            scale_sentences(printed),
            draw_scale(printed, settings.study.data, titles[name]) if printed.spread else None,
        )
        for name, printed in scales.items()
    }


def method_rows(printed: PrintedScale) -> list[tuple[str, list[str]]]:
    """Give estimate and limits of each method that has them, in words, the spread last."""
    rows = [
        (method_label(m), [number_words(m.estimate), number_words(m.limits.low), number_words(m.limits.high)])
        for m in printed.methods
        if m.limits
    ]
    spread = printed.spread
    label = "Spread, moved by wrong links" if printed.links else "Spread"
    return [*rows, (label, ["–", number_words(spread.low), number_words(spread.high)])] if spread else rows


def scenario_rows(printed: PrintedScale) -> list[tuple[str, str, str, str]]:
    """Give what is assumed of the lists, with the range of estimates, in words."""
    return [
        (f"{s.scenario.value}: {s.what}", s.why_not or s.assumed, number_words(s.low), number_words(s.high))
        for s in printed.scenarios
    ]


def scale_csv(printed: PrintedScale, data: DataKind) -> str:
    """Give an estimate as CSV: the spread, each method, each scenario."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["part", "name", "estimate", "low", "high", "note", "data"])
    low, high = (printed.spread.low, printed.spread.high) if printed.spread else (None, None)
    note = printed.why_not or ("moved by wrong links" if printed.links else "")
    writer.writerow(["spread", "all methods", "", _number(low), _number(high), note, data.value])
    for m in printed.methods:
        ends = (m.limits.low, m.limits.high) if m.limits else (None, None)
        note = "for comparison only" if m.method.is_reference else m.why_not
        writer.writerow(["method", m.method.value, _number(m.estimate), *map(_number, ends), note, data.value])
    for s in printed.scenarios:
        name = f"{s.scenario.value}: {s.what}"
        writer.writerow(["scenario", name, "", _number(s.low), _number(s.high), s.why_not or s.assumed, data.value])
    return out.getvalue()


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"
