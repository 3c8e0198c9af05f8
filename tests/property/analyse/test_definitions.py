"""Definitions of a group against plain Python, on every engine.

The oracle knows two-valued tests only. What is not recorded it fills in every way there is: a definition is met if it
is met in all of them, not met if in none, and else it cannot be decided.
"""

from __future__ import annotations

import tempfile
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_returns import CASES
from clerestory.analyse import engine_on, tabulate
from clerestory.model.commission import CrossTable
from engines import NO_SPARK

DEFINITIONS = ["BEREL2013", "HO2020", "IICSA2019", "STRICT", "COCAD", "OCG"]
ENTITIES = ("investigation", "offence", "suspect")


def asked(definition: str | None, entity: str) -> CrossTable:
    """The number under every definition, or the number of each giver under one."""
    rows = "return.provider" if definition else "investigation.definition"
    name = f"{(definition or 'every').lower()}_{entity}"
    return CrossTable(id=name, title="T", count=entity, rows=rows, definition=definition)


REQUESTS = [asked(definition, entity) for definition in [None, *DEFINITIONS] for entity in ENTITIES]
INVESTIGATIONS = st.fixed_dictionaries(
    {
        "roles": st.lists(
            st.tuples(st.sampled_from("pqrs"), st.sampled_from(["DIRECT", "FACIL", "PERIPH", "UNK", None])), max_size=4
        ),
        "unlinked": st.sampled_from([0, 0, 0, 1, 2]),
        "counted": st.booleans(),
        "unidentified": st.sampled_from([0, 0, 1, 2, None]),
        "known": st.sampled_from(["FACT", "EVID", "ASMT", "INTEL", "NR", None]),
        "cocad": st.sampled_from(["FAM", "INST", "CSE", "OTH", "UNK", ("", "NA"), ("", "NR")]),
    }
)
# A table costs as much for many cases as for few, so most nations have many.
GIVEN = st.tuples(st.sampled_from(["g1", "g2"]), INVESTIGATIONS)
NATIONS = st.lists(GIVEN, min_size=1, max_size=4) | st.lists(GIVEN, min_size=8, max_size=16)


def cocad_of(case) -> tuple[str | None, str | None]:
    return (None, case["cocad"][1]) if isinstance(case["cocad"], tuple) else (case["cocad"], None)


def linked(case) -> set[str]:
    return {person for person, _ in case["roles"]}


def identified(case) -> int | None:
    return len(linked(case)) + case["unlinked"] if case["counted"] else None


def write(folder: Path, nation) -> None:
    frames: dict[str, list[dict]] = {entity: [] for entity in CASES.entities}
    frames["return"] = [{"return_id": giver, "provider": giver} for giver in ("g1", "g2")]
    people = set()
    for number, (giver, case) in enumerate(nation):
        at = {"return_provider": giver, "return_ref": giver}
        category, reason = cocad_of(case)
        numbers = {"n_suspects_identified": identified(case), "n_suspects_unidentified": case["unidentified"]}
        frames["investigation"].append(
            at
            | {"inv_pseudo": f"i{number}", "suspects_known_to_each_other": case["known"], "cocad_category": category}
            | {"cocad_category_missing": reason}
            | {name: None if value is None else str(value) for name, value in numbers.items()}
        )
        frames["offence"].append(at | {"off_pseudo": f"o{number}", "inv_pseudo": f"i{number}"})
        for person, role in case["roles"]:
            people.add((giver, person))
            frames["link_suspect_offence"].append(at | {"sus_pseudo": person, "off_pseudo": f"o{number}", "role": role})
    frames["suspect"] = [
        {"return_provider": giver, "return_ref": giver, "sus_pseudo": person} for giver, person in sorted(people)
    ]
    for row in frames["return"]:
        row.update(return_provider=row["provider"], return_ref=row["return_id"])
    for entity, rows in frames.items():
        columns = ["return_provider", "return_ref", *CASES.columns_of(entity), *CASES.optional_columns_of(entity)]
        pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String)).write_parquet(folder / f"{entity}.parquet")


def fillings(case):
    """Every investigation that a record may stand for: identified, active, unidentified, evidence, category."""
    sure = perhaps = 0
    for person in linked(case):
        said = {role for name, role in case["roles"] if name == person}
        sure += bool(said - {"PERIPH", "UNK", None})
        perhaps += not said - {"PERIPH", "UNK", None} and said != {"PERIPH"}
    beyond = range(4) if identified(case) is None else [case["unlinked"]]
    evidence = [case["known"]] if case["known"] not in ("NR", None) else ["FACT", "ASMT", "INTEL", "NOBODY"]
    category, reason = cocad_of(case)
    every = {"UNK": ["FAM", "INST", "CSE", "OTH"], None: ["FAM", "INST", "CSE", "OTH", "NONE"]}
    categories = ["NONE"] if reason == "NA" else every.get(category, [category])
    others = range(4) if case["unidentified"] is None else [case["unidentified"]]
    for more in beyond:
        for active in range(sure, sure + perhaps + more + 1):
            for known, kind, hidden in product(evidence, categories, others):
                yield len(linked(case)) + more, active, hidden, known, kind


def meets(definition: str, identified: int, active: int, hidden: int, known: str, kind: str) -> bool:
    if definition == "BEREL2013":
        return identified >= 2 and known != "NOBODY"
    if definition == "HO2020":
        return identified >= 2 and known != "NOBODY" and kind not in ("FAM", "INST")
    if definition == "IICSA2019":
        return active + hidden >= 2 and known in ("FACT", "EVID", "ASMT")
    if definition == "STRICT":
        return active + hidden >= 2 and known in ("FACT", "EVID")
    if definition == "COCAD":
        return kind != "NONE"
    return active >= 3 and known in ("FACT", "EVID")


def verdict(definition: str, case) -> int:
    found = {meets(definition, *filled) for filled in fillings(case)}
    return 1 if len(found) == 2 else 2 if True in found else 0


def verdicts(nation, entity: str, definition: str) -> dict[str, int]:
    """The verdict of each counted case: the best of its investigations."""
    found: dict[str, int] = {}
    for number, (_, case) in enumerate(nation):
        of_case = verdict(definition, case)
        for name in linked(case) if entity == "suspect" else [str(number)]:
            found[name] = max(found.get(name, 0), of_case)
    return found


def check(engine: str, nation) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), nation)
        instrument = CASES
        made = tabulate(instrument, engine_on(engine, Path(folder)), REQUESTS)
    tables = {t.shape.id: t for t in made.tables}
    for entity, definition in product(ENTITIES, DEFINITIONS):
        expected = list(verdicts(nation, entity, definition).values())
        table = tables[f"every_{entity}"]
        assert table.counts[table.shape.index([definition])] == expected.count(2), (entity, definition)
        assert table.counts[table.shape.index([f"{definition}_not_known"])] == expected.count(1), (entity, definition)
        assert table.counts[0, 0] == len(expected)
        chosen = tables[f"{definition.lower()}_{entity}"]
        assert chosen.counts[0, 0] == expected.count(2), (entity, definition)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@settings(max_examples=7, deadline=None, derandomize=True)
@given(nation=NATIONS)
def test_each_definition_is_met_where_plain_python_meets_it(engine, nation):
    check(engine, nation)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@settings(max_examples=300, deadline=None, derandomize=True)
@given(nation=NATIONS)
def test_each_definition_is_met_where_plain_python_meets_it_in_hundreds_of_nations(engine, nation):
    check(engine, nation)


@NO_SPARK
@pytest.mark.slow
@settings(max_examples=12, deadline=None, derandomize=True)
@given(nation=NATIONS)
def test_each_definition_is_met_where_plain_python_meets_it_on_spark(lent_spark, nation):
    check("spark", nation)
