"""The findings that a study asks for, from its cases to what leaves the vault, whatever their kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from clerestory.analyse import Tabulation
from clerestory.analyse.inputs import TooFewError
from clerestory.model.commission import FindingRequest
from clerestory.model.findings.finding import (
    Finding,
    FindingKind,
    NotGiven,
    finding_file,
    finding_of_json,
    not_given,
    too_few,
)
from clerestory.model.rules import Preset
from clerestory.pipeline.stages.findings.kind import Analysis
from clerestory.pipeline.stages.findings.networks import NETWORKS
from clerestory.pipeline.stages.findings.scale import SCALE
from clerestory.pipeline.stages.findings.trend import TREND
from clerestory.pipeline.stages.findings.typology import TYPOLOGY
from clerestory.pipeline.stages.work import Work
from clerestory.study import Study
from clerestory.study.stored import read_written, write_json

Findings = tuple[Finding, ...]  # in the order of study.toml, kind by kind

_ANALYSES: Mapping[FindingKind, Analysis[Any, Any]] = MappingProxyType(
    {
        FindingKind.SCALE: SCALE,
        FindingKind.TYPOLOGY: TYPOLOGY,
        FindingKind.NETWORKS: NETWORKS,
        FindingKind.TREND: TREND,
    }
)


def write_found(folder: Path, work: Work, made: Tabulation) -> None:
    """Find what study.toml asks for and leave it in the vault; confidential.

    Where the cases are too few, words stand in its place: a paper says so, and the other findings are not held up.
    """
    for request in work.study.settings.findings:
        analysis = _ANALYSES[request.finding]
        try:
            value = analysis.dump(analysis.estimate(request, work, made))
        except TooFewError:
            value = asdict(too_few(request.finding))
        write_json(_place(folder, request), value)


def print_findings(work: Work, made: Path, out: Path) -> Findings:
    """Write what may be printed of the findings by the rules of the study (rule S17), and give it."""
    findings = tuple(_printed(request, work.preset, made) for request in work.study.settings.findings)
    write_findings(findings, out)
    return findings


def write_findings(findings: Findings, folder: Path) -> None:
    """Write findings as they may be printed."""
    for finding in findings:
        write_json(folder / finding.file_name, finding.printed_json())


def read_findings(study: Study, folder: Path) -> Findings:
    """Read findings as they may be printed.

    Raises
    ------
    StudyError
        If an earlier stage did not write one.
    """
    return tuple(
        read_written(_place(folder, request), partial(finding_of_json, request.finding, request.id))
        for request in study.settings.findings
    )


def _printed(request: FindingRequest, preset: Preset, made: Path) -> Finding:
    analysis = _ANALYSES[request.finding]
    found = read_written(_place(made, request), lambda value: not_given(value) or analysis.load(value))
    printed = found if isinstance(found, NotGiven) else analysis.printed(found, preset)
    return Finding(request.finding, request.id, printed)


def _place(folder: Path, request: FindingRequest) -> Path:
    return folder / finding_file(request.finding, request.id)
