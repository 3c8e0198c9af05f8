"""The JSON form of networks: what may be printed, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Literal

from pydantic import Field

from clerestory.model.findings.networks.printed import PrintedNetworks
from clerestory.model.findings.networks.settings import NetworkSettings
from clerestory.model.findings.networks.ties import Role
from clerestory.model.forms import Form


class BandForm(Form):
    """Networks in a band, rounded."""

    label: str
    networks: int


class HistoryForm(Form):
    """Networks of a quarter or year, rounded; null where withheld."""

    period: str
    present: int | None
    births: int | None
    merges: int | None
    splits: int | None
    deaths: int | None


class PointForm(Form):
    """The share still there after so many quarters."""

    quarters: int
    still_there_pct: int


class CurveForm(Form):
    """A survival curve at fixed points, by Kaplan and Meier."""

    of: Literal["ties", "members", "networks"]
    points: tuple[PointForm, ...]


class StayedForm(Form):
    """Members of a quarter who are members again so many quarters later; null where too few."""

    lag_quarters: int
    stayed_pct: int | None


class OverlapForm(Form):
    """Members of a year who are members in a later one too; null where too few."""

    year: int
    later: int
    again_pct: int | None


class CombinedForm(Form):
    """Networks in which these of the three roles are there and the others are not, rounded; ``other`` has the rest."""

    roles: tuple[Role, ...]
    networks: int
    other: bool


class RoleBandForm(Form):
    """Of the networks of a band of sizes, those in which somebody has the role."""

    role: Role
    label: str
    networks_pct: int


class SteadyForm(Form):
    """The percent of ties that may be missing at random before a figure moves by more than is tolerated."""

    what: str
    missing_pct: int


class RoleForm(Form):
    """Persons who had a role at some time, rounded; null where too few."""

    role: Role
    persons: int | None


class RangeForm(Form):
    """A figure with its 5th and 95th percentile over random changes."""

    what: str
    unit: Literal["%", "networks", "pieces"]
    as_it_is: float
    low: float
    high: float


class NetworkForm(Form):
    """Networks as they may be printed (rules S10 and S17); nothing in it is of one network or person."""

    form: Literal["clerestory-networks/1"]
    figures_given: bool = Field(description="False where the networks are too few; why_not says why.")
    why_not: str
    replicates: int
    seed: int
    rounded_to: int = Field(description="The base of rounding.")
    floor: int = Field(description="Fewer networks or persons are withheld.")
    sizes: tuple[BandForm, ...] = Field(description="Networks of the whole period by members.")
    forces: tuple[BandForm, ...] = Field(description="Networks of the whole period by forces, where forces are given.")
    history_by: Literal["quarter", "year", ""]
    history: tuple[HistoryForm, ...]
    history_total: HistoryForm | None = Field(description="Sums, those left out that would give away a withheld count.")
    curves: tuple[CurveForm, ...]
    stayed: tuple[StayedForm, ...]
    overlaps: tuple[OverlapForm, ...]
    roles: tuple[RoleForm, ...]
    combined: tuple[CombinedForm, ...] = Field(description="Networks by which of INTRO, MOVE and PREM are there.")
    role_bands: tuple[RoleBandForm, ...]
    held: tuple[RangeForm, ...] = Field(description="Share of networks in one piece after a random loss of persons.")
    largest_piece: tuple[RangeForm, ...] = Field(description="Mean share of a network in its largest piece.")
    pieces: tuple[RangeForm, ...] = Field(description="Mean number of pieces of a network.")
    shaken: tuple[RangeForm, ...] = Field(description="Figures without some of the ties.")
    steady: tuple[SteadyForm, ...]
    transitivity: float | None = Field(description="Of the projection on persons, to the nearest 0.05.")
    modularity: float | None = Field(description="Of the projection on persons, to the nearest 0.05.")
    words: tuple[str, ...]


def network_form(printed: PrintedNetworks, settings: NetworkSettings, words: Sequence[str]) -> NetworkForm:
    """Give what may be printed in its JSON form."""
    return NetworkForm.model_validate(
        {
            "form": "clerestory-networks/1",
            "figures_given": not printed.why_not,
            "replicates": settings.replicates,
            "seed": settings.seed,
            "words": tuple(words),
            **asdict(printed),
        }
    )
