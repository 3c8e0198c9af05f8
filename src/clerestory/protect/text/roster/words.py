"""The words of a text and where each begins, taken apart by arrays: by far the most of a search is this."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clerestory.protect.text.normalised import NormalisedText

_SPACE, _APOSTROPHE = ord(" "), ord("'")


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


def words_of(text: NormalisedText) -> Words:
    """Take a text in plain spelling apart into words.

    Examples
    --------
    >>> from clerestory.protect.text.normalised import normalise
    >>> found = words_of(normalise("Ron O'Quill's_file 2"))
    >>> found.written, found.starts.tolist()
    (['Ron', "O'Quill's", 'file', '2'], [0, 4, 14, 19])
    """
    points, of_words = text.landmarks.points[: len(text.plain)], text.landmarks.of_words
    within = of_words.copy()
    within[1:-1] |= (points[1:-1] == _APOSTROPHE) & of_words[:-2] & of_words[2:]
    edges = np.flatnonzero(np.diff(within, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    spaced = np.where(within, points, np.uint32(_SPACE)).tobytes().decode("utf-32-le", "surrogatepass")
    return Words(spaced.split(), starts, ends - starts)
