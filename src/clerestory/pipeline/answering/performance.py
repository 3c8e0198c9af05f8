"""How fast was answered: counted of a record or of a list, and written as page, CSV and workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clerestory.answer.clocks import received_on
from clerestory.answer.performance import Answered, performance_rows
from clerestory.answer.performance.giving import GIVERS
from clerestory.answer.performance.reading import read_answered
from clerestory.clock import Clock, SystemClock
from clerestory.errors import AnswerError
from clerestory.model.answers.public.performance import Grain, PublicPerformance
from clerestory.model.commission import DataKind
from clerestory.pipeline.answering.reading import states_of
from clerestory.progress import SILENT, Progress
from clerestory.publish.answers.performance import performance_files
from clerestory.study.answers import AnswerPlace
from clerestory.study.outgoing import check_outgoing
from clerestory.study.writing import partial_folder


@dataclass(frozen=True)
class PerformanceAsked:
    """Which table is asked for.

    Attributes
    ----------
    years : tuple of int
        Empty for every year in which something was received.
    as_of : date, optional
        At the end of which day; today if left out.
    """

    years: tuple[int, ...] = ()
    grain: Grain = Grain.QUARTER
    as_of: date | None = None


def performance_of_place(
    place: AnswerPlace, asked: PerformanceAsked, *, progress: Progress = SILENT
) -> PublicPerformance:
    """Count what a record has.

    Raises
    ------
    AnswerError
        If nothing was received in the years that are asked for.
    """
    of = _Of(place.settings.office, place.settings.data, place.clock)
    return _counted(list(answered_of(place, progress=progress)), asked, of)


def performance_of_list(
    path: Path, asked: PerformanceAsked, *, office: str = "", data: DataKind, clock: Clock | None = None
) -> PublicPerformance:
    """Count what a list in CSV has.

    Parameters
    ----------
    office : str
        The body that answers; a table that is written names it.
    data : DataKind
        What the list is of.

    Raises
    ------
    AnswerError
        If it is no such list, or nothing was received in the years that are asked for.
    """
    answered = read_answered(_text(path), where=path.name)
    return _counted(answered, asked, _Of(office, data, clock or SystemClock()))


def public_performance(place: AnswerPlace) -> PublicPerformance | None:
    """Give the table of every year for the next release of a study, as of the day of the release; None without any."""
    answered = list(answered_of(place))
    day = place.study.settings.release.date if place.study else received_on(place.clock.now())
    if not any(one.received <= day for one in answered):
        return None
    of = _Of(place.settings.office, place.settings.data, place.clock)
    return _counted(answered, PerformanceAsked(as_of=day), of)


def answered_of(place: AnswerPlace, *, progress: Progress = SILENT) -> Iterator[Answered]:
    """Yield everything in a record that was to be answered."""
    progress.begin("Reading the record", len(GIVERS))
    for kind, give in GIVERS.items():
        for state in states_of(place, kind).values():
            yield from give(state, place.settings)
        progress.advance()


def write_performance(made: PublicPerformance, folder: Path) -> tuple[Path, ...]:
    """Write a table into a new folder: a page with its style, CSV with CSVW beside it, and an ODS workbook.

    Raises
    ------
    AnswerError
        If the folder exists, or lies where a study keeps its own; or nobody says who answers.
    """
    check_outgoing(folder, AnswerError)
    if not made.office:
        raise AnswerError("nobody says who answers", where="the table", remedy="Name the body: --office NAME.")
    files = performance_files(made)
    building = partial_folder(folder)
    for name, data in files.items():
        (building / name).write_bytes(data)
    building.rename(folder)
    return tuple(folder / name for name in files)


@dataclass(frozen=True)
class _Of:
    """Whose table it is, and what time it is there."""

    office: str
    data: DataKind
    clock: Clock


def _counted(answered: Sequence[Answered], asked: PerformanceAsked, of: _Of) -> PublicPerformance:
    as_of = asked.as_of or received_on(of.clock.now())
    years = asked.years or sorted({one.received.year for one in answered if one.received <= as_of})
    rows = performance_rows(answered, years=years, grain=asked.grain, as_of=as_of)
    return PublicPerformance(office=of.office, data=of.data, as_of=as_of, grain=asked.grain, rows=rows)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        remedy = "Write it as CSV in UTF-8; docs/reference/answer-performance.md has the form."
        raise AnswerError("cannot be read as UTF-8", where=str(path), remedy=remedy) from error
