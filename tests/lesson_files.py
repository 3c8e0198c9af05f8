"""Lessons for tests, and releases that have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from clerestory.model.approved import ApprovedOutput
from clerestory.model.commission import StudySettings
from clerestory.model.lessons.study import Area, Lessons, LessonsFile
from clerestory.publish import build_release
from clerestory.study import shipped_presets
from papers import approved, seal_anew, study

AREAS = (Area("F1", "Aldermere"), Area("F2", "Brackenshire"))
FINDING = 'Of {{ t1["total", "total"] }} suspects the sex of {{ t1["total", "not_recorded"] }} was not recorded.'


def lesson(**change: object) -> dict[str, object]:
    """A lesson that holds, as lessons.toml has it, with settings changed; None leaves one out."""
    action = {"proposal": "Make the field mandatory.", "by": ["GOV"], "to": ["POLICE"]}
    made = {
        "id": "l1", "title": "Record the sex", "finding": FINDING, "evidence": ["t1"],
        "limits": "Recorded is not committed.", "agencies": ["POLICE"], "action": action,
        "audiences": ["national", "local"],
    } | change  # fmt: skip
    return {name: value for name, value in made.items() if value is not None}


def lessons_file(*lessons: Mapping[str, object], **change: object) -> dict[str, object]:
    """A file of lessons, as TOML gives it."""
    return {"form": "clerestory-lessons/1", "issued_by": "The department", "lessons": list(lessons)} | change


def lessons(*of: Mapping[str, object], **change: object) -> Lessons:
    """Lessons of a study whose table t1 has areas as its rows."""
    return Lessons(LessonsFile.model_validate(lessons_file(*(of or [lesson()]), **change)), AREAS, {"t1": ("rows",)})


def released(
    folder: Path, said: Lessons, output: ApprovedOutput | None = None, settings: StudySettings | None = None
) -> Path:
    """A sealed release with lessons."""
    release = folder / "2026-12-15-SYNTHETIC"
    release.mkdir(parents=True)
    rules = shipped_presets()["THRESHOLD-6"]
    build_release(release, replace(output or approved(), lessons=said), settings or study(), rules=rules)
    seal_anew(release)
    return release


def toml_of(*of: Mapping[str, object]) -> str:
    """A file of lessons as a person writes it."""
    lines = ['form = "clerestory-lessons/1"', 'issued_by = "The department"']
    for one in of:
        plain = {name: value for name, value in one.items() if name != "action"}
        lines += ["[[lessons]]", *(f"{name} = {_toml(value)}" for name, value in plain.items())]
        lines += ["[lessons.action]", *(f"{name} = {_toml(value)}" for name, value in dict(one["action"]).items())]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return f"'''{value}'''"
