"""The generated reference page of presets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clerestory.model.attackers import Attacker
from clerestory.model.rules import Preset, TableScope
from clerestory.study import shipped_presets

_INTRODUCTION = """# Presets of disclosure rules

A count n is unsafe if 0 < n < threshold, or by a further rule of the preset; [what is unsafe](../methods/rules.md) has
each rule. Zeros are published, but where a rule of groups holds. No preset of this version is fit for real case data
([ADR 0005](../adr/0005-a-preset-says-what-it-is-fit-for.md)).

"""
_NOT_YET = "not yet"
_TABLES = "applied to tables"


def presets_page() -> str:
    """Give the page as Markdown."""
    presets = shipped_presets().values()
    rows = [
        "| preset | threshold | base of a percentage | against whom | fit for | why |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for preset in presets:
        fit = ", ".join(sorted(kind.value for kind in preset.fit_for))
        whom = _attackers(preset)
        settings = f"{preset.threshold.minimum} | {preset.percent_base} | {whom}"
        rows.append(f"| `{preset.name}` | {settings} | {fit} | {preset.why} |")
    scoped = [line for preset in presets if preset.scopes for line in _scopes(preset)]
    return _INTRODUCTION + "\n".join([*rows, *scoped]) + "\n"


def _attackers(preset: Preset) -> str:
    return ", ".join(kind.value for kind in Attacker if kind in preset.attackers)


def _scopes(preset: Preset) -> Iterator[str]:
    """Yield the settings of a preset by kind of output, and whether a study applies them."""
    yield f"\n## `{preset.name}`\n"
    yield "| setting | " + " | ".join(scope.label for scope in TableScope) + " | networks | text | in a study |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, *values in _settings(preset):
        yield f"| {name} | " + " | ".join("-" if value is None else str(value) for value in values) + " |"
    yield "\nWhat makes a cell unsafe:\n"
    for scope in TableScope:
        yield f"- {scope.label}: " + "; ".join(preset.rules_for(scope).describe())
    yield f"\nFindings of a study (rule S17): {preset.estimates.describe()}; {preset.profiles.describe()}."
    if preset.by_rule_s3:
        yield (
            "\nTwo possible counts of an unsafe cell lie as far apart as the threshold of its table, and as half of "
            "its count (rule S3)."
        )
    if preset.rounds:
        yield (
            "\nA cell is rounded to the base of what it tells apart itself, whatever table prints it: the total of the "
            "nation in a table of forces is a national count."
        )
    if preset.crossed_is_national:
        yield "\nTables that cross three or more variables tell no areas apart (rule S9)."


def _settings(preset: Preset) -> Iterator[list[Any]]:
    """Yield name, value in each scope of tables, for networks, for text, and whether it is applied."""
    scopes = [preset.rules_for(scope) for scope in TableScope]
    operations = [rules.operations for rules in scopes]
    live = [rules.live for rules in scopes]
    n, t = preset.networks, preset.texts
    yield [
        "fewest persons",
        *(r.threshold.minimum for r in scopes),
        n and f"{n.rule.min_class} networks, {n.min_persons} persons",
        None,
        _TABLES,
    ]
    fewest = [rule and rule.min_operations for rule in operations]
    yield ["fewest operations", *fewest, n and n.rule.min_operations, None, _TABLES]
    yield ["largest share of one operation", *(rule and rule.max_share for rule in operations), None, None, _TABLES]
    known = "applied where stages of proceedings are known"
    yield ["largest share of a live operation", *(rule and rule.max_share for rule in live), None, None, known]
    yield ["fewest operations, one of them live", *(rule and rule.min_operations for rule in live), None, None, known]
    yield ["small group", *(r.groups and f"under {r.groups.group}" for r in scopes), None, None, _TABLES]
    yield ["facts that identify a case: review", None, None, None, None, t and t.anchors_for_review, _NOT_YET]
    yield ["most live cases", None, None, None, None, t and t.live_cases, _NOT_YET]
    bases = [rules.percent_base for rules in scopes]
    yield ["base of a percentage", *bases, n and n.percent_base, t and t.percent_base, _TABLES]
    about = t and '"about"'
    yield [
        "rounding base",
        *(r.rounding_base for r in scopes),
        n and n.rounding_base,
        about,
        "applied to tables and text",
    ]
    complete = [rules.completeness_pct for rules in scopes]
    yield [
        "completeness to publish a share, %",
        *complete,
        n and n.completeness_pct,
        t and "bounds",
        "applied to tables and text",
    ]
