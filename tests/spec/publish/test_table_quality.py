"""Tables of one release that look like a mistake, and what stops looking like one once it is explained (Q8, Q9)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerestory.errors import ReleaseError
from clerestory.model.tables import Position, ProtectedTable, TableShape
from clerestory.publish.quality import check_tables, suspicions
from papers import study

VICTIMS = ((200, 90, 70, 40), (120, 50, 40, 30), (80, 40, 30, 10))
OTHER = ((310, 150, 90, 70), (190, 100, 50, 40), (120, 50, 40, 30))


def table(id: str, unit: str, counts, title: str | None = None) -> ProtectedTable:
    rows = [Position("total", "Total"), *(at("force", f"F{n}") for n in range(1, len(counts)))]
    columns = [Position("total", "Total"), *(at("ethnicity", f"E{n}") for n in range(1, len(counts[0])))]
    shape = TableShape(
        id, title or f"{unit.title()}s by force and ethnicity", unit, unit, tuple(rows[: len(counts)]), tuple(columns)
    )
    return ProtectedTable(shape, counts)


def at(name: str, code: str) -> Position:
    return Position(code, code, frozenset({(name, frozenset({code}))}))


def told(*tables: ProtectedTable) -> list[str]:
    return [each.what.value for each in suspicions(tables)]


def test_two_tables_of_different_numbers_are_no_suspicion():
    changed = tuple(tuple(n + 7 * (i + 1) for i, n in enumerate(row)) for row in OTHER)
    assert told(table("t1", "victim", VICTIMS), table("t2", "suspect", changed)) == []


def test_the_tables_of_victims_and_suspects_with_the_same_numbers_are_found():
    """As happened in a publication of 2024, where one was printed in the other's place."""
    assert told(table("t1", "victim", VICTIMS), table("t2", "suspect", VICTIMS)) == ["same numbers"]


def test_a_suppressed_cell_hides_no_likeness():
    hidden = ((200, 90, None, 40), (120, None, 40, 30), (80, 40, 30, None))
    assert told(table("t1", "victim", VICTIMS), table("t2", "suspect", hidden)) == ["same numbers"]


def test_a_table_turned_on_its_side_is_found():
    turned = tuple(zip(*VICTIMS, strict=True))
    assert told(table("t1", "victim", VICTIMS), table("t2", "suspect", turned)) == ["transposed"]


def test_one_row_that_stands_in_two_tables_is_found():
    mixed = (OTHER[0], VICTIMS[1], OTHER[1])
    changed = tuple(tuple(n + 1000 for n in row) for row in VICTIMS[2:])
    assert told(
        table("t1", "victim", (VICTIMS[0], VICTIMS[1], *changed)), table("t2", "suspect", mixed)
    ) == ["same row or column"]  # fmt: skip


def test_one_column_twice_in_a_table_is_found():
    rows = tuple((n * 3, n, n, n) for n in (40, 30, 20, 10))
    shape = table("t1", "victim", rows)
    assert told(shape) == ["same row or column"]


def test_small_rounded_numbers_are_equal_by_chance():
    rows = tuple((n * 3, n, n, n) for n in (40, 30, 20, 10))
    assert told(replace(table("t1", "victim", rows), rounding=((10,) * 4,) * 4)) == []
    larger = tuple(tuple(20 * n for n in row) for row in rows)
    assert told(replace(table("t1", "victim", larger), rounding=((10,) * 4,) * 4)) == ["same row or column"]


def test_the_same_cases_in_two_tables_are_no_suspicion():
    victims = table("t1", "victim", VICTIMS)
    assert told(victims, replace(victims, shape=replace(victims.shape, id="t2"))) == []


def test_a_total_that_equals_its_known_part_is_no_suspicion():
    rows = [Position("total", "Total"), *(at("force", f"F{n}") for n in range(4))]
    known = Position("known", "Known", frozenset({("sex", frozenset({"M", "F"}))}))
    shape = TableShape("t1", "Victims", "victim", "victim", tuple(rows), (Position("total", "Total"), known))
    assert told(ProtectedTable(shape, tuple((n, n) for n in (100, 40, 30, 20, 10)))) == []


def test_a_title_of_another_unit_is_found():
    swapped = table("t1", "suspect", VICTIMS, title="Victims by force and ethnicity")
    assert told(swapped) == ["title names another unit"]
    assert told(table("t1", "suspect", VICTIMS, title="Suspects by relation to the victim")) == []


def test_one_cell_with_two_numbers_is_found_and_rounding_is_allowed_for():
    first = table("t1", "victim", VICTIMS)
    other = replace(first, shape=replace(first.shape, id="t2"), counts=((210, *VICTIMS[0][1:]), *VICTIMS[1:]))
    assert told(first, other) == ["one total, two numbers"]
    base = tuple(tuple(25 for _ in row) for row in VICTIMS)
    assert told(first, replace(other, rounding=base)) == []


def test_what_is_explained_may_be_published_and_an_idle_explanation_may_not():
    both = (table("t1", "victim", VICTIMS), table("t2", "suspect", VICTIMS))
    with pytest.raises(ReleaseError, match="tables t1 and t2 have the same numbers"):
        check_tables(both, study())
    reason = {"what": "same numbers", "tables": ["t2", "t1"], "reason": "A made-up release in which they are equal."}
    check_tables(both, study(explained=[reason]))
    with pytest.raises(ReleaseError, match="same numbers of t2, t1 explains nothing"):
        check_tables(both[:1], study(explained=[reason]))
