"""Networks: a distribution over banded sizes, and nothing of one network (S10)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.errors import ProtectionError, TableError
from clerestory.model.rules import NetworkRule
from clerestory.model.tables import Counts


@dataclass(frozen=True)
class NetworkClass:
    """How many networks have ``least`` to ``most`` members; ``most`` is None in the open class."""

    least: int
    most: int | None
    networks: int

    @property
    def label(self) -> str:
        """The class as readers see it."""
        if self.most is None:
            return f"{self.least}+"
        return str(self.least) if self.least == self.most else f"{self.least}-{self.most}"


def network_distribution(sizes: Counts, rule: NetworkRule, *, operations: int) -> tuple[NetworkClass, ...]:
    """Count networks by banded size, small classes merged from the top down.

    A class of fewer than ``min_class`` networks joins the next smaller one; if the lowest is still too small it joins
    the next larger. An empty class joins too, so "none of that size" is not said.

    Parameters
    ----------
    sizes : int array of shape (n,)
        Members of each network; confidential.
    rule : NetworkRule
    operations : int
        Distinct operations that the networks come from.

    Returns
    -------
    tuple of NetworkClass
        From small to large; together they hold every network.

    Raises
    ------
    TableError
        If a network is smaller than the smallest band.
    ProtectionError
        If there are too few networks or operations for any distribution.

    Examples
    --------
    >>> sizes = np.repeat([2, 3, 4, 6, 12], [20, 12, 10, 14, 3])
    >>> [(c.label, c.networks) for c in network_distribution(sizes, NetworkRule(), operations=30)]
    [('2', 20), ('3-4', 22), ('5+', 17)]
    """
    if len(sizes) and sizes.min() < rule.bands[0]:
        raise TableError(
            "has a network below the bands", where="networks", remedy=f"A network has {rule.bands[0]} or more."
        )
    if len(sizes) < max(rule.min_networks, rule.min_class) or operations < rule.min_operations:
        raise ProtectionError(
            "are too few for a distribution",
            where="networks",
            remedy=f"It takes {rule.min_networks} networks of {rule.min_operations} operations; withhold it.",
        )
    counts = np.bincount(np.searchsorted(rule.bands, sizes, side="right") - 1, minlength=len(rule.bands))
    merged: list[tuple[int, int]] = []  # (first band, networks), from large to small
    waiting = 0
    for band in range(len(rule.bands) - 1, -1, -1):
        waiting += int(counts[band])
        if waiting >= rule.min_class:
            merged.append((band, waiting))
            waiting = 0
    merged[-1] = (0, merged[-1][1] + waiting)
    ends = [None, *(rule.bands[band] - 1 for band, _ in merged)]
    made = [NetworkClass(rule.bands[band], end, n) for (band, n), end in zip(merged, ends, strict=False)]
    return tuple(reversed(made))
