"""Where letters, digits, capitals and the words of a list begin in a text: found once by arrays, for all rules.

Most of a text is of no rule's concern. A rule that searches all of it anew costs as much as all other work on it; these
places cost one pass together, and each rule looks at the few that are its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Stretch = tuple[int, int]

AROUND = 24  # signs around digits in which a form may begin or end
NEAR = 128  # signs between two stretches that are searched as one, since to begin a search costs as much
_CODE_POINTS = 0x110000
_NOT_ASKED, _APART, _OF_WORDS, _LETTER, _DIGIT, _CAPITAL = range(6)  # capitals of ASCII are letters, too
_KINDS = np.zeros(_CODE_POINTS, dtype=np.uint8)  # of signs that were met so far; asked once each
_LEAD = 3  # signs of a word by which it is looked for
_LETTERS = 32  # a letter of ASCII is its code point's rest by this, whether it is a capital or small


@dataclass(frozen=True, repr=False)
class Landmarks:
    """The signs of a text and their kinds, with ``_LEAD`` signs of nothing after the last; confidential."""

    points: npt.NDArray[np.uint32]
    kinds: npt.NDArray[np.uint8]

    @cached_property
    def of_words(self) -> Mask:
        """Where a letter or digit stands."""
        return self.kinds[:-_LEAD] >= _OF_WORDS

    @cached_property
    def word_starts(self) -> Places:
        """Where a letter stands and none before it."""
        letters = (self.kinds[:-_LEAD] == _LETTER) | (self.kinds[:-_LEAD] == _CAPITAL)
        return np.flatnonzero(letters & ~_one_later(letters))

    @cached_property
    def leads(self) -> npt.NDArray[np.uint32]:
        """The first three signs of each word as one number, capitals as small letters; other signs may look alike."""
        first, second, third = (self.points[self.word_starts + at] % _LETTERS for at in range(_LEAD))
        return (first * _LETTERS + second) * _LETTERS + third

    @cached_property
    def capitals(self) -> Places:
        """Where a capital of ASCII stands and neither letter nor digit before it."""
        return np.flatnonzero((self.kinds[:-_LEAD] == _CAPITAL) & ~_one_later(self.of_words))

    def capitals_before(self, signs: str) -> list[int]:
        """Give the capitals that begin a word and that a capital, or one of some signs, follows."""
        table = np.zeros(128, dtype=np.bool_)
        table[[ord(sign) for sign in signs]] = True
        after = self.capitals + 1
        fits = (self.kinds[after] == _CAPITAL) | table[np.minimum(self.points[after], 127)]
        found: list[int] = self.capitals[fits].tolist()
        return found

    @cached_property
    def digits(self) -> tuple[Stretch, ...]:
        """The stretches around digits, in order, none overlapping another."""
        places = np.flatnonzero(self.kinds == _DIGIT)
        if not len(places):
            return ()
        ends = np.flatnonzero(np.diff(places) > 2 * AROUND + NEAR)
        firsts = np.concatenate((places[:1], places[ends + 1])) - AROUND
        lasts = np.concatenate((places[ends], places[-1:])) + 1 + AROUND
        length = len(self.points) - _LEAD
        return tuple(zip(np.maximum(firsts, 0).tolist(), np.minimum(lasts, length).tolist(), strict=True))


class Leads:
    """Words of a list, by their first three letters.

    Parameters
    ----------
    words : iterable of str
        In small letters of ASCII; of one or two letters, too.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._table = np.zeros(_LETTERS**_LEAD, dtype=np.bool_)
        for word in words:
            signs = [[ord(sign) % _LETTERS] for sign in word[:_LEAD]]
            for first, second, third in product(*signs, *[range(_LETTERS)] * (_LEAD - len(signs))):
                self._table[(first * _LETTERS + second) * _LETTERS + third] = True

    def places(self, landmarks: Landmarks) -> list[int]:
        """Give where a word of the list may begin, and some others; none that follows a letter."""
        found: list[int] = landmarks.word_starts[self._table[landmarks.leads]].tolist()
        return found


def landmarks_of(plain: str) -> Landmarks:
    """Give the landmarks of a text in plain spelling.

    Examples
    --------
    >>> found = landmarks_of("On 3 May, J Q said")
    >>> found.word_starts.tolist(), found.capitals_before(" ."), Leads(["may"]).places(found)
    ([0, 5, 10, 12, 14], [10, 12], [5])
    """
    encoded = (plain + "\n" * _LEAD).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(encoded, dtype=np.uint32)
    kinds = _KINDS[points]
    if not kinds.all():
        for point in np.unique(points[kinds == _NOT_ASKED]).tolist():
            _KINDS[point] = _kind(chr(point))
        kinds = _KINDS[points]
    return Landmarks(points, kinds)


def _kind(sign: str) -> int:
    if sign.isascii() and (sign.isdigit() or sign.isupper()):
        return _DIGIT if sign.isdigit() else _CAPITAL
    if sign.isalpha():
        return _LETTER
    return _OF_WORDS if sign.isalnum() else _APART


def _one_later(mask: Mask) -> Mask:
    return np.concatenate((np.zeros(1, dtype=np.bool_), mask[:-1]))
