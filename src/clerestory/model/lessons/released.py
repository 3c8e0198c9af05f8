"""``lessons.json`` of a release: its lessons as they were printed, and what a pack needs to know of their evidence."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from clerestory.model.commission import DataKind
from clerestory.model.forms import Form
from clerestory.model.lessons.study import Agency, Audience, Axis, LessonStatus

Extent = Literal["nothing", "cells", "whole table", "comparison"]


class ReleasedArea(Form):
    """An area that some table of the release shows."""

    code: str
    label: str
    within: str = Field(description="Code of the wider area; empty where there is none.")


class ReleasedEvidence(Form):
    """A table, chart or estimate that a lesson rests on."""

    id: str
    kind: Literal["table", "chart", "finding"]
    label: str = Field(description="Its name as the paper prints it.")
    table: str = Field(default="", description="Id of the table that it shows or is; empty for an estimate.")
    heading: str = Field(default="", description="What the rows of the table are.")
    files: tuple[str, ...] = Field(default=(), description="Files of numbers in the release.")
    pictures: tuple[str, ...] = Field(default=(), description="The wide and the narrow drawing.")
    description: str = Field(default="", description="What a picture shows, in words.")
    limits: tuple[str, ...] = Field(default=(), description="What the program knows of its limits.")
    withheld: Extent = "nothing"
    register_id: str = Field(default="", description="Its entry in the register of what is withheld.")
    area_axes: tuple[Axis, ...] = Field(default=(), description="Where it shows areas.")


class ReleasedSign(Form):
    """A sign that stands in place of a number, with its meaning."""

    sign: str
    meaning: str


class ReleasedAction(Form):
    """What is proposed, by whom, to whom."""

    proposal: str
    by: tuple[Agency, ...]
    to: tuple[Agency, ...]


class ReleasedLesson(Form):
    """A lesson in its printed words: the release and every pack have the same."""

    id: str
    number: int = Field(ge=1)
    title: str
    finding: str
    signs: tuple[ReleasedSign, ...] = Field(description="The signs that stand in its texts.")
    evidence: tuple[str, ...]
    limits: str
    agencies: tuple[Agency, ...]
    action: ReleasedAction
    audiences: tuple[Audience, ...]
    status: LessonStatus
    reason: str
    commitment: str


class ReleasedLessons(Form):
    """The lessons of a release."""

    form: Literal["clerestory-released-lessons/1"]
    study: str
    title: str
    publisher: str
    issued_by: str
    data: DataKind
    release: dt.date
    definition: str
    selection: str
    period_start: dt.date
    period_end: dt.date
    introduction: str
    areas: tuple[ReleasedArea, ...]
    evidence: tuple[ReleasedEvidence, ...]
    lessons: tuple[ReleasedLesson, ...]

    def evidence_of(self, lesson: ReleasedLesson) -> tuple[ReleasedEvidence, ...]:
        """Give what a lesson rests on, in its order."""
        by_id = {one.id: one for one in self.evidence}
        return tuple(by_id[name] for name in lesson.evidence)
