"""What stands below a table of linked persons: how often one counts, and how far links may be wrong."""

from __future__ import annotations

import pytest

from clerestory.model.links.linked import LinkedUnit
from clerestory.model.tables import TOTAL, Position, ProtectedTable, TableShape
from clerestory.publish.notes import persons_note

UNIT = LinkedUnit(bodies=6, fewer_pct=3, more_pct=1)
SHARES = (
    "Each victim counts once across the 6 bodies that made returns. Which of their records are one person was worked"
    " out from keyed encodings, and links may be wrong: the linkage expects that of all victims there are up to 3%"
    " fewer, as links were missed, or up to 1% more, as links are false."
)


def table(total: int | None, base: int = 0, unit: LinkedUnit | None = UNIT) -> ProtectedTable:
    rows = (Position(TOTAL, "Total"), Position("a", "A"))
    shape = TableShape("t", "T", "victim", "victim", rows, (Position(TOTAL, "Number"),), persons=unit)
    return ProtectedTable(shape, ((total,), (None,)), rounding=((base,), (base,)) if base else None)


@pytest.mark.parametrize(
    ("total", "base", "range_"),
    [
        (1240, 0, "1,200 to 1,255"),  # 1,202.8 to 1,252.4, outwards to fives
        (1240, 10, "1,200 to 1,260"),  # to what the total itself is rounded to
    ],
)
def test_the_range_follows_from_the_printed_total(total, base, range_):
    said = f"{SHARES} By these shares the total here stands for {range_}; the truth may lie beyond."
    assert persons_note(table(total, base)) == said


@pytest.mark.parametrize("total", [None, 0])
def test_a_total_that_is_withheld_or_nobody_has_no_range(total):
    assert persons_note(table(total)) == SHARES


def test_a_table_of_pseudonyms_has_no_such_note_and_keeps_its_bytes():
    plain = table(1240, unit=None)
    assert persons_note(plain) == ""
    assert "persons" not in plain.shape.as_json()


def test_a_table_of_persons_is_read_again_as_it_was_written():
    assert ProtectedTable.from_json(table(1240, 10).as_json()) == table(1240, 10)
