"""What is found of networks: sizes, spells and counts without a key, so that nobody can be picked out by one."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.model.networks.ties import Codes, Role
from clerestory.model.tables import Counts, Mask


@dataclass(frozen=True)
class Tally:
    """How many networks, and of how many operations they are."""

    networks: int
    operations: int


@dataclass(frozen=True)
class History:
    """What the networks of a quarter came from, and what became of those of the quarter before."""

    quarter: int
    present: Tally
    births: Tally
    merges: Tally
    splits: Tally
    deaths: Tally
    carried_on: Tally


@dataclass(frozen=True, eq=False)
class Spells:
    """Lengths of ties, memberships or networks, sorted, so that no place in them stands for anybody.

    Attributes
    ----------
    quarters : int array of shape (n,)
        How many quarters each was there, the first and the last among them.
    ended : bool array of shape (n,)
        Whether the end was seen.
    operation : int array of shape (n,)
        One operation of each.
    """

    quarters: Counts
    ended: Mask
    operation: Codes

    def __repr__(self) -> str:
        return f"Spells({len(self.quarters)})"


@dataclass(frozen=True)
class Persisting:
    """Members of one quarter who are members again some quarters later, over all quarters.

    Attributes
    ----------
    lag_quarters : int
    stayed_prop : float
        Of the members of each quarter, those who are there again; pooled over quarters, 0 to 1.
    stayed_persons, gone_persons : int
        Different persons who at some time were there again, and who at some time were not.
    stayed_operations, gone_operations : int
        Different operations of these.
    """

    lag_quarters: int
    stayed_prop: float
    stayed_persons: int
    gone_persons: int
    stayed_operations: int
    gone_operations: int


@dataclass(frozen=True)
class RoleCount:
    """How many persons had a role at some time, and in how many operations."""

    role: Role
    persons: int
    operations: int


@dataclass(frozen=True)
class Shaken:
    """A figure as it is, and its mean and 5th and 95th percentile over random changes of the ties.

    ``base`` is what a share is of: persons, or networks.
    """

    what: str
    base: int
    as_it_is: float
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Held:
    """Of networks that have two or more members left after a random loss of persons, the share in one piece."""

    lost_prop: float
    networks: int
    mean_prop: float
    low_prop: float
    high_prop: float


@dataclass(frozen=True)
class Structure:
    """Figures of the projection on persons: who share an event are tied. Of the whole, never of a person."""

    projected_ties: int
    transitivity: float
    modularity: float


@dataclass(frozen=True, eq=False)
class NetworkFindings:
    """All that was found of networks; confidential, so ``repr`` shows its shape alone.

    Attributes
    ----------
    sizes, forces : int array of shape (n_networks,)
        Members, and forces, of each network of the whole period, each sorted by itself.
    sized_operations, forced_operations : int
        Different operations of these networks; of those with a force.
    """

    sizes: Counts
    sized_operations: int
    forces: Counts
    forced_operations: int
    history: tuple[History, ...]
    ties: Spells
    members: Spells
    networks: Spells
    persisting: tuple[Persisting, ...]
    roles: tuple[RoleCount, ...]
    held: tuple[Held, ...]
    shaken: tuple[Shaken, ...]
    structure: Structure

    def __repr__(self) -> str:
        return f"NetworkFindings({len(self.sizes)} networks, {len(self.history)} steps)"
