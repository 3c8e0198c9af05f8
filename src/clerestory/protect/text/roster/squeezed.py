"""A text without anything between its letters and digits, so that spaces, signs and line breaks part nothing.

Letters and digits that a scanner or a hand takes for each other are one sign here: o and 0, i, l and 1, s and 5, b and
8, z and 2. A number, a registration or a name of a street is then one string however it was grouped, and one
Aho-Corasick pass finds all strings of a roster.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from clerestory.protect.text.normalised import NormalisedText

_ALIKE = str.maketrans("oilsbz", "011582")
_BETWEEN = re.compile(r"[\W_]+")
_LAST = 0x110000
Table = npt.NDArray[np.uint32]


def _table() -> Table:
    """Give for each code point what becomes of it: 0 for what goes. Beyond Latin, what is a letter stays as it is."""
    table = np.zeros(_LAST, dtype=np.uint32)
    letters = [point for point in range(0x3000) if unicodedata.category(chr(point))[0] in "LN"]
    table[letters] = letters
    table[0x3000:] = np.arange(0x3000, _LAST, dtype=np.uint32)
    for sign, alike in _ALIKE.items():
        table[sign] = alike
    return table


_TABLE = _table()


def squeezed(words: str) -> str:
    """Give words as the squeezed text has them.

    Examples
    --------
    >>> squeezed("14, Acacia Av."), squeezed("AB12 CDO")
    ('14acac1aav', 'a812cd0')
    """
    return _BETWEEN.sub("", words.lower()).translate(_ALIKE)


@dataclass(frozen=True, repr=False)
class SqueezedText:
    """Letters and digits of a text, and where each stands in its plain spelling; confidential."""

    text: NormalisedText
    signs: str
    offsets: npt.NDArray[np.intp]

    def span(self, last: int, length: int) -> tuple[int, int] | None:
        """Give where a string that ends with a sign stands in ``plain``; None if it is a part of longer words.

        Parameters
        ----------
        last : int
            Position in ``signs`` of its last sign.
        length : int
            Signs.
        """
        start, end = self._places[last - length + 1], self._places[last] + 1
        plain = self.text.plain
        whole = not (start and plain[start - 1].isalnum()) and not plain[end : end + 1].isalnum()
        return (start, end) if whole and end - start <= 2 * length + LOOSEST else None

    @cached_property
    def _places(self) -> memoryview[int]:
        """``offsets``, from which one number is taken thrice as fast as from an array."""
        return self.offsets.data


LOOSEST = 8  # signs between letters of a short string beyond one for each


def with_signs(letters: Mapping[int, str]) -> Table:
    """Give a table by which some signs are letters, too."""
    table = _TABLE.copy()
    for sign, letter in letters.items():
        table[sign] = ord(squeezed(letter))
    return table


def squeeze(text: NormalisedText, table: Table | None = None) -> SqueezedText:
    """Take everything but letters and digits out of a text; a ``table`` may say that signs are letters."""
    points = np.frombuffer(text.folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    signs = (_TABLE if table is None else table)[points]
    offsets = np.flatnonzero(signs)
    return SqueezedText(text, signs[offsets].tobytes().decode("utf-32-le", "surrogatepass"), offsets)
