"""A second program attacks all tables of a release together, and bounds no unsafe count more closely than rule S3.

It has the released files, the public code lists and a whole-number solver. The vault is read to judge it: the true
counts must be among those that it holds for possible, or it would prove nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from tests.acceptance.test_demo import NATION

from released.attack import CellKey, Coded, Crossed, Overlapping, Rules, System
from released.data_files import Cell, cells_of, tables_of_counts
from released.readers_knowledge import rules_of, tables_of_a_nation
from studies import demonstration, published_example

UNITS = ["suspect", "victim", "offence", "investigation"]
RULES = Rules(fewest=6, fewest_below_nation=10, may_be_zero=True)


@dataclass(frozen=True)
class Attacked:
    """What an attacker makes of the tables of one unit, and the truth beside it."""

    system: System
    truth: Mapping[CellKey, int]
    asked: Mapping[CellKey, float]  # how far apart the bounds of each unsafe cell must lie


def attacked(study: Path, unit: str) -> Attacked:
    release = next((study / "releases").glob("2*"))
    known = tables_of_a_nation(study / "instrument")[unit]
    files = tables_of_counts(release)
    rules = rules_of((release / "index.html").read_text(encoding="utf-8"))
    system = System({name: cells_of(files[name]) for name in known}, known, rules)
    truth = true_counts(study, known)
    small = {key: system.fewest[key[0]] for key in system.hidden if 0 < truth[key] < system.fewest[key[0]]}
    widths = {key: max(threshold, -(-truth[key] // 2)) for key, threshold in small.items()}
    return Attacked(system, truth, widths | seen_operations(study, unit, known, set(system.hidden)))


def true_counts(study: Path, names) -> dict[CellKey, int]:
    found = {}
    for name in names:
        table = json.loads((study / "vault" / "tables" / f"table-{name}.json").read_bytes())
        for row, counts in zip(table["shape"]["rows"], table["counts"], strict=True):
            for column, count in zip(table["shape"]["columns"], counts, strict=True):
                found[name, row["key"], column["key"]] = count
    return found


def seen_operations(study: Path, unit: str, names, hidden: set[CellKey]) -> dict[CellKey, float]:
    """The cells that any rule of the preset made unsafe, that of operations too, and the width that each asks for."""
    proof = json.loads((study / "vault" / "protected" / f"proof-{unit}.json").read_bytes())
    widths = {json.dumps(cell["cell"], sort_keys=True): cell["width"] for cell in proof["unsafe"]}
    found = {}
    for name in names:
        shape = json.loads((study / "vault" / "tables" / f"table-{name}.json").read_bytes())["shape"]
        for row, column in product(shape["rows"], shape["columns"]):
            key, cases = (name, row["key"], column["key"]), json.dumps(row["where"] | column["where"], sort_keys=True)
            if key in hidden and cases in widths:
                found[key] = widths[cases]
    return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    return demonstration(tmp_path_factory, **NATION)


@pytest.mark.parametrize("unit", UNITS)
def test_what_is_printed_of_a_nation_bounds_no_unsafe_count_too_closely(demo, unit):
    attack = attacked(demo, unit)
    assert attack.system.allows(attack.truth)
    assert attack.asked
    for key, width in attack.asked.items():
        low, high = attack.system.interval(key)
        assert low <= attack.truth[key] <= high, key
        assert high - low >= max(width, 1), key


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_a_larger_nation_whose_groups_are_told_gives_no_more_away(tmp_path_factory, unit):
    larger = demonstration(tmp_path_factory, persons=2000, givers=44, seed=5)
    attack = attacked(larger, unit)
    assert attack.system.allows(attack.truth)
    narrow = {key: attack.system.interval(key) for key in attack.asked}
    assert [key for key, (low, high) in narrow.items() if high - low < attack.asked[key]] == []
    for key in attack.system.hidden:  # of none, safe or not, is a fraction of a case the only doubt
        low, high = attack.system.interval(key, whole=False)
        assert low < high, key


def test_what_the_example_withholds_cannot_be_computed(tmp_path_factory):
    release = next((published_example(tmp_path_factory) / "releases").glob("2*"))
    table = cells_of(tables_of_counts(release)["t1"])
    rules = rules_of((release / "index.html").read_text(encoding="utf-8"))
    system = System({"t1": table}, {"t1": Overlapping()}, rules)
    assert len(system.hidden) == 6
    for key in system.hidden:
        low, high = system.interval(key)
        assert low < high, key


def cells(rows: list[list[int | None]], *, base: int = 1) -> list[Cell]:
    names = ["total", *(f"k{number}" for number in range(1, len(rows)))]
    columns = ["total", *(f"m{number}" for number in range(1, len(rows[0])))]
    return [
        Cell(row, column, count, "" if count is not None else "[c]", base)
        for row, counts in zip(names, rows, strict=True)
        for column, count in zip(columns, counts, strict=True)
    ]


PLAIN = Crossed(Coded("k"), Coded("m"))


def test_the_attacker_computes_what_margins_give_away():
    system = System({"t": cells([[60, 30, 30], [30, None, 27], [30, 27, None]])}, {"t": PLAIN}, RULES)
    assert system.interval(("t", "k1", "m1")) == (3, 3)


def test_the_attacker_reads_what_rounded_counts_say():
    """Of 15 to 24 cases 10 to 14 are one part at least (5 to 14, and never under 6): up to 18 are left."""
    system = System({"t": cells([[20, 10, None]], base=10)}, {"t": PLAIN}, RULES)
    assert system.interval(("t", "total", "m2")) == (1, 18)


def test_the_attacker_sets_tables_beside_each_other():
    """Alone the first table leaves its cell open; the second prints the margin that gives it away."""
    one = cells([[60, 30, 30], [None, 27, None], [None, None, None]])
    other = cells([[60, 33, 27], [30, None, None], [30, None, None]])
    named = {"t": PLAIN, "u": Crossed(Coded("k"), Coded("n"))}
    alone = System({"t": one}, named, RULES)
    both = System({"t": one, "u": other}, named, RULES)
    assert alone.interval(("t", "k1", "m2")) == (0, 30)
    assert both.interval(("t", "k1", "m2")) == (3, 3)


def test_the_attacker_takes_the_lists_of_an_overlap_apart():
    """40 cases, 30 on a and 25 on b: on both are 15 and nothing else, since every case is on some list."""
    rows = {"total": [40, 30, 25], "a": [30, 30, None], "b": [25, None, 25]}
    table = [
        Cell(row, column, count, "", 1)
        for row, counts in rows.items()
        for column, count in zip(["total", "a", "b"], counts, strict=True)
    ]
    system = System({"t": table}, {"t": Overlapping()}, RULES)
    assert system.interval(("t", "a", "b")) == (15, 15)
