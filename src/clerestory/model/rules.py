"""Disclosure rules as values, and the presets that studies choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clerestory.errors import RuleSetError
from clerestory.model.commission import DataKind

STUDY_FLOOR = 6  # counts of 1 to 5 are never shown by a study, whatever a preset says (rule S1)


@dataclass(frozen=True)
class ThresholdRule:
    """A count n of persons is unsafe if 0 < n < minimum.

    Examples
    --------
    >>> ThresholdRule(minimum=6).is_unsafe(5), ThresholdRule(minimum=6).is_unsafe(0)
    (True, False)
    """

    minimum: int

    def __post_init__(self) -> None:
        if self.minimum < 1:
            raise RuleSetError(
                f"a threshold of {self.minimum} protects nothing",
                where="threshold",
                remedy="Give the fewest persons a published cell may have, 1 or more.",
            )

    def is_unsafe(self, count: int) -> bool:
        """Say whether a count is unsafe to publish."""
        return 0 < count < self.minimum


@dataclass(frozen=True)
class Preset:
    """A named set of rules, with the kinds of data that it is strong enough for."""

    name: str
    threshold: ThresholdRule
    fit_for: frozenset[DataKind]
    percent_base: int = 30  # no percentage on fewer persons (rule S5)
    why: str = ""

    def as_settings(self) -> dict[str, str | int | bool]:
        """Give every setting that the manifest prints."""
        return {"preset": self.name, "threshold": self.threshold.minimum, "percent_base": self.percent_base}


_OPEN = frozenset({DataKind.SYNTHETIC, DataKind.REBUILT})

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        preset.name: preset
        for preset in (
            Preset(
                "PUBLISHED-COUNTS",
                ThresholdRule(STUDY_FLOOR),
                frozenset({DataKind.REBUILT}),
                why="Threshold only, no rounding and no operation rule: for counts that are already printed in public.",
            ),
            Preset(
                "THRESHOLD-6",
                ThresholdRule(6),
                _OPEN,
                why="The least a study may use: counts of 1 to 5 are never shown.",
            ),
            Preset(
                "THRESHOLD-10",
                ThresholdRule(10),
                _OPEN,
                why="For tables below national level about child sexual offences.",
            ),
        )
    }
)


def preset_for_study(name: str, data: DataKind) -> Preset:
    """Find the preset that a study names, if it is strong enough for its data.

    Raises
    ------
    RuleSetError
        If there is none of that name, or it is not fit for this kind of data, or it is below the floor of studies.
    """
    preset = PRESETS.get(name)
    if preset is None:
        raise RuleSetError(
            f"there is no preset {name!r}",
            where="study.toml, [protect] preset",
            remedy="Use one of " + ", ".join(PRESETS) + ".",
        )
    if data not in preset.fit_for:
        fit = [p.name for p in PRESETS.values() if data in p.fit_for]
        raise RuleSetError(
            f"preset {name} is not enough for {data.value} data: no rule against one operation that dominates a cell",
            where="study.toml, [protect] preset",
            remedy="Use one of " + ", ".join(fit) + "."
            if fit
            else "No preset of this version is; nothing was published.",
        )
    if preset.threshold.minimum < STUDY_FLOOR:
        raise RuleSetError(
            f"a study needs a threshold of at least {STUDY_FLOOR}",
            where="study.toml, [protect] preset",
            remedy="Use a preset with a higher threshold.",
        )
    return preset
