"""What an SVG picture says beyond its words: the places of its marks, and the values that its axis gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from released.grids import one_spaced

Element = Any
SVG = "{http://www.w3.org/2000/svg}"
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
_LINK = "{http://www.w3.org/1999/xlink}href"
_ASIDE = {f"{SVG}defs", f"{SVG}metadata"}
_NO_SHAPES = {f"{SVG}{name}" for name in ("g", "text", "tspan", "title", "desc")}
Groups = tuple[str, ...]  # their ids, the outermost first
Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Mark:
    """A shape with its paint, all corners of its path, the groups that hold it, and whether it is a sign.

    A sign is defined once and set down at its places.
    """

    paint: str
    corners: Corners
    inside: Groups
    is_sign: bool = False

    @property
    def left(self) -> float:
        return min(x for x, _ in self.corners)

    @property
    def right(self) -> float:
        return max(x for x, _ in self.corners)

    @property
    def top(self) -> float:
        return min(y for _, y in self.corners)

    @property
    def bottom(self) -> float:
        return max(y for _, y in self.corners)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def place(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, self.middle

    @property
    def fill(self) -> str:
        return self._paint_of("fill")

    @property
    def stroke(self) -> str:
        return self._paint_of("stroke")

    def _paint_of(self, name: str) -> str:
        found = re.search(rf"(?:^|; *){name}: *([^;]+)", self.paint)
        return found[1] if found else ""

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True)
class Words:
    """A text, where it stands, and the groups that hold it; lines of one text have one group."""

    text: str
    x: float
    y: float
    inside: Groups


@dataclass(frozen=True)
class Picture:
    """A picture: its name, its description, its words and its marks in the order of drawing."""

    title: str
    description: str
    words: tuple[Words, ...]
    marks: tuple[Mark, ...]


def picture(path: Path) -> Picture:
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a file of the release under test
    named = {of.get("id"): of.text or "" for of in root}
    found = list(_parts(root, ()))
    texts = tuple(_words(of, groups) for of, groups in found if of.tag == f"{SVG}text")
    defined = {f"#{of.get('id')}": _corners(of.get("d", "")) for of in root.iter(f"{SVG}path") if of.get("id")}
    return Picture(named["title"], named["description"], texts, tuple(_marks(found, defined)))


def _parts(of: Element, groups: Groups) -> Iterator[tuple[Element, Groups]]:
    """Yield every element but definitions and what is about the picture, with the ids of the groups around it."""
    for child in of:
        if child.tag not in _ASIDE:
            yield child, groups
            yield from _parts(child, (*groups, child.get("id", "")) if child.tag == f"{SVG}g" else groups)


def _words(of: Element, groups: Groups) -> Words:
    moved = re.search(r"translate\(([^ ,]+)[ ,]+([^)]+)\)", of.get("transform", ""))
    x, y = moved.groups() if moved else (of.get("x", "0"), of.get("y", "0"))
    return Words(one_spaced("".join(of.itertext())), float(x), float(y), groups)


def _marks(parts: list[tuple[Element, Groups]], defined: Mapping[str, Corners]) -> Iterator[Mark]:
    for of, groups in parts:
        paint = of.get("style", "").lower()
        if of.tag == f"{SVG}use":
            x, y = float(of.get("x", "0")), float(of.get("y", "0"))
            corners = tuple((x + across, y + down) for across, down in defined[of.get(_LINK)])
            yield Mark(paint, corners, groups, is_sign=True)
        elif of.tag == f"{SVG}path":
            yield Mark(paint, _corners(of.get("d", "")), groups)
        elif of.tag not in _NO_SHAPES:
            raise AssertionError(f"{of.tag} is no shape that is read")


def _corners(drawn: str) -> Corners:
    figures = [float(found) for found in _FIGURE.findall(drawn)]
    return tuple(zip(figures[::2], figures[1::2], strict=True))
