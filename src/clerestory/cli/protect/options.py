"""What can be asked of a single table, and whether the options of a command go together."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.model.attackers import Attacker
from clerestory.model.rules import (
    DominanceRule,
    GroupDisclosureRule,
    OperationRule,
    PPercentRule,
    TableRules,
    ThresholdRule,
)
from clerestory.protect.hierarchies.tabulated import Tabulated

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
WAS_ENDED = "; a time limit ended the search, so the same seed may give another table"


class Zeros(Enum):
    """What happens to zeros."""

    PUBLISH = "publish"
    SUPPRESS = "suppress"


class Ask(Enum):
    """What must stay unknown of an unsafe cell."""

    PINNED = "pinned"
    INTERVAL = "interval"


class Method(Enum):
    """How a table is protected."""

    SUPPRESS = "suppress"
    ROUNDING = "rounding"
    CONTROLLED = "controlled-rounding"
    CELL_KEY = "cell-key"


_NEEDED = {
    Method.SUPPRESS: ("proof",),
    Method.ROUNDING: ("base",),
    Method.CONTROLLED: ("base",),
    Method.CELL_KEY: ("record_key", "unit"),
}
_OWN = {
    Method.SUPPRESS: (
        *_NEEDED[Method.SUPPRESS],
        "threshold",
        "min_operations",
        "max_share",
        "dominance",
        "p_percent",
        "small_group",
        "category",
        "sensitive",
        "magnitude",
        "loss",
        "zeros",
        "criterion",
        "residuals",
        "attackers",
        "operation",
        "giver",
        "largest",
        "contributors",
        "tied",
        "earlier",
        "earlier_dims",
        "iterations",
        "time_limit",
        "seed",
    ),
    Method.ROUNDING: _NEEDED[Method.ROUNDING],
    Method.CONTROLLED: (*_NEEDED[Method.CONTROLLED], "gap"),
    Method.CELL_KEY: (*_NEEDED[Method.CELL_KEY], "deviation", "variance", "small", "ptable"),
}


def check_options(context: typer.Context, method: Method) -> None:
    """Refuse a run that lacks an option of its method, or has one of another, which would do nothing."""
    given = {
        name
        for own in _OWN.values()
        for name in own
        if (source := context.get_parameter_source(name)) is not None and source.name != "DEFAULT"
    }
    for name in _NEEDED[method]:
        if name not in given:
            raise typer.BadParameter(f"is needed for --method {method.value}", param_hint=_option(name))
    for name in sorted(given - set(_OWN[method])):
        raise typer.BadParameter(f"does nothing for --method {method.value}", param_hint=_option(name))
    made = sorted(given & {"deviation", "variance", "small"})
    if "ptable" in given and made:
        raise typer.BadParameter("does nothing beside --ptable", param_hint=_option(made[0]))


def check_tables(method: Method, dims: Sequence[str], outs: Sequence[Path]) -> None:
    """Refuse several tables of a method that takes one, and tables without a place."""
    if len(dims) > 1 and method is not Method.SUPPRESS:
        raise typer.BadParameter(f"one table at a time for --method {method.value}", param_hint="--dims")
    if len(dims) != len(outs):
        raise typer.BadParameter(f"{len(dims)} tables and {len(outs)} places for them", param_hint="--dims, --out")


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def ptable_settings(deviation: int | None, variance: float | None, small: int) -> pipeline.PTableSettings:
    """Give what makes a ptable."""
    if deviation is None or variance is None:
        raise typer.BadParameter("both are needed to make a ptable", param_hint="--deviation, --variance")
    return pipeline.PTableSettings(deviation, variance, small)


def rules_asked(
    threshold: int | None,
    min_operations: int | None,
    max_share: int | None,
    dominance: str | None,
    p: int | None,
    groups: GroupDisclosureRule | None,
) -> TableRules:
    """Give the rules that are asked for, one at least."""
    if (threshold, min_operations, max_share, dominance, p, groups) == (None,) * 6:
        raise typer.BadParameter("is needed for --method suppress, or another rule", param_hint="--threshold")
    n, _, k = (dominance or "").partition(",")
    if dominance is not None and not (n.strip().isdecimal() and k.strip().isdecimal()):
        raise typer.BadParameter("is not two whole numbers n,k", param_hint="--dominance")
    asked = min_operations is not None or max_share is not None
    return TableRules(
        ThresholdRule(threshold or 1),
        operations=OperationRule(min_operations or 1, Fraction(max_share or 100, 100)) if asked else None,
        dominance=DominanceRule(int(n), int(k)) if dominance is not None else None,
        p_percent=PPercentRule(p) if p is not None else None,
        groups=groups,
    )


def groups_asked(small: int | None, categories: Sequence[str], sensitive: Sequence[str]) -> GroupDisclosureRule | None:
    """Give the rule about small groups; each of ``sensitive`` is COLUMN=CODE,CODE."""
    if small is None:
        for name, given in (("category", categories), ("sensitive", sensitive)):
            if given:
                raise typer.BadParameter("does nothing without --small-group", param_hint=_option(name))
        return None
    codes: set[str] = set()
    for text in sensitive:
        column, is_there, listed = text.partition("=")
        found = [code.strip() for code in listed.split(",")]
        if not is_there or not column.strip() or not all(found):
            raise typer.BadParameter(f"{text!r} is not COLUMN=CODE,CODE", param_hint="--sensitive")
        codes |= {f"{column.strip()}={code}" for code in found}
    return GroupDisclosureRule(small, frozenset(codes), frozenset(column.strip() for column in categories))


def tabulated_asked(
    largest: str | None, number: str | None, operation: str | None, rules: TableRules
) -> Tabulated | None:
    """Give the columns that stand for one of operations; both or none."""
    if (largest is None) != (number is None):
        raise typer.BadParameter("one needs the other", param_hint="--largest, --contributors")
    if largest is None or number is None:
        return None
    if operation is not None:
        raise typer.BadParameter("does nothing beside --operation", param_hint="--largest")
    return Tabulated(largest, number, rules)


def attackers_asked(text: str | None, *, magnitude: bool, operations: bool) -> tuple[Attacker, ...] | None:
    """Give the attackers that are named; None for the usual ones."""
    if magnitude and text is None:
        return (Attacker.OUTSIDER, Attacker.OPERATION) if operations else (Attacker.OUTSIDER,)
    if text is None:
        return None
    known = {attacker.value: attacker for attacker in Attacker}
    words = [word.strip() for word in text.split(",")]
    strange = [word for word in words if word not in known]
    if strange:
        raise typer.BadParameter(
            f"{strange[0]!r} is no class of attackers; use {', '.join(known)}", param_hint="--attackers"
        )
    if magnitude and Attacker.SINGLETON.value in words:
        raise typer.BadParameter("nobody is alone in a magnitude of 1", param_hint="--attackers, --magnitude")
    return tuple(dict.fromkeys(known[word] for word in words))
