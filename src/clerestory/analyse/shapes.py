"""The shapes of tables: rows, columns, and the cases that each is about."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.analyse.classify import Coding, listed_remedy, meeting
from clerestory.errors import TableError
from clerestory.model.commission import ComparisonTable, CrossTable, OverlapTable, TableRequest
from clerestory.model.comparisons.populations import GROUP, OTHER, UNDECIDED, Comparison
from clerestory.model.definitions import Met
from clerestory.model.links.linked import CountBy
from clerestory.model.tables import (
    KNOWN,
    NOT_RECORDED,
    NOT_STATED,
    OFF,
    ON,
    TOTAL,
    Classification,
    Leaf,
    Position,
    Predicate,
    TableShape,
    merged,
)

MEMBERSHIP = "="  # in the name of a classification, between the variable that names the lists and one of them


@dataclass(frozen=True)
class Plan:
    """What a cohort needs for its tables."""

    counted: str
    codings: dict[str, Coding]
    lists: dict[str, Coding]  # memberships, by the variable that names the list
    by: CountBy = CountBy.PSEUDONYM


def membership(path: str, leaf: Leaf) -> Classification:
    """Give the classification that says whether a case is on a list."""
    return Classification(
        f"{path}{MEMBERSHIP}{leaf.code}", leaf.label, (Leaf(ON, "On the list"), Leaf(OFF, "Not on the list"))
    )


def lists_of(coding: Coding) -> list[Leaf]:
    """Give the lists that a variable names."""
    return [leaf for leaf in coding.classification.leaves if leaf.known]


def shape_of(request: TableRequest, plan: Plan) -> TableShape:
    """Give everything about a table but its numbers and its title block."""
    if isinstance(request, OverlapTable):
        return _overlap_shape(request, plan)
    if isinstance(request, ComparisonTable):
        return _comparison_shape(request, plan)
    rows = plan.codings[request.rows]
    columns = plan.codings[request.columns] if request.columns else None
    return TableShape(
        id=request.id,
        title=request.title,
        unit=request.count,
        cohort=request.count,
        rows=rows.positions(request.groups.get(request.rows)),
        columns=_columns(request, columns),
        row_heading=_heading(request, request.rows, rows),
        column_heading=_heading(request, request.columns or "", columns) if columns else "",
        where=_selected(request, plan),
        note=request.note,
    )


def _selected(request: TableRequest, plan: Plan) -> Predicate:
    """Give the cases that a table is about: each classification once, since a cell is the same however it is asked."""
    asked = [meeting(request.definition)] if request.definition else []
    for path, codes in request.only.items() if not isinstance(request, OverlapTable) else ():
        asked.append(frozenset({(path, plan.codings[path].leaves_of(codes, request.groups.get(path)))}))
    return merged(asked)


def _heading(request: TableRequest, path: str, coding: Coding) -> str:
    return request.headings.get(path) or coding.classification.label


def _columns(request: CrossTable, coding: Coding | None) -> tuple[Position, ...]:
    if coding is None:
        return (Position(TOTAL, "Number"),)
    if request.detail == "completeness":
        return coding.completeness()
    return coding.positions(request.groups.get(request.columns or ""))


def _also(heading: str) -> str:
    """Head the columns of an overlap: those of a row who are on the list of the column, too.

    Examples
    --------
    >>> _also("List"), _also("Known to")
    ('and also on list', 'and also known to')
    """
    words = heading[:1].lower() + heading[1:]
    return f"and also {words}" if words.startswith("known ") else f"and also on {heading.lower()}"


def _comparison_shape(request: ComparisonTable, plan: Plan) -> TableShape:
    """Give the shape of a comparison: its rows are both populations, and those of whom nothing decides.

    There is no row of everybody: the few that are undecided are what is hidden first, and with a total beside them what
    is known of the others would have to go too. Another table may have the total.
    """
    columns = plan.codings[request.characteristic]
    positions = columns.positions(request.groups.get(request.characteristic))
    _check_actions(request, positions)
    rows = (
        Position(GROUP, f"Group-based ({request.group.value})", meeting(request.group)),
        Position(OTHER, "All other", meeting(request.group, Met.NO)),
        Position(UNDECIDED, "Cannot be decided", meeting(request.group, Met.NOT_KNOWN)),
    )
    return TableShape(
        id=request.id,
        title=request.title,
        unit=request.count,
        cohort=request.count,
        rows=rows,
        columns=positions,
        row_heading="Cases",
        column_heading=_heading(request, request.characteristic, columns),
        where=_selected(request, plan),
        note=request.note,
        comparison=Comparison(request.group.value, request.population, tuple(request.actions.items())),
    )


def _check_actions(request: ComparisonTable, positions: tuple[Position, ...]) -> None:
    categories = [position for position in positions if position.key not in (TOTAL, KNOWN, NOT_STATED, NOT_RECORDED)]
    codes = {position.key for position in categories}
    lost = [code for code in request.actions if code not in codes]
    if lost:
        raise TableError(
            f"{lost[0]!r} is no category of the table",
            where=f"study.toml, table {request.id}, actions",
            remedy=listed_remedy(categories),
        )


def _overlap_shape(request: OverlapTable, plan: Plan) -> TableShape:
    lists = plan.lists[request.lists]
    on = [
        Position(leaf.code, leaf.label, frozenset({(membership(request.lists, leaf).name, frozenset({ON}))}))
        for leaf in lists_of(lists)
    ]
    positions = (Position(TOTAL, "All"), *on)
    heading = _heading(request, request.lists, lists)
    return TableShape(
        id=request.id,
        title=request.title,
        unit=request.count,
        cohort=request.count,
        rows=positions,
        columns=positions,
        row_heading=heading,
        column_heading=_also(heading),
        where=_selected(request, plan),
        note=request.note,
    )
