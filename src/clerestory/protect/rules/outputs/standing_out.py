"""Whether one operation or network stands out behind a figure that is no cell of a table (S6)."""

from __future__ import annotations

from fractions import Fraction

MOST_OF_ONE, MOST_OF_TWO = Fraction(1, 2), Fraction(4, 5)


def stands_out(two: tuple[int, int], total: int) -> bool:
    """Say whether one has over half of a total, or two over four fifths of it.

    The second rule is dominance with n = 2: whoever knows the largest takes it away, and would see the second in what
    is left. Two large ones of equal size would give each other away, which the rule about one half lets pass.

    Parameters
    ----------
    two : tuple of two ints
        What the largest and the second have of the total.
    total : int

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.

    Examples
    --------
    >>> stands_out((6, 2), 10), stands_out((5, 4), 10), stands_out((4, 4), 10)
    (True, True, False)
    """
    return two[0] > MOST_OF_ONE * total or sum(two) > MOST_OF_TWO * total
