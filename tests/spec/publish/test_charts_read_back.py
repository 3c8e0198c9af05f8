"""A second program reads the numbers of every chart out of its marks, and finds them in the CSV and nowhere more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from chart_kinds import NETWORKS, SCALE, SYNTHETIC, TREND, TYPES, compared_places, drawn, every_chart
from clerestory.model.commission import ChartKind
from clerestory.model.findings.networks import HistoryRow, OverlapRow, PrintedNetworks
from clerestory.model.findings.scale import Limits
from clerestory.model.findings.trends import Change, Segment
from clerestory.model.tables import ProtectedTable
from clerestory.publish.charts.svg import Chart
from clerestory.publish.comparisons.files import comparison_csv
from clerestory.publish.csv_files import table_csv
from clerestory.publish.findings.networks.block import shown_networks
from clerestory.publish.findings.networks.pictures import draw_history, draw_overlap
from clerestory.publish.findings.scale.block import shown_scale
from clerestory.publish.findings.scale.chart import draw_scale
from clerestory.publish.findings.trend.block import shown_trend
from clerestory.publish.findings.trend.chart import draw_trend
from clerestory.publish.findings.typology.block import shown_typology
from clerestory.publish.findings.typology.chart import draw_profiles
from map_tables import MADE_UP, by_area, made_up_forces
from papers import table
from released import charts, told
from released.data_files import rows_of
from released.pictures import Picture, picture

FORMS = ["svg", "narrow_svg"]
SMALL_BASE = 30  # fewest known cases of a share: docs/methods/quality-rules.md


def csv_of(folder: Path, text: str) -> charts.Lines:
    path = folder / "beside.csv"
    path.write_text(text, encoding="utf-8")
    return rows_of(path)


def faults_of_table(name: str, shown: Picture, folder: Path) -> list[str]:
    """What a chart of a table draws otherwise than its CSV says."""
    if name == "bars":
        return list(charts.bars(shown, told.column(csv_of(folder, table_csv(table(), SYNTHETIC)), "M")))
    if name == "bounds":
        return list(charts.bounds(shown, told.shares(csv_of(folder, table_csv(table(), SYNTHETIC)), "total")))
    if name == "comparison":
        counts = csv_of(folder, table_csv(compared_places(), SYNTHETIC))
        lines = csv_of(folder, comparison_csv(compared_places(), SYNTHETIC))
        return list(charts.comparison(shown, lines, told.known(counts)))
    counts = csv_of(folder, table_csv(made_up_forces(), SYNTHETIC))
    if name == "map":
        tiles = {area: charts.tile_of_count(n) for area, n in told.column(counts, "total").items() if area in AREAS}
        return list(charts.map_of_tiles(shown, tiles))
    lines = {area: told.shares(counts, key)["Male"] for key, area in MADE_UP.items()}
    tiles = {area: charts.tile_of_share(line, too_small=(line.known or 0) < SMALL_BASE) for area, line in lines.items()}
    return list(charts.map_of_tiles(shown, tiles, unit="%, at least"))


def faults_of_finding(name: str, shown: Picture, folder: Path) -> list[str]:
    """What a chart of a finding draws otherwise than its CSV says."""
    if name == "trend":
        return list(charts.trend(shown, csv_of(folder, shown_trend(TREND, "A", SYNTHETIC).csv)))
    if name == "typology":
        return list(charts.heat_map(shown, told.profiles(csv_of(folder, shown_typology(TYPES, "A", SYNTHETIC).csv))))
    if name == "scale":
        return list(charts.scale(shown, csv_of(folder, shown_scale(SCALE, "A", SYNTHETIC).csv)))
    lines = csv_of(folder, shown_networks(NETWORKS, "A", SYNTHETIC).csv)
    return list(told.NETWORKS[name.removeprefix("networks, ")](shown, lines))


AREAS = set(MADE_UP.values())
OF_TABLES = ("bars", "bounds", "comparison", "map", "map of shares")


def faults(name: str, svg: str, folder: Path) -> list[str]:
    path = folder / "chart.svg"
    path.write_text(svg, encoding="utf-8")
    return (faults_of_table if name in OF_TABLES else faults_of_finding)(name, picture(path), folder)


@pytest.fixture(scope="module")
def every() -> Mapping[str, Chart]:
    return dict(every_chart())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [*OF_TABLES, "trend", "typology", "scale", *(f"networks, {n}" for n in told.NETWORKS)])
def test_a_chart_draws_the_numbers_of_its_file_and_nothing_else(every, tmp_path, name, form):
    assert faults(name, getattr(every[name], form), tmp_path) == []


def test_every_chart_is_read_back(every):
    assert set(every) == {*OF_TABLES, "trend", "typology", "scale", *(f"networks, {n}" for n in told.NETWORKS)}


# What a chart would be that was drawn from what the table withholds. The words stay those of the printed one.

TRUE = ((1000, 340, 282, 58, 660), (700, 240, 200, 40, 460), (300, 100, 82, 18, 200))
FAR = [(80, 60, 45, 15, 20), (900, 700, 500, 200, 200)]  # two areas that the map withholds


def unprotected() -> ProtectedTable:
    return ProtectedTable(table().shape, TRUE)


def unprotected_map() -> ProtectedTable:
    shown = made_up_forces()
    hidden = iter(FAR)
    return by_area(MADE_UP, [tuple(row) if row[0] is not None else next(hidden) for row in shown.counts])


def with_sign(svg: str, number: str) -> str:
    assert f">{number}<" in svg
    return svg.replace(f">{number}<", ">[c]<")


def bars_from_the_truth(form: str) -> str:
    svg = getattr(drawn(ChartKind.BARS, unprotected(), column="M"), form)
    return with_sign(svg, "82")


def bars_with_room_for_the_truth(form: str) -> str:
    """Of the hidden bar nothing is left but the room that the axis had for it."""
    more = ProtectedTable(table().shape, (TRUE[0], (700, 240, 200, 40, 460), (300, 100, 260, 18, 200)))
    svg = getattr(drawn(ChartKind.BARS, more, column="M"), form)
    start = svg.index('<g id="patch_4">')
    return with_sign(svg[:start] + svg[svg.index("</g>", start) + 4 :], "260")


def bars_that_cannot_be_seen(form: str) -> str:
    return bars_from_the_truth(form).replace("fill: #12436d", "fill: #12436d; opacity: 0")


def tile_by_the_truth(form: str) -> str:
    svg = getattr(drawn(ChartKind.MAP, unprotected_map(), column="total"), form)
    return with_sign(with_sign(svg, "80"), "900")


def tile_of_a_shade_behind_its_hatching(form: str) -> str:
    svg = getattr(drawn(ChartKind.MAP, made_up_forces(), column="total"), form)
    at = svg.index("fill: url(")
    end = svg.index(";", at)
    return svg[:at] + "fill: #2f5485" + svg[end:]


def classes_by_the_truth(form: str) -> str:
    """Hidden numbers are hatched and said to be hidden; but they had a place when the classes were made."""
    svg = getattr(drawn(ChartKind.MAP, made_up_forces(), column="total"), form)
    assert "fill: #4c749f; stroke: #4c749f" in svg
    return svg.replace("fill: #4c749f; stroke: #4c749f", "fill: #7090b6; stroke: #7090b6", 1)


def smaller_tile(form: str) -> str:
    svg = getattr(drawn(ChartKind.MAP, made_up_forces(), column="total"), form)
    at = svg.index("fill: url(")
    start = svg.rindex('d="M ', 0, at) + 5
    x = svg[start : svg.index(" ", start)]
    return svg[:start] + f"{float(x) + 2}" + svg[start + len(x) :]


def compared_with_the_truth(form: str) -> str:
    shown = compared_places()
    full = [[count if count is not None else 60 for count in row] for row in shown.counts]
    return getattr(drawn(ChartKind.COMPARISON, ProtectedTable(shown.shape, tuple(map(tuple, full)))), form)


PLANTED_IN_TABLES: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "a bar": ("bars", bars_from_the_truth),
    "a bar without colour": ("bars", bars_that_cannot_be_seen),
    "room for a bar": ("bars", bars_with_room_for_the_truth),
    "a bar of a comparison": ("comparison", compared_with_the_truth),
    "a tile": ("map", tile_by_the_truth),
    "a shade": ("map", tile_of_a_shade_behind_its_hatching),
    "classes": ("map", classes_by_the_truth),
    "the size of a tile": ("map", smaller_tile),
}


@pytest.mark.parametrize("planted", PLANTED_IN_TABLES)
def test_what_a_table_withholds_is_found_wherever_a_chart_tells_it(tmp_path, planted):
    name, plant = PLANTED_IN_TABLES[planted]
    for form in FORMS:
        assert faults(name, plant(form), tmp_path), form


def moved_history() -> PrintedNetworks:
    rows = (NETWORKS.history[0], HistoryRow("2021", 45, 20, None, None, 25))
    return replace(NETWORKS, history=rows)


def moved_overlap() -> PrintedNetworks:
    return replace(NETWORKS, overlaps=(NETWORKS.overlaps[0], OverlapRow(2020, 2022, 21), NETWORKS.overlaps[2]))


def more_exact(change: Change) -> Change:
    return Change(change.pct + 0.004, change.low, change.high)


EXACT_TREND = replace(TREND, segments=tuple(Segment(s.start, s.end, more_exact(s.change)) for s in TREND.segments))
EXACT_SCALE = replace(
    SCALE, methods=tuple(replace(m, estimate=m.estimate + 0.4, bootstrap=m.bootstrap) for m in SCALE.methods)
)
WIDER_SCALE = replace(SCALE, spread=Limits(500.0, 990.4))


def exact_shade(form: str) -> str:
    """A field that says 35 %, and has the shade of 33 %."""
    svg = getattr(draw_profiles(TYPES, SYNTHETIC), form)
    assert "fill: #acbdcc" in svg
    return svg.replace("fill: #acbdcc", "fill: #b1c1cf", 1)


PLANTED_IN_FINDINGS: Mapping[str, tuple[str, Callable[[], Chart]]] = {
    "a trend from more digits than are printed": ("trend", lambda: draw_trend(EXACT_TREND, SYNTHETIC)),
    "an estimate from more digits": ("scale", lambda: draw_scale(EXACT_SCALE, SYNTHETIC)),
    "a spread from more digits": ("scale", lambda: draw_scale(WIDER_SCALE, SYNTHETIC)),
    "a withheld year": ("networks, history", lambda: draw_history(moved_history(), SYNTHETIC)),
    "a withheld share": ("networks, overlap", lambda: draw_overlap(moved_overlap(), SYNTHETIC)),
}


@pytest.mark.parametrize("planted", PLANTED_IN_FINDINGS)
def test_what_a_finding_does_not_print_is_found_wherever_a_chart_tells_it(tmp_path, planted):
    name, plant = PLANTED_IN_FINDINGS[planted]
    other = plant()
    for form in FORMS:
        assert faults(name, getattr(other, form), tmp_path), form


def test_a_shade_from_more_digits_than_are_printed_is_found(tmp_path):
    assert faults("typology", exact_shade("svg"), tmp_path) == ["Place: A: a field has the shade #b1c1cf"]
