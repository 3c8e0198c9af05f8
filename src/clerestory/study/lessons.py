"""The lessons of a study: ``lessons.toml``, read strictly, and which tables show areas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from clerestory.errors import LessonsError
from clerestory.model.areas import AREA_LISTS
from clerestory.model.commission import OverlapTable, TableRequest
from clerestory.model.instrument import Instrument
from clerestory.model.lessons.study import Area, Axis, Lessons, LessonsFile
from clerestory.study.folder import Study
from clerestory.study.written import WrittenFile

_REMEDY = "docs/reference/lessons.md has the form. Nothing was published."
_FILE = WrittenFile("lessons.toml", LessonsError, _REMEDY)


def read_lessons(study: Study) -> Lessons | None:
    """Read the lessons of a study; None where there is no ``lessons.toml``.

    Raises
    ------
    LessonsError
        If it has not its form; all faults are named at once, and no text is repeated.
    """
    text = _FILE.text(study.lessons)
    if text is None:
        return None
    data = _FILE.toml(text)
    file = _FILE.formed(data, LessonsFile, place=lambda fault: _place(fault, data))
    return Lessons(file, tuple(_areas(study)), {t.id: axes for t in study.settings.tables if (axes := _axes(t, study))})


def _place(fault: ErrorDetails, data: Mapping[str, Any]) -> str:
    match fault["loc"]:
        case ("lessons", int(number), *rest):
            return ", ".join([f"lesson {_named(data['lessons'][number], number)}", *map(str, rest)])
        case loc:
            return ", ".join(map(str, loc))


def _named(lesson: object, number: int) -> str:
    """Name a lesson by its id where it has the form of one; what else stands there is not repeated."""
    name = lesson.get("id") if isinstance(lesson, dict) else None
    return name if isinstance(name, str) and re.fullmatch(r"[a-z][a-z0-9_]{0,30}", name) else f"number {number + 1}"


def _areas(study: Study) -> Iterator[Area]:
    """Yield the areas of every list that a table shows, once."""
    instrument = study.instrument
    shown = (name for table in study.settings.tables for _, name in _paths(table, instrument))
    codes = {c.code: c for name in shown if name in AREA_LISTS for c in instrument.codelists[name].by_code.values()}
    for code in codes.values():
        yield Area(code.code, code.label, code.parent if code.parent in codes and code.parent != code.code else "")


def _axes(table: TableRequest, study: Study) -> tuple[Axis, ...]:
    return tuple(axis for axis, name in _paths(table, study.instrument) if name in AREA_LISTS)


def _paths(table: TableRequest, instrument: Instrument) -> Iterator[tuple[Axis, str]]:
    """Yield each axis of a table with the code list that is shown on it."""
    both = (table.lists, table.lists) if isinstance(table, OverlapTable) else (table.rows, table.columns)
    shown: dict[Axis, str | None] = {"rows": both[0], "columns": both[1]}
    for axis, path in shown.items():
        if path:
            yield axis, table.groups.get(path) or instrument.variable(path).codelist
