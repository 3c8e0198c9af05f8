"""A chart of every kind that a paper or a command can draw, from small printed values. SYNTHETIC."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.commission import ChartKind, ChartRequest, DataKind
from clerestory.model.findings.networks import (
    Band,
    Curve,
    CurvePoint,
    HistoryRow,
    OverlapRow,
    PrintedNetworks,
    PrintedRange,
)
from clerestory.model.findings.scale import Limits, Method, MethodEstimate, PrintedScale
from clerestory.model.findings.trends import Change, Family, LevelShift, Measure, PrintedTrend, Quarter, Segment
from clerestory.model.findings.typology import ItemProfile, PrintedModel, PrintedTypology
from clerestory.model.tables import ProtectedTable
from clerestory.publish.charts.drawn import drawn_chart
from clerestory.publish.charts.svg import Chart
from clerestory.publish.findings.networks.pictures import network_charts
from clerestory.publish.findings.scale.chart import draw_scale
from clerestory.publish.findings.trend.chart import draw_trend
from clerestory.publish.findings.typology.chart import draw_profiles
from compared_tables import compared
from map_tables import made_up_forces
from papers import table

SYNTHETIC = DataKind.SYNTHETIC
LOST = [PrintedRange(f"{lost}% of persons lost", "%", 90 - lost, 85 - lost, 95 - lost) for lost in (10, 25, 50)]
NETWORKS = PrintedNetworks(
    sizes=(Band("2", 40), Band("3+", 60)),
    forces=(Band("1 or not said", 70), Band("2+", 30)),
    history_by="year",
    history=(HistoryRow("2020", 40, 15, None, None, 10), HistoryRow("2021", 45, None, None, None, 25)),
    curves=(Curve("ties", (CurvePoint(1, 83), CurvePoint(4, 41))), Curve("members", ())),
    overlaps=(OverlapRow(2020, 2021, 66), OverlapRow(2020, 2022, None), OverlapRow(2021, 2022, 35)),
    held=tuple(LOST),
    largest_piece=tuple(LOST),
    pieces=tuple(LOST),
)
CHANGE = Change(10.0, 5.0, 15.0)
Q1, Q2 = Quarter(2016, 1), Quarter(2020, 4)
TREND = PrintedTrend(
    Q1, Q2, "offences", "HO2020", Measure.RECORDED, False, CHANGE, (Segment(Q1, Quarter(2018, 2), CHANGE),
    Segment(Quarter(2018, 2), Q2, CHANGE)), (), (LevelShift(Quarter(2019, 1), "New rules", False, CHANGE),),
    Family.POISSON,
)  # fmt: skip
SHARES = tuple(at / 20 for at in range(21))  # every one that a heat map can print
TYPES = PrintedTypology(
    (PrintedModel(3, 0.0, 0.9, 1.0, None),),
    3,
    0,
    (0.5, 0.3, 0.2),
    (ItemProfile("Place", tuple("ABCDEFG"), (SHARES[:7], SHARES[7:14], SHARES[14:])),),
)
SCALE = PrintedScale(
    ("A", "B", "C"),
    (
        MethodEstimate(Method.STEPWISE, 900.0, bootstrap=Limits(880.0, 920.0)),
        MethodEstimate(next(m for m in Method if m.is_reference), 700.0, bootstrap=Limits(500.0, 990.0)),
    ),
    (), 1000, Limits(500.0, 990.0),
)  # fmt: skip


def compared_places() -> ProtectedTable:
    """A category with bounds, and one that is withheld in the group."""
    return compared((200, 190, 120, None, 10), (800, 700, 300, 400, 100), (20, 15, 5, 10, 5))


def drawn(kind: ChartKind, of: ProtectedTable, **more: str) -> Chart:
    return drawn_chart(ChartRequest(id="c1", table="t1", title="A title", kind=kind, **more), of, SYNTHETIC)


def every_chart() -> Iterator[tuple[str, Chart]]:
    """Yield each kind of chart by its name."""
    yield "bars", drawn(ChartKind.BARS, table(), column="M")
    yield "bounds", drawn(ChartKind.BOUNDS, table())
    yield "comparison", drawn(ChartKind.COMPARISON, compared_places())
    yield "map", drawn(ChartKind.MAP, made_up_forces(), column="total")
    yield "map of shares", drawn(ChartKind.MAP, made_up_forces(), column="M", shows="shares")
    yield "trend", draw_trend(TREND, SYNTHETIC, "A title")
    yield "typology", draw_profiles(TYPES, SYNTHETIC, "A title")
    yield "scale", draw_scale(SCALE, SYNTHETIC, "A title")
    yield from ((f"networks, {name}", chart) for name, chart in network_charts(NETWORKS, SYNTHETIC))
