"""The formats of cells of an XLSX."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from clerestory.publish.checklist.workbook import Run, Side, Style
from clerestory.publish.checklist.xlsx.colours import colour_of, theme_colours
from clerestory.publish.checklist.xlsx.parts import Parts
from clerestory.spreadsheets.markup import Element, counted

_FIRST_HEADING = 16  # of the styles that every Excel knows by number, whatever their names in its language
_HEADINGS = 4
_HEADING = re.compile(r"heading[ _]?([1-9])$", re.IGNORECASE)
_T = TypeVar("_T")
_UNSTYLED = Style(size=11)  # of a workbook without formats
_GREY = "C0C0C0"  # of a pattern whose colours are those of the system


@dataclass(frozen=True)
class Formats:
    """The formats that cells and rules of colours refer to by number.

    Attributes
    ----------
    cells : sequence of Style
    colour_only : frozenset of int
        Formats of rules that change colours and nothing else.
    theme : sequence of str
        Colours.
    """

    cells: Sequence[Style]
    colour_only: frozenset[int]
    theme: Sequence[str]

    def cell(self, number: str) -> Style:
        """Give how a cell looks; the first format where there is no such number."""
        return _at(self.cells, number, _UNSTYLED)

    def run(self, element: Element) -> Run | None:
        """Give a stretch of text that is raised or coloured; None where it is neither."""
        look = element.first("rPr")
        text = "".join(t.text for t in element.children if t.tag == "t")
        raised, colour = _is_raised(look), colour_of(look.first("color"), self.theme)
        return Run(text, raised, colour) if raised or colour else None


def formats_of(parts: Parts, styles_part: str, theme_part: str) -> Formats:
    """Read the formats of a workbook."""
    styles = parts.tree(styles_part)
    theme = theme_colours(parts.tree(theme_part))
    fonts = [_font(font, theme) for font in styles.first("fonts").children]
    fills = [_fill(fill, theme) for fill in styles.first("fills").children]
    borders = [frozenset(side for side in Side if _has(border, side)) for border in styles.first("borders").children]
    headings = _headings(styles)

    def style(xf: Element) -> Style:
        alignment = xf.first("alignment")
        return replace(
            _at(fonts, xf.get("fontId"), _UNSTYLED),
            fill=_at(fills, xf.get("fillId"), ""),
            borders=_at(borders, xf.get("borderId"), frozenset()),
            wraps=is_on(alignment.get("wrapText")),
            turned=alignment.get("textRotation", "0") != "0",
            heading=headings.get(xf.get("xfId", "0"), 0),
        )

    rules = styles.first("dxfs").children
    colour_only = frozenset(n for n, rule in enumerate(rules) if _is_colour_alone(rule))
    return Formats([style(xf) for xf in styles.first("cellXfs").children], colour_only, theme)


def _headings(styles: Element) -> dict[str, int]:
    """Give the level of heading of the named styles, by the number that formats refer to."""
    found = {}
    for named in styles.first("cellStyles").children:
        number = counted(named.get("builtinId"))
        level = 0 if number is None else number - _FIRST_HEADING + 1
        by_name = _HEADING.search(named.get("name"))
        found[named.get("xfId")] = level if 1 <= level <= _HEADINGS else int(by_name[1]) if by_name else 0
    return found


def _font(font: Element, theme: Sequence[str]) -> Style:
    size = font.first("sz").get("val")
    return Style(
        font=font.first("name").get("val"),
        size=float(size) if re.fullmatch(r"\d+(\.\d+)?", size) else 11,
        bold=_says(font, "b"),
        italic=_says(font, "i"),
        underlined=_says(font, "u"),
        raised=_is_raised(font),
        colour=colour_of(font.first("color"), theme),
    )


def _is_raised(font: Element) -> bool:
    return font.first("vertAlign").get("val") in ("superscript", "subscript")


def _fill(fill: Element, theme: Sequence[str]) -> str:
    pattern = fill.first("patternFill")
    if stops := list(fill.all("stop")):
        return colour_of(stops[0].first("color"), theme) or _GREY
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return ""
    return colour_of(pattern.first("fgColor" if kind == "solid" else "bgColor"), theme) or _GREY


def _has(border: Element, side: Side) -> bool:
    return border.first(side.value).get("style", "none") != "none"


def _is_colour_alone(rule: Element) -> bool:
    """Whether a format of a rule changes colours, and neither weight, slope, lines nor how numbers are written."""
    colours = any(rule.all("fill")) or any(colour for font in rule.all("font") for colour in font.all("color"))
    others = any(_says(font, tag) for font in rule.all("font") for tag in ("b", "i", "u", "strike"))
    return colours and not others and not any(rule.all("numFmt", "border"))


def _says(font: Element, tag: str) -> bool:
    found = next((child for child in font.children if child.tag == tag), None)
    return found is not None and found.get("val", "1") not in ("0", "false", "none")


def is_on(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return value in ("1", "true")


def _at(values: Sequence[_T], number: str, default: _T) -> _T:
    index = counted(number) or 0
    return values[index] if index < len(values) else default
