"""The fonts of printed papers: DejaVu Sans as matplotlib brings it, so that every machine sets the same lines.

Charts are drawn with the same font, and the one that Typst brings for text, Libertinus, has serifs, which people with
dyslexia read less well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from clerestory.errors import PaperError
from clerestory.publish.charts.svg import matplotlib

FAMILY = "DejaVu Sans"
_FILES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSans-BoldOblique.ttf")
_SIZE = 100  # at which advances are read
_BOLD = "DejaVuSans-Bold.ttf"
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_APART = frozenset("\t\n\r\v\f\x85\u2028\u2029")


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Give the fonts that Typst may use.

    Raises
    ------
    PaperError
        If matplotlib is installed without its fonts.
    """
    found = typst.Fonts(include_system_fonts=False, font_paths=[_folder()])
    if FAMILY not in found.families() or not all((_folder() / name).is_file() for name in _FILES):
        raise PaperError(
            f"the font {FAMILY} is not among those of matplotlib",
            where="the PDF of the paper",
            remedy="Nothing was published. Install matplotlib from its wheel, which brings the font.",
        )
    return found


def legible(text: str) -> str:
    r"""Give a text as the font can print it: a sign that it lacks as ``[U+4E2D]``, signs without a shape not at all.

    Examples
    --------
    >>> legible("Gŵyl \u200b中")
    'Gŵyl [U+4E2D]'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_legible, text))


@lru_cache(maxsize=4096)
def _legible(sign: str) -> str:
    if sign in _APART:
        return " "
    if unicodedata.category(sign) in _UNSEEN:
        return ""
    return sign if ord(sign) in _printable() else f"[U+{ord(sign):04X}]"


@lru_cache(maxsize=4096)
def width_of(text: str) -> float:
    """Give how wide a text is in bold, in ems; kerning left out; in regular it is narrower.

    Examples
    --------
    >>> 0.6 < width_of("1") < 0.8
    True
    """
    return sum(map(_advance, text))


@lru_cache(maxsize=4096)
def _advance(sign: str) -> float:
    font = _font(_BOLD)
    return float(font.load_char(ord(sign)).linearHoriAdvance) / 65536 / _SIZE


@lru_cache(maxsize=1)
def _printable() -> frozenset[int]:
    """Give the code points that all styles of the font have."""
    maps: list[Mapping[int, int]] = [_font(name).get_charmap() for name in _FILES]
    return frozenset.intersection(*(frozenset(of) for of in maps))


@lru_cache(maxsize=4)
def _font(name: str) -> Any:
    matplotlib()
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415

    font = FT2Font(str(_folder() / name))
    font.set_size(_SIZE, 72)
    return font


def _folder() -> Path:
    return Path(matplotlib().get_data_path()) / "fonts" / "ttf"
