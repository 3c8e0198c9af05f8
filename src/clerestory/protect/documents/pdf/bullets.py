"""Bullets of symbol fonts, which stand in files as private signs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# The usual bullets by family of fonts and by their place in it; other places hold letters and pictures.
_DOTS = "\u2022"
_PLACES: Mapping[str, frozenset[int]] = MappingProxyType(
    {
        "symbol": frozenset({0xB7}),
        "wingdings": frozenset(
            # square, diamonds, boxes, arrowheads, ticks, dots and rings
            {0x6C, 0x6E, 0x6F, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x9E, 0x9F, 0xA1, 0xA4, 0xA7, 0xA8, 0xAB}
            | {0xD8, 0xE0, 0xE8, 0xF0, 0xFC, 0xFE}
        ),
        "webdings": frozenset({0x34, 0x3C, 0x3D, 0x61, 0x67, 0x6E}),
    }
)


def bullet(font: str, code: int) -> str | None:
    """Give the plain bullet for a private sign of a symbol font.

    Parameters
    ----------
    font : str
        Its name as a PDF has it; six letters and a plus sign may stand before it, a style behind.
    code : int
        From 0xF000, where such fonts keep their places.

    Returns
    -------
    str or None
        None where the sign is no bullet: the letters of Symbol stand at the places where Wingdings has bullets.

    Examples
    --------
    >>> bullet("ABCDEF+SymbolMT", 0xF0B7) == bullet("Wingdings-Regular", 0xF0A7) == "\u2022"
    True
    >>> bullet("Symbol", 0xF06C) is None
    True
    """
    name = font.rsplit("+", 1)[-1].lower().replace(" ", "")
    places = next((held for family, held in _PLACES.items() if family in name), frozenset[int]())
    return _DOTS if code - 0xF000 in places else None
