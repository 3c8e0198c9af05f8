"""The models that a method chose, one for each table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clerestory.analyse.scale.lattice import Floats, Terms


@dataclass(frozen=True)
class Choice:
    """The chosen models and their estimates.

    Attributes
    ----------
    terms : bool array of shape (n, 2 ** k)
        Terms of the model of each table.
    hidden : float array of shape (n,)
        Estimated number of cases that no list holds; not a number where no model is estimable.
    """

    terms: Terms
    hidden: Floats


Chooser = Callable[[Floats], Choice]  # chooses a model for each of many tables
