"""Codings of usable interviews, brought together from the projects of all coders; confidential.

Rows are interviews, columns codes; who coded is a number, and what was said stays in ``texts``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from clerestory.model.interviews.project import Code

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

INTERVIEW, CODER, CODE, START, END = range(5)  # columns of ``Coded.codings``


class Unit(Enum):
    """What coders are compared on."""

    INTERVIEW = "interview"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, repr=False)
class Coded:
    """What coders said of interviews; ``repr`` shows its size alone.

    Attributes
    ----------
    interviews : tuple of str
        Pseudonyms of usable interviews of which there is a transcript.
    codes : tuple of Code
        Codes that may be given, in the order of the codebook.
    coders : int
        How many coders there are.
    codings : int array of shape (m, 5)
        Interview, coder, code, and the code points from and to which it was given.
    texts : mapping of str to str
        Transcripts by interview.
    left_out : int
        Transcripts that may not be used: of no interview of the register, without consent, or withdrawn.
    unread : int
        Sources that are no texts, which are kept and not read.
    """

    interviews: tuple[str, ...]
    codes: tuple[Code, ...]
    coders: int
    codings: Ints
    texts: Mapping[str, str]
    left_out: int = 0
    unread: int = 0

    def __repr__(self) -> str:
        return f"Coded({len(self.interviews)} interviews, {len(self.codes)} codes, {self.coders} coders)"

    @property
    def applied(self) -> Bools:
        """Whether any coder gave a code anywhere in an interview; shape (n_interviews, n_codes)."""
        found = np.zeros((len(self.interviews), len(self.codes)), dtype=np.bool_)
        found[self.codings[:, INTERVIEW], self.codings[:, CODE]] = True
        return found
