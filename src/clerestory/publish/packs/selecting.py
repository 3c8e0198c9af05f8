"""What of a release belongs into a pack: lessons of the audience, their evidence, and one area beside the nation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clerestory.errors import PackError
from clerestory.model.lessons.packs import PackRequest
from clerestory.model.lessons.released import ReleasedArea, ReleasedEvidence, ReleasedLesson
from clerestory.model.lessons.study import Axis
from clerestory.model.tables import KNOWN, NOT_KNOWN, SUPPRESSED, TOTAL
from clerestory.publish.packs.released import ReleasedContent, Row

_KEYS: dict[Axis, str] = {"rows": "row_key", "columns": "column_key"}
_NATIONAL = (TOTAL, KNOWN, NOT_KNOWN)


@dataclass(frozen=True)
class Selected:
    """A table as a pack shows it.

    Attributes
    ----------
    header : tuple of str
        The columns of the released CSV file.
    rows : tuple of Row
        Rows of the released CSV file, unchanged.
    is_whole : bool
        Whether they are all of them.
    note : str
        What was selected, or why the area has no row of its own; empty where the table shows no areas.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    is_whole: bool
    note: str = ""


@dataclass(frozen=True)
class Selection:
    """Lessons of one audience and what they rest on."""

    lessons: tuple[ReleasedLesson, ...]
    evidence: tuple[ReleasedEvidence, ...]
    area: ReleasedArea | None
    around: ReleasedArea | None  # the wider area

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the area and of the wider one; none where no area was asked for."""
        return tuple(area.code for area in (self.area, self.around) if area)


def select(release: ReleasedContent, request: PackRequest) -> Selection:
    """Give what belongs into a pack.

    Raises
    ------
    PackError
        If no lesson is for the audience, or no table of the release shows the area.
    """
    made = release.lessons
    lessons = tuple(lesson for lesson in made.lessons if request.audience in lesson.audiences)
    if not lessons:
        raise PackError(
            f"no lesson of this release is for {request.audience.label}",
            where=str(release.folder),
            remedy="Ask for another audience, or publish a lesson for this one.",
        )
    cited = dict.fromkeys(one.id for lesson in lessons for one in made.evidence_of(lesson))
    area = _area(release, request)
    around = next((one for one in made.areas if area and one.code == area.within), None)
    return Selection(lessons, tuple(one for one in made.evidence if one.id in cited), area, around)


def _area(release: ReleasedContent, request: PackRequest) -> ReleasedArea | None:
    areas = {area.code: area for area in release.lessons.areas}
    if request.area and request.area not in areas:
        codes = f"one of {', '.join(areas)}" if areas else "none: no table of this release shows areas"
        raise PackError(
            "no table of this release shows the area that was named", where="--area", remedy=f"Name {codes}."
        )
    return areas.get(request.area)


def selected_table(release: ReleasedContent, one: ReleasedEvidence, file: str, selection: Selection) -> Selected:
    """Give a table's own rows for the pack: all, or of areas the nation's, the area's and the wider area's."""
    rows = release.rows(file)
    header = tuple(rows[0]) if rows else ()
    if selection.area is None or not one.area_axes:
        return Selected(file, header, tuple(rows), is_whole=True)
    wanted = {*_NATIONAL, *selection.codes}
    kept = [row for row in rows if all(row[_KEYS[axis]] in wanted for axis in one.area_axes)]
    return Selected(file, header, tuple(kept), len(kept) == len(rows), _note(kept, one.area_axes, selection))


def _note(rows: Sequence[Row], axes: Iterable[Axis], selection: Selection) -> str:
    """Say which areas are shown, or why the area that was asked for is not."""
    places = [area for area in (selection.area, selection.around) if area]
    shown = {area.label: [row for row in rows if area.code in {row[_KEYS[axis]] for axis in axes}] for area in places}
    there = [label for label, own in shown.items() if own]
    said = f"Of areas, only {', '.join([*there, 'the nation'])} stand here; the release has all."
    first = places[0].label
    if not shown[first]:
        said = f"The release has no row of {first} in this table. {said if there else 'The nation stands alone.'}"
    elif all(row["status"] == SUPPRESSED for row in shown[first]):
        said = f"Every number of {first} in this table is withheld, to protect small numbers. {said}"
    return said


def selected_files(one: ReleasedEvidence, selection: Selection) -> Iterator[str]:
    """Yield the files of numbers that belong into a pack; of one area, not the shares of others or over all areas."""
    if not selection.area or not one.area_axes:
        yield from one.files
        return
    if one.kind == "table":
        yield one.files[0]
    for row in (TOTAL, *selection.codes) if one.area_axes == ("rows",) else ():
        yield from (file for file in one.files if file.endswith(f"{one.table}-{row}-shares.csv"))


def is_drawn(one: ReleasedEvidence, selection: Selection) -> bool:
    """Say whether a chart may stand in the pack: one that draws every area has no place beside one area's rows."""
    return selection.area is None or not one.area_axes
