"""Networks: a distribution over banded sizes, and nothing of one network (S10)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.errors import ProtectionError, TableError
from clerestory.model.contributors import two_largest
from clerestory.model.rules import NetworkRule
from clerestory.model.tables import Counts
from clerestory.protect.rules.outputs.standing_out import stands_out


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


def network_distribution(sizes: Counts, rule: NetworkRule, *, operations: Counts) -> tuple[NetworkClass, ...]:
    """Count networks by banded size, small classes merged from the top down.

    A class of fewer than ``min_class`` networks, or of too few operations, or in which one operation stands out, joins
    the next smaller one; if the lowest is still too small it joins the next larger. An empty class joins too, so "none
    of that size" is not said.

    Parameters
    ----------
    sizes : int array of shape (n,)
        Members of each network; confidential.
    rule : NetworkRule
    operations : int array of shape (n,)
        One operation of each network, by its number; confidential.

    Returns
    -------
    tuple of NetworkClass
        From small to large; together they hold every network.

    Raises
    ------
    TableError
        If a network is smaller than the smallest band.
    ProtectionError
        If there are too few networks or operations for any distribution, or one operation stands out.

    Examples
    --------
    >>> sizes = np.repeat([2, 3, 4, 6, 12], [20, 12, 10, 14, 3])
    >>> [(c.label, c.networks) for c in network_distribution(sizes, NetworkRule(), operations=np.arange(59) % 30)]
    [('2', 20), ('3-4', 22), ('5+', 17)]
    """
    if len(sizes) and sizes.min() < rule.bands[0]:
        raise TableError(
            "has a network below the bands", where="networks", remedy=f"A network has {rule.bands[0]} or more."
        )
    if not is_class(operations, rule) or len(sizes) < rule.min_networks:
        raise ProtectionError(
            "are too few for a distribution, or too many of them are of one operation",
            where="networks",
            remedy=f"It takes {rule.min_networks} networks of {rule.min_operations} operations; withhold it.",
        )
    band_of = np.searchsorted(rule.bands, sizes, side="right") - 1
    merged: list[tuple[int, Counts]] = []  # first band, operations of its networks; from large to small
    waiting = np.empty(0, dtype=np.int64)
    for band in range(len(rule.bands) - 1, -1, -1):
        waiting = np.concatenate([waiting, operations[band_of == band]])
        if is_class(waiting, rule):
            merged.append((band, waiting))
            waiting = waiting[:0]
    while len(waiting) or merged[-1][0] > 0:
        # What is left over joins the last class; the sum may be one that stands out again, and joins the next.
        waiting = np.concatenate([waiting, merged.pop()[1]])
        if is_class(waiting, rule) or not merged:
            merged.append((0, waiting))
            waiting = waiting[:0]
    ends = [None, *(rule.bands[band] - 1 for band, _ in merged)]
    made = [NetworkClass(rule.bands[band], end, len(own)) for (band, own), end in zip(merged, ends, strict=False)]
    return tuple(reversed(made))


def is_class(operations: Counts, rule: NetworkRule) -> bool:
    """Say whether networks, one operation of each given, may be counted as a class of a distribution."""
    behind = np.bincount(operations) if len(operations) else np.zeros(1, dtype=np.int64)
    enough = len(operations) >= rule.min_class and (behind > 0).sum() >= rule.min_operations
    return bool(enough) and not stands_out(two_largest(behind), len(operations))
