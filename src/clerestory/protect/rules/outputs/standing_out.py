"""Whether one operation or network stands out behind a figure that is no cell of a table (S6)."""

from __future__ import annotations


def stands_out(two: tuple[int, int], total: int) -> bool:
    """Say whether one has over half of a total, or would have in the eyes of the one that has most.

    Whoever knows the largest takes it away, and sees the second in what is left: two large ones of equal size give
    each other away, which the rule about one half alone lets pass.

    Parameters
    ----------
    two : tuple of two ints
        What the largest and the second have of the total.
    total : int

    Examples
    --------
    >>> stands_out((6, 2), 10), stands_out((4, 4), 10), stands_out((4, 3), 10)
    (True, True, False)
    """
    largest, second = two
    return 2 * largest > total or 2 * second > total - largest
