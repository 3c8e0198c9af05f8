"""What an SVG picture shows: its name, its colours and the places of its marks, read from the file alone."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass

SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = r"-?\d+(?:\.\d+)?"


@dataclass(frozen=True)
class Text:
    """A text with its colour and the place of its anchor."""

    words: str
    colour: str
    x: float
    y: float


@dataclass(frozen=True)
class Mark:
    """A filled or drawn shape with its outermost places."""

    fill: str
    stroke: str
    left: float
    top: float
    right: float
    bottom: float
    is_key: bool  # of the legend

    def holds(self, text: Text) -> bool:
        return self.left <= text.x <= self.right and self.top <= text.y <= self.bottom


def picture(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own file


def style(element: ElementTree.Element, name: str, default: str) -> str:
    found = re.search(rf"(?:^|;)\s*{name}:\s*([^;]+)", element.get("style", ""))
    return (found[1].strip() if found else element.get(name) or default).lower()


def texts(svg: str) -> list[Text]:
    """Every text; where matplotlib turns the place of one into a translation, that is read."""
    found = []
    for element in picture(svg).iter(f"{SVG}text"):
        moved = re.search(rf"translate\(({_NUMBER})[ ,]+({_NUMBER})\)", element.get("transform", ""))
        x, y = moved.groups() if moved else (element.get("x", "0"), element.get("y", "0"))
        colour = style(element, "fill", "#000000")
        found.append(Text("".join(element.itertext()), colour, float(x), float(y)))
    return found


def marks(svg: str) -> list[Mark]:
    """Every path outside of definitions, in the order of drawing."""
    return list(_marks(picture(svg), is_key=False))


def _marks(element: ElementTree.Element, *, is_key: bool) -> Iterator[Mark]:
    for child in element:
        if child.tag == f"{SVG}defs":
            continue
        if child.tag == f"{SVG}path":
            numbers = [float(n) for n in re.findall(_NUMBER, child.get("d", ""))]
            across, down = numbers[::2], numbers[1::2]
            fill = _blended(style(child, "fill", "#000000"), _opacity(child, "fill-opacity"))
            stroke = _blended(style(child, "stroke", "none"), _opacity(child, "stroke-opacity"))
            yield Mark(fill, stroke, min(across), min(down), max(across), max(down), is_key)
        yield from _marks(child, is_key=is_key or child.get("id", "").startswith("legend"))


def marker_colours(svg: str) -> set[str]:
    """The fills of shapes that are defined once and placed where they belong."""
    return {style(element, "fill", "#000000") for element in picture(svg).iter(f"{SVG}use")}


def _opacity(element: ElementTree.Element, own: str) -> float:
    return float(style(element, "opacity", "1")) * float(style(element, own, "1"))


def _blended(colour: str, opacity: float) -> str:
    """A colour that lets white through, as it is seen."""
    if opacity == 1 or not colour.startswith("#"):
        return colour
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(opacity * part + (1 - opacity) * 255):02x}" for part in parts)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    named = {"white": "#ffffff", "black": "#000000"}
    code = named.get(colour, colour).lstrip("#")
    code = "".join(2 * sign for sign in code) if len(code) == 3 else code
    parts = [int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
