"""`clerestory protect hold`: which cases may be spoken of; and what wrong files are told, without their values."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clerestory import pipeline
from clerestory.cli.app import app
from clerestory.errors import RedactionError

HEAD = "inv_pseudo,proceedings_stage,linked_matters,police_release,release_review_date\n"
CASES = HEAD + "inv1,P6,N,CLEAR,2026-12-15\ninv2,P3,N,CLEAR,\ninv3,P1,N,CLEAR,\ninv1,P6,N,CLEAR,\n"


def file(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def told(folder: Path, cases: str, *options: str):
    found = CliRunner().invoke(
        app, ["protect", "hold", "--cases", str(file(folder, "cases.csv", cases)), "--on", "2026-06-01", *options]
    )
    assert found.exit_code == 0, found.output
    return found


def test_every_investigation_is_answered_once_by_its_strictest_record(tmp_path):
    answers = json.loads(told(tmp_path, CASES + "inv2,P6,N,CLEAR,\n", "--json").stdout)
    assert [(a["investigation"], a["state"], a["public_reason"]) for a in answers] == [
        ("inv1", "CLEAR", ""),
        ("inv2", "ACTIVE", "ACTIVE"),
        ("inv3", "HOLD", "NCND"),
    ]
    assert answers[0]["review_by"] == "2026-12-15"


def test_an_investigation_that_no_record_has_is_held(tmp_path):
    (answer,) = json.loads(told(tmp_path, CASES, "--investigation", "inv9", "--json").stdout)
    assert (answer["investigation"], answer["state"], answer["may_be_spoken_of"]) == ("inv9", "HOLD", False)


def test_other_columns_and_a_byte_order_mark_are_passed_over(tmp_path):
    cases = "\ufefflead_body," + CASES.replace("\ninv", "\nX,inv")
    assert "inv1: CLEAR" in told(tmp_path, cases).stdout


def test_orders_are_told_with_their_computed_ends(tmp_path):
    orders = file(tmp_path, "orders.csv", "inv_pseudo,section,person,born\ninv1,YJCEA1999-S45,p1,2010-02-28\n")
    out = told(tmp_path, CASES, "--orders", str(orders), "--investigation", "inv1").stdout
    assert "s.45: anonymity" in out
    assert "until 2028-02-28" in out
    assert "Sexual Offences (Amendment) Act 1992" in out


@pytest.mark.parametrize(
    ("cases", "message"),
    [
        ("", "row 1: has no column inv_pseudo, proceedings_stage, linked_matters, police_release"),
        (HEAD, "has no record"),
        (HEAD + "inv1,Smithson,N,CLEAR,\n", "row 2, column proceedings_stage: is none of the codes"),
        (HEAD + "inv1,P6,maybe,CLEAR,\n", "row 2, column linked_matters: is none of the codes"),
        (HEAD + "inv1,P6,N,CLEAR,Smithson\n", "row 2, column release_review_date: is no date"),
        (HEAD + "inv1,P6,N,CLEAR,0001-01-01\n", "row 2, column release_review_date: is no date"),
        (HEAD + ",P6,N,CLEAR,\n", "row 2, column inv_pseudo: is empty"),
        (HEAD + "inv1,P6,N\n", "row 2: has more or fewer fields than the header"),
        (HEAD + 'inv1,"P6"x,N,CLEAR,\n', "is not well-formed CSV"),
        (HEAD.replace("inv_pseudo", "inv_pseudo,inv_pseudo"), "has a column twice"),
    ],
)
def test_a_file_of_cases_that_is_none_is_refused_and_not_repeated(tmp_path, cases, message):
    with pytest.raises(RedactionError) as refused:
        pipeline.holds_of(file(tmp_path, "cases.csv", cases))
    assert message in str(refused.value)
    assert "Smithson" not in str(refused.value)


@pytest.mark.parametrize(
    ("orders", "message"),
    [
        ("inv_pseudo,section,end\ninv1,YJCEA1999-S45,2030-01-01\n", "an end is computed, never typed"),
        ("inv_pseudo,section\ninv1,Smithson\n", "row 2, column section: is none of the codes"),
        ("inv_pseudo,section\ninv1,\n", "row 2, column section: is empty"),
        (
            "inv_pseudo,section,start\ninv1,CYPA1933-S39,2015-04-13\n",
            "section 39, which serves no criminal proceedings",
        ),
        ("inv_pseudo,section\ninv1,CYPA1933-S39\n", "section 39, which serves no criminal proceedings"),
        ("inv_pseudo,section,born\ninv1,YJCEA1999-S45,Smithson\n", "row 2, column born: is no date"),
        ("inv_pseudo,section,waiver_scope\ninv1,SOAA1992-S1,all\n", "is a waiver of no person's anonymity"),
        ("inv_pseudo,section,person,waiver_scope\ninv1,SOAA1992-S1,p,all\n", "column waiver_evidence: is empty"),
        ("inv_pseudo,section,person,waiver_scope\ninv1,YJCEA1999-S45,p,all\n", "is a waiver of no person's anonymity"),
    ],
)
def test_an_order_that_the_law_does_not_know_is_refused(tmp_path, orders, message):
    cases = file(tmp_path, "cases.csv", CASES)
    with pytest.raises(RedactionError) as refused:
        pipeline.holds_of(cases, orders=file(tmp_path, "orders.csv", orders))
    assert message in str(refused.value)
    assert "Smithson" not in str(refused.value)


@pytest.mark.parametrize("row", ["CYPA1933-S39,2015-04-12,criminal", "CYPA1933-S39,2020-01-01,other"])
def test_section_39_is_known_before_its_change_and_outside_criminal_proceedings(tmp_path, row):
    cases = file(tmp_path, "cases.csv", CASES)
    orders = file(tmp_path, "orders.csv", f"inv_pseudo,section,start,proceedings\ninv1,{row}\n")
    assert len(pipeline.hold_of("inv1", cases, orders=orders).restrictions) == 2


def test_a_text_about_a_held_case_is_refused_with_law_and_review(tmp_path):
    holds = pipeline.holds_of(file(tmp_path, "cases.csv", CASES))
    pipeline.check_may_be_spoken_of(holds[:1], where="letter 1")
    with pytest.raises(RedactionError, match="letter 1: is about a case that may not be spoken of") as refused:
        pipeline.check_may_be_spoken_of(holds, where="letter 1")
    assert "inv" not in str(refused.value).replace("investigation", "")
