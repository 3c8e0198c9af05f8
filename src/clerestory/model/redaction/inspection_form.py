"""The JSON form of inspections of PDFs."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Literal

from pydantic import Field

from clerestory.model.forms import Form
from clerestory.model.redaction.inspection import MEANING, REMEDY, Box, Fault, Inspection, Sureness, Trace, Way


class Words(Enum):
    """Whether the words that were found are given."""

    SHOWN = "shown"
    KEPT_BACK = "kept back"


class BoxForm(Form):
    """A rectangle in points of the page; the origin is at the left and below."""

    left: float
    bottom: float
    right: float
    top: float


class TraceForm(Form):
    """Something that a redaction left behind."""

    fault: Fault
    meaning: str = Field(description="The fault in words.")
    page: int = Field(ge=0, description="From 1; 0 where it belongs to the whole file.")
    box: BoxForm | None = Field(description="None where it has no place.")
    sureness: Sureness
    ways: tuple[Way, ...] = Field(description="The ways of looking that found it.")
    letters: int = Field(ge=0, description="Letters and digits that can be read; 0 where it is a picture.")
    remedy: str
    words: str | None = Field(description="What can be read; none unless `--show` was given.")


class InspectedForm(Form):
    """One file."""

    file: str
    pages: int | None = Field(description="None where the file could not be read.")
    looks_redacted: bool | None = Field(description="Whether it has blank boxes, marks of redaction, or traces.")
    not_examined: tuple[str, ...] = Field(description="What was too large to be looked into.")
    traces: tuple[TraceForm, ...]
    error: str | None = Field(description="Why the file could not be read.")


class InspectionForm(Form):
    """All files of one command."""

    form: Literal["clerestory-inspection/1"] = "clerestory-inspection/1"
    files: tuple[InspectedForm, ...]


def inspection_form(inspected: Sequence[tuple[str, Inspection | str]], *, words: Words) -> InspectionForm:
    """Give the form of inspections by their files; in place of one, why there is none."""
    return InspectionForm(files=tuple(_file(name, found, words) for name, found in inspected))


def _file(name: str, found: Inspection | str, words: Words) -> InspectedForm:
    if isinstance(found, str):
        return InspectedForm(file=name, pages=None, looks_redacted=None, not_examined=(), traces=(), error=found)
    traces = tuple(_trace(trace, words) for trace in found.traces)
    return InspectedForm(
        file=name,
        pages=found.pages,
        looks_redacted=found.looks_redacted,
        not_examined=found.not_examined,
        traces=traces,
        error=None,
    )


def _trace(trace: Trace, words: Words) -> TraceForm:
    return TraceForm(
        fault=trace.fault,
        meaning=MEANING[trace.fault],
        page=trace.page,
        box=_box(trace.box),
        sureness=trace.sureness,
        ways=trace.ways,
        letters=trace.letters,
        remedy=REMEDY[trace.fault],
        words=trace.words if words is Words.SHOWN else None,
    )


def _box(box: Box | None) -> BoxForm | None:
    if box is None:
        return None
    left, bottom, right, top = (round(side, 1) for side in (box.left, box.bottom, box.right, box.top))
    return BoxForm(left=left, bottom=bottom, right=right, top=top)
