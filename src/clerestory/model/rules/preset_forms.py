"""The file of presets, as a form: what may stand in it, and how it becomes presets."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, model_validator

from clerestory.model.attackers import Attacker
from clerestory.model.commission import DataKind
from clerestory.model.forms import Form
from clerestory.model.rules.groups import GroupDisclosureRule
from clerestory.model.rules.operations import LiveCaseRule, OperationRule
from clerestory.model.rules.outputs import EstimateRule, NetworkRule, ProfileRule
from clerestory.model.rules.presets import NetworkOutputs, Preset, Symbols, TableRules, TableScope, TextOutputs
from clerestory.model.rules.threshold import STUDY_FLOOR, ThresholdRule

Some = Annotated[int, Field(ge=1)]
Percent = Annotated[int, Field(ge=1, le=100)]
Base = Annotated[int, Field(ge=2)]


class LiveForm(Form):
    """``[presets.live]``: rule L6."""

    min_operations: Some
    max_share_pct: Percent


class TableForm(Form):
    """``[presets.national]``, ``[presets.below_national]`` or ``[presets.crossed]``."""

    min_persons: Some
    min_operations: Some | None = None
    max_share_pct: Percent | None = None
    percent_base: Some
    rounding_base: Base | None = None
    completeness_pct: Percent | None = None
    group: Annotated[int, Field(ge=2)] | None = None
    sensitive: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _check_pairs(self) -> TableForm:
        if (self.min_operations is None) != (self.max_share_pct is None):
            raise ValueError("min_operations and max_share_pct stand together or not at all")
        if self.sensitive and self.group is None:
            raise ValueError("sensitive codes need the size of a small group")
        return self

    def rules(self, live: LiveForm | None) -> TableRules:
        """Give the rules that the form stands for."""
        operations = None
        if self.min_operations is not None and self.max_share_pct is not None:
            operations = OperationRule(self.min_operations, Fraction(self.max_share_pct, 100))
        return TableRules(
            ThresholdRule(self.min_persons),
            operations,
            None if live is None else LiveCaseRule(Fraction(live.max_share_pct, 100), live.min_operations),
            None if self.group is None else GroupDisclosureRule(self.group, frozenset(self.sensitive)),
            self.percent_base,
            self.rounding_base,
            self.completeness_pct,
        )


class NetworkForm(Form):
    """``[presets.network]``: rule S10."""

    min_networks: Some
    min_class: Some
    min_persons: Some
    min_operations: Some
    percent_base: Some
    rounding_base: Base
    completeness_pct: Percent

    def outputs(self) -> NetworkOutputs:
        """Give the rules that the form stands for."""
        rule = NetworkRule(self.min_networks, self.min_operations, self.min_class)
        return NetworkOutputs(rule, self.percent_base, self.rounding_base, self.completeness_pct, self.min_persons)


class EstimateForm(Form):
    """``[presets.estimate]``: rule S17 of models and trends."""

    digits: Some
    min_freedom: Some


class ProfileForm(Form):
    """``[presets.profile]``: rule S17 of typologies."""

    min_persons: Some
    step_pct: Percent


class TextForm(Form):
    """``[presets.text]``."""

    anchors_for_review: Some
    live_cases: Annotated[int, Field(ge=0)]
    percent_base: Some


class PresetForm(Form):
    """One of ``[[presets]]``."""

    name: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]*$")]
    why: Annotated[str, Field(min_length=1)]
    fit_for: tuple[DataKind, ...]
    threshold: Some = STUDY_FLOOR
    percent_base: Some = 30
    symbols: Symbols = Symbols.ONE
    interval_width: int = 1
    interval_by_rule_s3: bool = False
    attackers: tuple[Attacker, ...] = (Attacker.OUTSIDER,)
    crossed_is_national: bool = False
    national: TableForm | None = None
    below_national: TableForm | None = None
    crossed: TableForm | None = None
    live: LiveForm | None = None
    network: NetworkForm | None = None
    text: TextForm | None = None
    estimate: EstimateForm | None = None
    profile: ProfileForm | None = None

    @model_validator(mode="after")
    def _check_scopes(self) -> PresetForm:
        there = [form is not None for form in (self.national, self.below_national, self.crossed)]
        if any(there) and not all(there):
            raise ValueError("national, below_national and crossed stand together or not at all")
        if self.live and not all(there):
            raise ValueError("live needs national, below_national and crossed")
        return self

    def preset(self) -> Preset:
        """Give the preset that the form stands for."""
        forms = zip(TableScope, (self.national, self.below_national, self.crossed), strict=True)
        scopes = {scope: form.rules(self.live) for scope, form in forms if form is not None}
        return Preset(
            self.name,
            ThresholdRule(self.threshold),
            frozenset(self.fit_for),
            self.percent_base,
            self.why,
            MappingProxyType(scopes),
            self.crossed_is_national,
            None if self.network is None else self.network.outputs(),
            None if self.text is None else TextOutputs(**self.text.model_dump()),
            self.symbols,
            self.interval_width,
            self.interval_by_rule_s3,
            frozenset(self.attackers),
            EstimateRule() if self.estimate is None else EstimateRule(**self.estimate.model_dump()),
            ProfileRule() if self.profile is None else ProfileRule(**self.profile.model_dump()),
        )


class PresetFile(Form):
    """The whole of presets.toml."""

    form: Literal["clerestory-presets/1"]
    presets: tuple[PresetForm, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_names(self) -> PresetFile:
        names = [preset.name for preset in self.presets]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"the name {', '.join(twice)} stands twice")
        return self
