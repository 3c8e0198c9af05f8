"""The rules for returns, as a table: a change to a good return, the rule that it breaks, and where."""

from __future__ import annotations

import pytest

from clerestory.collect import check_return, collect_returns, feedback_report
from clerestory.errors import CodeReturnError, IdentifierReturnError, RuleReturnError, ShapeReturnError
from returns import GOOD, INSTRUMENT, RETURN, a_return, event, key

RULE, CODE, IDENTIFIER, SHAPE = RuleReturnError, CodeReturnError, IdentifierReturnError, ShapeReturnError
FIRST = 2  # line 1 is the header


def one(entity: str, **fields: str) -> dict:
    first, *rest = GOOD[entity]
    return {entity: [first | fields, *rest]}


@pytest.mark.parametrize(
    ("change", "rule", "file", "row", "column", "kind"),
    [
        # V1: codes are in their list, alone, among several and in maps
        (event(colour="PINK"), "V1", "event", FIRST, "colour", CODE),
        (event(colours="RED;PINK"), "V1", "event", FIRST, "colours", CODE),
        (event(colours="RED;"), "V1", "event", FIRST, "colours", CODE),
        (event(lacking="event.colours=XX"), "V1", "event", FIRST, "lacking", CODE),
        (event(lacking="event.colours"), "V1", "event", FIRST, "lacking", CODE),
        (event(lacking="=NR"), "V1", "event", FIRST, "lacking", CODE),
        # what stands before the = is a field of the instrument, with its entity, and nothing that somebody made up
        (event(lacking="colours=NR"), "V1", "event", FIRST, "lacking", CODE),
        (event(lacking="event.shape=NR"), "V1", "event", FIRST, "lacking", CODE),
        (event(lacking="event.colours=NR;Jane Teapot=NR"), "V1", "event", FIRST, "lacking", CODE),
        (event(area="a place"), "V1", "event", FIRST, "area", CODE),
        (event(areas="E09;a place"), "V1", "event", FIRST, "areas", CODE),
        (event(colour="", colour_missing="XX"), "V1", "event", FIRST, "colour_missing", CODE),
        # V2: a mandatory field has a value or a reason, not both
        (event(colour=""), "V2", "event", FIRST, "colour", RULE),
        (event(colour_missing="NR"), "V2", "event", FIRST, "colour", RULE),
        # F1: forms of values
        (event(live="yes"), "F1", "event", FIRST, "live", RULE),
        (event(number="-1"), "F1", "event", FIRST, "number", RULE),
        (event(year_offence_from="19"), "F1", "event", FIRST, "year_offence_from", RULE),
        (event(quarter_recorded="2019-Q5"), "F1", "event", FIRST, "quarter_recorded", RULE),
        (one("return", period_end="2020-02-30"), "F1", "return", FIRST, "period_end", RULE),
        # V3, years and days are in order
        (event(year_offence_from="2020"), "V3", "event", FIRST, "year_offence_from", RULE),
        (event(year_offence_to="2020"), "V3", "event", FIRST, "year_offence_to", RULE),
        (one("return", period_start="2021-01-01"), "V3", "return", FIRST, "period_start", RULE),
        # V4: a victim who was an adult
        (one("victim", age_at_first_offence="18-24"), "V4", "victim", FIRST, "age_at_first_offence", RULE),
        # keys: form, twice, lost, and a return under another's name
        (event(off_pseudo="off123"), "K1", "event", FIRST, "off_pseudo", RULE),
        (event(off_pseudo=key("off", "b")), "K2", "event", FIRST + 1, "off_pseudo", RULE),
        (one("suspect", off_pseudo=key("off", "z")), "K3", "suspect", FIRST, "off_pseudo", RULE),
        (one("return", return_id="r2"), "K4", "return", FIRST, "return_id", RULE),
        (one("return", provider="CSC:E06000001"), "K4", "return", FIRST, "provider", RULE),
        # V13: what must not come, in text, in strings and in maps
        (event(remark="born 3.4.2006"), "V13", "event", FIRST, "remark", IDENTIFIER),
        (event(remark="on 2006-04-03"), "V13", "event", FIRST, "remark", IDENTIFIER),
        (event(remark="the 3rd of April 2006"), "V13", "event", FIRST, "remark", IDENTIFIER),
        (event(remark="April 3, 2006"), "V13", "event", FIRST, "remark", IDENTIFIER),
        (event(remark="near SW1A 2AA"), "V13", "event", FIRST, "remark", IDENTIFIER),
        (event(remark="call 07700 900123"), "V13", "event", FIRST, "remark", IDENTIFIER),
        (event(remark="a@b.example"), "V13", "event", FIRST, "remark", IDENTIFIER),
        (event(remark="QQ 12 34 56 C".replace("QQ", "AB")), "V13", "event", FIRST, "remark", IDENTIFIER),
        (event(remark="crime 12/34567/19"), "V13", "event", FIRST, "remark", IDENTIFIER),
        (event(remark="a car AB12 CDE"), "V13", "event", FIRST, "remark", IDENTIFIER),
        (event(remark="under Operation Teapot"), "V13", "event", FIRST, "remark", IDENTIFIER),
        (event(remark="told Mrs Teapot"), "V13", "event", FIRST, "remark", IDENTIFIER),
        (event(remark="at 12 Teapot Road"), "V13", "event", FIRST, "remark", IDENTIFIER),
        (one("return", agreement_id="DSA, Mr Teapot"), "V13", "return", FIRST, "agreement_id", IDENTIFIER),
        (event(lacking="Jane Teapot born 12/03/2009=NR"), "V13", "event", FIRST, "lacking", IDENTIFIER),
        (event(lacking="event.colours=NR;LS1 4AP=NR"), "V13", "event", FIRST, "lacking", IDENTIFIER),
    ],
)
def test_a_broken_rule_is_named_with_its_place(tmp_path, change, rule, file, row, column, kind):
    receipt = check_return(a_return(tmp_path, change), INSTRUMENT)
    found = [(f.rule, f.file.split("/")[-1], f.row, f.column, f.kind) for f in receipt.faults]
    assert (rule, f"{file}.csv", row, column, kind) in found
    assert receipt.quarantined[file] >= 1


@pytest.mark.parametrize(
    "change",
    [
        {},
        # a reason instead of a value
        event(colour="", colour_missing="NS"),
        # identifiers of papers are no identifiers of people
        one("return", agreement_id="DSA/2024/7"),
        one("return", agreement_id="Force crime registrar"),
        one("return", agreement_id="REC-19-0412 version 2"),
        # text without anything that points at a person
        event(remark="Two reports were joined; the operation had several phases in summer."),
        # a map of one field, and of a key; several codes of no list
        event(lacking="suspect.off_pseudo=NS"),
        event(areas="E09;W-1"),
        # a header says that there is none
        {"victim": []},
    ],
)
def test_a_good_return_is_accepted_whole(tmp_path, change):
    receipt = check_return(a_return(tmp_path, change), INSTRUMENT)
    assert receipt.faults == ()
    assert receipt.accepted == receipt.rows_in


def test_a_name_in_a_map_reaches_neither_the_cases_nor_a_message(tmp_path):
    a_return(tmp_path, event(lacking="event.colours=NR;Jane Teapot=NR"))
    found = collect_returns(tmp_path / "returns", INSTRUMENT)
    (receipt,) = found.receipts
    assert found.cases["event"].height == 1
    assert "Teapot" not in feedback_report(receipt, INSTRUMENT) + str(receipt) + str(found.cases["event"].to_dicts())


def test_v5_a_suspect_under_ten_is_a_warning_and_is_accepted(tmp_path):
    receipt = check_return(a_return(tmp_path, one("suspect", age_at_first_offence="00-09")), INSTRUMENT)
    assert [(w.rule, w.row) for w in receipt.warnings] == [("V5", FIRST)]
    assert receipt.quarantined["suspect"] == 0


def test_a_row_whose_parent_is_quarantined_is_quarantined_too(tmp_path):
    receipt = check_return(a_return(tmp_path, event(colour="PINK")), INSTRUMENT)
    assert receipt.quarantined == {"return": 0, "event": 1, "suspect": 1, "victim": 0}


def test_a_refused_file_takes_all_its_rows_but_not_the_other_files(tmp_path):
    receipt = check_return(a_return(tmp_path, event(remark="born 3.4.2006")), INSTRUMENT)
    assert receipt.quarantined == {"return": 0, "event": 2, "suspect": 1, "victim": 0}


def test_a_return_that_does_not_say_whose_it_is_loses_all(tmp_path):
    receipt = check_return(a_return(tmp_path, {"return": []}), INSTRUMENT)
    assert receipt.accepted == dict.fromkeys(("return", "event", "suspect", "victim"), 0)


def test_accepted_rows_say_whose_they_are_and_empty_values_are_nothing(tmp_path):
    a_return(tmp_path)
    cases = collect_returns(tmp_path / "returns", INSTRUMENT).cases
    assert cases["event"]["return_provider"].to_list() == ["SYN:FORCE:01"] * 2
    assert cases["event"]["return_ref"].to_list() == [RETURN] * 2
    assert cases["event"]["colours"].to_list() == ["RED;BLUE", None]


def test_the_report_names_places_rules_and_remedies(tmp_path):
    receipt = check_return(a_return(tmp_path, event(colour="PINK")), INSTRUMENT)
    report = feedback_report(receipt, INSTRUMENT)
    assert (
        "| event.csv | 2 | colour | V1 | is not in the code list colour | Use a code of colour: RED, BLUE, GREEN. |"
        in report
    )
    assert "| event | 2 | 1 | 1 |" in report
    assert "PINK" not in report
