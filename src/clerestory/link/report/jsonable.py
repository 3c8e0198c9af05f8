"""The report on a linkage for machines; its schema is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from clerestory.link.report.content import LevelWeight, LinkReport
from clerestory.link.report.truth import Measured

FORM = "clerestory-link-report/1"


def report_json(reports: Sequence[LinkReport], mark: str = "") -> dict[str, Any]:
    """Give the reports of every kind that was linked.

    Parameters
    ----------
    mark : str
        What says that cases are made up; empty for real ones.
    """
    return {"form": FORM, "mark": mark, "linked": [_linked(one) for one in reports]}


def _linked(report: LinkReport) -> dict[str, Any]:
    about = report.about
    return {
        "what": about.what,
        "sources": [{"source": name, "records": number} for name, number in about.sources.items()],
        "records": report.records,
        "persons": report.persons,
        "threshold": about.threshold,
        "threshold_weight": _rounded(report.threshold_weight),
        "match_prop": report.match_prop,
        "fields": [{"field": name, "levels": [_level(one) for one in levels]} for name, levels in report.fields],
        "weights": [{"from": b.low, "to": b.high, "linked": b.linked, "not_linked": b.other} for b in report.bins],
        "error": report.error.as_json(),
        "precision": asdict(report.error.precision),
        "persons_by_records": [{"records": size, "persons": number} for size, number in report.sizes],
        "to_review": about.to_review,
        "decided": about.decided,
        "merged": about.merged,
        "split": about.split,
        "truth": [measured_json(one) for one in report.measured],
    }


def _level(level: LevelWeight) -> dict[str, Any]:
    return {
        "level": level.level,
        "shown": level.shown.value,
        "m_probability": round(level.m, 9),
        "u_probability": round(level.u, 9),
        "match_weight": _rounded(level.match_weight),
    }


def measured_json(measured: Measured) -> dict[str, Any]:
    """Give how a linkage compares with a truth."""
    shares = {name: _rounded(getattr(measured, name)) for name in ("precision", "recall", "f1")}
    numbers = {name: getattr(measured, name) for name in ("true", "found", "right", "false", "missed")}
    return {"kinds": list(measured.kinds), **numbers, **shares}


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 6)
