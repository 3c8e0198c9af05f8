"""What is found of networks: sizes, spells and counts without a key, so that nobody can be picked out by one."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.model.findings.networks.ties import Codes, Role
from clerestory.model.tables import Counts, Mask

NUMBER, IN_ONE = "networks", "persons in a network"  # figures whose hold on the ties is tried
OF_TWO, SEVERAL_FORCES = "networks of two", "networks over several forces"


@dataclass(frozen=True)
class Tally:
    """How many networks or persons, of how many operations, and what the two operations and networks with most have.

    Attributes
    ----------
    count, operations : int
    of_operations, of_networks : tuple of two ints
        Of the count, what lies in the two operations, and in the two networks of the whole period, that have most.
    """

    count: int
    operations: int
    of_operations: tuple[int, int]
    of_networks: tuple[int, int]


@dataclass(frozen=True)
class History:
    """What the networks of a period came from, and what became of those before.

    ``unchanged`` are those present that are neither born nor merged, ``left`` those of the quarter before that neither
    split nor ended: what stays of a stock when its published parts are taken from it.
    """

    period: str
    present: Tally
    births: Tally
    merges: Tally
    splits: Tally
    deaths: Tally
    carried_on: Tally
    unchanged: Tally
    left: Tally


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
    network : int array of shape (n,)
        The network of the whole period that it is in; -1 where in none.
    """

    quarters: Counts
    ended: Mask
    operation: Codes
    network: Codes

    def __repr__(self) -> str:
        return f"Spells({len(self.quarters)})"


@dataclass(frozen=True, eq=False)
class NetworkRows:
    """Networks of the whole period, sorted by their values, so that no place stands for one of them.

    Attributes
    ----------
    size, forces : int array of shape (n_networks,)
        Members, and different forces; 0 forces where none is said.
    roles : int array of shape (n_networks,)
        The sum of 2 to the place in ``Role`` of each role that is there.
    operation : int array of shape (n_networks,)
        One operation of each.
    """

    size: Counts
    forces: Counts
    roles: Counts
    operation: Codes

    def __len__(self) -> int:
        return len(self.size)

    def __repr__(self) -> str:
        return f"NetworkRows({len(self)})"


@dataclass(frozen=True)
class Persisting:
    """Members of one quarter who are members again some quarters later, over all quarters.

    Attributes
    ----------
    lag_quarters : int
    stayed_prop : float
        Of the members of each quarter, those who are there again; pooled over quarters, 0 to 1.
    stayed, gone : Tally
        Different persons who at some time were there again, and who at some time were not.
    """

    lag_quarters: int
    stayed_prop: float
    stayed: Tally
    gone: Tally


@dataclass(frozen=True)
class Overlap:
    """Members of one year who are members in a later one too.

    Attributes
    ----------
    year, later : int
    again_prop : float
        Of the members of the year; 0 to 1.
    again, gone : Tally
        Persons who are members in the later year too, and who are not.
    """

    year: int
    later: int
    again_prop: float
    again: Tally
    gone: Tally


@dataclass(frozen=True)
class RoleCount:
    """How many persons had a role at some time."""

    role: Role
    persons: Tally


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
class Spread:
    """Mean, 5th and 95th percentile over the replicates."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Held:
    """What is left of networks after a random loss of persons, as means over the networks with two or more left.

    Attributes
    ----------
    lost_prop : float
    networks : int
        Networks before the loss.
    whole_prop : Spread
        Share of networks in one piece.
    largest_prop : Spread
        Share of the persons left of a network that are in its largest piece.
    pieces : Spread
        Pieces of a network.
    """

    lost_prop: float
    networks: int
    whole_prop: Spread
    largest_prop: Spread
    pieces: Spread


@dataclass(frozen=True)
class Steady:
    """How many ties may be missing at random before a figure moves by more than is tolerated.

    Attributes
    ----------
    what : str
    base : int
    as_it_is : float
    missing_prop : float
        The largest share tried at which, and at every smaller one, nine in ten replicates moved by less; 0 if none.
    """

    what: str
    base: int
    as_it_is: float
    missing_prop: float


@dataclass(frozen=True)
class Structure:
    """Figures of the projection on persons: who share an event are tied. Of the whole, never of a person.

    ``largest_prop`` is the share of the connected triples of persons, 0 to 1, in the network with most of them.
    """

    projected_ties: int
    transitivity: float
    modularity: float
    largest_prop: float


@dataclass(frozen=True, eq=False)
class NetworkFindings:
    """All that was found of networks; confidential, so ``repr`` shows its shape alone.

    Attributes
    ----------
    rows : NetworkRows
    every_network : Tally
    history, years : tuple of History
        By quarter, and the same by year.
    whole : History or None
        The sums of all quarters.
    """

    rows: NetworkRows
    every_network: Tally
    history: tuple[History, ...]
    years: tuple[History, ...]
    whole: History | None
    ties: Spells
    members: Spells
    networks: Spells
    persisting: tuple[Persisting, ...]
    overlaps: tuple[Overlap, ...]
    roles: tuple[RoleCount, ...]
    held: tuple[Held, ...]
    shaken: tuple[Shaken, ...]
    steady: tuple[Steady, ...]
    structure: Structure

    def __repr__(self) -> str:
        return f"NetworkFindings({len(self.rows)} networks, {len(self.history)} steps)"
