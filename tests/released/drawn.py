"""The numbers that a chart draws: places of its marks, turned into values by the numbers at its axes alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from released.grids import one_spaced
from released.pictures import Mark, Picture, Words
from released.values import SIGN, numbers

BESIDE = re.compile(r"[xy]tick_|legend_|matplotlib\.axis_|text_")  # groups of what helps to read: axes, keys, labels
GRID, WHITE = "#c9ced3", "#ffffff"


@dataclass(frozen=True)
class Axis:
    """Values along a side, straight between the first and the last tick."""

    ticks: tuple[tuple[float, float], ...]  # place and value

    def value(self, place: float) -> float:
        (p0, v0), (p1, v1) = self.ticks[0], self.ticks[-1]
        return v0 + (place - p0) * (v1 - v0) / (p1 - p0)


@dataclass(frozen=True)
class Row:
    """A row of a chart: its label, the marks beside it and the words behind them."""

    label: str
    marks: tuple[Mark, ...]
    said: tuple[str, ...]


def axis(drawn: Picture, side: str) -> Axis:
    """The axis below (`x`) or on the left (`y`), by the small strokes at its numbers."""
    strokes = {_tick(mark): mark for mark in drawn.marks if _tick(mark) and mark.is_sign}
    ticks = []
    for words in drawn.words:
        at = _tick(words)
        if at.startswith(side) and at in strokes and (found := numbers(words.text)):
            stroke = strokes[at]
            ticks.append((stroke.left if side == "x" else stroke.middle, float(found[0])))
    return Axis(tuple(ticks))


def periods(drawn: Picture) -> dict[str, float]:
    """The labels below a chart that has a place for each period, and where these are."""
    strokes = {_tick(mark): mark.left for mark in drawn.marks if _tick(mark) and mark.is_sign}
    return {of.text: strokes[_tick(of)] for of in drawn.words if _tick(of).startswith("x")}


def frame(drawn: Picture) -> Mark:
    """The field that the axes bound."""
    return _fields(drawn)[0]


def data(drawn: Picture) -> list[Mark]:
    """Every mark that is no part of the page, the axes, the key or a label, whether it can be seen or not."""
    fields = _fields(drawn)
    own = [mark for mark in drawn.marks if not _is_beside(mark) and mark not in fields]
    return [mark for mark in own if not any(_is_side(mark, field) for field in fields)]


def _fields(drawn: Picture) -> list[Mark]:
    """The white field, first of all that is drawn between the axes; a map has none."""
    first = next(mark for mark in drawn.marks if "axes_1" in mark.inside)
    return [first] if (first.fill, first.stroke) == (WHITE, "") else []


def rows(drawn: Picture) -> list[Row]:
    """The rows from above to below; labels stand beside them, or above them in the narrow form."""
    field = frame(drawn)
    beside = [(text, y) for text, y, tick in _labels(drawn, field) if tick]
    above = [(text, y) for text, y, tick in _labels(drawn, field) if not tick]
    labels = sorted(beside or above, key=lambda of: of[1])
    marks, said = data(drawn), [of for of in drawn.words if _is_value(of, field)]

    def at(y: float) -> int:
        if beside:
            return min(range(len(labels)), key=lambda i: abs(labels[i][1] - 4 - y))
        return max(i for i, (_, below) in enumerate(labels) if below <= y or i == 0)

    return [
        Row(
            label,
            tuple(mark for mark in marks if at(mark.middle) == i),
            tuple(of.text for of in said if at(of.y) == i),
        )
        for i, (label, _) in enumerate(labels)
    ]


def keys(drawn: Picture) -> Iterator[tuple[Mark, str]]:
    """Yield each key of the legend: the mark that stands for something, and what it says."""
    inside = [mark for mark in drawn.marks if _legend(mark)]
    for words in (of for of in drawn.words if _legend(of)):
        near = [mark for mark in inside if mark.right < words.x and abs(mark.middle - words.y) < 8]
        yield max(near, key=lambda mark: mark.right), words.text


def _labels(drawn: Picture, field: Mark) -> Iterator[tuple[str, float, bool]]:
    """Yield each label of a row, the middle of its lines (or, above a row, the lowest), and whether it is beside."""
    for group, lines in groupby((of for of in drawn.words if _is_label(of, field)), key=lambda of: of.inside):
        there = list(lines)
        tick = any(name.startswith("ytick_") for name in group)
        y = sum(of.y for of in there) / len(there) if tick else max(of.y for of in there)
        yield one_spaced(" ".join(of.text for of in there)), y, tick


def _is_label(of: Words, field: Mark) -> bool:
    if _tick(of).startswith("y"):
        return True
    at_axis = abs(of.x - field.left) < 0.01 and not SIGN.fullmatch(of.text)
    return at_axis and "axes_1" in of.inside and not _tick(of) and not _legend(of) and not _about(of)


def _is_value(of: Words, field: Mark) -> bool:
    own = "axes_1" in of.inside and not _tick(of) and not _legend(of) and not _about(of)
    return own and not _is_label(of, field)


def _about(of: Words | Mark) -> bool:
    return any(name.startswith("matplotlib.axis_") for name in of.inside)


def _legend(of: Words | Mark) -> bool:
    return any(name.startswith("legend_") for name in of.inside)


def _tick(of: Words | Mark) -> str:
    return next((name for name in of.inside if re.match("[xy]tick_", name)), "")


def _is_beside(mark: Mark) -> bool:
    page = mark.inside == ("figure_1", "patch_1") and mark.fill == WHITE
    return page or any(BESIDE.match(name) for name in mark.inside)


def _is_side(mark: Mark, field: Mark) -> bool:
    """Whether it is a grey side of the field: both its ends are corners of that."""
    ends = [
        (min(abs(x - field.left), abs(x - field.right)), min(abs(y - field.top), abs(y - field.bottom)))
        for x, y in mark.corners
    ]
    return mark.stroke == GRID and mark.fill == "none" and max(max(end) for end in ends) < 1e-4
