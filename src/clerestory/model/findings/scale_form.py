"""The JSON form of a multiple systems estimate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from clerestory.model.findings.scale import (
    Limits,
    Method,
    MethodEstimate,
    PrintedScale,
    ScaleEstimate,
    Scenario,
    ScenarioRange,
)
from clerestory.model.forms import Form


class LimitsForm(Form):
    """A 95 % interval of the cases in all."""

    low: float
    high: float
    low_monte_carlo_error: float | None = Field(default=None, description="Standard error of the bootstrap's limit.")
    high_monte_carlo_error: float | None = Field(default=None, description="Standard error of the bootstrap's limit.")


class MethodForm(Form):
    """What one method gives; numbers are null where it gives none."""

    method: Method
    title: str
    reference: bool = Field(description="Shown for comparison, and no part of the spread.")
    estimate: float | None = Field(description="Cases in all, seen and hidden.")
    interval: LimitsForm | None = Field(description="95 % interval that includes the choice of the model.")
    conditional_interval: LimitsForm | None = Field(
        description="As if the model were right: never to be printed alone."
    )
    model: tuple[str, ...] = Field(description="Terms of two or more lists of the chosen model.")
    models: int = Field(description="Models that were candidates.")
    inadmissible: int = Field(description="Those among them without a finite estimate.")
    why_not: str


class ScenarioForm(Form):
    """The range of estimates under an assumption about the lists."""

    scenario: Scenario
    what: str
    assumed: str
    low: float | None
    high: float | None
    why_not: str


class PrintedForm(Form):
    """What may be printed (rule S17)."""

    spread: LimitsForm | None
    words: tuple[str, ...]
    methods: tuple[MethodForm, ...]
    scenarios: tuple[ScenarioForm, ...]


class ScaleForm(Form):
    """An estimate as the analyst works with it; only what is under ``printed`` may leave the vault."""

    form: Literal["clerestory-scale/1"]
    lists: tuple[str, ...]
    number_given: bool = Field(description="False where the lists allow no number; why_not says why.")
    why_not: str
    replicates: int
    seed: int
    spread: LimitsForm | None = Field(description="Lowest lower to highest upper limit of the methods.")
    methods: tuple[MethodForm, ...]
    scenarios: tuple[ScenarioForm, ...]
    printed: PrintedForm


def scale_form(found: ScaleEstimate, printed: PrintedScale, words: Sequence[str]) -> ScaleForm:
    """Give an estimate in its JSON form; where no number may be given, it holds none."""
    given = found.spread is not None
    return ScaleForm(
        form="clerestory-scale/1",
        lists=found.lists,
        number_given=given,
        why_not=found.why_not,
        replicates=found.settings.replicates,
        seed=found.settings.seed,
        spread=_limits(found.spread),
        methods=tuple(_method(m) for m in found.methods) if given else (),
        scenarios=tuple(_scenario(s) for s in found.scenarios) if given else (),
        printed=PrintedForm(
            spread=_limits(printed.spread),
            words=tuple(words),
            methods=tuple(_method(m) for m in printed.methods),
            scenarios=tuple(_scenario(s) for s in printed.scenarios),
        ),
    )


def _limits(found: Limits | None) -> LimitsForm | None:
    if found is None or not (math.isfinite(found.low) and math.isfinite(found.high)):
        return None
    return LimitsForm(
        low=found.low,
        high=found.high,
        low_monte_carlo_error=found.low_error,
        high_monte_carlo_error=found.high_error,
    )


def _method(found: MethodEstimate) -> MethodForm:
    return MethodForm(
        method=found.method,
        title=found.method.title,
        reference=found.method.is_reference,
        estimate=found.estimate,
        interval=_limits(found.limits),
        conditional_interval=_limits(found.conditional),
        model=found.model,
        models=found.looked_at,
        inadmissible=found.inadmissible,
        why_not=found.why_not,
    )


def _scenario(found: ScenarioRange) -> ScenarioForm:
    return ScenarioForm(
        scenario=found.scenario,
        what=found.what,
        assumed=found.assumed,
        low=found.low,
        high=found.high,
        why_not=found.why_not,
    )
