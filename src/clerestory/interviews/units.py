"""Units that coders are compared on: whole interviews, or their paragraphs.

A paragraph is a line of a transcript that says something. A coder gave it a code if a passage with that code has a
letter, digit or sign in it. A coder who gave no code at all in an interview has not coded it: there all units lack
that coder's values. Else what was given no code was looked at and given none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from clerestory.model.interviews.coded import CODE, CODER, END, INTERVIEW, START, Bools, Coded, Ints, Unit

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]*\S[^\r\n\u2028\u2029]*")


def unit_spans(text: str, unit: Unit) -> Ints:
    r"""Give the code points of each unit of a transcript: shape (n, 2), the second not within.

    Examples
    --------
    >>> unit_spans("One.\n\nTwo.", Unit.PARAGRAPH).tolist()
    [[0, 4], [6, 10]]
    """
    if unit is Unit.INTERVIEW:
        return np.array([[0, max(len(text), 1)]], dtype=np.int64)
    spans = [found.span() for found in _PARAGRAPH.finditer(text)]
    return np.array(spans, dtype=np.int64).reshape(-1, 2)


def units_of(coded: Coded, unit: Unit) -> tuple[Bools, Bools]:
    """Give which coder gave which code to each unit, and which coders coded it at all.

    Parameters
    ----------
    coded : Coded
    unit : Unit

    Returns
    -------
    given : bool array of shape (n_units, n_coders, n_codes)
    looked_at : bool array of shape (n_units, n_coders)
    """
    parts = [_of_interview(coded, at, unit) for at in range(len(coded.interviews))]
    width = (coded.coders, len(coded.codes))
    given = np.concatenate([part[0] for part in parts] or [np.zeros((0, *width), dtype=np.bool_)])
    looked_at = np.concatenate([part[1] for part in parts] or [np.zeros((0, coded.coders), dtype=np.bool_)])
    return given, looked_at


def _of_interview(coded: Coded, at: int, unit: Unit) -> tuple[Bools, Bools]:
    text = coded.texts[coded.interviews[at]]
    spans, mine = unit_spans(text, unit), coded.codings[coded.codings[:, INTERVIEW] == at]
    given = np.zeros((len(spans), coded.coders, len(coded.codes)), dtype=np.bool_)
    for row in mine:
        hit = _overlapping(spans, _worded(text, int(row[START]), int(row[END])), unit)
        given[hit, row[CODER], row[CODE]] = True
    coders = np.isin(np.arange(coded.coders), mine[:, CODER])
    return given, np.tile(coders, (len(spans), 1))


def _worded(text: str, start: int, end: int) -> tuple[int, int]:
    """Give a passage without the blanks at its ends, which reach into the next line when a line is marked whole."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _overlapping(spans: Ints, passage: Sequence[int], unit: Unit) -> Bools:
    if unit is Unit.INTERVIEW:
        return np.ones(len(spans), dtype=np.bool_)
    found: Bools = (spans[:, 0] < passage[1]) & (spans[:, 1] > passage[0])
    return found
