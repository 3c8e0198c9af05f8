"""Lists of codes and durations against plain Python, on every engine: a case counts under each of its codes."""

from __future__ import annotations

import tempfile
from collections import Counter
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_returns import CASES
from clerestory.analyse import engine_on, tabulate
from clerestory.errors import TableError
from clerestory.model.commission import ComparisonTable, CrossTable
from engines import NO_SPARK, ON_ONE_MACHINE

PLACES = {
    "DWELL": {"DWS", "DWV", "DWO"}, "LODG": {"HOTL"}, "INST": {"CARE", "EDU", "REL"}, "BUS": {"FOOD", "LIC", "WORK"},
    "VEH": {"TAXI", "VEH"}, "PUB": {"OPEN", "HUB"}, "ONL": {"ONL"}, "OTH": {"OTH"},
}  # fmt: skip
WORDS = {"title": "T", "count": "offence"}
REQUESTS = [
    CrossTable(
        id="t1", rows="offence.location_type", columns="offence.contact_type",
        groups={"offence.location_type": "place_group"}, **WORDS,
    ),
    ComparisonTable(
        kind="comparison", id="t2", characteristic="offence.location_type", group="HO2020", population="all other",
        groups={"offence.location_type": "place_group"}, **WORDS,
    ),
    CrossTable(id="t3", rows="investigation.duration", title="T", count="investigation"),
    CrossTable(
        id="t4", rows="offence.contact_type", only={"offence.location_type": ("ONL", "PUB")},
        groups={"offence.location_type": "place_group"}, **WORDS,
    ),
]  # fmt: skip
CASE = st.fixed_dictionaries(
    {
        "places": st.lists(st.sampled_from(["DWS", "DWV", "HOTL", "OPEN", "HUB", "ONL", "UNK"]), max_size=4),
        "contact": st.sampled_from(["CON", "ONL", None]),
        "suspects": st.sampled_from(["1", "2", "3", None]),
        "first": st.sampled_from(["2010", "2015", "2016", None]),
        "last": st.sampled_from(["2010", "2016", "2017", "2021", None]),
    }
)  # fmt: skip
# A table costs as much for many cases as for few, so half of the examples have many.
NATIONS = st.lists(CASE, min_size=1, max_size=12) | st.lists(CASE, min_size=12, max_size=24)


def write(folder: Path, nation) -> None:
    at = {"return_provider": "g1", "return_ref": "g1"}
    rows: dict[str, list[dict]] = {entity: [] for entity in CASES.entities}
    rows["return"] = [at | {"return_id": "g1", "provider": "g1"}]
    for number, case in enumerate(nation):
        key = {"inv_pseudo": f"i{number}"}
        rows["investigation"].append(
            at | key | {"suspects_known_to_each_other": "FACT", "cocad_category": "CSE", "n_suspects_unidentified": "0"}
            | {"n_suspects_identified": case["suspects"]}
            | {"first_offence_year": case["first"], "last_offence_year": case["last"]}
        )  # fmt: skip
        listed = ";".join(dict.fromkeys(case["places"])) or None
        rows["offence"].append(
            at | key | {"off_pseudo": f"o{number}", "location_type": listed, "contact_type": case["contact"]}
        )
    for entity, of in rows.items():
        columns = ["return_provider", "return_ref", *CASES.columns_of(entity), *CASES.optional_columns_of(entity)]
        pl.DataFrame(of, schema=dict.fromkeys(columns, pl.String)).write_parquet(folder / f"{entity}.parquet")


def places_of(case) -> set[str]:
    """The rows that a case counts in: its groups, or that nothing is known."""
    found = {group for group, codes in PLACES.items() if codes & set(case["places"])}
    return found | {"total"} | ({"known"} if found else {"not_recorded"})


def population(case) -> str:
    return "undecided" if case["suspects"] is None else "group" if case["suspects"] in "23" else "other"


def band(case) -> str:
    if case["first"] is None or case["last"] is None or case["last"] < case["first"]:
        return "not_recorded"
    years = int(case["last"]) - int(case["first"])
    return "Y0" if years == 0 else "Y1" if years == 1 else "Y2" if years < 5 else "Y5"


def check(engine: str, nation) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), nation)
        made = tabulate(CASES, engine_on(engine, Path(folder)), REQUESTS)
    listed, both, durations, chosen = made.tables
    contact = {"CON": "CON", "ONL": "ONL", None: "not_recorded"}
    by_contact = Counter((p, contact[c["contact"]]) for c in nation for p in places_of(c))
    by_population = Counter((population(c), p) for c in nation for p in places_of(c))
    for place, column in product([*PLACES, "total", "known", "not_recorded"], contact.values()):
        assert listed.counts[listed.shape.index([place, column])] == by_contact[place, column], (place, column)
    for row, place in product(["group", "other", "undecided"], [*PLACES, "total", "known", "not_recorded"]):
        assert both.counts[both.shape.index([row, place])] == by_population[row, place], (row, place)
    bands = Counter(map(band, nation))
    for row in ("Y0", "Y1", "Y2", "Y5", "not_recorded"):
        assert durations.counts[durations.shape.index([row])] == bands[row], row
    assert chosen.counts[0, 0] == sum(bool(places_of(c) & {"ONL", "PUB"}) for c in nation)


@pytest.mark.parametrize("engine", ON_ONE_MACHINE)
@settings(max_examples=11, deadline=None, derandomize=True)
@given(nation=NATIONS)
def test_a_case_counts_under_each_of_its_codes(engine, nation):
    check(engine, nation)


@NO_SPARK
@pytest.mark.slow
@settings(max_examples=3, deadline=None, derandomize=True)
@given(nation=NATIONS)
def test_a_case_counts_under_each_of_its_codes_on_spark(lent_spark, nation):
    check("spark", nation)


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        # sixteen codes: more patterns than the attack can look at
        ([{}], "has 16 codes"),
        # at two levels
        ([{"offence.location_type": "place_group"}, {"offence.location_type": "contact_group"}], "at two levels"),
        # a list that its codes have no parents in
        ([{"offence.location_type": "region"}], "have no parents"),
    ],
)
def test_a_list_that_cannot_be_shown_is_refused(tmp_path, groups, said):
    write(tmp_path, [])
    requests = [
        CrossTable(id=f"t{at}", rows="offence.location_type", groups=group, **WORDS) for at, group in enumerate(groups)
    ]
    with pytest.raises(TableError, match=said):
        tabulate(CASES, engine_on("polars", tmp_path), requests)


def test_durations_beside_both_years_are_refused(tmp_path):
    write(tmp_path, [])
    paths = ["duration", "first_offence_year", "last_offence_year"]
    requests = [
        CrossTable(id=f"t{at}", rows=f"investigation.{path}", title="T", count="investigation")
        for at, path in enumerate(paths)
    ]
    with pytest.raises(TableError, match="all are asked for"):
        tabulate(CASES, engine_on("polars", tmp_path), requests)
    tabulate(CASES, engine_on("polars", tmp_path), requests[:2])


def test_an_action_for_a_category_that_is_not_there_is_refused(tmp_path):
    write(tmp_path, [])
    asked = REQUESTS[1].model_copy(update={"actions": {"MOON": "Look there."}})
    with pytest.raises(TableError, match="'MOON' is no category"):
        tabulate(CASES, engine_on("polars", tmp_path), [asked])
