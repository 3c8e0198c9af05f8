"""Lines of a page: letters that stand beside one another, and the order in which lines are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from clerestory.protect.documents.pdf.letters import Letter

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
        return max(self.runs, key=lambda run: len(run.text)).size

    @property
    def middle(self) -> float:
        """Of its height, that of the longest run."""
        return max(self.runs, key=lambda run: len(run.text)).middle


def regions(letters: Sequence[Letter]) -> list[list[Line]]:
    """Give the lines of a page, column by column, in reading order; lines turned otherwise come last."""
    found: list[list[Line]] = []
    for turn in sorted({letter.turn for letter in letters}):
        runs = _runs([letter for letter in letters if letter.turn == turn])
        found += [_lines(part) for part in _columns(runs)]
    return found


def _runs(letters: Iterable[Letter]) -> list[Run]:
    """Join letters that follow one another, first in the order of the content, then runs by where they stand."""
    groups: list[list[Letter]] = []
    for letter in letters:
        if letter.text in "\r\n":
            continue
        if groups and _follows(groups[-1][-1], letter):
            groups[-1].append(letter)
        elif letter.text.strip():
            groups.append([letter])
    return [_run(group) for group in groups]


def _follows(last: Letter, letter: Letter) -> bool:
    if not letter.text.strip():
        return True  # a space has no box of its own that could be trusted
    size = max(last.size, letter.size, 1.0)
    if unicodedata.bidirectional(letter.text[0]) in {"R", "AL"}:
        return _same_height(last, letter) and abs(last.left - letter.right) <= _RUN_GAP * size
    return _same_height(last, letter) and -0.4 * size <= letter.left - last.right <= _RUN_GAP * size


def _same_height(one: Letter | Run, other: Letter | Run) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    close = abs(one.bottom - other.bottom) <= 0.45 * max(one.size, other.size)
    return shared > 0.4 * lower or close


def _run(letters: Sequence[Letter]) -> Run:
    inked = [letter for letter in letters if letter.text.strip()]
    parts, last = [], inked[0]
    for letter in letters:
        has_gap = letter.text.strip() and letter.left - last.right > _WORD_GAP * max(letter.size, 1.0)
        parts.append(f" {letter.text}" if has_gap else letter.text)
        last = letter if letter.text.strip() else last
    return Run(
        re.sub(r"\s+", " ", "".join(parts)).strip(),
        left=min(letter.left for letter in inked),
        top=min(letter.top for letter in inked),
        right=max(letter.right for letter in inked),
        bottom=max(letter.bottom for letter in inked),
        size=median(letter.size for letter in inked),
    )


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
    return [Line(tuple(sorted(group, key=lambda run: run.left))) for group in groups]
