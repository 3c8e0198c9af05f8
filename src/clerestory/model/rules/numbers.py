"""Numbers of rules: whole, or exact fractions, so that a count on the border always falls on the same side."""

from __future__ import annotations

from fractions import Fraction

from clerestory.errors import RuleSetError

FINEST = 1_000  # largest denominator: products with any count of a table then stay within 64 bits


def check_at_least(number: int, least: int, *, where: str, remedy: str) -> None:
    """Check a whole number of a rule.

    Raises
    ------
    RuleSetError
        If it is no whole number or below ``least``.
    """
    if isinstance(number, bool) or not isinstance(number, int):
        raise RuleSetError(f"{number!r} is no whole number", where=where, remedy=remedy)
    if number < least:
        raise RuleSetError(f"{number} is below {least}", where=where, remedy=remedy)


def exact(number: Fraction | int, *, above: int, most: int, where: str) -> Fraction:
    """Give a number of a rule as an exact fraction.

    Raises
    ------
    RuleSetError
        If it is a float, not above ``above``, over ``most``, or finer than thousandths.
    """
    if isinstance(number, bool) or not isinstance(number, (int, Fraction)):
        raise RuleSetError(
            f"{number!r} is not exact", where=where, remedy="Give a whole number or a fraction, such as Fraction(1, 3)."
        )
    made = Fraction(number)
    if not above < made <= most or made.denominator > FINEST:
        raise RuleSetError(
            f"{made} is out of range",
            where=where,
            remedy=f"Give a number above {above}, at most {most}, in thousandths at the finest.",
        )
    return made


def in_words(number: Fraction) -> str:
    """Give an exact number as a reader expects it.

    Examples
    --------
    >>> in_words(Fraction(85)), in_words(Fraction(25, 2)), in_words(Fraction(1, 3))
    ('85', '12.5', '1/3')
    """
    left = number.denominator
    for prime in (2, 5):
        while left % prime == 0:
            left //= prime
    return f"{float(number):g}" if left == 1 else str(number)
