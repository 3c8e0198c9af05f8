"""Holds what a chart draws against the CSV beside it; each check yields what does not agree.

Nothing may be drawn but what is expected: a mark that stands for no printed number is a fault, seen or not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from released.drawn import GRID, WHITE, Axis, Row, axis, data, frame, keys, periods, rows
from released.pictures import Mark, Picture

INK, BLUE, TEAL = "#1b1f23", "#12436d", "#28a197"
SHADES = ("#7090b6", "#4c749f", "#2f5485", "#0b2a46")  # of a map, the darker the more
ROOM = (1.16, 1.3)  # how much longer the axis is than the longest printed bar: docs/methods/charts.md
DRAWN = 1e-4  # of a value of 100: coordinates have six decimals
Lines = Sequence[Mapping[str, str]]  # of a CSV file
Faults = Iterator[str]
Point = tuple[float, float]


def near(one: float, other: float, *, of: float = 100) -> bool:
    return abs(one - other) <= DRAWN * max(of, 1) / 100


def alike(found: Sequence[Point], expected: Sequence[Point], *, of: float = 100) -> bool:
    pairs = list(zip(sorted(found), sorted(expected), strict=False))
    return len(found) == len(expected) and all(near(a, c, of=of) and near(b, d, of=of) for (a, b), (c, d) in pairs)


def bars(drawn: Picture, told: Mapping[str, int | None]) -> Faults:
    """Bars from the axis on, as long as their counts; of a withheld one its sign alone."""
    field, found = frame(drawn), rows(drawn)
    yield from _labels(found, told)
    marks = {row.label: row.marks for row in found}
    for row in found:
        count = told.get(row.label)
        if row.said != (_text(count),):
            yield f"{row.label}: says {row.said}"
        if len(row.marks) != (count is not None) or any(not near(mark.left, field.left) for mark in row.marks):
            yield f"{row.label}: has {len(row.marks)} bars, or one that does not begin at the axis"
    unit = max((count or 0 for count in told.values()), default=0) or 1
    longest = max((mark.right - mark.left for of in marks.values() for mark in of), default=0)
    if longest and not any(near((field.right - field.left) / longest, room, of=10) for room in ROOM):
        yield "the axis does not end by the longest printed bar"
    for label, of in marks.items():
        lengths = [mark.right - mark.left for mark in of]
        if any(not near(length, longest * (told.get(label) or 0) / unit) for length in lengths):
            yield f"{label}: the bar is not as long as its count"


@dataclass(frozen=True)
class Line:
    """The counts of a category: its own, of all that are known, and of all."""

    count: int | None
    known: int | None
    total: int | None

    @property
    def is_withheld(self) -> bool:
        return None in (self.count, self.known, self.total)

    def interval(self) -> Point:
        assert self.count is not None
        assert self.known is not None
        assert self.total
        return 100 * self.count / self.total, 100 * (self.count + self.total - self.known) / self.total

    def share(self) -> float:
        assert self.count is not None
        assert self.known
        return 100 * self.count / self.known


def bounds(drawn: Picture, told: Mapping[str, Line]) -> Faults:
    """Intervals of possible shares, each with a mark at the share of the known, or without."""
    along, found = axis(drawn, "x"), rows(drawn)
    yield from _labels(found, told)
    yield from _ends(drawn, along, 100)
    for row in (row for row in found if row.label in told):
        line = told[row.label]
        if row.said:
            expected = {"[c]"} if line.is_withheld else {"[x]"}
            if row.marks or set(row.said) != expected:
                yield f"{row.label}: {row.said} and {len(row.marks)} marks"
        elif line.is_withheld:
            yield f"{row.label}: is withheld and says nothing of it"
        else:
            intervals = [_span(mark, along) for mark in row.marks if mark.fill == TEAL]
            marked = [_span(mark, along) for mark in row.marks if mark.stroke == BLUE]
            if len(intervals) + len(marked) != len(row.marks) or not alike(intervals, [line.interval()]):
                yield f"{row.label}: the interval is {intervals}"
            if marked and not alike(marked, [(line.share(), line.share())]):
                yield f"{row.label}: the mark is at {marked}"


def comparison(drawn: Picture, told: Lines, known: Mapping[str, int | None]) -> Faults:
    """A full bar of the group above a hollow one of all others, and the shares of the known cases in them."""
    along, found = axis(drawn, "x"), rows(drawn)
    lines = {of["label"]: of for of in told if (of["group_count"], of["other_count"]) != ("0", "0")}
    yield from _labels(found, lines)
    yield from _ends(drawn, along, 100)
    for row in (row for row in found if row.label in lines):
        line = lines[row.label]
        if not line["status"]:
            yield from _both(row, line, known, along)
        elif row.marks or row.said != (line["status"],):
            yield f"{row.label}: {row.said} and {len(row.marks)} marks"


def _both(row: Row, line: Mapping[str, str], known: Mapping[str, int | None], along: Axis) -> Faults:
    for of, colour, fill in (("group", BLUE, BLUE), ("other", TEAL, WHITE)):
        ends = float(line[f"{of}_at_least_pct"]), float(line[f"{of}_at_most_pct"])
        if not alike([_span(m, along) for m in row.marks if (m.stroke, m.fill) == (colour, fill)], [ends]):
            yield f"{row.label}: the bar of {of} is another one"
    shares = [100 * int(line[f"{of}_count"]) / (known[of] or math.inf) for of in ("group", "other")]
    small = [m for m in row.marks if m.fill == "none" and m.stroke in {INK, WHITE}]  # dark, and white around it
    if len(row.marks) != 2 + len(small) or len(small) % 2:
        yield f"{row.label}: has {len(row.marks)} marks"
    for mark in small:
        if not any(near(_span(mark, along)[0], share) for share in shares):
            yield f"{row.label}: a mark is at {_span(mark, along)}"


@dataclass(frozen=True)
class Tile:
    """What a tile must say: its number or sign, and the value by which it is shaded."""

    lines: tuple[str, ...]
    level: int | None


def tile_of_count(count: int | None) -> Tile:
    return Tile((_text(count),), count)


def tile_of_share(line: Line, *, too_small: bool) -> Tile:
    if line.is_withheld:
        return Tile(("[c]",), None)
    if too_small:
        return Tile(("[x]",), None)
    low, high = line.interval()
    return Tile((f"{math.floor(low + DRAWN)} to", f"{math.ceil(high - DRAWN)}%"), math.floor(low + DRAWN))


def map_of_tiles(drawn: Picture, told: Mapping[str, Tile], *, unit: str = "") -> Faults:
    """Tiles of one shape, shaded by classes that printed numbers alone make; all others hatched alike."""
    levels = sorted(tile.level for tile in told.values() if tile.level is not None)
    shade = _shades(levels)
    hidden, seen = set(), set()
    for mark in data(drawn):
        said = [of.text for of in drawn.words if mark.holds(of.x, of.y)]
        labels = [label for label in told if said and label.startswith(said[0])]
        if len(labels) != 1 or tuple(said[1:]) != told[labels[0]].lines:
            yield f"a tile says {said}"
            continue
        seen.add(labels[0])
        level = told[labels[0]].level
        if level is None:
            hidden.add(mark.paint)
        elif (mark.fill, mark.stroke) != (shade[level], shade[level]):
            yield f"{labels[0]}: has the shade {mark.fill}"
    if seen != set(told):
        yield f"tiles of {sorted(set(told) - seen)} are missing"
    if len(hidden) > 1 or any("fill: url(" not in paint for paint in hidden):
        yield "what is not printed is not hatched alike"
    if len({_shape(mark) for mark in data(drawn)}) > 1:
        yield "tiles are not of one shape"
    yield from _legend_of_map(drawn, told, shade, unit)


def _shades(levels: Sequence[int]) -> dict[int, str]:
    """The shade of each printed number: class k of c begins at number floor(kn/c) of them all."""
    classes = min(len(SHADES), len(set(levels)))
    starts = sorted({levels[k * len(levels) // classes] for k in range(classes)})
    first = (len(SHADES) - len(starts)) // 2
    return {level: SHADES[first + sum(start <= level for start in starts) - 1] for level in levels}


def _legend_of_map(drawn: Picture, told: Mapping[str, Tile], shade: Mapping[int, str], unit: str) -> Faults:
    expected = set()
    for colour in set(shade.values()):
        inside = [level for level, of in shade.items() if of == colour]
        ends = sorted({min(inside), max(inside)})
        expected.add((colour, " to ".join(f"{end:,}" for end in ends) + unit))
    found = {(mark.fill, words) for mark, words in keys(drawn) if not words.startswith("[")}
    signs = {words.split()[0] for _, words in keys(drawn) if words.startswith("[")}
    if found != expected or signs != {tile.lines[0] for tile in told.values() if tile.level is None}:
        yield f"the key says {sorted(found)} and {sorted(signs)}"


def heat_map(drawn: Picture, told: Mapping[str, Sequence[tuple[float | None, str]]]) -> Faults:
    """Fields of one shape, the darker the greater their share; what is withheld is as white as nothing."""
    found = rows(drawn)
    if {row.label for row in found} - told.keys() or not found:
        yield f"has the rows {[row.label for row in found]}"
    for row in (row for row in found if row.label in told):
        fields = sorted(row.marks, key=lambda mark: mark.left)
        expected = told[row.label]
        if list(row.said) != [words for _, words in expected] or len(fields) != len(expected):
            yield f"{row.label}: says {row.said}"
        for field, (share, _) in zip(fields, expected, strict=False):
            if abs(_darkness(field.fill) - (share or 0)) > 0.006 or field.stroke != INK:
                yield f"{row.label}: a field has the shade {field.fill}"
    if len({_shape(mark) for mark in data(drawn)}) > 1:
        yield "fields are not of one shape"


def _darkness(colour: str) -> float:
    """How far a colour lies from white to blue; NaN where its parts do not agree."""
    parts = [(255 - int(colour[at : at + 2], 16)) / (255 - int(BLUE[at : at + 2], 16)) for at in (1, 3, 5)]
    return sum(parts) / 3 if max(parts) - min(parts) < 0.02 else math.nan


def trend(drawn: Picture, told: Lines) -> Faults:
    """A line from 100, which follows the printed changes; turns on it, and a dashed line at each declared break."""
    x, y = axis(drawn, "x"), axis(drawn, "y")
    level, points = 100.0, [(_years(told[0]["from"]), 100.0)]
    for of in (of for of in told if of["part"] == "a year"):
        change = max(1 + float(of["change_pct"]) / 100, 1e-3)
        level *= change ** (_years(of["to"]) - _years(of["from"]))
        points.append((_years(of["to"]), level))
    breaks = [_years(of["from"]) for of in told if of["part"] == "level"]
    most = max(value for _, value in points)
    marks = data(drawn)
    lines = [m for m in marks if m.stroke == BLUE and not m.is_sign and len(m.corners) > 1]
    turns = [m for m in marks if m.stroke == BLUE and (m.is_sign or len(m.corners) == 1)]
    shifts = [m for m in marks if m.stroke == TEAL]
    if len(lines) != 1 or not alike(_valued(lines[0].corners, x, y), points, of=max(most, 2100)):
        yield f"the line goes through {[_valued(line.corners, x, y) for line in lines]}"
    inner = [point for point in points[1:-1] for _ in range(2)]  # a line of one point and its sign
    if not alike([_valued([m.place], x, y)[0] for m in turns], inner, of=max(most, 2100)):
        yield "turns are elsewhere"
    if not alike([_span(m, x) for m in shifts], [(at, at) for at in breaks], of=2100):
        yield "breaks are elsewhere"
    if len(lines) + len(turns) + len(shifts) != len(marks):
        yield f"has {len(marks)} marks"
    yield from _ends(drawn, y, 1.15 * most, side="top")


def scale(drawn: Picture, told: Lines) -> Faults:
    """Of each method an interval and its estimate, over the spread of all."""
    along, found = axis(drawn, "x"), rows(drawn)
    methods = [of for of in told if of["part"] == "method" and of["low"]]
    spread = next((float(of["low"]), float(of["high"])) for of in told if of["part"] == "spread")
    most = max(float(of["high"]) for of in methods)
    marks = [(row, mark) for row in found for mark in row.marks]
    behind = [_span(mark, along) for _, mark in marks if mark.fill == GRID]
    if not alike(behind, [spread], of=most):
        yield f"the spread is {behind}"
    if len(found) != len(methods):
        yield f"has the rows {[row.label for row in found]}"
    for row, of in zip(found, methods, strict=False):
        own = [mark for mark in row.marks if mark.fill != GRID]
        lines = [_span(mark, along) for mark in own if not mark.is_sign and len(mark.corners) > 1]
        signs = [along.value(mark.place[0]) for mark in own if mark.is_sign or len(mark.corners) == 1]
        if not alike(lines, [(float(of["low"]), float(of["high"]))], of=most):
            yield f"{row.label}: the interval is {lines}"
        expected = [float(of["estimate"])] * 2 if of["estimate"] else []
        if len(signs) != len(expected) or any(not near(a, b, of=most) for a, b in zip(signs, expected, strict=True)):
            yield f"{row.label}: the estimate is at {signs}"
    yield from _ends(drawn, along, 1.05 * most)


def curves(drawn: Picture, told: Mapping[str, Sequence[Point]]) -> Faults:
    """Of each series a sign at each printed point, and nothing else but lines from one to another."""
    x, y = axis(drawn, "x"), axis(drawn, "y")
    yield from _series(drawn, told, lambda corners: _valued(corners, x, y))
    yield from _ends(drawn, y, 105, side="top")


def ranges(drawn: Picture, told: Mapping[str, Sequence[tuple[float, float, float, float]]]) -> Faults:
    """Curves with a range: of each series lost, as it is, low and high; 100 at the beginning."""
    x, y = axis(drawn, "x"), axis(drawn, "y")
    begun = {name: [(0.0, 100.0, 100.0, 100.0), *points] for name, points in told.items()}
    of_keys = {mark.stroke: words for mark, words in keys(drawn)}
    allowed = {name: [(lost, v) for lost, *values in points for v in values] for name, points in begun.items()}
    for mark in (mark for mark in data(drawn) if not _is_point(mark)):
        points = _valued(mark.corners, x, y)
        if not all(any(alike([p], [q]) for q in allowed[of_keys[mark.stroke]]) for p in points):
            yield f"a line goes through {points}"
    for name, quadruples in begun.items():
        own = [m for m in data(drawn) if m.is_sign and _is_point(m) and of_keys[m.stroke] == name]
        if not alike([_valued([m.place], x, y)[0] for m in own], [(lost, value) for lost, value, _, _ in quadruples]):
            yield f"{name}: signs are elsewhere"
    yield from _ends(drawn, y, 105, side="top")


def history(drawn: Picture, told: Mapping[str, Mapping[str, int | None]]) -> Faults:
    """Counts of each kind by period; a withheld one has no sign, and no line goes through its period."""
    y, at = axis(drawn, "y"), _every_period(drawn, list(next(iter(told.values()))))
    printed = {
        kind: [(at[period], float(count)) for period, count in counts.items() if count is not None]
        for kind, counts in told.items()
    }
    printed = {kind: points for kind, points in printed.items() if points}
    yield from _series(drawn, printed, lambda corners: [(left, y.value(up)) for left, up in corners])
    values = [value for points in printed.values() for _, value in points]
    yield from _ends(drawn, y, max(values) + 0.05 * (max(values) - min(values)), side="top")


def _every_period(drawn: Picture, names: Sequence[str]) -> dict[str, float]:
    """Where each period stands, also one whose label is left out for room."""
    there = [(names.index(name), x) for name, x in periods(drawn).items()]
    line = Axis(tuple((number, x) for number, x in there))
    return {name: line.value(number) if len(there) > 1 else there[0][1] for number, name in enumerate(names)}


def _series(drawn: Picture, told: Mapping[str, Sequence[Point]], valued: Callable[..., list[Point]]) -> Faults:
    of_keys = {mark.stroke: words for mark, words in keys(drawn)}
    if set(of_keys.values()) != told.keys():
        yield f"the key says {sorted(of_keys.values())}"
        return
    for mark in data(drawn):
        if mark.stroke not in of_keys:
            yield f"a mark has the colour {mark.stroke}"
            continue
        points = valued([mark.place] if mark.is_sign else mark.corners)
        if not all(any(alike([p], [q], of=2100) for q in told[of_keys[mark.stroke]]) for p in points):
            yield f"{of_keys[mark.stroke]}: goes through {points}"
    for colour, name in of_keys.items():
        signs = [mark for mark in data(drawn) if mark.is_sign and mark.stroke == colour]
        if not alike([valued([mark.place])[0] for mark in signs], told[name], of=2100):
            yield f"{name}: has {len(signs)} signs"


def _is_point(mark: Mark) -> bool:
    return mark.right - mark.left < 9 and mark.bottom - mark.top < 9


def _labels(found: Iterable[Row], told: Mapping[str, object]) -> Faults:
    labels = [row.label for row in found]
    if sorted(labels) != sorted(told):
        yield f"has the rows {labels}"


def _ends(drawn: Picture, along: Axis, expected: float, *, side: str = "right") -> Faults:
    """The axis ends where printed numbers say; a hidden one would move it."""
    found = along.value(getattr(frame(drawn), side))
    if not near(found, expected, of=expected):
        yield f"the axis ends at {found}"


def _shape(mark: Mark) -> tuple[Point, ...]:
    return tuple((round(x - mark.left, 3), round(y - mark.top, 3)) for x, y in mark.corners)


def _span(mark: Mark, along: Axis) -> Point:
    return along.value(mark.left), along.value(mark.right)


def _valued(corners: Iterable[Point], x: Axis, y: Axis) -> list[Point]:
    return [(x.value(across), y.value(down)) for across, down in corners]


def _text(count: int | None) -> str:
    return "[c]" if count is None else f"{count:,}"


def _years(quarter: str) -> float:
    year, number = quarter.split("Q")
    return int(year) + (int(number) - 1) / 4
