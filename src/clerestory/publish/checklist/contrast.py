"""The contrast of two colours, by the formula of the Web Content Accessibility Guidelines.

Source: W3C, WCAG 2.2, definitions of relative luminance and contrast ratio, and success criterion 1.4.3.
"""

from __future__ import annotations

_WEIGHTS = (0.2126, 0.7152, 0.0722)
_LARGE, _LARGE_BOLD = 18, 14  # points from which a text counts as large
_LEAST, _LEAST_LARGE = 4.5, 3.0


def contrast_ratio(one: str, other: str) -> float:
    """Give the contrast of two colours of six hexadecimal digits, from 1 (the same) to 21 (black on white).

    Examples
    --------
    >>> round(contrast_ratio("000000", "FFFFFF"), 1)
    21.0
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def least_contrast(size: float, *, bold: bool) -> float:
    """Give the contrast that level AA asks of a text of a size in points."""
    return _LEAST_LARGE if size >= (_LARGE_BOLD if bold else _LARGE) else _LEAST


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return sum(weight * _linear(part) for weight, part in zip(_WEIGHTS, parts, strict=True))


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
