"""Differencing by worked example: what a reader with an earlier table in hand may and may not learn from a new one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerestory.protect import protect_tables
from clerestory.protect.audit.differencing import tables_that_tell_changes
from clerestory.study import shipped_presets
from earlier import as_printed, earlier
from small_tables import cohort, positions, table, table_of

SIX = shipped_presets()["THRESHOLD-6"]


def protected(now, tables, past=(), preset=SIX):
    return protect_tables({"person": now}, tables, preset, secret=b"s", earlier=past)


def by_age(counts):
    """Persons by single bands of age and by area; total, then a row for each band."""
    bands, areas = ["0-15", "16-17", "18+"], ["north", "south"]
    numbers = {(a, b): n for a, row in zip(bands, counts, strict=True) for b, n in zip(areas, row, strict=True)}
    return cohort({"age": bands, "area": areas}, numbers)


def ages(of, id, groups):
    made = {c.name: c for c in of.classifications}
    return table_of(of, id, positions(made["age"], groups), positions(made["area"]))


UNDER_18 = {"under 18": ["0-15", "16-17"], "18 and over": ["18+"]}
UNDER_16 = {"under 16": ["0-15"], "16 and over": ["16-17", "18+"]}


def test_under_16_beside_an_earlier_under_18_does_not_tell_the_few_between():
    """Under 18 in the north: 43, published. Under 16 in the north: 40. The difference is three persons of 16 or 17."""
    of = by_age([(40, 50), (3, 30), (60, 70)])
    first = protected(of, [ages(of, "t1", UNDER_18)]).tables[0]
    assert first.value("under 18", "north") == 43
    second = protected(of, [ages(of, "t2", UNDER_16)], [earlier(first, of)])
    assert second.tables[0].value("under 16", "north") is None
    alone = protected(of, [ages(of, "t2", UNDER_16)])
    assert alone.tables[0].value("under 16", "north") == 40


def test_what_is_apart_by_enough_is_published_as_before():
    of = by_age([(40, 50), (30, 30), (60, 70)])
    first = protected(of, [ages(of, "t1", UNDER_18)]).tables[0]
    second = protected(of, [ages(of, "t2", UNDER_16)], [earlier(first, of)])
    assert second.tables[0].suppressed == 0


def forces(**counts):
    return cohort({"force": list(counts)}, {(name,): n for name, n in counts.items()})


def test_a_force_told_by_an_answer_elsewhere_makes_the_region_unsafe():
    """The region of forces a and b has 43 persons. Force a said 40 in an answer; so b has three."""
    of = forces(a=40, b=3, c=50, d=60)
    regions = table_of(
        of,
        "t1",
        positions(of.classifications[0], {"west": ["a", "b"], "east": ["c", "d"]}),
        positions(of.classifications[0])[:1],
    )
    answer = as_printed(table(of, "foi", "force"), hidden=[(0, 0), (2, 0), (3, 0), (4, 0)])
    assert protected(of, [regions]).tables[0].value("west") == 43
    found = protected(of, [regions], [earlier(replace(answer, whole=True), of)])
    assert found.tables[0].value("west") is None
    assert found.tables[0].value("total") is None or found.tables[0].value("east") is None


def test_a_number_that_is_public_protects_nothing_any_more():
    """The cheapest partner of the small cell was printed in an answer: another one must be hidden."""
    of = forces(a=3, b=20, c=300, d=400)
    shown = table(of, "t1", "force")
    first = protected(of, [shown]).tables[0]
    assert first.value("b") is None
    answer = as_printed(shown, hidden=[(0, 0), (1, 0), (3, 0), (4, 0)])
    found = protected(of, [shown], [earlier(replace(answer, whole=True), of)])
    assert found.tables[0].value("a") is None
    others = [found.tables[0].value(name) for name in ("total", "c", "d")]
    assert None in others


def test_an_unsafe_number_that_is_public_is_counted_and_not_printed_again():
    of = forces(a=3, b=20, c=300, d=400)
    shown = table(of, "t1", "force")
    answer = as_printed(shown, hidden=[(0, 0), (2, 0), (3, 0), (4, 0)])
    found = protected(of, [shown], [earlier(replace(answer, whole=True), of)])
    assert found.tables[0].value("a") is None
    assert len(found.proofs[0].public) == 1
    assert found.proofs[0].history == ("before",)


def test_a_revision_by_two_cases_does_not_tell_that_there_are_two_more():
    """20 in force b, then 22: published both, two late cases stand apart. So the second is hidden, and the sum too."""
    before, now = forces(a=40, b=20, c=300), forces(a=40, b=22, c=300)
    first = protected(before, [table(before, "t1", "force")]).tables[0]
    assert first.suppressed == 0
    found = protected(now, [table(now, "t1", "force")], [earlier(first, now)]).tables[0]
    assert found.value("b") is None
    assert found.value("total") is None
    assert protected(now, [table(now, "t1", "force")]).tables[0].suppressed == 0


def test_a_revision_by_many_cases_is_published():
    before, now = forces(a=40, b=20, c=300), forces(a=40, b=62, c=300)
    first = protected(before, [table(before, "t1", "force")]).tables[0]
    assert protected(now, [table(now, "t1", "force")], [earlier(first, now)]).tables[0].suppressed == 0


def test_a_cell_that_returns_when_a_hold_ends_does_not_uncover_its_old_partner():
    """a was 4 and hidden with b = 30. Now a has 16; b, shown with its 30, would tell by the old total that a had 4."""
    before, now = forces(a=4, b=30, c=300), forces(a=16, b=30, c=300)
    old = as_printed(table(before, "t1", "force"), hidden=[(1, 0), (2, 0)])
    found = protected(now, [table(now, "t1", "force")], [earlier(old, now)]).tables[0]
    assert found.value("b") is None
    assert found.value("a") is None or found.value("total") is None  # else b is their difference
    assert protected(now, [table(now, "t1", "force")]).tables[0].suppressed == 0


def three_by_two(counts):
    rows, columns = ["x", "y", "z"], ["p", "q"]
    numbers = {(a, b): n for a, row in zip(rows, counts, strict=True) for b, n in zip(columns, row, strict=True)}
    return cohort({"a": rows, "b": columns}, numbers)


def test_a_new_number_in_an_old_gap_does_not_tell_a_few_by_two_sums_one_after_another():
    """x, p is 7 as it was. By column p of then y, p had 9, and by row y of then y, q had 4: no sum alone says so."""
    before, now = three_by_two([(7, 13), (9, 4), (14, 13)]), three_by_two([(7, 40), (30, 16), (14, 13)])
    old = as_printed(table(before, "t1", "a", "b"), hidden=[(1, 1), (1, 2), (2, 1), (2, 2)])
    past = [earlier(old, now)]
    found = protected(now, [table(now, "t1", "a", "b")], past).tables[0]
    assert found.value("x", "p") is None
    alone = protected(now, [table(now, "t1", "a", "b")]).tables[0]
    assert alone.suppressed == 0
    arguments = {"cohort": now, "rule": SIX.threshold, "times": [past]}
    assert tables_that_tell_changes(tables=[alone], earlier=past, **arguments) == ("t1",)
    assert tables_that_tell_changes(tables=[found], earlier=past, **arguments) == ()


def all_hidden(table):
    size = table.shape.size
    return as_printed(table, hidden=[(row, column) for row in range(size[0]) for column in range(size[1])])


def test_an_earlier_table_that_printed_nothing_tells_nothing():
    """By itself, lost a row since; and with another of its time, beside a table on areas that changed."""
    before, now = by_age([(40, 50), (13, 30), (60, 170)]), by_age([(40, 50), (13, 30), (60, 70)])
    shown = table(now, "t1", "age")
    blank, again = earlier(all_hidden(shown), now), earlier(all_hidden(table(now, "t2", "age")), now)
    moved = earlier(as_printed(table(before, "t3", "area")), now)
    for past in ([replace(blank, lost=True)], [blank, again, moved]):
        assert protected(now, [shown], past).tables[0].suppressed == 0


def test_a_draft_with_another_pattern_of_the_same_table_is_history():
    """The draft hid a with c; the other pattern, a with b, beside it would print all but a."""
    of = forces(a=3, b=20, c=300, d=400)
    shown = table(of, "t1", "force")
    draft = as_printed(shown, hidden=[(1, 0), (3, 0)])
    found = protected(of, [shown], [earlier(draft, of)]).tables[0]
    assert [found.value(name) for name in ("a", "b", "c", "d")] == [None, 20, None, 400]


@pytest.mark.parametrize("threshold", ["THRESHOLD-6", "THRESHOLD-10"])
def test_a_table_beside_itself_as_it_was_published_stays_as_it_is(threshold):
    of = by_age([(40, 50), (3, 30), (60, 70)])
    shown = table(of, "t1", "age", "area")
    first = protected(of, [shown], preset=shipped_presets()[threshold]).tables[0]
    again = protected(of, [shown], [earlier(first, of)], preset=shipped_presets()[threshold]).tables[0]
    pairs = [
        (a, b) for one, other in zip(first.counts, again.counts, strict=True) for a, b in zip(one, other, strict=True)
    ]
    assert [a for a, b in pairs if a is None] == [b for a, b in pairs if a is None]  # nothing hidden comes out
    assert first.suppressed >= 4


def test_cells_hidden_by_a_lower_threshold_are_held_to_the_rule_of_now():
    """7 was fit to print under a threshold of 6, and is not under 10: it is public, and counted as such."""
    of = forces(a=7, b=20, c=300, d=400)
    shown = table(of, "t1", "force")
    first = protected(of, [shown]).tables[0]
    assert first.suppressed == 0
    found = protected(of, [shown], [earlier(first, of)], preset=shipped_presets()["THRESHOLD-10"])
    assert found.tables[0].value("a") is None
    assert len(found.proofs[0].public) == 1


def margins_of_before():
    """Areas alone and bands alone. Nobody was under 18, so all 30 of the north were adults, though no table says so."""
    before = by_age([(0, 0), (0, 0), (30, 40)])
    return [ages_alone(before, "t1"), areas_alone(before, "t2")]


def ages_alone(of, id):
    return table_of(of, id, positions(of.classifications[0]), positions(of.classifications[1])[:1])


def areas_alone(of, id):
    return table_of(of, id, positions(of.classifications[0])[:1], positions(of.classifications[1]))


NOW = by_age([(8, 9), (7, 9), (32, 50)])  # two more adults in the north


def first_release():
    return [earlier(as_printed(one), NOW, "first release") for one in margins_of_before()]


def test_two_earlier_margins_and_a_zero_tell_a_cell_that_neither_printed():
    """Before: 30 in the north, nobody under 18. Now 32 adults in the north: two more than 30."""
    alone = protected(NOW, [ages(NOW, "t3", None)])
    assert alone.tables[0].value("18+", "north") == 32
    beside = protected(NOW, [ages(NOW, "t3", None)], first_release())
    assert beside.tables[0].value("18+", "north") is None


def test_the_attacker_sees_by_himself_what_two_earlier_margins_tell():
    past = first_release()
    new = as_printed(ages(NOW, "t3", None))
    arguments = {"cohort": NOW, "tables": [new], "earlier": [], "rule": SIX.threshold}
    assert tables_that_tell_changes(**arguments, times=[past]) == ("t3",)
    assert tables_that_tell_changes(**arguments, times=[[one] for one in past]) == ()
