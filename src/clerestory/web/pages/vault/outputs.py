"""An output as its checkers see it: what fails first, then each table, the rules, the proof, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse

from clerestory.model.desk.acts import disclosure
from clerestory.model.desk.evidence import CheckedTable, Evidence, FailingCell, Mark
from clerestory.model.desk.outputs import Output
from clerestory.model.desk.states import OutputState
from clerestory.model.redaction.case_texts import MEANINGS
from clerestory.model.tables import SUPPRESSED
from clerestory.web.pages.vault import shelf
from clerestory.web.pages.vault.consulting import TRUE_COUNTS, consult
from clerestory.web.pages.vault.room import SEE_COUNTS, SEE_OUTPUTS, shown
from clerestory.web.pages.visits import Visit

ON_A_PAGE = 25
_WORDS = {
    Mark.PRINTED: "",
    Mark.FAILS: "fails",
    Mark.WITH: "hidden",
    Mark.GIVER: "giver alone",
}


@shown(roles=SEE_OUTPUTS)
def outputs(visit: Visit) -> HttpResponse:
    """Give every draft that came to the checkers, the latest first."""
    numbered = list(enumerate(visit.desk.outputs.values(), start=1))
    return visit.page("outputs", outputs=numbered[::-1])


@shown(roles=SEE_OUTPUTS)
def output(visit: Visit, number: int) -> HttpResponse:
    """Give one draft: where it stands, what there is to look at, and what was said of it."""
    found = output_of(visit, number)
    evidence = shelf.evidence_for(found)
    return visit.page(
        "output",
        number=number,
        output=found,
        evidence=evidence,
        sees_counts=bool(SEE_COUNTS & set(visit.person.roles)),
        is_waiting=found.state is OutputState.WAITING,
        may_decide=visit.may(disclosure.DecideOutput),
        is_author=visit.person.id in found.authors,
        own=found.checks.get(visit.person.id),
        marks=Mark,
    )


@shown(roles=SEE_COUNTS)
def failing(visit: Visit, number: int) -> HttpResponse:
    """Give the cells that fail, each with its rules, the attack, the least that protects it, and the proof."""
    found = output_of(visit, number)
    consult(visit, TRUE_COUNTS)
    evidence = _evidence(found)
    chosen = {name: visit.request.GET.get(name, "") for name in ("table", "rule")}
    cells = [cell for cell in evidence.failing if _is_chosen(cell, chosen["table"], chosen["rule"])]
    sheet = Paginator(cells, ON_A_PAGE).get_page(visit.request.GET.get("page"))
    return visit.page(
        "failing",
        number=number,
        output=found,
        sheet=sheet,
        chosen=chosen,
        count=len(evidence.failing),
        is_rounded=any(table.is_rounded for table in evidence.tables),
        tables=[table.leaves.shape for table in evidence.tables],
        titles={table.leaves.shape.id: table.leaves.shape.title for table in evidence.tables},
        codes=sorted({rule.codes for cell in evidence.failing for rule in cell.rules}),
    )


@shown(roles=SEE_COUNTS)
def table(visit: Visit, number: int, table: str) -> HttpResponse:
    """Give one table: true counts beside what leaves, and why each cell is as it is."""
    found = output_of(visit, number)
    consult(visit, TRUE_COUNTS)
    evidence = _evidence(found)
    ids = [one.leaves.shape.id for one in evidence.tables]
    if table not in ids:
        raise Http404
    at = ids.index(table)
    checked = evidence.tables[at]
    return visit.page(
        "table",
        number=number,
        output=found,
        checked=checked,
        shape=checked.leaves.shape,
        rows=list(_rows(checked, _numbers(evidence, table))),
        before=evidence.tables[at - 1].leaves.shape if at else None,
        following=evidence.tables[at + 1].leaves.shape if at + 1 < len(ids) else None,
    )


@shown(roles=SEE_OUTPUTS)
def rules(visit: Visit, number: int) -> HttpResponse:
    """Give the rules in force and what is proven, and findings and texts as they would leave."""
    found = output_of(visit, number)
    return visit.page("rules", number=number, output=found, evidence=_evidence(found), reasons=MEANINGS)


@shown(roles=SEE_OUTPUTS)
def changes(visit: Visit, number: int) -> HttpResponse:
    """Give what differs from the last draft that was decided, and from the last release."""
    found = output_of(visit, number)
    return visit.page(
        "changes",
        number=number,
        output=found,
        decided=shelf.changes_since_decided(visit.desk, found),
        released=shelf.changes_since_release(found),
    )


def output_of(visit: Visit, number: int) -> Output:
    """Give a draft by its number in the order in which they came.

    Raises
    ------
    Http404
        If there is none.
    """
    found = tuple(visit.desk.outputs.values())
    if not 0 < number <= len(found):
        raise Http404
    return found[number - 1]


def _evidence(output: Output) -> Evidence:
    found = shelf.evidence_for(output)
    if found is None:
        raise Http404
    return found


def _is_chosen(cell: FailingCell, table: str, rule: str) -> bool:
    tables = {place.table for place in cell.places}
    is_there = not table or table in tables or (table == "none" and not tables)
    return is_there and (not rule or rule in {one.codes for one in cell.rules})


def _numbers(evidence: Evidence, table: str) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Give of each failing cell of a table its number and the page of the list that has it, by row and column."""
    mine = [cell for cell in evidence.failing if _is_chosen(cell, table, "")]
    at = {cell.number: order // ON_A_PAGE + 1 for order, cell in enumerate(mine)}
    places = ((place, cell.number) for cell in mine for place in cell.places if place.table == table)
    return {(place.row, place.column): (number, at[number]) for place, number in places}


def _rows(
    checked: CheckedTable, numbers: Mapping[tuple[str, str], tuple[int, int]]
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Yield each row with its cells: the true count, what leaves, why, and which failing cell it is."""
    shape, leaves = checked.leaves.shape, checked.leaves.counts
    for r, row in enumerate(shape.rows):
        cells: list[dict[str, object]] = [
            {
                "true": checked.counts[r][c],
                "leaves": SUPPRESSED if leaves[r][c] is None else f"{leaves[r][c]:,}",
                "mark": checked.marks[r][c].name.lower(),
                "why": _WORDS[checked.marks[r][c]],
                "failing": numbers.get((row.label, column.label)),
            }
            for c, column in enumerate(shape.columns)
        ]
        yield row.label, cells
