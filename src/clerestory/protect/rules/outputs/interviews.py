"""Interviews: which kinds may be told apart, and saturation at points that tell of no single interview (Q10, S17)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from clerestory.model.interviews.findings import PrintedSaturation, Saturation, SaturationPoint
from clerestory.model.rules import ThresholdRule

STEP = 5  # saturation is told after every fifth interview
LEAST_SATURATION = 10  # interviews of a curve: with fewer a point is nearly an interview


def shown_kinds(interviews: Mapping[str, int], rule: ThresholdRule) -> frozenset[str]:
    """Give the kinds of interview that may be told apart.

    A kind with fewer interviews than the threshold is one of "other kinds", and the other kinds together have as many
    as the threshold too: what is left when all named kinds are taken away would name the rest.

    Parameters
    ----------
    interviews : mapping of str to int
        How many interviews each kind has; confidential.
    rule : ThresholdRule

    Returns
    -------
    set of str

    Examples
    --------
    >>> sorted(shown_kinds({"officer": 20, "practitioner": 9, "survivor": 2}, ThresholdRule(6)))
    ['officer']
    >>> sorted(shown_kinds({"officer": 20, "practitioner": 9}, ThresholdRule(6)))
    ['officer', 'practitioner']
    """
    there = sorted((number, kind) for kind, number in interviews.items() if number)
    rest = 0
    for at, (number, _) in enumerate(there):
        if number >= rule.minimum and (rest == 0 or rest >= rule.minimum):
            return frozenset(kind for _, kind in there[at:])
        rest += number
    return frozenset()


def printed_saturation(found: Saturation, rule: ThresholdRule, *, orders: int) -> PrintedSaturation:
    """Give the points of saturation that may be printed, in whole codes.

    Points lie at every fifth interview, leave as many interviews as the threshold on either side, and are means over
    orders with the ends of the middle range; the end of the curve, which would be a count of all, is left out.

    Parameters
    ----------
    found : Saturation
        Confidential.
    rule : ThresholdRule
    orders : int
        Random orders that the range is of.
    """
    last = found.interviews - rule.minimum if found.interviews >= LEAST_SATURATION else 0
    after = [k for k in range(STEP, last + 1, STEP) if k >= rule.minimum]
    points = tuple(
        SaturationPoint(k, *(int(np.floor(curve[k - 1] + 0.5)) for curve in (found.mean, found.low, found.high)))
        for k in after
    )
    return PrintedSaturation(points, orders)
