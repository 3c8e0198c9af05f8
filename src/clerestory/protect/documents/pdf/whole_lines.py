"""Lines of a picture that were read from end to end.

A name or number of which OCR read a part is known to no finder, and its rest would stand there. So a line with ink
beside its words that nobody read is left out whole, and told of with all other ink that nobody read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from clerestory.protect.documents.pdf.agreement import Box, ReadWord
from clerestory.protect.documents.pdf.tones import GRAIN, Grains, ink_beside

_EDGE = 0.15  # of a word's height above and below: boxes of OCR are no nearer to the ink
_ROOM = 0.9  # of the height of two words, tails included: two spaces and a letter need more
_BESIDE = 1.5  # of its height to either side; words are nearer to one another
_CORE = 0.25  # of its height, above and below which commas, tails and rules are
_LEAST = 0.03  # of its height squared: the ink of a stroke
_RULE = 40  # grains, ten millimetres: a straight run that long is a rule of a table


def whole_lines(png: bytes, words: Sequence[ReadWord]) -> list[ReadWord]:
    """Give the words of lines beside which there is no other ink.

    Parameters
    ----------
    png : bytes
    words : sequence of ReadWord
        All words of the picture that count as read.

    Returns
    -------
    list of ReadWord
        In the same order.
    """
    if not words:
        return []
    boxes = [_wider(word.box, 0.0, _EDGE) for word in words]
    ink = ink_beside(png, [*boxes, *_between(words)], pad=GRAIN)
    sums = _sums(ink & ~_rules(ink))
    parted = {_line(word) for word in words if _has_ink_beside(word.box, sums)}
    return [word for word in words if _line(word) not in parted]


def _line(word: ReadWord) -> tuple[int, int, int]:
    return (*word.paragraph, word.line)


def _between(words: Sequence[ReadWord]) -> Iterator[Box]:
    """Yield the spaces between words of a line in which no further word has room."""
    for word, after in pairwise(words):
        box = word.box[2], min(word.box[1], after.box[1]), after.box[0], max(word.box[3], after.box[3])
        if _line(word) == _line(after) and 0 < box[2] - box[0] <= _ROOM * (box[3] - box[1]):
            yield box


def _wider(box: Box, across: float, down: float) -> Box:
    left, top, right, bottom = box
    height = bottom - top
    return (
        round(left - across * height),
        round(top - down * height),
        round(right + across * height),
        round(bottom + down * height),
    )


def _has_ink_beside(box: Box, sums: npt.NDArray[np.int64]) -> bool:
    height = box[3] - box[1]
    left, top, right, bottom = (max(side // GRAIN, 0) for side in _wider(box, _BESIDE, -_CORE))
    bottom, right = min(bottom, sums.shape[0] - 1), min(right, sums.shape[1] - 1)
    top, left = min(top, bottom), min(left, right)
    inked = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    return bool(inked * GRAIN**2 > _LEAST * height**2)


def _sums(ink: Grains) -> npt.NDArray[np.int64]:
    sums = np.zeros((ink.shape[0] + 1, ink.shape[1] + 1), dtype=np.int64)
    sums[1:, 1:] = ink.cumsum(axis=0, dtype=np.int64).cumsum(axis=1)
    return sums


def _rules(ink: Grains) -> Grains:
    """Mark long straight runs of ink, down and across."""
    return _runs(ink) | _runs(ink.T).T


def _runs(ink: Grains) -> Grains:
    """Mark runs of ink from above to below that are as long as a rule."""
    if len(ink) < _RULE:
        return np.zeros_like(ink)
    sums = np.concatenate([np.zeros((1, ink.shape[1]), dtype=np.int32), ink.cumsum(axis=0, dtype=np.int32)])
    begins = (sums[_RULE:] - sums[:-_RULE]) == _RULE
    marks = np.pad(begins, ((0, _RULE), (0, 0))).astype(np.int32)
    marks[_RULE:] -= begins
    marked: Grains = marks.cumsum(axis=0)[: len(ink)] > 0
    return marked
