"""The mark of made-up data has a strip of its own: nothing that is drawn runs into it."""

from __future__ import annotations

import re

import pytest

from clerestory.model.commission import ChartKind, ChartRequest, DataKind
from clerestory.model.findings.scale import Limits, Method, MethodEstimate, PrintedScale
from clerestory.publish.charts.svg import draw_chart
from clerestory.publish.findings.scale.chart import draw_scale
from papers import table

FAR_RIGHT = MethodEstimate(Method.STEPWISE, 900.0, bootstrap=Limits(880.0, 920.0))


def charts():
    bars = draw_chart(ChartRequest(id="c1", table="t1", title="Bars", kind=ChartKind.BARS), table(), DataKind.SYNTHETIC)
    scale = PrintedScale(("A", "B", "C"), (FAR_RIGHT,), (), 1000, Limits(880.0, 920.0))
    lines = draw_scale(scale, DataKind.SYNTHETIC)
    return {"bars": bars.svg, "bars, narrow": bars.narrow_svg, "lines": lines.svg, "lines, narrow": lines.narrow_svg}


@pytest.mark.parametrize("name", ["bars", "bars, narrow", "lines", "lines, narrow"])
def test_nothing_is_drawn_where_the_mark_stands(name):
    svg = charts()[name]
    (baseline,) = (float(y) for y in re.findall(r'y="([\d.]+)"[^>]*>SYNTHETIC</text>', svg))
    inside = svg[svg.index('id="axes_1"') : svg.index(">SYNTHETIC</text>")]
    inside = re.sub("<defs>.*?</defs>", "", inside, flags=re.DOTALL)  # shapes of ticks, placed elsewhere
    tops = [float(y) for y in re.findall(r"^L [\d.]+ ([\d.]+)", inside, flags=re.MULTILINE)]
    assert baseline < min(tops)
