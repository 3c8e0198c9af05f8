"""The words of a text and where each begins, taken apart by arrays: by far the most of a search is this."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_CODE_POINTS = 0x110000
_SPACE, _APOSTROPHE = ord(" "), ord("'")
_NOT_ASKED, _APART, _OF_WORDS = 0, 1, 2
_KINDS = np.zeros(_CODE_POINTS, dtype=np.uint8)  # of signs that were met so far; asked once each


@dataclass(frozen=True, repr=False)
class Words:
    """The words of a text in order, each with where it begins; ``repr`` shows their number alone.

    Attributes
    ----------
    written : list of str
        Letters and digits, with apostrophes within.
    starts, lengths : int64 array of shape (n_words,)
    """

    written: list[str]
    starts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]

    def __repr__(self) -> str:
        return f"Words({len(self.written)})"


def words_of(plain: str) -> Words:
    """Take a text in plain spelling apart into words.

    Examples
    --------
    >>> found = words_of("Ron O'Quill's_file 2")
    >>> found.written, found.starts.tolist()
    (['Ron', "O'Quill's", 'file', '2'], [0, 4, 14, 19])
    """
    points = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    within = _is_of_words(points)
    within[1:-1] |= (points[1:-1] == _APOSTROPHE) & within[:-2] & within[2:]
    edges = np.flatnonzero(np.diff(within, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    spaced = np.where(within, points, np.uint32(_SPACE)).tobytes().decode("utf-32-le", "surrogatepass")
    return Words(spaced.split(), starts, ends - starts)


def _is_of_words(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    kinds = _KINDS[points]
    if (kinds == _NOT_ASKED).any():
        for point in np.unique(points[kinds == _NOT_ASKED]).tolist():
            _KINDS[point] = _OF_WORDS if chr(point).isalnum() else _APART
        kinds = _KINDS[points]
    within: npt.NDArray[np.bool_] = kinds == _OF_WORDS
    return within
