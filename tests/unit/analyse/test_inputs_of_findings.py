"""From cases to items, ties and series: the same on every engine, and what plain loops over the rows give."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from clerestory.analyse import engine_on
from clerestory.analyse.inputs import Source, TooFewError, items_of_cases, series_of_cases, ties_of_suspects
from clerestory.analyse.networks import network_findings
from clerestory.errors import InstrumentError, TableError
from clerestory.model.commission import NetworksRequest, TrendRequest, TypologyRequest
from clerestory.model.findings.networks import NetworkSettings
from clerestory.model.findings.trends import Measure, Quarter
from clerestory.model.links.linked import CountBy
from engines import NO_SPARK, ON_ONE_MACHINE
from finding_studies import QUARTERS, cases, link_persons, vault

ROWS = cases()
LAST = 4 * 2021 + 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("vault")
    vault(made, ROWS)
    return made


def source(folder: Path, engine: str = "polars") -> Source:
    return Source(vault(folder, ROWS), engine_on(engine, folder))


def trend(**words) -> TrendRequest:
    plain = {"id": "r1", "title": "T", "count": "offence", "quarter": "offence.quarter_recorded", "unit": "offences"}
    return TrendRequest.model_validate(plain | words)


def series(of: Source, **words):
    return series_of_cases(of, trend(**words), first=Quarter(2017, 1), last=Quarter(2021, 4))


def typology(**words) -> TypologyRequest:
    plain = {"id": "y1", "title": "T", "count": "offence", "items": ("offence.contact_type", "offence.location_type")}
    return TypologyRequest.model_validate(plain | words)


def delays() -> list[tuple[int, int]]:
    """Place of the quarter recorded, and quarters until the outcome; a hundred where there is none."""
    place = {quarter: at for at, quarter in enumerate(QUARTERS)}
    return [
        (place[o["quarter_recorded"]], place.get(o["outcome_quarter"], 1000) - place[o["quarter_recorded"]])
        for o in ROWS["offence"]
    ]


@pytest.mark.parametrize("engine", ON_ONE_MACHINE)
def test_a_series_counts_each_case_in_its_quarter(folder, engine):
    expected = Counter(offence["quarter_recorded"] for offence in ROWS["offence"])
    found = series(source(folder, engine))
    assert found.counts.tolist() == [expected[quarter] for quarter in QUARTERS]
    assert (str(found.first), found.definition, found.exposure) == ("2017Q1", "as returned", None)


@pytest.mark.parametrize("engine", ON_ONE_MACHINE)
def test_a_relative_series_has_the_cases_that_are_known_beside_it(folder, engine):
    found = series(source(folder, engine), only={"offence.recency": ["R1"]}, per="offences")
    part = Counter(o["quarter_recorded"] for o in ROWS["offence"] if o["recency"] == "R1")
    known = Counter(o["quarter_recorded"] for o in ROWS["offence"] if o["recency"] != "U")
    assert found.counts.tolist() == [part[quarter] for quarter in QUARTERS]
    assert found.exposure.tolist() == [known[quarter] for quarter in QUARTERS]


@pytest.mark.parametrize("engine", ON_ONE_MACHINE)
def test_a_series_of_what_came_in_time_ends_where_time_has_not_passed(folder, engine):
    within = {"until": "offence.outcome_quarter", "quarters": 4}
    found = series(source(folder, engine), within=within, per="offences")
    in_time = Counter(at for at, delay in delays() if 0 <= delay <= 4)
    there = Counter(at for at, _ in delays())
    assert found.counts.tolist() == [in_time[at] for at in range(len(QUARTERS) - 4)]
    assert found.exposure.tolist() == [there[at] for at in range(len(QUARTERS) - 4)]


@pytest.mark.parametrize("engine", ON_ONE_MACHINE)
def test_a_series_of_what_ended_in_time_has_what_ended_in_the_quarter_beside_it(folder, engine):
    within = {"since": "offence.quarter_recorded", "quarters": 4}
    words = {"quarter": "offence.outcome_quarter", "within": within, "per": "outcomes", "measure": "timely"}
    of = source(folder, engine)
    found = series_of_cases(of, trend(**words), first=Quarter(2018, 1), last=Quarter(2021, 4))
    ended = Counter(at + delay for at, delay in delays())
    in_time = Counter(at + delay for at, delay in delays() if delay <= 4)
    assert found.counts.tolist() == [in_time[at] for at in range(4, len(QUARTERS))]
    assert found.exposure.tolist() == [ended[at] for at in range(4, len(QUARTERS))]
    assert (found.per, found.measure) == ("outcomes", Measure.TIMELY)


def test_cases_outside_the_period_are_left_out(folder):
    found = series_of_cases(source(folder), trend(), first=Quarter(2018, 1), last=Quarter(2020, 4))
    expected = Counter(offence["quarter_recorded"] for offence in ROWS["offence"])
    assert found.counts.tolist() == [expected[quarter] for quarter in QUARTERS[4:16]]


@pytest.mark.parametrize("engine", ON_ONE_MACHINE)
def test_items_are_codes_and_a_list_is_an_item_for_each_of_its_codes(folder, engine):
    of = items_of_cases(source(folder, engine), typology(), fewest=10)
    assert of.patterns.items == (
        "Contact type",
        "Location type: Dwelling of suspect",
        "Location type: Street, park or open space",
        "Location type: Online only",
    )
    assert of.patterns.codes == (("Contact", "Online only"), *[("No", "Yes")] * 3)
    expected = Counter(_answers(offence) for offence in ROWS["offence"])
    found = dict(zip(map(tuple, of.patterns.answers.tolist()), of.patterns.persons.tolist(), strict=True))
    assert found == expected
    assert of.left_out == 0


def _answers(offence: dict[str, str]) -> tuple[int, ...]:
    """A list that is not filled is missing for every code; a code that is not in a filled one is a no."""
    listed = offence["location_type"].split(";") if offence["location_type"] else None
    places = [-1 if listed is None else int(code in listed) for code in ("DWS", "OPEN", "ONL")]
    return (["CON", "ONL"].index(offence["contact_type"]), *places)


def test_codes_that_stand_for_what_is_not_known_are_missing(folder):
    of = items_of_cases(source(folder), typology(items=("offence.recency", "offence.contact_type")), fewest=10)
    known = sum(offence["recency"] != "U" for offence in ROWS["offence"])
    assert of.patterns.codes[0] == ("Within 28 days", "28 days to 1 year")
    assert of.patterns.persons[of.patterns.answers[:, 0] != -1].sum() == known


def test_a_code_that_few_have_makes_no_item(folder):
    labels = {"DWS": "Dwelling of suspect", "OPEN": "Street, park or open space", "ONL": "Online only"}
    on = {code: sum(code in offence["location_type"].split(";") for offence in ROWS["offence"]) for code in labels}
    rare = min(on, key=on.__getitem__)
    asked = typology(items=("offence.location_type", "offence.recency"))
    names = [items_of_cases(source(folder), asked, fewest=n).patterns.items for n in (on[rare], on[rare] + 1)]
    assert [f"Location type: {labels[rare]}" in of for of in names] == [True, False]


@pytest.mark.parametrize("engine", ON_ONE_MACHINE)
@pytest.mark.parametrize("events", ["offence", "investigation"])
def test_ties_are_the_suspects_of_an_event_with_the_years_of_its_offences(folder, engine, events):
    request = NetworksRequest(id="n1", title="T", events=events)
    ties = ties_of_suspects(source(folder, engine), request, by=CountBy.PSEUDONYM, last=LAST)
    key = "off_pseudo" if events == "offence" else "inv_pseudo"
    offences = {o["off_pseudo"]: o for o in ROWS["offence"]}
    spans: dict[tuple[str, str, str], list[int]] = {}
    for link in ROWS["link_suspect_offence"]:
        offence = offences[link["off_pseudo"]]
        years = [int(offence["year_offence_from"]), int(offence["year_offence_to"])]
        spans.setdefault((link["sus_pseudo"], link[key], link["role"]), []).extend(years)
    expected = Counter((4 * min(years), min(4 * max(years) + 3, LAST)) for years in spans.values())
    assert Counter(zip(ties.start.tolist(), ties.end.tolist(), strict=True)) == expected
    assert (ties.persons, ties.events) == (len({s for s, _, _ in spans}), len({e for _, e, _ in spans}))
    assert len(np.unique(ties.operation)) == 60
    assert set(ties.force.tolist()) == {0, 1}


def test_a_tie_in_the_quarter_of_recording_goes_on_only_in_the_last_one(folder):
    request = NetworksRequest(id="n1", title="T", period="recorded")
    ties = ties_of_suspects(source(folder), request, by=CountBy.PSEUDONYM, last=LAST)
    assert (ties.start == ties.end).all()
    assert (ties.ongoing == (ties.end == LAST)).all()


def test_ties_before_the_first_year_are_left_out(folder):
    request = NetworksRequest(id="n1", title="T", first_year=2019)
    ties = ties_of_suspects(source(folder), request, by=CountBy.PSEUDONYM, last=LAST)
    assert ties.first >= 4 * 2019


@NO_SPARK
def test_spark_gives_the_same_as_polars(folder, lent_spark):
    on = [source(folder, engine) for engine in ("polars", "spark")]
    one, two = (series(of, only={"offence.recency": ["R0"]}, per="offences") for of in on)
    assert one.counts.tolist() == two.counts.tolist()
    one, two = (items_of_cases(of, typology(), fewest=10).patterns for of in on)
    assert one.items == two.items
    assert (one.answers.tolist(), one.persons.tolist()) == (two.answers.tolist(), two.persons.tolist())
    one, two = (ties_of_suspects(of, NetworksRequest(id="n1", title="T"), by=CountBy.PSEUDONYM, last=LAST) for of in on)
    for name in ("person", "event", "operation", "start", "end", "force", "role"):
        assert getattr(one, name).tolist() == getattr(two, name).tolist()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"quarter": "offence.year_offence_from"}, "trend r1: offence.year_offence_from is no quarter"),
        ({"quarter": "offence.recency"}, "is no quarter"),
        ({"only": {"offence.recency": ["R9"]}}, "trend r1, only: 'R9' is not a code"),
        ({"breaks": [{"at": "2017-Q1", "name": "Rule"}]}, "declares a break in 2017-Q1, outside the series"),
        ({"breaks": [{"at": "2022-Q1", "name": "Rule"}]}, "outside the series"),
        ({"only": {"offence.location_type": ["DWS"]}}, "cannot be a row or column"),
    ],
)
def test_a_trend_of_what_has_no_quarter_or_code_is_refused(folder, words, said):
    with pytest.raises(TableError, match=said):
        series(source(folder), **words)


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        ({"items": ("offence.lost", "offence.recency")}, InstrumentError, "no variable 'offence.lost'"),
        ({"codes": {"offence.location_type": ["NONE"]}}, TableError, "'NONE' is no known code"),
        ({"codes": {"offence.location_type": ["UNK"]}}, TableError, "'UNK' is no known code"),
        ({"groups": {"offence.location_type": "region"}}, TableError, "a list has no parents"),
        ({"items": ("investigation.n_suspects_identified",)}, TableError, "cannot be a row or column"),
        ({"items": ("investigation.definition",)}, TableError, "is a setting of its own"),
        ({"items": ("offence.recency",)}, TooFewError, "fewer than 2 items tell"),
    ],
)
def test_a_typology_of_what_is_no_item_is_refused(folder, words, kind, said):
    with pytest.raises(kind, match=said):
        items_of_cases(source(folder), typology(**words), fewest=10)


@pytest.mark.parametrize("engine", ON_ONE_MACHINE)
def test_under_a_definition_only_cases_of_investigations_that_meet_it_are_looked_at(tmp_path, engine):
    known = {"n_suspects_identified": "3", "n_suspects_unidentified": "0", "suspects_known_to_each_other": "EVID"}
    rows = cases()
    met = {row["inv_pseudo"] for row in rows["investigation"][::2]}
    rows["investigation"] = [row | (known if row["inv_pseudo"] in met else {}) for row in rows["investigation"]]
    of = Source(vault(tmp_path, rows), engine_on(engine, tmp_path))
    found = series(of, definition="BEREL2013")
    expected = Counter(o["quarter_recorded"] for o in rows["offence"] if o["inv_pseudo"] in met)
    assert found.counts.tolist() == [expected[quarter] for quarter in QUARTERS]
    assert found.definition == "BEREL2013"
    request = NetworksRequest(id="n1", title="T", definition="BEREL2013")
    ties = ties_of_suspects(of, request, by=CountBy.PSEUDONYM, last=LAST)
    suspects = {row["sus_pseudo"] for row in rows["suspect"] if row["inv_pseudo"] in met}
    assert ties.persons == len(suspects)
    patterns = items_of_cases(of, typology(definition="BEREL2013"), fewest=10).patterns
    assert patterns.total == sum(expected.values())


@pytest.mark.parametrize("engine", ON_ONE_MACHINE)
def test_pseudonyms_of_one_linked_person_are_one_person(tmp_path, engine):
    place = tmp_path / "cases"
    place.mkdir()
    instrument = vault(place, ROWS)
    first, second = ROWS["suspect"][0]["sus_pseudo"], ROWS["suspect"][-1]["sus_pseudo"]
    link_persons(tmp_path / "links", ROWS, {first: "per1", second: "per1"})
    request = NetworksRequest(id="n1", title="T")
    of = Source(instrument, engine_on(engine, place))
    apart, linked = (ties_of_suspects(of, request, by=by, last=LAST) for by in (CountBy.PSEUDONYM, CountBy.PERSON))
    assert (apart.persons, linked.persons) == (len(ROWS["suspect"]), len(ROWS["suspect"]) - 1)
    groups = [len(network_findings(ties, NetworkSettings(replicates=20)).rows) for ties in (apart, linked)]
    assert groups == [60, 59]


def test_networks_of_nobody_are_too_few(folder):
    request = NetworksRequest(id="n1", title="T", first_year=2050)
    with pytest.raises(TooFewError, match="there are no ties"):
        ties_of_suspects(source(folder), request, by=CountBy.PSEUDONYM, last=LAST)
