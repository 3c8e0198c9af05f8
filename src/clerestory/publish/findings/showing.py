"""What a paper shows beside counts: the findings that a study asks for, a room for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from clerestory.model.commission import DataKind, StudySettings
from clerestory.model.findings.finding import Finding, FindingKind, NotGiven
from clerestory.publish.findings.networks.block import shown_networks
from clerestory.publish.findings.scale.block import shown_scale
from clerestory.publish.findings.shown import Shown, shown_words
from clerestory.publish.findings.trend.block import shown_trend
from clerestory.publish.findings.typology.block import shown_typology

__all__ = ["Shown", "shown_findings"]

_SHOWN: Mapping[FindingKind, Callable[[Any, str, DataKind], Shown]] = MappingProxyType(
    {
        FindingKind.SCALE: shown_scale,
        FindingKind.TYPOLOGY: shown_typology,
        FindingKind.NETWORKS: shown_networks,
        FindingKind.TREND: shown_trend,
    }
)


def shown_findings(findings: Iterable[Finding], settings: StudySettings) -> dict[str, Shown]:
    """Give the findings of a study with their words, charts and tables, by id."""
    titles = {request.id: request.title for request in settings.findings}
    data = settings.study.data
    return {of.id: _shown(of, titles[of.id], data) for of in findings}


def _shown(of: Finding, title: str, data: DataKind) -> Shown:
    if isinstance(of.printed, NotGiven):
        return shown_words(of.printed.not_given, title, data)
    return _SHOWN[of.kind](of.printed, title, data)
