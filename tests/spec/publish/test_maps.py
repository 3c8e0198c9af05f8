"""Maps of tiles: where each area lies, what may be mapped, and what shades tell."""

from __future__ import annotations

import json
from itertools import combinations

import pytest

from chart_kinds import drawn
from clerestory.errors import PaperError
from clerestory.model.approved import ApprovedOutput
from clerestory.model.commission import ChartKind
from clerestory.model.tables import Position, ProtectedTable
from clerestory.publish import build_release, draft_content
from clerestory.publish.charts.maps.chart import SHADES, class_breaks
from clerestory.publish.charts.maps.tiles import tiles_of
from clerestory.study import read_instrument, shipped_instrument, shipped_presets
from map_tables import MADE_UP, by_area, made_up_forces
from papers import PAPER, approvals, column_table, study, table
from svg_pictures import contrast, marks, texts

RULES = shipped_presets()["THRESHOLD-6"]
MAP = {"id": "c1", "table": "t1", "title": "Suspects by force", "kind": "map", "column": "total"}


def real_areas() -> dict[str, str]:
    codes = read_instrument(shipped_instrument()).codelists["police_force_area"].codes
    return {code.code: code.label for code in codes}


def positions(keys) -> tuple[Position, ...]:
    return tuple(Position(key, label) for key, label in keys.items())


def test_each_of_the_43_areas_of_the_code_list_has_a_tile_of_its_own():
    areas = {key: label for key, label in real_areas().items() if not key.startswith("X-")}
    tiles = tiles_of(positions(real_areas()), where="")
    assert [tile.label for tile in tiles] == list(areas.values())
    assert len(areas) == 43 == len({(tile.column, tile.row) for tile in tiles}) == len({tile.short for tile in tiles})
    assert max(len(tile.short) for tile in tiles) <= 7


@pytest.mark.parametrize(
    ("north", "south"),
    [("Northumbria", "Durham"), ("Cumbria", "Lancashire"), ("North Wales", "South Wales"), ("Norfolk", "Suffolk"),
     ("West Midlands", "Gloucestershire"), ("Hertfordshire", "Metropolitan Police"), ("Metropolitan Police", "Sussex")],
)  # fmt: skip
def test_north_is_up_and_neighbours_are_near(north, south):
    tiles = {tile.label: tile for tile in tiles_of(positions(real_areas()), where="")}
    assert tiles[north].row < tiles[south].row
    assert tiles[south].row - tiles[north].row <= 2
    assert abs(tiles[south].column - tiles[north].column) <= 1


def test_the_map_is_of_one_piece():
    places = {(tile.column, tile.row) for tile in tiles_of(positions(real_areas()), where="")}
    reached = {next(iter(places))}
    while more := {p for p in places - reached for q in reached if abs(p[0] - q[0]) + abs(p[1] - q[1]) == 1}:
        reached |= more
    assert reached == places


def test_made_up_forces_lie_in_rows_of_seven_and_their_names_are_told_apart():
    names = {f"X23{number:06}": name for number, name in enumerate(["Fenholme", "Fenhollow", *"ABCDEFGH"], start=1)}
    tiles = tiles_of(positions({"total": "Total", **names, "X-NCA": "A body", "not_recorded": "?"}), where="")
    assert [(tile.column, tile.row) for tile in tiles] == [*((at, 0) for at in range(7)), *((at, 1) for at in range(3))]
    assert [tile.short for tile in tiles[:2]] == ["Fenholm", "Fenholl"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"E12000001": "North East"}, "'E12000001' is no police force area"),
        ({"X23000001": "Aldermere", "E23000001": "M"}, "'X23000001' is no police force area"),
        ({"total": "Total", "X-NCA": "A body"}, "no row that is a police force area"),
    ],
)
def test_other_geographies_are_refused_with_what_to_do(keys, said):
    with pytest.raises(PaperError, match=said) as caught:
        tiles_of(positions(keys), where="study.toml, chart c1")
    assert caught.value.where == "study.toml, chart c1"
    assert 'kind = "bars"' in caught.value.remedy


@pytest.mark.parametrize("more", [{"column": "X"}, *({"column": c, "shows": "shares"} for c in ("total", "known"))])
def test_a_column_that_is_not_there_or_has_no_shares_is_refused(more):
    with pytest.raises(PaperError, match="there is no column") as caught:
        drawn(ChartKind.MAP, made_up_forces(), **more)
    assert "M, F" in caught.value.remedy


def test_a_map_that_does_not_hold_stops_the_draft():
    with pytest.raises(PaperError, match="no police force area"):
        draft_content((table(), column_table()), PAPER, study(charts=[MAP, {**MAP, "id": "c2"}]))


def test_a_study_without_a_map_has_the_draft_it_had():
    charts = json.loads(draft_content((table(), column_table()), PAPER, study()))["settings"]["charts"]
    assert all(set(chart) == {"id", "table", "title", "kind", "column", "row"} for chart in charts)


@pytest.mark.parametrize("values", [*combinations([0, 5, 5, 20, 35, 100], 4), (7,), (5, 5, 5), tuple(range(43))])
def test_classes_begin_at_published_values_and_each_has_some(values):
    breaks = class_breaks(list(values))
    assert set(breaks) <= set(values)
    assert breaks[0] == min(values)
    assert 1 <= len(breaks) <= len(SHADES)
    inside = [sum(start <= v < end for v in values) for start, end in zip(breaks, [*breaks[1:], 1000], strict=True)]
    assert all(inside)
    assert sum(inside) == len(values)


def test_shades_grow_darker_and_pass_three_and_four_and_a_half():
    to_white = [contrast(face.lower(), "#ffffff") for face, _ in SHADES]
    assert to_white == sorted(to_white)
    assert min(to_white) >= 3
    assert all(contrast(face.lower(), ink.lower()) >= 4.5 for face, ink in SHADES)


def test_what_is_withheld_moves_neither_a_shade_nor_a_class():
    """The legend and every published tile follow from published values alone."""
    counts = [list(row) for row in made_up_forces().counts]
    keep = {0, 1, 3, 5, 7}
    shown = ProtectedTable(
        made_up_forces().shape, tuple(tuple(r) if at in keep else (None,) * 5 for at, r in enumerate(counts))
    )
    svg = drawn(ChartKind.MAP, shown, column="total").svg
    legend = {text.words for text in texts(svg)} & {"0", "25", "100", "250"}
    assert legend == {"0", "25", "100", "250"}
    assert not {"1,230", "400"} & {text.words for text in texts(svg)}


def test_a_map_without_a_published_number_is_all_hatched():
    none = by_area(MADE_UP, [(None,) * 5] * 10)
    svg = drawn(ChartKind.MAP, none, column="total").svg
    assert sum(mark.fill.startswith("url(") for mark in marks(svg) if not mark.is_key) == len(MADE_UP)
    assert not [mark for mark in marks(svg) if mark.fill in [face.lower() for face, _ in SHADES]]


@pytest.mark.parametrize(
    ("more", "first"),
    [({}, ["Aldermere", "100"]), ({"column": "M", "shows": "shares"}, ["Aldermere", "60.0%", "75.0%", "80.0%"])],
)
def test_the_page_has_the_numbers_of_the_map_in_a_table(tmp_path, more, first):
    settings = study(charts=[{**MAP, **more}])
    build_release(
        tmp_path, ApprovedOutput((made_up_forces(),), "## A\n\n{{ chart c1 }}\n", approvals()), settings, rules=RULES
    )
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    rows = page[page.index("in numbers") : page.index("</figure>")].split("<tr>")[2:]
    cells = [
        [
            c.partition("<")[0]
            for c in row.replace('<th scope="row"', '<td class="number"').split('<td class="number">')[1:]
        ]
        for row in rows
    ]
    assert cells[0] == first
    assert len(cells) == len(MADE_UP)
    assert cells[1] == ["Brackenshire", *["[c]"] * (len(first) - 1)]
