"""Presets that cannot be met, or that contradict themselves, are refused before anybody relies on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from clerestory.errors import RuleSetError
from clerestory.model.attackers import Attacker
from clerestory.model.rules.presets import Preset, Symbols, TableRules, TableScope
from clerestory.model.rules.threshold import STUDY_FLOOR


def check_preset(preset: Preset) -> None:
    """Check that the rules of a preset can be met and fit each other.

    Raises
    ------
    RuleSetError
        With every fault: a threshold below the floor of studies; an interval wider than the rule itself reveals; a base
        of a percentage below the threshold; a rounding base that makes a safe count 0, or that some scopes lack; a live
        case rule that is laxer than the operation rule; smaller areas or crossed tables under laxer rules than national
        ones.
    """
    parts = (_floor, _attackers, _width, _percent_bases, _rounding, _live, _rising)
    faults = [fault for part in parts for fault in part(preset)]
    if faults:
        raise RuleSetError(
            "; ".join(faults), where=f"preset {preset.name}", remedy="Mend the preset; nothing was published."
        )


def _named(preset: Preset) -> Mapping[str, TableRules]:
    plain = TableRules(preset.threshold, percent_base=preset.percent_base)
    return {"the preset": plain} | {f"[{scope.value}]": rules for scope, rules in preset.scopes.items()}


def _floor(preset: Preset) -> Iterator[str]:
    for name, rules in _named(preset).items():
        if rules.threshold.minimum < STUDY_FLOOR:
            yield f"{name} has a threshold of {rules.threshold.minimum}, and a study needs {STUDY_FLOOR} at least"


def _attackers(preset: Preset) -> Iterator[str]:
    if Attacker.OUTSIDER not in preset.attackers:
        yield "it names attackers and leaves out the outsider, whom everybody knows as much as"


def _width(preset: Preset) -> Iterator[str]:
    if preset.interval_width < 1:
        yield "an interval of width 0 is one number"
        return
    for name, rules in _named(preset).items():
        widest, asked = rules.threshold.minimum - 2, preset.width_for(rules).at_least
        if preset.symbols is Symbols.BY_REASON and asked > widest:
            yield (
                f"its sign says that a cell of {name} is 1 to {rules.threshold.minimum - 1}, so no interval is wider "
                f"than {widest}, and {asked} is asked for"
            )


def _percent_bases(preset: Preset) -> Iterator[str]:
    for name, rules in _named(preset).items():
        if rules.percent_base < rules.threshold.minimum:
            yield f"the base of a percentage of {name} is below its threshold"


def _rounding(preset: Preset) -> Iterator[str]:
    bases = {scope: rules.rounding_base for scope, rules in preset.scopes.items() if rules.rounding_base is not None}
    if bases and len(bases) < len(preset.scopes):
        yield "counts are rounded in some scopes and not in others"
    # A cell is rounded to the base of what it tells apart, whatever table prints it, so the lowest threshold counts.
    least = min((rules.threshold.minimum for rules in preset.scopes.values()), default=0)
    for scope, base in bases.items():
        if base - base // 2 > least:
            yield f"the rounding base of [{scope.value}] would publish a count of {least} as 0"


def _live(preset: Preset) -> Iterator[str]:
    for name, rules in _named(preset).items():
        if rules.live is None:
            continue
        if rules.operations is None:
            yield f"{name} has a rule for live cases and none for others"
        elif (
            Fraction(rules.live.max_share) > rules.operations.max_share
            or rules.live.min_operations < rules.operations.min_operations
        ):
            yield f"the live case rule of {name} is laxer than its operation rule"


def _rising(preset: Preset) -> Iterator[str]:
    least = preset.rules_for(TableScope.NATIONAL)
    for scope, rules in preset.scopes.items():
        if _is_laxer(rules, least):
            yield f"[{scope.value}] is laxer than what holds nationally"


def _is_laxer(rules: TableRules, least: TableRules) -> bool:
    if rules.threshold.minimum < least.threshold.minimum or rules.percent_base < least.percent_base:
        return True
    if (rules.completeness_pct or 0) < (least.completeness_pct or 0):
        return True
    if least.groups and (
        rules.groups is None
        or rules.groups.group < least.groups.group
        or not rules.groups.sensitive >= least.groups.sensitive
    ):
        return True
    if least.operations is None:
        return False
    return (
        rules.operations is None
        or rules.operations.min_operations < least.operations.min_operations
        or Fraction(rules.operations.max_share) > least.operations.max_share
        or (least.live is not None and rules.live is None)
    )
