"""One plain spelling of a text for every matcher, and the way back to the original's code points.

Escapes of HTML, JSON and web addresses are undone; compatibility forms (full width, ligatures), accents, look-alike
letters of other alphabets, kinds of dash, quote and space become plain ones; what a reader does not see goes; runs of
space become one space, and a word that a line break parted with a hyphen is joined. Matchers search ``plain`` (capitals
kept) or ``folded`` (small letters), which have the same length; ``original_span`` gives the code points of the original
that a match covers, hidden ones within included.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from clerestory.protect.text.escapes import unescaped
from clerestory.protect.text.landmarks import Landmarks, landmarks_of
from clerestory.protect.text.signs import Points, SignTable

Offsets = npt.NDArray[np.int32]
T = TypeVar("T")
_SPACE, _LINE_END, _RETURN, _HYPHEN = 32, 10, 13, 45
_SIGNS = SignTable()
_SHORT = 200
_PLAIN = re.compile(r"[ !\"#$'()*+,\-./0-9:;<=>?@A-Z\[\]^_a-z{|}~]*")  # ASCII without controls, escapes and accents


@dataclass(frozen=True, repr=False)
class NormalisedText:
    """A text in one plain spelling; confidential, so ``repr`` shows its length alone.

    Attributes
    ----------
    original : str
    plain : str
        In plain spelling, capitals kept.
    offsets : int32 array of shape (len(plain) + 1,)
        Code point of the original from which each one of ``plain`` comes, and last that of its end; of a stretch, code
        points of the text that it is of.
    """

    original: str
    plain: str
    offsets: Offsets = field(compare=False)
    _scanned: dict[Callable[..., Any], tuple[Any, ...]] = field(default_factory=dict, compare=False)

    def __repr__(self) -> str:
        return f"NormalisedText({len(self.original)} code points)"

    @cached_property
    def folded(self) -> str:
        """``plain`` in small letters; of the same length."""
        small = self.plain.lower()
        if len(small) == len(self.plain):
            return small
        return "".join(low if len(low := sign.lower()) == 1 else sign for sign in self.plain)

    @cached_property
    def landmarks(self) -> Landmarks:
        """Where letters, digits, capitals and words begin in ``plain``."""
        return landmarks_of(self.plain)

    def once(self, scan: Callable[[NormalisedText], Iterable[T]]) -> tuple[T, ...]:
        """Give what a scan of this text finds; rules that share it have it done once."""
        if scan not in self._scanned:
            self._scanned[scan] = tuple(scan(self))
        return self._scanned[scan]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Give where a passage of ``plain`` stands in the original, with the hidden signs within and right after."""
        first, last, after = self._places[start], self._places[end - 1], self._places[end]
        if after <= last:  # the passage ends within one escape or ligature, which is covered as a whole
            after = self._places[int(np.searchsorted(self.offsets, last, side="right"))]
        return first, after

    @cached_property
    def _places(self) -> memoryview[int]:
        """``offsets``, from which one number is taken thrice as fast as from an array."""
        return self.offsets.data


def normalise(text: str, *, at: int = 0) -> NormalisedText:
    """Bring a text to one plain spelling.

    Parameters
    ----------
    text : str
    at : int
        Where it begins in the longer text of which it is a stretch; ``offsets`` count from the beginning of that.

    Examples
    --------
    >>> found = normalise("Zo\u200be\u0301  N\u043evak")
    >>> found.plain, found.original_span(0, 3)
    ('Zoe Novak', (0, 5))
    """
    if _is_short_and_plain(text):
        return NormalisedText(text, text, np.arange(at, at + len(text) + 1, dtype=np.int32))
    bare, offsets = unescaped(text)
    points = np.frombuffer(bare.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    plain, origin = _SIGNS.plain(points)
    offsets = _along(offsets, origin)
    plain, kept = _spaced_once(plain)
    offsets = _along(offsets, kept)
    if offsets is None:
        offsets = np.arange(len(plain), dtype=np.int32)
    written = plain.tobytes().decode("utf-32-le", "surrogatepass")
    offsets = np.append(offsets, np.int32(len(text)))
    return NormalisedText(text, written, offsets + np.int32(at) if at else offsets)


def _is_short_and_plain(text: str) -> bool:
    """Say whether a passage has nothing to undo; a long text has, and is not looked through for it."""
    return len(text) <= _SHORT and "  " not in text and _PLAIN.fullmatch(text) is not None


def _along(offsets: Offsets | None, origin: Offsets | None) -> Offsets | None:
    """Give offsets of offsets; None is the way that leads from every place to itself."""
    if origin is None:
        return offsets
    return origin if offsets is None else offsets[origin]


def _spaced_once(plain: Points) -> tuple[Points, Offsets | None]:
    """Give runs of space as one space, and words that a hyphen at a line's end parted as one word."""
    ends = (plain == _LINE_END) | (plain == _RETURN)
    space = (plain == _SPACE) | ends
    again = space[1:] & space[:-1]
    broken = _broken_words(plain, space) if ends.any() else []
    plain = np.where(ends, np.uint32(_SPACE), plain)
    if not again.any() and not broken:
        return plain, None
    kept = np.concatenate(([True], ~again))
    for start, end in broken:
        kept[start:end] = False
    origin = np.flatnonzero(kept).astype(np.int32)
    return plain[origin], origin


def _broken_words(plain: Points, space: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Give hyphens between letters that one line end follows, with the spaces around that end."""
    hyphens = np.flatnonzero((plain[1:-1] == _HYPHEN) & space[2:]) + 1
    found = []
    for start in hyphens.tolist():
        end = start + 1
        while end < len(plain) and space[end]:
            end += 1
        if _is_letter(plain, start - 1) and _is_letter(plain, end) and _is_one_line_end(plain[start + 1 : end]):
            found.append((start, end))
    return found


def _is_letter(plain: Points, at: int) -> bool:
    return 0 <= at < len(plain) and chr(int(plain[at])).isalpha()


def _is_one_line_end(between: Points) -> bool:
    written = "".join(chr(point) for point in between.tolist()).replace("\r\n", "\n").replace("\r", "\n")
    return written.count("\n") == 1
