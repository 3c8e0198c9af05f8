"""Estimates of models whose inputs could not be published (S17)."""

from __future__ import annotations

from collections.abc import Mapping

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
    if residual_freedom < rule.min_freedom:
        raise ProtectionError(
            "is nearly saturated",
            where="model estimates",
            remedy=f"Leave {rule.min_freedom} degrees of freedom: fit fewer terms.",
        )
    return {name: float(f"{value:.{rule.digits}g}") for name, value in estimates.items()}
