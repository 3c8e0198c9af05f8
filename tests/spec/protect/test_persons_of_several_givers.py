"""A person of several givers is in the operations of each: one of them may have more than half of a cell then."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from clerestory.analyse import engine_on, tabulate
from clerestory.model.commission import CrossTable, DataKind
from clerestory.model.rules import OperationRule, Preset, TableRules, TableScope, ThresholdRule
from clerestory.protect import protect_tables
from linked_persons import ERROR, INSTRUMENT, write_vault

FIVE = ThresholdRule(5)
# Of twelve men seven are in an investigation of g1; six of these g2 has too, under pseudonyms of its own; five others
# are known to g3 alone, in two investigations. Twelve women are in four investigations of g4.
MEN = [
    *(("g1", f"a{n}", "M", ("i1", "F1")) for n in range(7)),
    *(("g2", f"b{n}", "M", ("i2", "F1")) for n in range(6)),
    *(("g3", f"c{n}", "M", (f"i{n % 2}", "F1")) for n in range(5)),
]
WOMEN = [("g4", f"w{n}", "F", (f"i{n % 4}", "F2")) for n in range(12)]
PERSON = {p: p.replace("b", "a") for _, p, _, _ in [*MEN, *WOMEN]}


def protected(folder, by: str, rules: TableRules) -> dict[str, int | None]:
    request = CrossTable(id="t", title="T", count="victim", count_by=by, rows="victim.sex")
    cases = write_vault(folder, [*MEN, *WOMEN], PERSON)
    made = tabulate(INSTRUMENT, engine_on("polars", cases), [request], operations=True, errors={"victim": ERROR})
    scopes = MappingProxyType(dict.fromkeys(TableScope, rules))
    preset = Preset("P", FIVE, frozenset({DataKind.SYNTHETIC}), scopes=scopes)
    done = protect_tables(made.cohorts, made.tables, preset, secret=b"test", scopes={"t": TableScope.NATIONAL})
    (table,) = done.tables
    return {row.key: count for row, (count,) in zip(table.shape.rows, table.counts, strict=True)}


@pytest.mark.parametrize(
    ("by", "men"),
    [
        ("pseudonym", 18),  # seven of eighteen are in the largest operation: shown
        ("person", None),  # seven of twelve are: more than half, and hidden
    ],
)
def test_an_operation_of_one_giver_dominates_persons_whom_others_know_too(tmp_path, by, men):
    shown = protected(tmp_path / "vault", by, TableRules(FIVE, operations=OperationRule()))
    assert shown["M"] == men
