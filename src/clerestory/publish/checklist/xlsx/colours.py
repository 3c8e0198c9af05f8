"""Colours of an XLSX: written out, of the theme with a tint, or of the old palette."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence

from openpyxl.styles.colors import COLOR_INDEX

from clerestory.spreadsheets.markup import Element, counted

_HEX = frozenset("0123456789abcdefABCDEF")
_SWAPPED = (1, 0, 3, 2)  # colours of a theme are counted light before dark, and written the other way round
_AUTOMATIC = (64, 65)  # of the palette: those of the system


def theme_colours(theme: Element) -> tuple[str, ...]:
    """Give the colours of a theme in the order in which cells count them."""
    found = [_written(slot.children[0]) for slot in theme.first("clrScheme").children if slot.children]
    first = [found[n] for n in _SWAPPED if n < len(found)]
    return (*first, *found[len(_SWAPPED) :])


def _written(element: Element) -> str:
    return _six(element.get("lastClr") or element.get("val"))


def colour_of(element: Element, theme: Sequence[str]) -> str:
    """Give a colour as six hexadecimal digits; empty where it is automatic, as the text colour of a theme is."""
    if rgb := element.get("rgb"):
        return _six(rgb)
    number, tint = counted(element.get("theme")), element.get("tint")
    if number is not None and number < len(theme):
        is_text = number == 1 and not tint
        return "" if is_text else _tinted(theme[number], tint)
    index = counted(element.get("indexed"))
    if index is not None and index < len(COLOR_INDEX) and index not in _AUTOMATIC:
        return _six(COLOR_INDEX[index])
    return ""


def _six(text: str) -> str:
    digits = text[-6:].upper()
    return digits if len(digits) == 6 and _HEX.issuperset(digits) else ""


def _tinted(colour: str, tint: str) -> str:
    """Give a colour lightened or darkened, as ECMA-376 (part 1, 18.8.19) says."""
    try:
        by = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        by = 0.0
    if not colour or not by:
        return colour
    hue, light, full = colorsys.rgb_to_hls(*(int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)))
    light = light * (1 + by) if by < 0 else light * (1 - by) + by
    return "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue, light, full))
