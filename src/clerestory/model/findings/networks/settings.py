"""What is asked of networks."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.errors import TableError

LEAST_REPLICATES, MOST_REPLICATES = 20, 1000


@dataclass(frozen=True)
class NetworkSettings:
    """What is asked of networks.

    Attributes
    ----------
    least_overlap_prop : float
        Share of the members of the smaller of two networks, one quarter apart, that both must have in common for the
        later one to carry on the earlier one; above 0, at most 1.
    least_shared_persons : int
        The same as a number: one person who moves carries no network on.
    replicates, seed : int
        Of the random losses and of the missing ties.
    missing_prop : float
        Share of ties that is left out to see how far the figures hang on them.
    losses_prop : tuple of float
        Shares of persons that are taken out at random.
    lags_quarters : tuple of int
        How many quarters lie between the members that are compared.
    """

    least_overlap_prop: float = 0.5
    least_shared_persons: int = 2
    replicates: int = 100
    seed: int = 1
    missing_prop: float = 0.1
    losses_prop: tuple[float, ...] = (0.1, 0.25, 0.5)
    lags_quarters: tuple[int, ...] = (1, 2, 4, 8)

    def __post_init__(self) -> None:
        if not 0 < self.least_overlap_prop <= 1 or self.least_shared_persons < 1 or self.seed < 0:
            raise TableError(
                "has an overlap or a seed that means nothing",
                where="settings of networks",
                remedy="An overlap is a share above 0 and at most 1, of one person or more; a seed is 0 or more.",
            )
        if not LEAST_REPLICATES <= self.replicates <= MOST_REPLICATES:
            raise TableError(
                "asks for too few or too many replicates",
                where="settings of networks",
                remedy=f"Give {LEAST_REPLICATES} to {MOST_REPLICATES}; 100 are usual.",
            )
        if any(not 0 < share < 1 for share in (self.missing_prop, *self.losses_prop)):
            raise TableError(
                "has a share that is not between 0 and 1",
                where="settings of networks",
                remedy="Give shares such as 0.1, of ties that are missing and of persons that are lost.",
            )
