"""Presets: named sets of rules that studies choose from, each fit for some kinds of data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from types import MappingProxyType

from clerestory.model.attackers import Attacker
from clerestory.model.commission import DataKind
from clerestory.model.criteria import Width
from clerestory.model.rules.concentration import DominanceRule, PPercentRule
from clerestory.model.rules.groups import GroupDisclosureRule
from clerestory.model.rules.operations import LiveCaseRule, OperationRule
from clerestory.model.rules.outputs import EstimateRule, NetworkRule, ProfileRule
from clerestory.model.rules.threshold import ThresholdRule
from clerestory.model.shares import RELIABLE_PCT
from clerestory.model.tables import LOW_RELIABILITY


class TableScope(Enum):
    """Which rules a table falls under: the more it tells apart, the stricter they are (S2, section 7 of the rules)."""

    NATIONAL = "national"
    BELOW_NATIONAL = "below_national"  # it tells areas apart
    CROSSED = "crossed"  # it crosses three or more variables

    @property
    def label(self) -> str:
        """The scope in words."""
        return {"national": "national", "below_national": "below national level"}.get(
            self.value, "crossing 3 or more variables"
        )


class Symbols(Enum):
    """What the sign of a suppressed cell says of the reason."""

    ONE = "one"  # the same sign for unsafe cells and for those hidden to protect them
    BY_REASON = "by_reason"  # readers see which cells are unsafe, and so that they are 1 to t - 1


@dataclass(frozen=True)
class TableRules:
    """What holds for the tables of one scope.

    ``rounding_base`` is what the published counts of such cells are multiples of (rule S5); a share of the known cases
    is published if at least ``completeness_pct`` of 100 are known (rule Q7).
    """

    threshold: ThresholdRule
    operations: OperationRule | None = None
    live: LiveCaseRule | None = None
    groups: GroupDisclosureRule | None = None
    percent_base: int = 30
    rounding_base: int | None = None
    completeness_pct: int | None = None
    dominance: DominanceRule | None = None
    p_percent: PPercentRule | None = None

    @property
    def needs_operations(self) -> bool:
        """Whether the rules ask which operations are behind a cell."""
        return any(rule is not None for rule in (self.operations, self.live, self.dominance, self.p_percent))

    @property
    def needs_hidden_zeros(self) -> bool:
        """Whether the rules can be kept only by an engine that may suppress zeros."""
        return self.groups is not None and self.groups.needs_hidden_zeros

    def describe(self) -> tuple[str, ...]:
        """Say each rule for cells in the words of the field."""
        rules = (self.threshold, self.operations, self.live, self.groups, self.dominance, self.p_percent)
        return tuple(rule.describe() for rule in rules if rule is not None)


@dataclass(frozen=True)
class NetworkOutputs:
    """What holds for outputs about networks, and about the persons in them."""

    rule: NetworkRule = field(default_factory=NetworkRule)
    percent_base: int = 30
    rounding_base: int = 5
    completeness_pct: int = 60
    min_persons: int = 10


@dataclass(frozen=True)
class TextOutputs:
    """What holds for passages of text: how many facts that identify a case send it to a reviewer."""

    anchors_for_review: int = 2
    live_cases: int = 0
    percent_base: int = 30


@dataclass(frozen=True)
class Preset:
    """A named set of rules, with the kinds of data that it is strong enough for.

    ``threshold`` and ``percent_base`` hold for tables whose scope has no rules of its own in ``scopes``.
    """

    name: str
    threshold: ThresholdRule
    fit_for: frozenset[DataKind]
    percent_base: int = 30  # no percentage on fewer persons (rule S5)
    why: str = ""
    scopes: Mapping[TableScope, TableRules] = field(default_factory=lambda: MappingProxyType({}))
    crossed_is_national: bool = False  # tables that cross three variables tell no areas apart (rule S9)
    networks: NetworkOutputs | None = None
    texts: TextOutputs | None = None
    symbols: Symbols = Symbols.ONE
    interval_width: int = 1  # whole numbers by which an attacker's bounds of an unsafe cell differ at least
    by_rule_s3: bool = False  # and by the threshold of its table, and by half of its count
    attackers: frozenset[Attacker] = frozenset({Attacker.OUTSIDER})
    estimates: EstimateRule = field(default_factory=EstimateRule)  # of models and trends (rule S17)
    profiles: ProfileRule = field(default_factory=ProfileRule)  # of typologies (rule S17)

    def rules_for(self, scope: TableScope) -> TableRules:
        """Give the rules of tables of a scope."""
        return self.scopes.get(scope) or TableRules(self.threshold, percent_base=self.percent_base)

    def width_for(self, rules: TableRules) -> Width:
        """Give how far apart two possible values of an unsafe cell of a table must lie."""
        if not self.by_rule_s3:
            return Width(self.interval_width)
        asked = Width.of_rule_s3(rules.threshold.minimum)
        return Width(max(self.interval_width, asked.at_least), asked.percent)

    @property
    def needs_operations(self) -> bool:
        """Whether a study has to know the operations behind each cell."""
        return Attacker.OPERATION in self.attackers or any(rules.needs_operations for rules in self.scopes.values())

    @property
    def needs_givers(self) -> bool:
        """Whether a study has to know who sent the cases behind each cell."""
        return Attacker.GIVER in self.attackers

    @property
    def rounds(self) -> bool:
        """Whether published counts are rounded."""
        return any(rules.rounding_base is not None for rules in self.scopes.values())

    def for_readers(self) -> tuple[str, ...]:
        """Say what holds beside the threshold and the base of a percentage, in sentences of a title block."""
        made = []
        for scope, rules in self.scopes.items():
            if rules.threshold != self.threshold:
                made.append(f"In tables {scope.label}, counts of 1 to {rules.threshold.minimum - 1} are withheld.")
            if rules.percent_base != self.percent_base:
                made.append(f"In tables {scope.label}, no percentage has a base of fewer than {rules.percent_base}.")
        made += self._rounding_for_readers()
        if any(rules.operations for rules in self.scopes.values()):
            made.append("Counts in which one operation could be recognised are withheld.")
        if any(rules.live for rules in self.scopes.values()):
            made.append("Counts in which a live case could be seen are withheld.")
        groups = {rules.groups.group for rules in self.scopes.values() if rules.groups}
        if groups:
            made.append(
                f"Counts that would tell something of everybody in a group of fewer than {max(groups)} are withheld, "
                "zeros among them."
            )
        if self.attackers - {Attacker.OUTSIDER}:
            made.append("A withheld count cannot be computed by people who know some of the cases either.")
        return tuple(made)

    def _rounding_for_readers(self) -> Iterator[str]:
        if self.rounds:
            bases = (f"{scope.label} to the nearest {rules.rounding_base}" for scope, rules in self.scopes.items())
            yield f"Counts are rounded, each by itself ({', '.join(bases)}); a 0 is a true zero."
        asked = {scope.label: rules.completeness_pct for scope, rules in self.scopes.items() if rules.completeness_pct}
        if asked:
            least = min(asked.values())
            more = "".join(f"; in tables {label} it needs {pct}%" for label, pct in asked.items() if pct > least)
            mark = f", and is marked {LOW_RELIABILITY} under {RELIABLE_PCT}%" if least < RELIABLE_PCT else ""
            yield f"A percentage of the known cases needs {least}% of cases to be known{mark}{more}."

    def as_settings(self) -> dict[str, str | int | bool]:
        """Give every setting that a study applies, as the manifest prints them."""
        made: dict[str, str | int | bool] = {
            "preset": self.name,
            "threshold": self.threshold.minimum,
            "percent_base": self.percent_base,
        }
        for scope, rules in self.scopes.items():
            made[f"{scope.value}_threshold"] = rules.threshold.minimum
            made[f"{scope.value}_percent_base"] = rules.percent_base
            if rules.rounding_base:
                made[f"{scope.value}_rounding_base"] = rules.rounding_base
            if rules.completeness_pct:
                made[f"{scope.value}_completeness_pct"] = rules.completeness_pct
            if rules.operations:
                made[f"{scope.value}_min_operations"] = rules.operations.min_operations
                made[f"{scope.value}_max_share"] = str(Fraction(rules.operations.max_share))
            if rules.groups:
                made[f"{scope.value}_small_group"] = rules.groups.group
                if rules.groups.sensitive:
                    made[f"{scope.value}_sensitive"] = ", ".join(sorted(rules.groups.sensitive))
            if rules.live:
                made["live_min_operations"] = rules.live.min_operations
                made["live_max_share"] = str(Fraction(rules.live.max_share))
        made["attackers"] = ", ".join(kind.value for kind in Attacker if kind in self.attackers)
        made["interval"] = self.interval_width if not self.by_rule_s3 else "threshold, or half of the count"
        return made
