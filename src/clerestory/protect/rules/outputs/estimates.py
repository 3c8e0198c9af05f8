"""Estimates of models whose inputs could not be published (S17)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Context

from clerestory.errors import ProtectionError
from clerestory.model.rules import EstimateRule


def printed_estimates(estimates: Mapping[str, float], rule: EstimateRule, *, residual_freedom: int) -> dict[str, float]:
    """Give estimates to a few significant digits; the counts of the inputs have no way in, and so none out.

    Parameters
    ----------
    estimates : mapping of str to float
        Coefficients and standard errors by name.
    rule : EstimateRule
    residual_freedom : int
        Residual degrees of freedom. A model that is nearly saturated tells its table.

    Raises
    ------
    ProtectionError
        If too few degrees of freedom are left.

    Examples
    --------
    >>> printed_estimates({"log odds": -0.48613, "standard error": 0.1274}, EstimateRule(), residual_freedom=40)
    {'log odds': -0.49, 'standard error': 0.13}
    """
    _check_freedom(residual_freedom, rule)
    return {name: float(f"{value:.{rule.digits}g}") for name, value in estimates.items()}


def printed_limits(low: float, high: float, rule: EstimateRule, *, residual_freedom: int) -> tuple[float, float]:
    """Give the limits of an interval to a few significant digits, outwards: it holds no less often than it says.

    Raises
    ------
    ProtectionError
        If too few degrees of freedom are left.

    Examples
    --------
    >>> printed_limits(-0.1261, 0.5614, EstimateRule(), residual_freedom=40)
    (-0.13, 0.57)
    """
    _check_freedom(residual_freedom, rule)
    return _cut(low, rule.digits, ROUND_FLOOR), _cut(high, rule.digits, ROUND_CEILING)


def _cut(value: float, digits: int, rounding: str) -> float:
    return float(Context(prec=digits, rounding=rounding).create_decimal(f"{value:.9g}"))


def _check_freedom(residual_freedom: int, rule: EstimateRule) -> None:
    if residual_freedom < rule.min_freedom:
        raise ProtectionError(
            "is nearly saturated",
            where="model estimates",
            remedy=f"Leave {rule.min_freedom} degrees of freedom: fit fewer terms.",
        )
