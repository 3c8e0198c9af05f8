"""Disclosure rules as values: each says of a cell, or of another output, when it may not be published as it is."""

from clerestory.model.rules.concentration import DominanceRule, PPercentRule
from clerestory.model.rules.groups import GroupDisclosureRule
from clerestory.model.rules.operations import LiveCaseRule, OperationRule
from clerestory.model.rules.outputs import (
    AreaLevel,
    EstimateRule,
    NetworkRule,
    PercentBase,
    ProfileRule,
    QuantileRule,
    RoundingRule,
    SurvivalRule,
)
from clerestory.model.rules.preset_checks import check_preset
from clerestory.model.rules.preset_forms import PresetFile
from clerestory.model.rules.presets import NetworkOutputs, Preset, Symbols, TableRules, TableScope, TextOutputs
from clerestory.model.rules.threshold import STUDY_FLOOR, ThresholdRule

__all__ = [
    "STUDY_FLOOR",
    "AreaLevel",
    "DominanceRule",
    "EstimateRule",
    "GroupDisclosureRule",
    "LiveCaseRule",
    "NetworkOutputs",
    "NetworkRule",
    "OperationRule",
    "PPercentRule",
    "PercentBase",
    "Preset",
    "PresetFile",
    "ProfileRule",
    "QuantileRule",
    "RoundingRule",
    "SurvivalRule",
    "Symbols",
    "TableRules",
    "TableScope",
    "TextOutputs",
    "ThresholdRule",
    "check_preset",
]
