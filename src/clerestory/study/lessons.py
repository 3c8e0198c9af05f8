"""The lessons of a study: ``lessons.toml``, read strictly, and which tables show areas."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from clerestory.errors import LessonsError
from clerestory.model.areas import AREA_LISTS
from clerestory.model.commission import OverlapTable, TableRequest
from clerestory.model.instrument import Instrument
from clerestory.model.lessons.study import Area, Axis, Lessons, LessonsFile
from clerestory.study.folder import Study, not_utf8

_WHERE = "lessons.toml"
_MOST_BYTES = 1_000_000
_REMEDY = "docs/reference/lessons.md has the form. Nothing was published."


def read_lessons(study: Study) -> Lessons | None:
    """Read the lessons of a study; None where there is no ``lessons.toml``.

    Raises
    ------
    LessonsError
        If it has not its form; all faults are named at once, and no text is repeated.
    """
    path = study.lessons
    if not path.exists() and not path.is_symlink():
        return None
    if path.is_symlink() or not path.is_file():
        raise LessonsError("is not a file", where=_WHERE, remedy=_REMEDY)
    if path.stat().st_size > _MOST_BYTES:
        raise LessonsError(f"has more than {_MOST_BYTES:,} bytes", where=_WHERE, remedy=_REMEDY)
    try:
        data = tomllib.loads(path.read_bytes().decode())
    except UnicodeDecodeError as error:
        raise LessonsError(not_utf8(error), where=_WHERE, remedy="Save it again as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise LessonsError(f"is not TOML: {error}", where=_WHERE, remedy="Mend the line that is named.") from None
    try:
        file = LessonsFile.model_validate(data)
    except ValidationError as error:
        raise LessonsError("; ".join(_faults(error, data)), where=_WHERE, remedy=_REMEDY) from None
    return Lessons(file, tuple(_areas(study)), {t.id: axes for t in study.settings.tables if (axes := _axes(t, study))})


def _faults(error: ValidationError, data: Mapping[str, Any]) -> Iterator[str]:
    for fault in error.errors():
        what = fault["msg"].removeprefix("Value error, ")
        match fault["loc"]:
            case ("lessons", int(number), *rest):
                place = [f"lesson {_named(data['lessons'][number], number)}", *map(str, rest)]
            case loc:
                place = [str(step) for step in loc]
        yield f"{', '.join(place)}: {what}" if place else what


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
