"""Profiles of latent classes by rounded shares (S17)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clerestory.errors import ProtectionError
from clerestory.model.rules import ProfileRule

Floats = npt.NDArray[np.float64]


def rounded_profile(
    class_prevalence: Floats, item_response_probability: Floats, persons: int, rule: ProfileRule
) -> tuple[Floats, Floats]:
    """Give class prevalences and item response probabilities as rounded shares.

    Parameters
    ----------
    class_prevalence : float array of shape (C,)
        Shares of all persons, 0 to 1.
    item_response_probability : float array of shape (C, J)
        Share of each class with each item, 0 to 1.
    persons : int
        Persons in all; confidential unless it is published.
    rule : ProfileRule

    Returns
    -------
    tuple of float arrays
        The same shapes, each share to the nearest step; rounded prevalences need not sum to 1.

    Raises
    ------
    ProtectionError
        If a class is expected to have fewer than ``min_persons`` persons.

    Examples
    --------
    >>> prevalence, items = rounded_profile(np.array([0.62, 0.38]), np.array([[0.97], [0.31]]), 200, ProfileRule())
    >>> prevalence, items.ravel()
    (array([0.6, 0.4]), array([0.95, 0.3 ]))
    """
    if (class_prevalence * persons < rule.min_persons).any():
        raise ProtectionError(
            "has a class of too few persons",
            where="class profile",
            remedy=f"A class needs {rule.min_persons} persons; fit fewer classes.",
        )
    steps = 100 // rule.step_pct
    return np.floor(class_prevalence * steps + 0.5) / steps, np.floor(item_response_probability * steps + 0.5) / steps
