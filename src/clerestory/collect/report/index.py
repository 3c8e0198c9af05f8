"""The analyst's page: every giver with the state of its return, and the completeness matrix (check 1)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from clerestory.collect.checks.timeliness import arrival
from clerestory.collect.report.content import Report
from clerestory.collect.report.page import rendered
from clerestory.model.checks import KEY_FIELDS, Check, Finding
from clerestory.model.commission import CollectSettings
from clerestory.model.shares import RELIABLE_PCT
from clerestory.pages import Look

_NO_CELL = "no rows"


@dataclass(frozen=True)
class CheckLine:
    """What one check found, over all returns."""

    check: Check
    findings: int
    rows: int
    givers: int


def index_page(reports: Sequence[Report], findings: Sequence[Finding], look: Look, settings: CollectSettings) -> str:
    """Give the index of all reports; it is for the analyst, since it sets givers side by side."""
    shown = [report for report in reports if report.receipt.key_fields]
    paths = [path for path in KEY_FIELDS if any(f.path == path for r in shown for f in r.receipt.key_fields)]
    return rendered(
        "index.html",
        look,
        reports=reports,
        due=settings.due,
        arrival=lambda report: arrival(report.receipt, settings),
        missing=[finding for finding in findings if not finding.return_id],
        checks=_lines(findings),
        paths=paths,
        reasons=_reasons(shown, paths),
        matrix=[(report, [_cell(report, path) for path in paths]) for report in shown],
        reliable=RELIABLE_PCT,
    )


def _lines(findings: Sequence[Finding]) -> list[CheckLine]:
    lines = []
    for check in Check:
        mine = [finding for finding in findings if finding.check is check]
        if mine:
            lines.append(CheckLine(check, len(mine), sum(f.number for f in mine), len({f.provider for f in mine})))
    return lines


@dataclass(frozen=True)
class ReasonSplit:
    """Why the key fields are not known, over all returns: a row for each field, a column for each reason."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, int, tuple[int, ...]], ...]


def _reasons(reports: Sequence[Report], paths: Sequence[str]) -> ReasonSplit:
    totals: dict[str, Counter[str]] = {path: Counter() for path in paths}
    rows: Counter[str] = Counter()
    for report in reports:
        for field in report.receipt.key_fields:
            totals[field.path].update(field.not_known)
            rows[field.path] += field.rows
    codes = sorted({code for counted in totals.values() for code in counted})
    labels = tuple(reports[0].reason(code) for code in codes) if reports else ()
    return ReasonSplit(labels, tuple((path, rows[path], tuple(totals[path][c] for c in codes)) for path in paths))


def _cell(report: Report, path: str) -> tuple[str, bool]:
    """Give the share of a key field that is known, in words, and whether it is too low to rely on."""
    field = next((f for f in report.receipt.key_fields if f.path == path), None)
    if field is None or not field.rows:
        return _NO_CELL, False
    known_pct = 100 * (1 - field.unknown_prop)
    return f"{math.floor(known_pct)}%", known_pct < RELIABLE_PCT  # never 80% beside the mark of less
