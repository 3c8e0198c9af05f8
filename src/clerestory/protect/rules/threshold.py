"""The threshold rule, on cells and on the sums that published cells leave over."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clerestory.errors import RuleSetError
from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import Counts, Mask
from clerestory.protect.contributions import Contributions


def unsafe_cells(counts: Counts, rule: ThresholdRule, contributions: Contributions | None = None) -> Mask:
    """Mark the cells that a threshold rule makes unsafe.

    Zeros are left alone: they are published.

    Parameters
    ----------
    counts : int array of any shape
        Cases per cell.
    rule : ThresholdRule
        Fewest cases, and contributors where it asks for them, that a published cell may have.
    contributions : Contributions, optional
        Who is behind each cell; needed where the rule asks, and then ``counts`` is of shape (K,).

    Returns
    -------
    bool array of the same shape
        True where the cell needs primary suppression.

    Raises
    ------
    RuleSetError
        If the rule asks for contributors and nobody says who they are.

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, chapter 5.

    Examples
    --------
    >>> unsafe_cells(np.array([[12, 2], [0, 9]]), ThresholdRule(minimum=6))
    array([[False,  True],
           [False, False]])
    """
    few = np.asarray((counts > 0) & (counts < rule.minimum), dtype=bool)
    if not rule.contributors:
        return few
    if contributions is None:
        raise RuleSetError(
            "asks for contributors, and the cells come without them",
            where="threshold rule",
            remedy="Give who is behind each cell, or a rule on the count alone.",
        )
    return few | ((counts > 0) & (contributions.number() < rule.contributors))


def residual_is_unsafe(parts: Sequence[int], suppressed: Sequence[bool], rule: ThresholdRule) -> bool:
    """Say whether a published sum and its published parts leave over a sum that the rule makes unsafe (rule S15).

    Examples
    --------
    >>> residual_is_unsafe([9, 2, 2], [False, True, True], ThresholdRule(minimum=6))
    True
    """
    return rule.is_unsafe(sum(part for part, hidden in zip(parts, suppressed, strict=True) if hidden))
