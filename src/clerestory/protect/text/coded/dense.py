"""Where a text looks coded: capitals and figures among small letters, many figures, long runs of capitals.

Arrays find these stretches in a tenth of the time that the patterns of the codings take, and prose has hardly any.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

_LOWER, _UPPER, _FIGURE, _LEADING, _TRAILING = 1, 2, 4, 8, 16
_WINDOW, _FIGURES = 24, 8  # the loosest numbers that are looked for: a byte as "0x6c, " has two figures in six signs
_CAPITALS = 13  # base32 of eight bytes
_AROUND = 80  # signs beyond the last place that looks coded; what is coded goes on for a while
_LAST = 0x2123
_BLOCK = 1_000_000  # signs looked at together
Span = tuple[int, int]


def _kinds() -> npt.NDArray[np.uint8]:
    kinds = np.zeros(_LAST + 1, dtype=np.uint8)
    kinds[ord("a") : ord("z") + 1] = _LOWER
    kinds[ord("A") : ord("Z") + 1] = _UPPER
    kinds[ord("0") : ord("9") + 1] = _FIGURE
    kinds[0xC2:0xF5] = _LEADING  # bytes of UTF-8 that were read as Windows-1252
    kinds[0x80:0xC0] = _TRAILING
    kinds[0x152:_LAST] = _TRAILING
    return kinds


_KINDS = _kinds()


def dense_stretches(text: str) -> list[Span]:
    """Give the stretches of a text that look coded, in order, none touching another.

    Examples
    --------
    >>> dense_stretches("Nothing of 12 May 2019 is coded."), dense_stretches("See UXVpbGxmZWF0aGVy.")
    ([], [(0, 21)])
    """
    if len(text) < _CAPITALS:
        return []  # too short for anything coded
    found: list[Span] = []
    for at in range(0, len(text), _BLOCK):
        for first, last in _dense_places(text[at : at + _BLOCK + _WINDOW], at):
            if found and first - found[-1][1] <= 2 * _AROUND:
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
    return [(max(first - _AROUND, 0), min(last + _WINDOW + _AROUND, len(text))) for first, last in found]


def _dense_places(block: str, at: int) -> Iterator[Span]:
    """Yield the first and last places that look coded of those with little between them, of a block of a text."""
    points = np.frombuffer(block.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _KINDS[np.minimum(points, _LAST)]
    looks = _mixed(kinds) | _many(kinds, _FIGURE, _WINDOW, _FIGURES) | _capitals(kinds)
    places = np.flatnonzero(looks[:_BLOCK]) + at
    if len(places):
        gaps = np.flatnonzero(np.diff(places) > 2 * _AROUND)
        firsts = places[np.concatenate(([0], gaps + 1))]
        lasts = places[np.concatenate((gaps, [len(places) - 1]))]
        yield from zip(firsts.tolist(), lasts.tolist(), strict=True)


def _mixed(kinds: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Say where a capital or figure follows a small letter, and where two signs are one that was misread."""
    here, after = kinds[:-1], kinds[1:]
    mixed = ((here == _LOWER) & ((after == _UPPER) | (after == _FIGURE))) | ((here == _LEADING) & (after == _TRAILING))
    return np.append(mixed, False)


def _capitals(kinds: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    return _many(kinds, _UPPER | _FIGURE, _CAPITALS, _CAPITALS)


def _many(kinds: npt.NDArray[np.uint8], wanted: int, window: int, fewest: int) -> npt.NDArray[np.bool_]:
    """Say where a window of signs begins that has so many of a kind."""
    counted = np.concatenate(([0], np.cumsum((kinds & wanted) != 0, dtype=np.int32)))
    many = counted[window:] - counted[:-window] >= fewest
    return np.concatenate((many, np.zeros(len(kinds) - len(many), dtype=bool)))
