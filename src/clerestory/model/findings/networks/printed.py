"""What may be printed of networks: bands, rounded counts and whole percents, and why a part is withheld."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.model.findings.networks.ties import Role


@dataclass(frozen=True)
class Band:
    """How many networks are in a band, rounded."""

    label: str
    networks: int


@dataclass(frozen=True)
class HistoryRow:
    """Rounded counts of networks of one quarter or year, or of the whole file; None where withheld."""

    period: str
    present: int | None
    births: int | None
    merges: int | None
    splits: int | None
    deaths: int | None

    @property
    def is_withheld(self) -> bool:
        """Whether every count is withheld."""
        return all(n is None for n in (self.present, self.births, self.merges, self.splits, self.deaths))


@dataclass(frozen=True)
class CurvePoint:
    """The share, in whole percent, that was still there after so many quarters."""

    quarters: int
    still_there_pct: int


@dataclass(frozen=True)
class Curve:
    """Fixed points of a survival curve; none where none may be printed."""

    of: str
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True)
class StayedRow:
    """Members of a quarter who are there again some quarters later, in whole percent; None where too few."""

    lag_quarters: int
    stayed_pct: int | None


@dataclass(frozen=True)
class OverlapRow:
    """Members of a year who are members in a later one too, in whole percent; None where too few."""

    year: int
    later: int
    again_pct: int | None


@dataclass(frozen=True)
class CombinedRow:
    """Networks in which these of the three roles are there and the others are not; ``other`` has what is left."""

    roles: tuple[Role, ...]
    networks: int
    other: bool = False


@dataclass(frozen=True)
class RoleBand:
    """Of the networks of a band of sizes, those in which somebody has the role, in whole percent."""

    role: Role
    label: str
    networks_pct: int


@dataclass(frozen=True)
class SteadyRow:
    """The percent of ties that may be missing at random before a figure moves by more than is tolerated."""

    what: str
    missing_pct: int


@dataclass(frozen=True)
class RoleRow:
    """Persons who had a role at some time, rounded; None where too few. A person with two roles counts in both."""

    role: Role
    persons: int | None


@dataclass(frozen=True)
class PrintedRange:
    """A figure, and the 5th to 95th percentile of it over random changes; percents are whole, counts rounded."""

    what: str
    unit: str
    as_it_is: float
    low: float
    high: float


@dataclass(frozen=True)
class PrintedNetworks:
    """What may be printed of networks (rules S10 and S17); ``why_not`` says why nothing is."""

    sizes: tuple[Band, ...] = ()
    forces: tuple[Band, ...] = ()
    history_by: str = ""
    history: tuple[HistoryRow, ...] = ()
    history_total: HistoryRow | None = None
    curves: tuple[Curve, ...] = ()
    stayed: tuple[StayedRow, ...] = ()
    overlaps: tuple[OverlapRow, ...] = ()
    roles: tuple[RoleRow, ...] = ()
    combined: tuple[CombinedRow, ...] = ()
    role_bands: tuple[RoleBand, ...] = ()
    held: tuple[PrintedRange, ...] = ()
    largest_piece: tuple[PrintedRange, ...] = ()
    pieces: tuple[PrintedRange, ...] = ()
    shaken: tuple[PrintedRange, ...] = ()
    steady: tuple[SteadyRow, ...] = ()
    transitivity: float | None = None
    modularity: float | None = None
    why_not: str = ""
    rounded_to: int = 5
    floor: int = 10
