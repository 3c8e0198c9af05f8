"""Schemas of lessons and packs: what is written, what is released, and what a pack says of itself."""

from __future__ import annotations

from typing import Any

from clerestory.model.lessons.packs import PackManifest
from clerestory.model.lessons.released import ReleasedLessons
from clerestory.model.lessons.study import LessonsFile


def lesson_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas of lessons and packs by name."""
    return {
        "lessons": LessonsFile.model_json_schema(),
        "released-lessons": ReleasedLessons.model_json_schema(mode="serialization"),
        "pack-manifest": PackManifest.model_json_schema(mode="serialization"),
    }
