"""A grid is every cell of a table with its margins, what adds up to what, and whose cell a 1 is."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from clerestory.errors import TableError
from clerestory.protect.hierarchies.grid import LARGEST, MOST, Grid
from clerestory.protect.knowers import NOBODY

DIMS = [["area", "place"], ["sex"]]
#          Total   f   m         number of each cell:   Total   f   m
# Total       25  10  15                         Total      0   1   2
# N           24   9  15                         N          3   4   5
# S            1   1   0                         S          6   7   8
# n1          11   2   9                         n1         9  10  11
# n2          13   7   6                         n2        12  13  14
# s1           1   1   0                         s1        15  16  17
INNER = {"area": list("NNNNS"), "place": ["n1", "n1", "n2", "n2", "s1"], "sex": list("fmfmf")}
COUNTS = np.array([2, 9, 7, 6, 1])
ALL = [[25, 10, 15], [24, 9, 15], [1, 1, 0], [11, 2, 9], [13, 7, 6], [1, 1, 0]]


@pytest.fixture
def grid() -> Grid:
    return Grid.of(INNER, DIMS, COUNTS)


def one_dimension(levels: str, *paths: str, counts: list[int]) -> Grid:
    names = levels.split("/")
    columns = {name: [path.split("/")[i] for path in paths] for i, name in enumerate(names)}
    return Grid.of(columns, [names], np.array(counts))


def test_margins_are_added_and_cells_that_are_not_there_are_zero(grid):
    assert grid.counts.tolist() == ALL


def test_rows_in_any_order_and_in_parts_make_the_same_grid(grid):
    order = [4, 2, 0, 3, 1, 2]  # row 2 comes twice: 7 are 3 and 4
    columns = {name: [codes[i] for i in order] for name, codes in INNER.items()}
    assert Grid.of(columns, DIMS, np.array([1, 3, 2, 6, 9, 4])).counts.tolist() == ALL


def test_every_margin_is_an_addition_and_every_addition_holds(grid):
    cells = grid.cells()
    additions = {}
    for row in cells.relations.toarray():
        whole, parts = np.flatnonzero(row == -1), np.flatnonzero(row == 1)
        assert len(whole) == 1
        assert set(row.tolist()) <= {-1, 0, 1}
        additions.setdefault(int(whole[0]), []).append(parts.tolist())
    assert additions == {
        0: [[3, 6], [1, 2]],  # all are those of N and S, and those f and m
        1: [[4, 7]],
        2: [[5, 8]],
        3: [[9, 12], [4, 5]],
        4: [[10, 13]],
        5: [[11, 14]],
        6: [[15], [7, 8]],
        7: [[16]],
        8: [[17]],
        9: [[10, 11]],
        12: [[13, 14]],
        15: [[16, 17]],
    }
    assert not (cells.relations @ np.array(ALL).ravel()).any()


def test_whoever_is_alone_in_a_cell_owns_it_and_its_margins_of_one(grid):
    owners = grid.people_alone()
    assert np.flatnonzero(owners != NOBODY).tolist() == [6, 7, 15, 16]
    assert owners[[6, 7, 15, 16]].tolist() == [16, 16, 16, 16]


def test_two_people_who_are_alone_are_two_owners():
    grid = one_dimension("area/place", "N/n1", "N/n2", "S/s1", counts=[1, 1, 1])
    # Total 0, N 1, S 2, n1 3, n2 4, s1 5; N has two persons, so nobody's
    assert grid.people_alone().tolist() == [NOBODY, NOBODY, 5, 3, 4, 5]


def test_regions_lie_below_the_nodes_of_the_largest_dimension_and_the_last_is_the_table():
    grid = one_dimension("area/place", "N/n1", "N/n2", "S/s1", counts=[1, 1, 9])
    *below, whole = grid.regions()
    assert [[sorted(part.tolist()) for part in stage] for stage in below] == [[[3, 4], [5]]]
    assert [part.tolist() for part in whole] == [[0, 1, 2, 3, 4, 5]]


def test_a_grid_shows_its_shape_and_no_count(grid):
    assert repr(grid) == "Grid(6 x 3)"
    assert repr(grid.cells()) == "AdditiveCells(18 cells, 15 relations)"


def test_a_code_under_two_parents_is_refused():
    with pytest.raises(TableError, match="column place: 'n1' stands under both 'N' and 'S'"):
        one_dimension("area/place", "N/n1", "S/n1", counts=[5, 5])


def test_a_negative_count_is_refused_with_its_row_and_without_its_value():
    with pytest.raises(TableError, match="row 2: is negative") as refused:
        one_dimension("sex", "f", "m", counts=[5, -777])
    assert "777" not in str(refused.value)


def test_a_table_without_cells_is_refused():
    with pytest.raises(TableError, match="has no inner cell"):
        one_dimension("sex", counts=[])


@pytest.mark.parametrize("counts", [[MOST, 1], [2**62, 2**62, 2**62, 2**62]])  # the sum of the second is 0 in 64 bits
def test_more_cases_than_can_be_counted_exactly_are_refused(counts):
    with pytest.raises(TableError, match="the table: has more than 1,099,511,627,776 cases"):
        one_dimension("sex", *"abcd"[: len(counts)], counts=counts)


def test_as_many_cases_as_can_be_counted_exactly_are_not_refused():
    assert one_dimension("sex", "f", "m", counts=[MOST - 1, 1]).counts.tolist() == [MOST, MOST - 1, 1]


def test_a_table_too_large_for_memory_is_refused_before_memory_is_taken():
    """200 rows of four dimensions of 200 codes each: 201^4 cells, 13 GB of counts alone."""
    names = ["a", "b", "c", "d"]
    columns = {name: [f"{name}{i}" for i in range(200)] for name in names}
    tracemalloc.start()
    try:
        with pytest.raises(TableError, match=r"has 1,632,240,801 cells with its margins, and [\d,]+ is the most") as no:
            Grid.of(columns, [[name] for name in names], np.ones(200, dtype=np.int64))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * LARGEST
    assert no.value.where == "the table"
    assert no.value.remedy == "Leave out a level or a dimension, or protect parts that share no margin apart."
