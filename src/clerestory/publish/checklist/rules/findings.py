"""Findings and the places where they lie, for the rules of every section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from clerestory.model.checklist.report import Finding, Verdict
from clerestory.publish.checklist.workbook import Cell, Sheet, Style
from clerestory.spreadsheets.addresses import Area, cell_at

Place = tuple[int, int]


def failed(what: str, sheet: Sheet | None = None, area: Area | None = None) -> Finding:
    """Give a place where a rule is broken."""
    return Finding(Verdict.FAILED, what, sheet.name if sheet else "", area.a1 if area else "")


def look(what: str, sheet: Sheet | None = None, area: Area | None = None) -> Finding:
    """Give a place where a person has to look."""
    return Finding(Verdict.LOOK, what, sheet.name if sheet else "", area.a1 if area else "")


def failed_at(what: str, sheet: Sheet, places: Iterable[Place]) -> Iterator[Finding]:
    """Yield a finding for every rectangle that places make up together."""
    for area in gathered(places):
        yield failed(what, sheet, area)


def looks_at(what: str, sheet: Sheet, places: Iterable[Place]) -> Iterator[Finding]:
    """Yield as ``failed_at``, where a person has to look."""
    for area in gathered(places):
        yield look(what, sheet, area)


def gathered(places: Iterable[Place]) -> list[Area]:
    """Give places as rectangles: neighbours of a row together, then rows that are alike.

    Examples
    --------
    >>> [area.a1 for area in gathered([(1, 1), (1, 2), (2, 1), (2, 2), (4, 3)])]
    ['A1:B2', 'C4']
    """
    return _stacked(_strips(places))


def joined(areas: Iterable[Area]) -> list[Area]:
    """Give areas with those that lie side by side, or on each other, as one."""
    strips: list[Area] = []
    for area in sorted(areas, key=lambda area: (area.top, area.bottom, area.left)):
        last = strips[-1] if strips else None
        if last and (last.top, last.bottom, last.right) == (area.top, area.bottom, area.left - 1):
            strips[-1] = Area(last.top, last.left, last.bottom, area.right)
        else:
            strips.append(area)
    return _stacked(strips)


def _stacked(strips: Iterable[Area]) -> list[Area]:
    found: list[Area] = []
    last: dict[tuple[int, int], int] = {}
    for strip in strips:
        index = last.get((strip.left, strip.right))
        if index is not None and found[index].bottom == strip.top - 1:
            found[index] = Area(found[index].top, strip.left, strip.bottom, strip.right)
        else:
            last[strip.left, strip.right] = len(found)
            found.append(strip)
    return found


def _strips(places: Iterable[Place]) -> Iterator[Area]:
    strip: Area | None = None
    for row, column in sorted(set(places)):
        if strip and strip.top == row and strip.right == column - 1:
            strip = Area(row, strip.left, row, column)
            continue
        if strip:
            yield strip
        strip = cell_at(row, column)
    if strip:
        yield strip


def styled(sheet: Sheet, is_wanted: Callable[[Style], bool]) -> Iterator[Place]:
    """Yield the places of cells that hold something and look in a way; each look is asked about once."""
    wanted = {style for style in sheet.styles if is_wanted(style)}
    if wanted:
        yield from ((row, column) for row, column, cell in sheet.cells() if cell.style in wanted)


def worded(sheet: Sheet, is_wanted: Callable[[Cell], object]) -> Iterator[Place]:
    """Yield the places of texts of a kind."""
    yield from ((row, column) for row, column, cell in sheet.texts if is_wanted(cell))
