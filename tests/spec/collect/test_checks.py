"""The checks over returns, each as a small table of cases and what is found in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

import polars as pl
import pytest

from clerestory.collect import (
    Collection,
    Look,
    Receipt,
    collect_returns,
    feedback_on,
    feedback_report,
    index_page,
    run_checks,
)
from clerestory.collect.checks.completeness import FieldCount, count_fields, worst_fields
from clerestory.collect.checks.reasons import contradicted_reasons
from clerestory.collect.checks.shock import far_ratios
from clerestory.model.checks import KEY_FIELDS, Check, Weight, key_fields_of
from clerestory.model.commission import CollectSettings
from clerestory.study import read_instrument, shipped_instrument
from returns import INSTRUMENT, a_return, event

SHIPPED = read_instrument(shipped_instrument())
NO_SETTINGS = CollectSettings()
Rows = Mapping[str, list[tuple[str, dict[str, str | int]]]]


def cases(rows: Rows) -> Collection:
    """Accepted rows, each with its giver; the lines count from 2 for each giver."""
    frames, lines = {}, {}
    for entity in SHIPPED.entities:
        mine = rows.get(entity, [])
        columns = [*SHIPPED.columns_of(entity), *SHIPPED.optional_columns_of(entity)]
        frames[entity] = pl.DataFrame(
            [{"return_provider": g, "return_ref": f"r-{g}"} | {c: str(row[c]) for c in row} for g, row in mine],
            schema=dict.fromkeys(["return_provider", "return_ref", *columns], pl.String),
        )  # fmt: skip
        givers = [giver for giver, _ in mine]
        lines[entity] = pl.Series([2 + givers[:at].count(giver) for at, giver in enumerate(givers)], dtype=pl.Int64)
    return Collection((), frames, pl.DataFrame(), lines=lines)


def found(rows: Rows, check: Check) -> list[tuple]:
    findings = run_checks(cases(rows), SHIPPED, NO_SETTINGS)
    return [(f.provider, f.file, f.column, f.rows, f.weight) for f in findings if f.check is check]


def suspect(giver: str, key: str, **fields: str) -> tuple[str, dict[str, str]]:
    return giver, {"sus_pseudo": key, **fields}


def test_the_fourteen_key_fields_are_all_in_the_shipped_instrument():
    assert [variable.path for variable in key_fields_of(SHIPPED)] == list(KEY_FIELDS)
    assert len(KEY_FIELDS) == 14


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # two givers, two sexes for one person: both are told
        ([suspect("A", "p", sex="M"), suspect("B", "p", sex="F")], ["A", "B"]),
        # the same value everywhere
        ([suspect("A", "p", sex="M"), suspect("B", "p", sex="M")], []),
        # not known contradicts nothing
        ([suspect("A", "p", sex="M"), suspect("B", "p", sex="U")], []),
        ([suspect("A", "p", sex="M"), suspect("B", "p")], []),
        # two persons
        ([suspect("A", "p", sex="M"), suspect("B", "q", sex="F")], []),
        # of three, all that say anything are told: nobody knows who is right
        ([suspect("A", "p", sex="M"), suspect("B", "p", sex="F"), suspect("C", "p", sex="F")], ["A", "B", "C"]),
    ],
)
def test_returns_that_disagree_about_a_person_are_all_told(rows, expected):
    told = found({"suspect": rows}, Check.CROSS_RETURN)
    assert told == [(giver, "suspect", "sex", (2,), Weight.FAULT) for giver in expected]


def test_ethnicity_and_age_may_differ_so_they_are_queries():
    fields = {"ethnicity_sde": ("W1", "M1"), "age_at_first_offence": ("16-17", "18-24")}
    for column, (one, other) in fields.items():
        rows = [suspect("A", "p", **{column: one}), suspect("B", "p", **{column: other})]
        assert {line[2:] for line in found({"suspect": rows}, Check.CROSS_RETURN)} == {(column, (2,), Weight.QUERY)}


def test_neither_giver_is_told_the_other_or_its_value():
    rows = [suspect("Aldermere", "p", ethnicity_sde="W1"), suspect("Brackenshire", "p", ethnicity_sde="M1")]
    for finding in run_checks(cases({"suspect": rows}), SHIPPED, NO_SETTINGS):
        other = {"Aldermere": "Brackenshire", "Brackenshire": "Aldermere"}[finding.provider]
        assert not any(word in finding.what + finding.remedy for word in (other, "W1", "M1", " p "))


def test_two_returns_of_one_giver_that_differ_are_not_laid_at_another_givers_door():
    made = cases({"suspect": [suspect("A", "p", sex="M"), suspect("B", "p", sex="F")]})
    of_one = made.cases["suspect"].with_columns(return_provider=pl.lit("A"))
    findings = run_checks(replace(made, cases={**made.cases, "suspect": of_one}), SHIPPED, NO_SETTINGS)
    assert [(f.provider, f.return_id) for f in findings] == [("A", "r-A"), ("A", "r-B")]
    assert {f.what for f in findings} == {"the suspect has another sex in another return"}


def offence(**fields: str) -> Rows:
    """An offence with its investigation and a victim."""
    investigation = {"n_suspects_identified": "1", "n_suspects_unidentified": "0", "cocad_category": "OTH"}
    flags = {"cse_flag": "N", "csa_flag": "Y", "group_flag": "N", "offence_code": "71"}
    return {
        "investigation": [("A", {"inv_pseudo": "i"} | {k: fields.get(k, v) for k, v in investigation.items()})],
        "offence": [("A", {"inv_pseudo": "i", "off_pseudo": "o"} | {k: fields.get(k, v) for k, v in flags.items()})],
        "link_victim_offence": [("A", {"off_pseudo": "o", "vic_pseudo": "v"})] if "unlinked" not in fields else [],
    }


@pytest.mark.parametrize(
    ("fields", "flag"),
    [
        ({}, None),
        # a group by identified suspects, and by those not identified
        ({"n_suspects_identified": "2"}, "group_flag"),
        ({"n_suspects_unidentified": "1"}, "group_flag"),
        ({"n_suspects_identified": "2", "group_flag": "Y"}, None),
        ({"group_flag": "Y"}, "group_flag"),
        # exploitation
        ({"cocad_category": "CSE"}, "cse_flag"),
        ({"cocad_category": "CSE", "cse_flag": "Y"}, None),
        ({"cse_flag": "Y", "csa_flag": "N", "unlinked": ""}, "cse_flag"),
        # a sexual offence with a victim, one without, and another kind of offence
        ({"csa_flag": "N"}, "csa_flag"),
        ({"csa_flag": "N", "unlinked": ""}, None),
        ({"csa_flag": "N", "offence_code": "36"}, None),
    ],
)
def test_a_flag_is_held_against_what_the_other_fields_say(fields, flag):
    told = found(offence(**fields), Check.FLAG_AUDIT)
    assert told == ([("A", "offence", flag, (2,), Weight.QUERY)] if flag else [])


@pytest.mark.parametrize(
    ("check", "column", "weight"),
    [
        (Check.DEFINITION_SWITCH, "definition_applied", Weight.NOTE),
        (Check.COUNTING_BASIS, "counting_basis", Weight.QUERY),
    ],
)
@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ("XXX", ""),
        ("XXXYZ", "DE"),  # what most chose is not told
        ("XXYZ", "ABCD"),  # half is not most
        ("XX-Y", "D"),  # who said nothing chose nothing
        ("-", ""),
    ],
)
def test_what_is_made_otherwise_than_most_is_told(check, column, weight, chosen, told):
    rows = [(giver, {} if one == "-" else {column: one}) for giver, one in zip("ABCDE", chosen, strict=False)]
    assert found({"return": rows}, check) == [(giver, "return", column, (), weight) for giver in told]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (["COCAD", "COCAD", "NR"], ""),  # not recorded is no definition
        (["COCAD", "NR", "NR"], ""),
        (["COCAD", "COCAD", "NR", "OCG"], "D"),  # most of those that say one
        (["COCAD", "NR", "OCG"], "AC"),
    ],
)
def test_a_return_that_does_not_know_its_definition_made_no_choice(chosen, told):
    rows = [(giver, {"definition_applied": one}) for giver, one in zip("ABCD", chosen, strict=False)]
    assert [line[0] for line in found({"return": rows}, Check.DEFINITION_SWITCH)] == [*told]


# Six givers that grow by 0, 2, 4, 6 and 8 %, and one by much more.
STEADY = {"A": (100, 100), "B": (100, 102), "C": (100, 104), "D": (100, 106), "E": (100, 108)}


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ((100, 200), True),  # twice as many
        ((100, 50), True),  # half
        ((100, 110), False),  # 10 % beside 4 %: 2.0 deviations of 1.4826 x 2 %
        ((9, 90), False),  # too few to say
        ((100, 9), False),
    ],
)
def test_a_jump_of_more_than_three_deviations_is_told(last, told):
    counts = {(giver, 2019 + at): n for giver, pair in (STEADY | {"F": last}).items() for at, n in enumerate(pair)}
    assert [(shock.provider, shock.year) for shock in far_ratios(counts)] == ([("F", 2020)] if told else [])


def test_four_givers_are_too_few_to_say_what_is_usual():
    counts = {(giver, 2019 + at): n for giver, pair in list(STEADY.items())[:3] for at, n in enumerate(pair)}
    assert list(far_ratios(counts | {("F", 2019): 100, ("F", 2020): 900})) == []


def test_a_shock_is_found_in_whole_years_alone_and_told_to_its_giver():
    """Two returns that make a year together are whole; a year of which half is covered is not compared."""
    opened = [(g, {"inv_pseudo": f"{g}{y}{i}", "year_opened": y}) for g, pair in (STEADY | {"F": (100, 200)}).items()
              for y, n in zip((2019, 2020), pair, strict=True) for i in range(n)]  # fmt: skip
    whole = [(giver, {"period_start": "2019-01-01", "period_end": "2020-12-31"}) for giver in "ABCDEF"]
    half = [*whole[:5], ("F", {"period_start": "2019-01-01", "period_end": "2020-06-30"})]
    halves = [*half, ("F", {"period_start": "2020-07-01", "period_end": "2020-12-31"})]
    assert [line[0] for line in found({"return": whole, "investigation": opened}, Check.SHOCK)] == ["F"]
    assert found({"return": half, "investigation": opened}, Check.SHOCK) == []
    assert [line[0] for line in found({"return": halves, "investigation": opened}, Check.SHOCK)] == ["F"]


DUE = dt.date(2024, 3, 31)
ONE = "SYN:FORCE:01/r1"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, []),
        # on the day, a day after, and nobody knows
        ({"due": DUE, "received": {ONE: DUE}}, []),
        ({"due": DUE, "received": {ONE: dt.date(2024, 4, 2)}}, ["came in 2 day(s) after 2024-03-31"]),
        ({"due": DUE}, ["the study does not say when this return came in"]),
        # who is expected
        ({"expected": ("SYN:FORCE:01",)}, []),
        ({"expected": ("SYN:FORCE:01", "SYN:FORCE:02")}, ["is expected, and sent no return"]),
        ({"expected": ("SYN:FORCE:02",)}, ["sent a return that the study does not expect", "is expected, and sent no"]),
    ],
)
def test_late_missing_and_unexpected_returns_are_told_by_study_toml_alone(tmp_path, settings, expected):
    a_return(tmp_path)
    collection = collect_returns(tmp_path / "returns", INSTRUMENT)
    findings = run_checks(collection, INSTRUMENT, CollectSettings(**settings))
    assert len(findings) == len(expected)
    for finding, beginning in zip(findings, expected, strict=True):
        assert finding.check is Check.TIMELINESS
        assert finding.what.startswith(beginning)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, ""),
        ({"received": {ONE: DUE}}, ""),
        ({"due": DUE}, "day not known"),
        ({"due": DUE, "received": {ONE: DUE}}, "on time"),
        ({"due": DUE, "received": {ONE: dt.date(2024, 4, 1)}}, "1 day late"),
        ({"due": DUE, "received": {ONE: dt.date(2024, 4, 2)}}, "2 days late"),
    ],
)
def test_the_index_says_of_each_return_whether_it_was_on_time(tmp_path, settings, said):
    a_return(tmp_path)
    collection = collect_returns(tmp_path / "returns", INSTRUMENT)
    reports = [feedback_on(receipt, INSTRUMENT) for receipt in collection.receipts]
    page = index_page(reports, (), Look("", "", "", ""), CollectSettings(**settings))
    assert re.findall(r'data-label="Due 2024-03-31">([^<]*)<', page) == ([said] if said else [])


def test_impossible_values_are_summed_up_with_their_places(tmp_path):
    child = {"victim": [{"vic_pseudo": "vic" + "a" * 26, "age_at_first_offence": "18-24"}]}
    young = {
        "suspect": [{"sus_pseudo": "sus" + "a" * 26, "off_pseudo": "off" + "b" * 26, "age_at_first_offence": "00-09"}]
    }
    a_return(tmp_path, event(year_offence_from="2020") | child | young)
    findings = run_checks(collect_returns(tmp_path / "returns", INSTRUMENT), INSTRUMENT, NO_SETTINGS)
    told = {(f.file, f.column, f.number, f.rows, f.weight) for f in findings if f.check is Check.IMPOSSIBLE_VALUES}
    assert told == {
        ("event.csv", "year_offence_from", 1, (2,), Weight.FAULT),  # once, though later than two columns
        ("victim.csv", "age_at_first_offence", 1, (2,), Weight.FAULT),
        ("suspect.csv", "age_at_first_offence", 1, (2,), Weight.QUERY),
    }


def test_all_suspects_below_the_age_are_counted_and_the_first_hundred_named(tmp_path):
    made = [{"sus_pseudo": f"sus{'a' * 24}{x}{y}", "off_pseudo": "off" + "b" * 26, "age_at_first_offence": "00-09"}
            for x in "abcdefghijk" for y in "abcdefghijk"]  # fmt: skip
    a_return(tmp_path, {"suspect": made})
    collection = collect_returns(tmp_path / "returns", INSTRUMENT)
    (finding,) = run_checks(collection, INSTRUMENT, NO_SETTINGS)
    assert (finding.number, finding.rows) == (121, tuple(range(2, 102)))
    (warning,) = feedback_on(collection.receipts[0], INSTRUMENT).warnings
    assert (warning.number, len(warning.rows)) == (121, 100)
    assert "21 more" in feedback_report(collection.receipts[0], INSTRUMENT)


def read(rows: list[dict[str, str]]) -> pl.DataFrame:
    """Rows as a reader gives them: an empty value is an empty text."""
    columns = ["sex", "age_at_first_offence", "ethnicity_sde", "ethnicity_missing", "disability", "vulnerability",
               "disability_missing"]  # fmt: skip
    return pl.DataFrame([dict.fromkeys(columns, "") | row for row in rows], schema=dict.fromkeys(columns, pl.String))


def test_what_is_not_known_is_counted_by_its_reason():
    rows = read(
        [
            {"sex": "F", "ethnicity_sde": "W1", "disability": "Y", "vulnerability": "LAC;NR"},
            {"sex": "U", "ethnicity_sde": "NS", "disability": "NA_", "vulnerability": "NR"},
            {"sex": "F", "ethnicity_missing": "NC", "disability_missing": "ND", "vulnerability": "NONE"},
            {"sex": "M", "ethnicity_missing": "NC", "disability": "NS", "vulnerability": ""},
        ]
    )
    counted = {field.path: dict(field.not_known) for field in count_fields("victim", rows, SHIPPED)}
    assert counted["victim.sex"] == {"NR": 1}
    assert counted["victim.ethnicity_sde"] == {"NS": 1, "NC": 2}
    assert counted["victim.disability"] == {"NR": 1, "ND": 1, "NS": 1}
    assert counted["victim.vulnerability"] == {"NR": 1, "": 1}  # one code that is known makes a list known
    assert [f.path for f in worst_fields(list(count_fields("victim", rows, SHIPPED)))] == [
        "victim.age_at_first_offence", "victim.disability", "victim.ethnicity_sde"
    ]  # fmt: skip


def receipt(*, lacking: Mapping[str, str], not_known: Mapping[str, int]) -> Receipt:
    counted = FieldCount("victim.disability", "Disability", 10, not_known)
    return Receipt("A", "r", {}, {}, {}, (), {}, (), {}, key_fields=(counted,), lacking=lacking)


@pytest.mark.parametrize(
    ("lacking", "not_known", "what"),
    [
        ({}, {"ND": 10}, "every row says that your system has no such field"),
        ({"victim.disability": "ND"}, {"ND": 10}, None),
        ({"victim.disability": "ND"}, {"ND": 9}, "fields_unavailable says that your system has no such field"),
        ({"victim.disability": "ND"}, {"ND": 9, "NR": 1}, None),
        ({"victim.disability": "WH"}, {}, None),
        ({}, {"ND": 9}, None),
        ({}, {}, None),
    ],
)
def test_what_a_system_lacks_is_held_against_what_the_rows_say(lacking, not_known, what):
    told = [finding.what for finding in contradicted_reasons([receipt(lacking=lacking, not_known=not_known)])]
    assert (told == []) == (what is None)
    assert all(one.startswith(what) for one in told)
