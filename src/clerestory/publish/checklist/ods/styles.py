"""The styles of an ODS: each is made of its parents', and of the default."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from clerestory.publish.checklist.limits import MOST_STYLES
from clerestory.publish.checklist.workbook import Side, Style
from clerestory.spreadsheets.package import Refuse

CELL, TEXT, TABLE, COLUMN = "table-cell", "text", "table", "table-column"
_DEFAULT = ""
_DEEPEST = 50  # parents of parents; a circle of them ends here
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "px": 0.75, "pc": 12.0}
_LENGTH = re.compile(r"(\d*\.?\d+)(pt|in|cm|mm|px|pc)")
_HEADING = re.compile(r"heading[ _]?(?:_20_)?([1-9])$", re.IGNORECASE)
_PROPERTIES = frozenset(
    f"style:{family}-properties" for family in ("text", "table-cell", "table", "table-column", "paragraph")
)


@dataclass
class _Raw:
    parent: str = _DEFAULT
    shown_name: str = ""
    master: str = ""
    properties: dict[str, str] = field(default_factory=dict)


class Styles:
    """The styles of styles.xml and content.xml, as the elements of both come by."""

    def __init__(self, damaged: Refuse) -> None:
        self._damaged = damaged
        self._raw: dict[tuple[str, str], _Raw] = {}
        self._fonts: dict[str, str] = {}
        self._current: _Raw | None = None
        self._made: dict[tuple[str, str], Style] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in an element, whatever it is."""
        if tag == "style:style" or tag == "style:default-style":
            self._begin(attributes, is_default=tag == "style:default-style")
        elif tag in _PROPERTIES and self._current is not None:
            self._current.properties.update(attributes)
        elif tag == "style:font-face":
            self._fonts[attributes.get("style:name", "")] = attributes.get("svg:font-family", "").strip("'\"")

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag in ("style:style", "style:default-style"):
            self._current = None

    def _begin(self, attributes: Mapping[str, str], *, is_default: bool) -> None:
        if len(self._raw) >= MOST_STYLES:
            raise self._damaged(f"has more than {MOST_STYLES:,} styles")
        name = _DEFAULT if is_default else attributes.get("style:name", "")
        shown = attributes.get("style:display-name", name)
        master = attributes.get("style:master-page-name", "")
        self._current = _Raw(attributes.get("style:parent-style-name", _DEFAULT), shown, master)
        self._raw[attributes.get("style:family", ""), name] = self._current

    def _chain(self, family: str, name: str) -> list[_Raw]:
        """Give a style with its parents, the default last."""
        chain: list[_Raw] = []
        while name != _DEFAULT and len(chain) < _DEEPEST:
            raw = self._raw.get((family, name))
            if raw is None:
                break
            chain.append(raw)
            name = raw.parent
        default = self._raw.get((family, _DEFAULT))
        return [*chain, default] if default else chain

    def property(self, family: str, name: str, key: str) -> str:
        """Give a property of a style, its own or that of the next parent; empty where none has it."""
        return next((raw.properties[key] for raw in self._chain(family, name) if key in raw.properties), "")

    def width(self, name: str) -> float | None:
        """Give the width of a column in points, or None."""
        return points(self.property(COLUMN, name, "style:column-width"))

    def master_page(self, name: str) -> str:
        """Give the name of the master page of a sheet."""
        return next((raw.master for raw in self._chain(TABLE, name) if raw.master), "Default")

    def language(self) -> str:
        """Give the language of cells where no style says another; empty where it is none."""
        found = self.property(CELL, _DEFAULT, "fo:language")
        return "" if found in ("none", "zxx") else found

    def cell(self, name: str) -> Style:
        """Give how cells of a style look."""
        return self._style(CELL, name)

    def text(self, name: str) -> Style:
        """Give how a stretch of text looks, so far as its own style says it."""
        return self._style(TEXT, name)

    def _style(self, family: str, name: str) -> Style:
        made = self._made.get((family, name))
        if made is None:
            made = self._made[family, name] = self._make(family, name)
        return made

    def _make(self, family: str, name: str) -> Style:
        chain = self._chain(family, name)
        found: dict[str, str] = {}
        for raw in reversed(chain):
            if "fo:border" in raw.properties:  # it stands for all four sides that a parent may have set one by one
                found = {key: value for key, value in found.items() if not key.startswith("fo:border-")}
            found |= raw.properties
        names = [raw.shown_name for raw in chain]
        levels = [int(match[1]) for shown in names if (match := _HEADING.search(shown))]
        font = found.get("style:font-name", "")
        return Style(
            font=self._fonts.get(font, font) or found.get("fo:font-family", "").strip("'\""),
            size=points(found.get("fo:font-size", "")) or 10,
            bold=found.get("fo:font-weight", "normal") in ("bold", "600", "700", "800", "900"),
            italic=found.get("fo:font-style", "normal") in ("italic", "oblique"),
            underlined=found.get("style:text-underline-style", "none") != "none",
            raised=not found.get("style:text-position", "0%").startswith("0%"),
            colour="" if found.get("style:use-window-font-color") == "true" else _colour(found.get("fo:color", "")),
            fill=_colour(found.get("fo:background-color", "")),
            wraps=found.get("fo:wrap-option", "no-wrap") == "wrap",
            turned=found.get("style:rotation-angle", "0") not in ("0", "0deg") or found.get("style:direction") == "ttb",
            borders=frozenset(side for side in Side if _has_border(found, side)),
            heading=levels[0] if levels else 0,
        )


def points(length: str) -> float | None:
    """Give a length in points, or None where it is none (a percentage, say)."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _POINTS[found[2]] if found else None


def _colour(text: str) -> str:
    return text[1:].upper() if re.fullmatch(r"#[0-9A-Fa-f]{6}", text) else ""


def _has_border(found: Mapping[str, str], side: Side) -> bool:
    border = found.get(f"fo:border-{side.value}", found.get("fo:border", "none"))
    return border not in ("none", "hidden", "") and not border.startswith("0pt")
