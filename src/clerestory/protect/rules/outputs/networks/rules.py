"""The rules of outputs about networks, as a preset has them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clerestory.model.findings.networks import Tally
from clerestory.model.rules import NetworkOutputs, NetworkRule, SurvivalRule
from clerestory.protect.rules.outputs.standing_out import stands_out

POINTS = (1, 2, 3, 4, 6, 8, 12, 16, 20)  # quarters, fixed before anything was seen
FORCE_BANDS = (1, 2, 3, 5)


@dataclass(frozen=True)
class NetworkRules:
    """What may be printed of networks, and of the persons in them.

    Attributes
    ----------
    asked : NetworkOutputs
        The settings of the preset.
    """

    asked: NetworkOutputs

    @property
    def sizes(self) -> NetworkRule:
        """The rule of networks, with bands of sizes."""
        return self.asked.rule

    @property
    def forces(self) -> NetworkRule:
        """The rule of networks, with bands of forces."""
        return replace(self.asked.rule, bands=FORCE_BANDS)

    @property
    def persons(self) -> SurvivalRule:
        """The rule of curves over persons or ties."""
        return SurvivalRule(POINTS, self.asked.min_persons)

    @property
    def lasting(self) -> SurvivalRule:
        """The rule of the curve over networks."""
        return SurvivalRule(POINTS, self.sizes.min_networks, self.sizes.min_operations)

    def rounded(self, count: float) -> int:
        """Give a count to the nearest multiple of the base, halves up."""
        base = self.asked.rounding_base
        return int((2 * count + base) // (2 * base) * base)

    def are_networks(self, tally: Tally) -> bool:
        """Say whether a count of networks may be printed."""
        enough = tally.count >= self.sizes.min_networks and tally.operations >= self.sizes.min_operations
        return enough and not stands_out(tally.of_operations, tally.count)

    def are_persons(self, tally: Tally) -> bool:
        """Say whether a count of persons may be printed: no operation and no network stands out either."""
        enough = tally.count >= self.asked.min_persons and tally.operations >= self.persons.min_operations
        return enough and not any(stands_out(two, tally.count) for two in (tally.of_operations, tally.of_networks))

    def is_complete(self, known: int, total: int) -> bool:
        """Say whether enough is known for a distribution of the known (rule Q7)."""
        return 100 * known >= self.asked.completeness_pct * total
