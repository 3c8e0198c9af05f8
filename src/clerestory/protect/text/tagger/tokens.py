"""Words and signs of a text as arrays: where each stands, which distinct word it is, and in which paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clerestory.protect.text.normalised import NormalisedText

Ints = npt.NDArray[np.int64]

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]+")


@dataclass(frozen=True, repr=False)
class Tokens:
    """The words and signs of one text; confidential.

    Attributes
    ----------
    types : sequence of str
        Each distinct token once, as written.
    type_of : int array of shape (n,)
        Which of ``types`` each token is.
    starts, ends : int array of shape (n,)
        Code points of the plain text.
    paragraph : int array of shape (n,)
        Number of the paragraph, from 0.
    """

    types: Sequence[str]
    type_of: Ints
    starts: Ints
    ends: Ints
    paragraph: Ints

    def __repr__(self) -> str:
        return f"Tokens({len(self.starts)})"

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def words(self) -> npt.NDArray[np.bool_]:
        """Which tokens are words or numbers, not signs; shape (n,)."""
        return np.array([word[0].isalnum() for word in self.types], dtype=np.bool_)[self.type_of]


def tokens_of(text: NormalisedText) -> Tokens:
    """Cut a text into words and signs; a paragraph ends where the original has a line break."""
    known: dict[str, int] = {}
    type_of, starts, ends = [], [], []
    for found in _TOKEN.finditer(text.plain):
        type_of.append(known.setdefault(found[0], len(known)))
        starts.append(found.start())
        ends.append(found.end())
    begins = np.array(starts, dtype=np.int64)
    breaks = np.array([found.start() for found in _BREAK.finditer(text.original)], dtype=np.int64)
    paragraph = np.searchsorted(breaks, text.offsets[begins], side="right").astype(np.int64)
    return Tokens(list(known), np.array(type_of, dtype=np.int64), begins, np.array(ends, dtype=np.int64), paragraph)
