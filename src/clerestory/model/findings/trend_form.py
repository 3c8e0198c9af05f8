"""The JSON form of a trend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from clerestory.model.findings.trends import Change, Family, Measure, PrintedTrend, Trend
from clerestory.model.forms import Form


class ChangeForm(Form):
    """A change in percent with its 95 % interval, which includes the choice of the joinpoints."""

    pct: float
    low: float
    high: float


class SegmentForm(Form):
    """Change a year between two joinpoints or ends."""

    start: str
    end: str
    annual_change: ChangeForm


class JoinpointForm(Form):
    """A quarter at which the trend turns."""

    at: str
    low: str = Field(description="Of the 95 % interval.")
    high: str = Field(description="Of the 95 % interval.")
    found_again_prop: float = Field(description="Replicates with a joinpoint at most one quarter from it.")


class ShiftForm(Form):
    """How far the level moved at a declared break."""

    at: str
    name: str
    of_definition: bool
    change: ChangeForm


class TrendPartForm(Form):
    """Changes, joinpoints and shifts."""

    overall_annual_change: ChangeForm
    segments: tuple[SegmentForm, ...]
    joinpoints: tuple[JoinpointForm, ...]
    breaks: tuple[ShiftForm, ...]


class PrintedTrendForm(TrendPartForm):
    """What may be printed (rule S17)."""

    words: tuple[str, ...]


class TrendForm(Form):
    """A trend as the analyst works with it; only what is under ``printed`` may leave the vault."""

    form: Literal["clerestory-trend/1"]
    start: str
    end: str
    unit: str
    definition: str = Field(description="Of the last quarter; breaks say where it changed.")
    measure: Measure
    relative: bool = Field(description="Whether the counts are relative to an exposure.")
    per: str = Field(description="What the exposure counts; empty where nobody said.")
    family: Family
    overdispersion: float = Field(description="The variance is mean + overdispersion × mean².")
    residual_freedom: int
    models: int = Field(description="How many were looked at.")
    replicates: int
    seed: int
    found: TrendPartForm
    printed: PrintedTrendForm


def trend_form(found: Trend, printed: PrintedTrend, words: Sequence[str]) -> TrendForm:
    """Give a trend in its JSON form."""
    return TrendForm(
        form="clerestory-trend/1",
        start=str(found.start),
        end=str(found.end),
        unit=found.unit,
        definition=found.definition,
        measure=found.measure,
        relative=found.relative,
        per=found.per,
        family=found.family,
        overdispersion=found.overdispersion,
        residual_freedom=found.freedom,
        models=found.models,
        replicates=found.settings.replicates,
        seed=found.settings.seed,
        found=_part(found),
        printed=PrintedTrendForm(**dict(_part(printed)), words=tuple(words)),
    )


def _part(found: Trend | PrintedTrend) -> TrendPartForm:
    return TrendPartForm(
        overall_annual_change=_change(found.overall),
        segments=tuple(
            SegmentForm(start=str(s.start), end=str(s.end), annual_change=_change(s.change)) for s in found.segments
        ),
        joinpoints=tuple(
            JoinpointForm(at=str(j.at), low=str(j.low), high=str(j.high), found_again_prop=j.found_again_prop)
            for j in found.joinpoints
        ),
        breaks=tuple(
            ShiftForm(at=str(s.at), name=s.name, of_definition=s.of_definition, change=_change(s.change))
            for s in found.shifts
        ),
    )


def _change(found: Change) -> ChangeForm:
    return ChangeForm(pct=found.pct, low=found.low, high=found.high)
