"""Lines of a page: letters that stand beside one another, and the order in which lines are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import numpy.typing as npt

from clerestory.protect.documents.pdf.letters import Letters

Marks = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

BULLETS = frozenset("•‣▪◦●○■–-")
_WORD_GAP = 0.25  # of the letter's size, between two letters; PDFium gives narrower spaces itself
_RUN_GAP = 0.8  # of the letter's size; wider gaps part cells and columns
_ROW_GAP = 1.6  # of the letter's size; a line with a wider one is a row of a table, and part of no paragraph
_COLUMN_LINES = 4  # a column has at least so many lines, or it is part of a table
_COLUMN_LETTERS = 18  # and its lines at least so many letters at the median


@dataclass(frozen=True, repr=False)
class Run:
    """Letters on one line without a wide gap; confidential."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Of its height."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, repr=False)
class Line:
    """Runs at one height, from left to right."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All of it, a space between runs."""
        return " ".join(run.text for run in self.runs)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.runs[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.runs[-1].right

    @property
    def is_row(self) -> bool:
        """Whether a gap parts it that no text set flush would have."""
        return any(
            after.left - run.right > _ROW_GAP * run.size for run, after in zip(self.runs, self.runs[1:], strict=False)
        )

    @property
    def size(self) -> float:
        """Of the longest run."""
        return self._longest.size

    @property
    def middle(self) -> float:
        """Of its height, that of the longest run."""
        return self._longest.middle

    @property
    def _longest(self) -> Run:
        return self.runs[0] if len(self.runs) == 1 else max(self.runs, key=lambda run: len(run.text))


def regions(letters: Letters) -> list[list[Line]]:
    """Give the lines of a page, column by column, in reading order; lines turned otherwise come last."""
    found: list[list[Line]] = []
    for turn in np.unique(letters.turns):
        runs = _runs(letters.of(letters.turns == turn))
        found += [_lines(part) for part in _columns(runs)]
    return found


def _runs(letters: Letters) -> list[Run]:
    """Join letters that follow one another, first in the order of the content, then runs by where they stand."""
    letters = _from_first_ink(letters)
    if not len(letters):
        return []
    spaces = _spaces(letters)
    firsts = np.flatnonzero(np.concatenate([[True], ~(_follows(letters) | spaces[1:])]))
    return _joined(letters, spaces, firsts)


def _from_first_ink(letters: Letters) -> Letters:
    """Leave out ends of lines, and spaces before the first sign."""
    codes = np.frombuffer(letters.signs.encode("utf-32-le"), dtype="<u4")
    kept = (codes != ord("\r")) & (codes != ord("\n"))
    kept[: len(letters) - len(letters.signs.lstrip())] = False
    return letters.of(kept)


def _spaces(letters: Letters) -> Marks:
    return np.fromiter(map(str.isspace, letters.signs), np.bool_, len(letters))


def _follows(letters: Letters) -> Marks:
    """Mark the letters, from the second on, that stand beside the one before; places of spaces say nothing."""
    left, top, right, bottom = letters.boxes.T
    sizes = np.maximum(np.maximum(letters.sizes[1:], letters.sizes[:-1]), 1.0)
    shared = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1])
    heights = bottom - top
    level = shared > 0.4 * np.minimum(heights[1:], heights[:-1])
    level |= np.abs(bottom[1:] - bottom[:-1]) <= 0.45 * np.maximum(letters.sizes[1:], letters.sizes[:-1])
    gaps = left[1:] - right[:-1]
    onward = (gaps >= -0.4 * sizes) & (gaps <= _RUN_GAP * sizes)
    backward = np.abs(left[:-1] - right[1:]) <= _RUN_GAP * sizes
    followed: Marks = level & np.where(_backward(letters.signs[1:]), backward, onward)
    return followed


def _backward(signs: str) -> Marks:
    """Mark the signs of scripts that run from right to left."""
    if signs.isascii():
        return np.zeros(len(signs), dtype=np.bool_)
    return np.fromiter((unicodedata.bidirectional(sign) in {"R", "AL"} for sign in signs), np.bool_, len(signs))


def _same_height(one: Run, other: Run) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    close = abs(one.bottom - other.bottom) <= 0.45 * max(one.size, other.size)
    return shared > 0.4 * lower or close


def _joined(letters: Letters, spaces: Marks, firsts: Places) -> list[Run]:
    """Give the runs that begin at given letters, none of which is a space."""
    inked = letters.of(~spaces)
    begins = np.searchsorted(np.flatnonzero(~spaces), firsts)
    left, top = (np.minimum.reduceat(inked.boxes[:, side], begins).tolist() for side in (0, 1))
    right, bottom = (np.maximum.reduceat(inked.boxes[:, side], begins).tolist() for side in (2, 3))
    sizes = inked.sizes.tolist()
    ends = [*begins[1:].tolist(), len(inked)]
    middles = [median(sizes[begin:end]) for begin, end in zip(begins.tolist(), ends, strict=True)]
    return list(map(Run, _texts(letters, spaces, firsts), left, top, right, bottom, middles))


def _texts(letters: Letters, spaces: Marks, firsts: Places) -> Iterator[str]:
    """Yield the text of each run, with a space where a gap is as wide as one."""
    signs = list(letters.signs)
    for at in _after_gaps(letters, spaces, firsts).tolist():
        signs[at] = f" {signs[at]}"
    ends = [*firsts[1:].tolist(), len(signs)]
    for begin, end in zip(firsts.tolist(), ends, strict=True):
        yield re.sub(r"\s+", " ", "".join(signs[begin:end])).strip()


def _after_gaps(letters: Letters, spaces: Marks, firsts: Places) -> Places:
    """Give the letters within runs that a gap parts from the one before that is no space."""
    inked = np.flatnonzero(~spaces)
    gaps = letters.boxes[inked[1:], 0] - letters.boxes[inked[:-1], 2]
    wide: Places = inked[1:][gaps > _WORD_GAP * np.maximum(letters.sizes[inked[1:]], 1.0)]
    within: Places = wide[~np.isin(wide, firsts)]
    return within


def _columns(runs: list[Run]) -> list[list[Run]]:
    """Part runs at a gutter that lines of text on both sides leave free; what spans it parts the page in bands."""
    gutter = _gutter(runs)
    if gutter is None:
        return [runs] if runs else []
    parts: list[list[Run]] = []
    left: list[Run] = []
    right: list[Run] = []
    for run in sorted(runs, key=lambda run: run.middle):
        if run.left < gutter < run.right:
            parts += [left, right, [run]]
            left, right = [], []
        else:
            (left if run.right <= gutter else right).append(run)
    return [part for part in _joined_bands([*parts, left, right]) if part]


def _joined_bands(parts: list[list[Run]]) -> list[list[Run]]:
    """Join the bands of single runs that follow one another with nothing between."""
    joined: list[list[Run]] = []
    for part in (part for part in parts if part):
        is_single = len(part) == 1 and joined and len(joined[-1]) == 1
        if is_single:
            joined[-1] = [*joined[-1], *part]
        else:
            joined.append(part)
    return joined


def _gutter(runs: Sequence[Run]) -> float | None:
    """Give the place of a gutter between columns of text, None where there is none."""
    starts = sorted({round(run.left) for run in runs})
    for start in starts[1:]:
        place = start - 2.0
        left = [run for run in runs if run.right <= place]
        right = [run for run in runs if run.left >= place]
        across = len(runs) - len(left) - len(right)
        if across <= 0.15 * len(runs) and _is_column(left) and _is_column(right):
            return place
    return None


def _is_column(runs: Sequence[Run]) -> bool:
    return len(runs) >= _COLUMN_LINES and median(len(run.text) for run in runs) >= _COLUMN_LETTERS


def _lines(runs: Sequence[Run]) -> list[Line]:
    """Join runs at one height to lines, from the top down."""
    groups: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.middle, run.left)):
        if groups and _same_height(groups[-1][-1], run) and abs(groups[-1][0].middle - run.middle) <= 0.6 * run.size:
            groups[-1].append(run)
        else:
            groups.append([run])
    return [Line(_with_bullet(sorted(group, key=lambda run: run.left))) for group in groups]


def _with_bullet(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Join a bullet to what it stands before, however far: the gap after it parts no columns."""
    if len(runs) == 1 or runs[0].text not in BULLETS:
        return tuple(runs)
    first, second = runs[:2]
    item = replace(
        second,
        text=f"{first.text} {second.text}",
        left=first.left,
        top=min(first.top, second.top),
        bottom=max(first.bottom, second.bottom),
    )
    return (item, *runs[2:])
