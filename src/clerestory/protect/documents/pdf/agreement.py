"""What two readings of a picture agree on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

_CUT_OFF = 0.4  # of a word's height
_SHARED = 0.5  # of the smaller of two boxes, by which they are of one word

Box = tuple[int, int, int, int]


@dataclass(frozen=True, repr=False)
class ReadWord:
    """A word as OCR gives it: text, box in pixels, numbers of its paragraph and of its line; confidential."""

    text: str
    box: Box
    paragraph: tuple[int, int]
    line: int = 0

    def at(self, times: float) -> ReadWord:
        """Give it on a picture drawn larger or smaller; its box is never smaller than its ink."""
        left, top, right, bottom = (side * times for side in self.box)
        return replace(self, box=(int(left), int(top), int(-(-right // 1)), int(-(-bottom // 1))))

    def whole(self) -> ReadWord:
        """Give it with a box around all its letters: OCR cuts some off at its ends, by less than a space."""
        left, top, right, bottom = self.box
        more = round(_CUT_OFF * (bottom - top))
        return replace(self, box=(max(left - more, 0), top, right + more, bottom))


def agreed(first: Sequence[ReadWord], second: Sequence[ReadWord]) -> list[ReadWord]:
    """Give the words of a reading that another one has at the same place.

    Parameters
    ----------
    first, second : sequences of ReadWord
        Of the same picture.

    Returns
    -------
    list of ReadWord
        Of the first, in its order. Letters and figures have to be the same; stops and quotes may differ.
    """
    if not first or not second:
        return []
    shared = _shared(_boxes(first), _boxes(second))
    spelled = [_letters(word.text) for word in second]
    return [
        word
        for word, shares in zip(first, shared, strict=True)
        if _letters(word.text) in {spelled[at] for at in np.flatnonzero(shares > _SHARED)}
    ]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)) or text


def _boxes(words: Sequence[ReadWord]) -> npt.NDArray[np.int64]:
    return np.array([word.box for word in words], dtype=np.int64)


def _shared(one: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Give which part of the smaller of each two boxes lies in the other."""
    low = np.maximum(one[:, None, :2], other[None, :, :2])
    high = np.minimum(one[:, None, 2:], other[None, :, 2:])
    inner: npt.NDArray[np.int64] = (high - low).clip(0).prod(axis=2)
    sizes = [np.maximum((boxes[:, 2:] - boxes[:, :2]).prod(axis=1), 1) for boxes in (one, other)]
    parts: npt.NDArray[np.float64] = inner / np.minimum(sizes[0][:, None], sizes[1][None, :])
    return parts
