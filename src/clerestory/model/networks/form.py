"""The JSON form of networks: what may be printed, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Literal

from pydantic import Field

from clerestory.model.forms import Form
from clerestory.model.networks.printed import PrintedNetworks
from clerestory.model.networks.settings import NetworkSettings
from clerestory.model.networks.ties import Role


class BandForm(Form):
    """Networks in a band, rounded to ten."""

    label: str
    networks: int


class HistoryForm(Form):
    """Networks of a quarter, rounded to ten; null where fewer than ten, or of fewer than ten operations."""

    quarter: str
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


class RoleForm(Form):
    """Persons who had a role at some time, rounded to ten; null where too few."""

    role: Role
    persons: int | None


class RangeForm(Form):
    """A figure with its 5th and 95th percentile over random changes."""

    what: str
    unit: Literal["%", "networks"]
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
    sizes: tuple[BandForm, ...] = Field(description="Networks of the whole period by members.")
    forces: tuple[BandForm, ...] = Field(description="Networks of the whole period by forces, where forces are given.")
    history: tuple[HistoryForm, ...]
    curves: tuple[CurveForm, ...]
    stayed: tuple[StayedForm, ...]
    roles: tuple[RoleForm, ...]
    held: tuple[RangeForm, ...] = Field(description="Share of networks in one piece after a random loss of persons.")
    shaken: tuple[RangeForm, ...] = Field(description="Figures without some of the ties.")
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
