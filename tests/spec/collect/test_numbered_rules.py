"""Rules V1 to V14 on the shipped instrument, as a table: what a return says, the rule, and where it stands.

``row`` is a line of the file; the header is line 1, so the first record is in line 2.
"""

from __future__ import annotations

import pytest

from case_returns import CASES, GOOD, OFF_A, OFF_B, SUS_A, SUS_B, SUS_C, a_case_return, changed
from clerestory.collect import check_return, collect_returns, fault_of, feedback_report

P18 = "A6-1E;A9-G-P18;VOL"
TIE = GOOD["link_suspect_suspect"][0]
OPPOSITE = TIE | {"sus_pseudo": SUS_B, "other_sus_pseudo": SUS_A, "tie": "WORK"}
LINKS = GOOD["link_suspect_offence"]


def quarantines(rule, change, entity, row, column):
    return pytest.param(rule, change, (f"{entity}.csv", row, column), id=f"{rule} {column}")


@pytest.mark.parametrize(
    ("rule", "change", "place"),
    [
        # V1: a code that is in no list, alone and among several
        quarantines("V1", changed("suspect", 0, sex="X"), "suspect", 2, "sex"),
        quarantines("V1", changed("offence", 1, location_type="OPEN;ELSE"), "offence", 3, "location_type"),
        # V2: mandatory present, or a reason
        quarantines("V2", changed("victim", 1, disability=""), "victim", 3, "disability"),
        quarantines("V2", changed("suspect", 0, nationality_group=""), "suspect", 2, "nationality_group"),
        quarantines("V2", changed("suspect", 0, sex_missing="NR"), "suspect", 2, "sex"),
        # V2, "if absent": a reason where nothing is absent
        quarantines("V2", changed("suspect", 0, nationality_missing="NR"), "suspect", 2, "nationality_missing"),
        quarantines("V2", changed("victim", 0, ethnicity_missing="NR"), "victim", 2, "ethnicity_missing"),
        # V2, "if p18": why nobody was asked for consent; no other reason will do
        quarantines("V2", changed("return", 0, lawful_basis=P18), "return", 2, "consent_reason"),
        quarantines("V2", changed("return", 0, lawful_basis=P18, consent_reason_missing="NR"), "return", 2,
                    "consent_reason"),
        # V3: year_from <= year_to <= recorded, and its like
        quarantines("V3", changed("offence", 0, year_offence_from="2022", year_offence_to=""), "offence", 2,
                    "year_offence_from"),
        quarantines("V3", changed("offence", 0, year_offence_from="2021", year_offence_to="2020"), "offence", 2,
                    "year_offence_from"),
        quarantines("V3", changed("offence", 0, year_offence_to="2022"), "offence", 2, "year_offence_to"),
        quarantines("V3", changed("offence", 0, outcome_quarter="2021-Q1"), "offence", 2, "quarter_recorded"),
        quarantines("V3", changed("link_suspect_suspect", 0, tie_year_to="2018"), "link_suspect_suspect", 2,
                    "tie_year_from"),
        # V4: a victim was under 18 at the first offence
        quarantines("V4", changed("victim", 0, age_at_first_offence="18-24"), "victim", 2, "age_at_first_offence"),
        # V6: as many suspects as are linked to the offences of the investigation
        quarantines("V6", changed("investigation", 0, n_suspects_identified="3"), "investigation", 2,
                    "n_suspects_identified"),
        quarantines("V6", changed("investigation", 1, n_suspects_identified="0"), "investigation", 3,
                    "n_suspects_identified"),
        quarantines("V6", {"link_suspect_offence": LINKS[:3]}, "investigation", 3, "n_suspects_identified"),
        # V7: charged, and the stage is below a charge
        quarantines("V7", changed("investigation", 1, proceedings_stage="P2"), "offence", 4, "outcome"),
        quarantines("V7", changed("investigation", 0, proceedings_stage="P0") | changed("offence", 0, outcome="1A"),
                    "offence", 2, "outcome"),
        # V8: no suspect identified, and one is linked
        quarantines("V8", changed("offence", 2, outcome="18"), "offence", 4, "outcome"),
        # V9: observed by an officer, and no observation
        quarantines("V9", changed("suspect", 1, ethnicity_basis="OB", ethnicity_obs="", ethnicity_obs_missing="NR"),
                    "suspect", 3, "ethnicity_obs"),
        # V11: a pair once, in whichever direction; nobody with oneself
        quarantines("V11", {"link_suspect_suspect": [TIE, TIE]}, "link_suspect_suspect", 3, "other_sus_pseudo"),
        quarantines("V11", {"link_suspect_suspect": [TIE, OPPOSITE]}, "link_suspect_suspect", 3, "other_sus_pseudo"),
        quarantines("V11", changed("link_suspect_suspect", 0, other_sus_pseudo=SUS_A), "link_suspect_suspect", 2,
                    "other_sus_pseudo"),
        # V13: what looks like an identifier, in any text
        quarantines("V13", changed("investigation", 1, context_text="seen at LS1 4AP"), "investigation", 3,
                    "context_text"),
    ],
)  # fmt: skip
def test_an_error_quarantines_its_row(tmp_path, rule, change, place):
    receipt = check_return(a_case_return(tmp_path, change), CASES)
    found = [(f.rule, f.file.split("/")[-1], f.row, f.column) for f in receipt.faults]
    assert (rule, *place) in found
    assert receipt.quarantined[place[0].removesuffix(".csv")] >= 1
    assert all(fault[0] in (rule, "K3", "K4") for fault in found)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({}, id="nothing changed"),
        # V2: a reason beside the field, or the one that the instrument declares for it
        changed("victim", 0, disability="", disability_missing="ND"),
        changed("suspect", 0, nationality_group="", nationality_missing="WH"),
        changed("suspect", 0, ethnicity_sde="", ethnicity_missing="NC"),
        changed("suspect", 0, ethnicity_obs="", ethnicity_missing="NC"),
        # V2, "if p18"
        changed("return", 0, lawful_basis=P18, consent_reason="C"),
        # V3: in one year and one quarter
        changed("offence", 0, year_offence_from="2021", year_offence_to="2021", outcome_quarter="2021-Q2"),
        # V4, V5: the edges
        changed("victim", 0, age_at_first_offence="16-17"),
        changed("victim", 0, age_at_first_offence="U"),
        # V6: a suspect linked twice counts once; a number that is missing claims nothing
        {"link_suspect_offence": [*LINKS, LINKS[0] | {"off_pseudo": OFF_B}]},
        changed("investigation", 0, n_suspects_identified="", n_suspects_identified_missing="NR"),
        # V7: a stage that is not known is below nothing; from the charge on, and when it is over
        changed("investigation", 0, proceedings_stage="UNK"),
        changed("investigation", 0, proceedings_stage="P8"),
        # V8: another outcome, with a suspect; 18 without one
        changed("offence", 0, outcome="14"),
        changed("offence", 0, outcome="18") | {"link_suspect_offence": LINKS[1:]},
        # V9, V10
        changed("suspect", 0, ethnicity_basis="OB"),
        changed("suspect", 0, ethnicity_basis="AG", custody_interview="N"),
        # V11: another pair
        {"link_suspect_suspect": [TIE, TIE | {"other_sus_pseudo": SUS_C}]},
    ],
)
def test_what_keeps_the_rules_is_accepted_whole(tmp_path, change):
    receipt = check_return(a_case_return(tmp_path, change), CASES)
    assert receipt.faults == ()
    assert receipt.accepted == receipt.rows_in


def test_v5_a_suspect_under_ten_is_a_warning_that_says_which_outcome_is_expected(tmp_path):
    receipt = check_return(a_case_return(tmp_path, changed("suspect", 2, age_at_first_offence="00-09")), CASES)
    (warning,) = receipt.warnings
    assert (warning.rule, warning.row, warning.column) == ("V5", 4, "age_at_first_offence")
    assert "outcome 11 is expected" in warning.remedy
    assert (receipt.faults, receipt.quarantined["suspect"]) == ((), 0)


def test_v10_self_defined_without_an_interview_in_custody_is_a_query_and_is_accepted(tmp_path):
    receipt = check_return(a_case_return(tmp_path, changed("suspect", 1, custody_interview="N")), CASES)
    (query,) = receipt.queries
    assert (query.rule, query.row, query.column) == ("V10", 3, "ethnicity_basis")
    assert list(receipt.query_counts.values()) == [1]
    assert (receipt.faults, receipt.warnings, receipt.quarantined["suspect"]) == ((), (), 0)
    assert fault_of(receipt) is None
    assert "## What to answer" in feedback_report(receipt, CASES)


def test_v12_a_code_of_the_older_list_is_accepted_mapped_and_counted(tmp_path):
    change = changed("suspect", 0, ethnicity_sde="O1") | changed("victim", 1, ethnicity_sde="O1")
    change["suspect"][1]["ethnicity_sde"] = "O1"
    a_case_return(tmp_path, change)
    found = collect_returns(tmp_path / "returns", CASES)
    (receipt,) = found.receipts
    assert receipt.faults == ()
    assert found.cases["suspect"]["ethnicity_sde"].to_list() == ["A4", "A4", "NS"]
    assert found.cases["victim"]["ethnicity_sde"].to_list() == ["NS", "A4"]
    counts = {m.path: (m.older, m.current, m.values) for m in receipt.mapped}
    lists = ("ethnicity_16plus1_legacy", "ethnicity_sde_18plus1")
    assert counts == {"suspect.ethnicity_sde": (*lists, 2), "victim.ethnicity_sde": (*lists, 1)}
    assert "`suspect.ethnicity_sde`: 2 value(s) came in codes of" in feedback_report(receipt, CASES)


def test_v14_a_return_of_two_investigations_is_accepted_and_says_that_it_never_stands_alone(tmp_path):
    receipt = check_return(a_case_return(tmp_path), CASES)
    assert receipt.never_alone
    assert receipt.accepted == receipt.rows_in
    assert "fewer than three accepted investigations" in feedback_report(receipt, CASES)


def test_v14_says_nothing_of_a_return_of_three(tmp_path):
    third = GOOD["investigation"][1] | {"inv_pseudo": "inv" + "c" * 26, "n_suspects_identified": "0"}
    change = {"investigation": [*GOOD["investigation"], third]}
    assert not check_return(a_case_return(tmp_path, change), CASES).never_alone


def test_what_hangs_on_a_wrong_investigation_is_quarantined_with_it_and_nothing_else(tmp_path):
    """V6 costs the investigation; its offence and the links of that are lost with it (K3); persons stay."""
    change = changed("investigation", 1, n_suspects_identified="4")
    receipt = check_return(a_case_return(tmp_path, change), CASES)
    lost = {entity: number for entity, number in receipt.quarantined.items() if number}
    assert lost == {"investigation": 1, "offence": 1, "link_suspect_offence": 1, "link_victim_offence": 1}
    assert [f.rule for f in receipt.faults] == ["V6", "K3", "K3", "K3"]


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        # a suspect that another rule quarantines was sent all the same, so the number of suspects holds
        (changed("suspect", 2, sex="X"), {"suspect": 1, "link_suspect_offence": 1}),
        # so was a link
        (changed("link_suspect_offence", 3, role="ZZZ"), {"link_suspect_offence": 1}),
        # an offence that a rule quarantines takes its links, and leaves its investigation
        (
            changed("offence", 0, outcome="18"),
            {"offence": 1, "link_suspect_offence": 1, "link_victim_offence": 1},
        ),
    ],
)
def test_a_fault_of_one_row_makes_no_second_fault_of_another(tmp_path, change, lost):
    receipt = check_return(a_case_return(tmp_path, change), CASES)
    assert {entity: number for entity, number in receipt.quarantined.items() if number} == lost
    assert {f.rule for f in receipt.faults} - {"K3"} <= {"V1", "V8"}


def test_without_the_links_nobody_can_say_whether_the_number_of_suspects_is_right(tmp_path):
    place = a_case_return(tmp_path)
    (place / "link_suspect_offence.csv").unlink()
    receipt = check_return(place, CASES)
    assert [f.rule for f in receipt.faults] == ["F0"]
    assert receipt.accepted["investigation"] == 2


def test_no_message_of_any_rule_holds_a_value_of_a_case(tmp_path):
    change = changed("offence", 2, outcome="18") | {"link_suspect_suspect": [TIE, OPPOSITE]}
    receipt = check_return(a_case_return(tmp_path, change), CASES)
    told = feedback_report(receipt, CASES)
    assert {"V8", "V11"} <= {f.rule for f in receipt.faults}
    assert not [value for value in (OFF_A, SUS_A, SUS_B, SUS_C) if value in told]
