"""What every chart must be: named and described, readable in contrast, silent where protect was silent."""

from __future__ import annotations

import re

import pytest

from chart_kinds import compared_places, drawn, every_chart
from clerestory.model.commission import ChartKind
from map_tables import made_up_forces
from papers import table
from svg_pictures import SVG, contrast, marker_colours, marks, picture, texts

WHITE, GRID = "#ffffff", "#c9ced3"  # lines of the grid and of axes help and say nothing by themselves
NETWORKS = [f"networks, {part}" for part in ("sizes", "forces", "lasting", "history", "overlap", "loss")]
NAMES = ["bars", "bounds", "comparison", "map", "map of shares", "trend", "typology", "scale", *NETWORKS]
FORMS = [(name, form) for name in NAMES for form in ("svg", "narrow_svg")]


@pytest.fixture(scope="module")
def charts():
    found = dict(every_chart())
    assert list(found) == NAMES
    return found


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_it_has_a_role_a_name_a_description_and_its_mark(charts, name, form):
    root = picture(getattr(charts[name], form))
    assert root.get("role") == "img"
    ids = {element.get("id"): element for element in root}
    named, described = (ids[key] for key in root.get("aria-labelledby").split())
    assert (named.tag, described.tag) == (f"{SVG}title", f"{SVG}desc")
    assert named.text.startswith("SYNTHETIC. ")
    assert len(described.text) > len("SYNTHETIC. ") + 20
    assert [text.words for text in texts(getattr(charts[name], form))].count("SYNTHETIC") == 1


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_text_has_a_contrast_of_four_and_a_half_to_what_is_behind_it(charts, name, form):
    svg = getattr(charts[name], form)
    solid = [mark for mark in marks(svg) if mark.fill.startswith("#")]
    assert len(texts(svg)) > 2
    for text in texts(svg):
        behind = [mark.fill for mark in solid if mark.holds(text)][-1]
        assert contrast(text.colour, behind) >= 4.5, (text.words, text.colour, behind)


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_a_shape_that_says_something_has_a_contrast_of_three_to_the_page(charts, name, form):
    svg = getattr(charts[name], form)
    seen = 0
    for mark in marks(svg):
        colours = [c for c in (mark.fill, mark.stroke) if c.startswith("#") and c != WHITE]
        if not colours or (mark.fill == "none" and mark.stroke == GRID):
            continue
        assert max(contrast(colour, WHITE) for colour in colours) >= 3, mark
        seen += 1
    assert seen
    assert all(contrast(c, WHITE) >= 3 for c in marker_colours(svg) if c.startswith("#"))


@pytest.mark.parametrize("form", ["svg", "narrow_svg"])
@pytest.mark.parametrize(
    ("chart", "bars"),
    [
        (lambda: drawn(ChartKind.BARS, table(), column="M"), 1),
        (lambda: drawn(ChartKind.BOUNDS, table(), row="F2"), 0),
        (lambda: drawn(ChartKind.COMPARISON, compared_places()), 2),
    ],
    ids=["bars", "bounds", "comparison"],
)
def test_a_withheld_bar_has_no_shape_and_leaves_no_coordinate(chart, bars, form):
    """Only published bars are there; beside the sign of a withheld one there is nothing from the axis on."""
    svg = getattr(chart(), form)
    colours = ("#12436d", "#28a197")
    drawn_bars = [m for m in marks(svg) if m.fill in colours or m.stroke in colours if not m.is_key]
    signs = [text for text in texts(svg) if text.words.strip() == "[c]"]
    assert signs
    assert len(drawn_bars) == bars
    assert len({round(sign.x, 1) for sign in signs}) == 1  # all begin at the axis
    for sign in signs:
        assert not [mark for mark in drawn_bars if mark.top <= sign.y <= mark.bottom]


@pytest.mark.parametrize("form", ["svg", "narrow_svg"])
@pytest.mark.parametrize("more", [{"column": "total"}, {"column": "M", "shows": "shares"}], ids=["counts", "shares"])
def test_a_withheld_tile_is_hatched_like_every_other_and_says_so(form, more):
    svg = getattr(drawn(ChartKind.MAP, made_up_forces(), **more), form)
    said = {text.words: text for text in texts(svg)}
    for short in ("Brac", "Fenh"):
        (tile,) = [mark for mark in marks(svg) if mark.holds(said[short]) and mark.fill.startswith("url(")]
        assert [t.words for t in texts(svg) if tile.holds(t)] == [short, "[c]"]
    assert len({mark.fill for mark in marks(svg) if mark.fill.startswith("url(")}) == 1


def test_bounds_are_drawn_as_intervals_in_place_and_length():
    """282 to 942 of 1,000 men and 58 to 718 women; the axis is 0 to 100, and each bar spans its interval on it."""
    svg = drawn(ChartKind.BOUNDS, table()).svg
    ticks = {text.words: text.x for text in texts(svg) if re.fullmatch(r"\d+", text.words)}
    bars = sorted((mark.left, mark.right) for mark in marks(svg) if mark.fill == "#28a197")
    spans = [[100 * (end - ticks["0"]) / (ticks["100"] - ticks["0"]) for end in bar] for bar in bars]
    assert spans == [pytest.approx([5.8, 71.8], abs=0.05), pytest.approx([28.2, 94.2], abs=0.05)]


def test_a_map_prints_the_interval_of_each_share_rounded_outwards():
    svg = drawn(ChartKind.MAP, made_up_forces(), column="M", shows="shares").svg
    words = [text.words for text in texts(svg)]
    at = words.index("Dunw")  # 600 to 930 of 1,230: 48.78 % to 75.61 %
    assert words[at : at + 3] == ["Dunw", "48 to", "76%"]
