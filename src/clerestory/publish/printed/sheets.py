"""The sheet on which a table fits, the size of its type and the widths of its columns: no word is cut, none broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from clerestory.publish.printed.fonts import legible, width_of
from clerestory.publish.shown.values import Grid

MARGIN = 51.0  # points, 18 mm
TALLEST = 620.0  # points, of a chart: what a page has room for below its title
INSET = 4.0  # points on either side of a cell's text
_LEADING = 1.6  # of a line, in ems; reckoned high
_SLACK = 0.5  # points, for what rounding adds
# Size of type, and how much of its longest text a column should hold on a line: words in columns too narrow read badly.
_TYPES = ((9.0, 84.0), (8.0, 84.0), (8.0, 54.0))


@dataclass(frozen=True)
class Sheet:
    """A page's width and height in points."""

    width: float
    height: float

    @property
    def room(self) -> float:
        """How wide a table may be."""
        return self.width - 2 * MARGIN


A4 = Sheet(595.28, 841.89)
A4_ACROSS = Sheet(841.89, 595.28)
A3_ACROSS = Sheet(1190.55, 841.89)


@dataclass(frozen=True)
class Fitted:
    """Where a table fits: its sheet, size of type in points, and width of each column in points."""

    sheet: Sheet
    size: float
    widths: tuple[float, ...]


def fitted(grid: Grid) -> Fitted:
    """Find the smallest sheet, and on it the largest type, with room for the longest word of each column.

    A table that not even A3 across holds gets a page of its own width.
    """
    least, natural = tuple(_least(grid)), tuple(_natural(grid))
    for sheet, (size, kept) in product((A4, A4_ACROSS, A3_ACROSS), _TYPES):
        widths = _widths(least, size, kept)
        if sum(widths) <= sheet.room:
            return Fitted(sheet, size, _spread(widths, _widths(natural, size, kept), sheet.room))
    size, kept = _TYPES[-1]
    widths = _widths(least, size, kept)
    return Fitted(Sheet(sum(widths) + 2 * MARGIN, A3_ACROSS.height), size, widths)


def row_lines(grid: Grid, fit: Fitted) -> list[int]:
    """Give how many lines each row takes, its action left out; 1 is sure, more is reckoned high."""
    return [_lines([row.label, *row.values], fit.widths, fit.size) for row in grid.rows]


def is_short(grid: Grid, fit: Fitted, *, lines: Sequence[int]) -> bool:
    """Say whether a table is surely so low that it need not be broken, whatever stands above it; reckoned high.

    A table that is kept in one piece is easier to read, and typeset in half the time.
    """
    heads = _lines([column.label for column in grid.columns], fit.widths, fit.size) * (2 if grid.groups else 1)
    actions = sum(_lines([row.action], [sum(fit.widths[1:])], fit.size) for row in grid.rows if row.action)
    high = (heads + sum(lines) + actions) * fit.size * _LEADING + (len(grid.rows) + 2) * 2 * INSET
    return high < 0.6 * (fit.sheet.height - 2 * MARGIN)  # the rest is for what stands above the cells


def _lines(texts: Sequence[str], widths: Sequence[float], size: float) -> int:
    """Give how many lines the cells of a row take, reckoned high: a word that does not fit goes to the next line."""
    rooms = [width - 2 * INSET for width in widths]
    fills = [width_of(legible(text)) * size / room for text, room in zip(texts, rooms, strict=True)]
    return max((1 if fill <= 1 else 1 + int(1.5 * fill) for fill in fills), default=1)


def _widths(ems: Sequence[tuple[float, float]], size: float, kept: float) -> tuple[float, ...]:
    """Give widths of columns at a size: the longest word, or as much of the longest text as there should be."""
    return tuple(max(word * size, min(text * size, kept)) + 2 * INSET + _SLACK for word, text in ems)


def _spread(least: Sequence[float], natural: Sequence[float], room: float) -> tuple[float, ...]:
    """Give every column what it needs, and what is left in proportion to what longer texts would take."""
    wanted = [max(long - short, 0.0) for short, long in zip(least, natural, strict=True)]
    left = room - sum(least)
    part = min(1.0, left / sum(wanted)) if sum(wanted) else 0.0
    return tuple(round(short + part * more, 2) for short, more in zip(least, wanted, strict=True))


def _least(grid: Grid) -> Iterator[tuple[float, float]]:
    """Yield in ems the longest word of each column, and its longest text below the head."""
    for at, column in enumerate(grid.columns):
        texts = [legible(text) for text in _texts(grid, at)]
        words = [word for text in (legible(column.label), *texts) for word in text.split()]
        yield max(map(width_of, words), default=0.0), max(map(width_of, texts), default=0.0)


def _natural(grid: Grid) -> Iterator[tuple[float, float]]:
    for at, column in enumerate(grid.columns):
        longest = max((width_of(legible(text)) for text in (column.label, *_texts(grid, at))), default=0.0)
        yield longest, longest


def _texts(grid: Grid, at: int) -> Iterator[str]:
    yield from (row.label if at == 0 else row.values[at - 1] for row in grid.rows)
