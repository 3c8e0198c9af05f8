"""What an SVG picture says beyond its words: the places of its marks, and the values that its axis gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from released.grids import one_spaced

Element = Any
SVG = "{http://www.w3.org/2000/svg}"
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Mark:
    """A shape with its paint and all corners of its path."""

    paint: str
    corners: tuple[tuple[float, float], ...]

    @property
    def left(self) -> float:
        return min(x for x, _ in self.corners)

    @property
    def right(self) -> float:
        return max(x for x, _ in self.corners)

    @property
    def middle(self) -> float:
        return (min(y for _, y in self.corners) + max(y for _, y in self.corners)) / 2


@dataclass(frozen=True)
class Words:
    """A text and where it stands."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """A picture: its name, its description, its words and its marks in the order of drawing."""

    title: str
    description: str
    words: tuple[Words, ...]
    marks: tuple[Mark, ...]

    def painted(self, colour: str) -> list[Mark]:
        """The marks that are filled or drawn in a colour, from above to below."""
        return sorted((mark for mark in self.marks if colour in mark.paint), key=lambda mark: mark.middle)

    def scale(self) -> tuple[float, float]:
        """Where 0 and 100 stand on the axis from left to right."""
        places = {of.text: of.x for of in self.words if of.text in {"0", "100"}}
        return places["0"], places["100"]


def picture(path: Path) -> Picture:
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a file of the release under test
    named = {of.get("id"): of.text or "" for of in root}
    texts = tuple(_words(of) for of in root.iter(f"{SVG}text"))
    return Picture(named["title"], named["description"], texts, tuple(_marks(root)))


def _words(of: Element) -> Words:
    moved = re.search(r"translate\(([^ ,]+)[ ,]+([^)]+)\)", of.get("transform", ""))
    x, y = moved.groups() if moved else (of.get("x", "0"), of.get("y", "0"))
    return Words(one_spaced("".join(of.itertext())), float(x), float(y))


def _marks(root: Element) -> list[Mark]:
    aside = {id(path) for of in root.iter(f"{SVG}defs") for path in of.iter()}
    paths = [of for of in root.iter(f"{SVG}path") if id(of) not in aside]
    return [Mark(of.get("style", "").lower(), _corners(of.get("d", ""))) for of in paths]


def _corners(drawn: str) -> tuple[tuple[float, float], ...]:
    figures = [float(found) for found in _FIGURE.findall(drawn)]
    return tuple(zip(figures[::2], figures[1::2], strict=True))
