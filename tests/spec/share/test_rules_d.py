"""Rules D1 to D6, D8, D9 and D11 as tables: one line, one thing changed in a record that holds, and what it costs.

D7 (six events are logged) and D10 (no identifiers) are where the ledger and the reading of returns are.
"""

from __future__ import annotations

import pytest

from clerestory.errors import SharingError
from clerestory.model.commission import DataKind
from clerestory.model.law import GiverKind
from clerestory.share import Claim, Expected, disagreements
from sharing import CARE, COUNTS, NOT_SHARED, POLICE, RULES, STEPS, STUDY, TESTS, reasons, record, refusals, warned

HOLDS = ""
PART3, ONWARD = ["S35-2B", "S8-P9"], "S36-4"
UK = ["A6-1E", "A9-J-P4", "A10-S10-5"]


@pytest.mark.parametrize("fields", [CARE, POLICE, COUNTS], ids=["social care", "police", "published counts"])
def test_whole_records_hold_and_nothing_is_warned_of(fields):
    expected = STUDY if fields is not COUNTS else Expected(DataKind.REBUILT, frozenset({"A6-1E"}))
    assert refusals(fields, expected) == []
    assert warned(fields) == []


D1_GIVER = [
    # giver         holds and lets go under    the sharing itself   refused because
    ("police",      [*PART3, ONWARD],          UK,                  HOLDS),
    ("nca",         [*PART3, ONWARD],          UK,                  HOLDS),
    ("police",      UK,                        [],                  "holds its cases under Part 3"),
    ("police",      PART3,                     UK,                  "needs to be authorised by law (DPA 2018 s.36(4))"),
    ("police",      [*PART3, ONWARD],          [],                  "needs an Article 6 basis"),
    ("police",      ["S35-2B", ONWARD],        UK,                  "no Schedule 8 condition covers statistics"),
    ("police",      [*PART3, ONWARD],          UK[:2],              "need an Article 10 condition"),
    ("police",      [*PART3, ONWARD],          ["A6-1F", *UK[1:]],  "a public authority may not rely"),
    ("social care", UK,                        [],                  HOLDS),
    ("health",      ["A6-1E", "A9-G-P6", "A10-S10-5"], [],          HOLDS),
    ("social care", UK[1:],                    [],                  "it needs an Article 6 basis"),
    ("social care", ["A6-1E", "A10-S10-5"],    [],                  "no Article 9 condition covers statistics"),
    ("education",   UK[:2],                    [],                  "need an Article 10 condition"),
    ("health",      [*UK, "S36-4"],            [],                  "Part 3 is for competent authorities"),
    ("voluntary",   ["A6-1F", *UK[1:]],        [],                  HOLDS),
    ("voluntary",   ["A6-1E", *UK[1:]],        [],                  HOLDS),
    ("voluntary",   ["S36-4"],                 [],                  "Part 3 is for competent authorities"),
    ("social care", ["A6-1F", *UK[1:]],        [],                  "a public authority may not rely"),
    ("voluntary",   ["A6-1EA", *UK[1:]],       [],                  "A6-1EA fits none of the purposes: statistics"),
    ("private",     UK,                        UK,                  "for_sharing is for competent authorities"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "codes", "sharing", "because"), D1_GIVER)
def test_d1_the_giver_has_a_gateway_of_its_own_regime(kind, codes, sharing, because):
    fields = POLICE if kind in ("police", "nca") else CARE
    told = reasons(
        fields, power="VOL", giver__kind=kind, giver__conditions=codes, giver__for_sharing=sharing,
        giver__policy_document="APD-1", giver__authorised_by="an enactment",
    )  # fmt: skip
    assert (because in told) if because else told == ""


D1_RECEIVER = [
    # receiver                        study.toml             refused because
    (UK,                              {"A6-1E", "A9-J-P4"},  HOLDS),
    (["A6-1E", "A9-G-P6", "A10-S10-5"], {"A6-1E"},           HOLDS),
    ([*UK, "S35-2B"],                 {"A6-1E"},             "S35-2B is no code of UK GDPR"),
    (UK[1:],                          {"A9-J-P4"},           "receiver: it needs an Article 6 basis"),
    (UK[:2],                          {"A6-1E"},             "receiver: data about persons suspected or convicted"),
    (UK,                              {"A6-1C"},             "study.toml relies on A6-1C, which the record"),
]  # fmt: skip


@pytest.mark.parametrize(("codes", "of_study", "because"), D1_RECEIVER)
def test_d1_the_receiver_has_a_basis_and_conditions_of_its_own(codes, of_study, because):
    use = CARE["uses"][0] | {"conditions": [code for code in codes if code != "S35-2B"]}
    expected = Expected(DataKind.SYNTHETIC, frozenset(of_study))
    told = reasons(CARE, expected, receiver__conditions=codes, receiver__policy_document="APD-2", uses=[use])
    assert (because in told) if because else told == ""


D1_RETURN = [
    # what the return names                        agreement  refused because
    ({"S35-2B", "S8-P9", "S36-4", "PA96-S44"},     "DSA-1",   HOLDS),
    ({"S35-2B", "S8-P9", "S36-4", "PA96-S44", "A6-1C"}, "DSA-1", HOLDS),  # the sharing's own basis may be named too
    ({"S35-2B", "S36-4", "PA96-S44"},              "DSA-1",   "lacks S8-P9"),
    ({"S35-2B", "S8-P9", "S36-4"},                 "DSA-1",   "lacks PA96-S44"),
    ({"S35-2B", "S8-P9", "S36-4", "PA96-S44", "S8-P4"}, "DSA-1", "names S8-P4, which the record does not have"),
    ({"S35-2B", "S8-P9", "S36-4", "PA96-S44", "ZQX"}, "DSA-1", "names a code that is none"),
    ({"S35-2B", "S8-P9", "S36-4", "PA96-S44"},     "DSA-9",   "agreement_id is not the agreement of the record"),
    (set(),                                        "DSA-1",   "lacks PA96-S44, S35-2B, S36-4, S8-P9"),
]  # fmt: skip


@pytest.mark.parametrize(("codes", "agreement", "because"), D1_RETURN)
def test_d1_a_return_says_of_itself_what_the_record_says(codes, agreement, because):
    claim = Claim("SYN:FORCE:01", "RET-1", frozenset(codes), agreement, "")
    told = "\n".join(refusal.reason for refusal in disagreements(claim, record(POLICE)))
    assert (because in told) if because else told == ""
    assert "ZQX" not in told


def test_d1_a_record_is_for_the_data_of_the_study_and_the_kind_of_its_giver():
    confidential = Expected(DataKind.CONFIDENTIAL, frozenset({"A6-1E"}))
    assert "the record is for data that are synthetic" in reasons(CARE, confidential)
    police = Expected(DataKind.SYNTHETIC, frozenset({"A6-1E"}), GiverKind.POLICE)
    assert "another kind of body" in reasons(CARE, police)


@pytest.mark.parametrize("fields", [CARE, POLICE])
def test_d1_what_is_authorised_by_law_names_the_law(fields):
    codes = fields["giver"]["conditions"] if fields is POLICE else ["A6-1C", "A9-J-P4", "A10-S10-5"]
    told = reasons(fields, giver__conditions=codes, giver__authorised_by="")
    assert "giver.authorised_by names no enactment or rule of law" in told


D2 = [
    # giver         power        refused because
    ("police",      "PA96-S44",  HOLDS),
    ("police",      "VOL",       HOLDS),
    ("nca",         "VOL",       HOLDS),
    ("nca",         "PA96-S44",  "only a police force can be required"),
    ("social care", "PA96-S44",  "only a police force can be required"),
    ("voluntary",   "PA96-S44",  "only a police force can be required"),
    ("health",      "VOL",       HOLDS),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "power", "because"), D2)
def test_d2_a_return_is_required_of_a_force_or_voluntary(kind, power, because):
    told = reasons(POLICE if kind in ("police", "nca") else CARE, giver__kind=kind, power=power)
    assert (because in told) if because else told == ""


@pytest.mark.parametrize("power", [None, "A6-1E", "both"])
def test_d2_a_record_says_which_of_the_two_it_is(power):
    with pytest.raises(SharingError, match="power"):
        record(CARE, power=power)


BOTH_USES = [
    *CARE["uses"],
    {"purpose": "safeguarding", "what": "Passing on a child at risk.", "by": "The hub",
     "conditions": ["A6-1E", "A9-G-P18", "A10-S10-5"]},
]  # fmt: skip
SAFEGUARDING = {
    "giver__conditions": ["A6-1E", "A9-J-P4", "A9-G-P18", "A10-S10-5"],
    "giver__policy_document": "APD-1",
    "receiver__conditions": ["A6-1E", "A9-J-P4", "A9-G-P18", "A10-S10-5"],
    "receiver__policy_document": "APD-2",
    "uses": BOTH_USES,
    "safeguarding": TESTS,
}


def test_d3_paragraph_18_holds_with_all_its_tests():
    assert reasons(CARE, **SAFEGUARDING) == ""


@pytest.mark.parametrize("lacking", sorted(TESTS))
def test_d3_paragraph_18_lacks_one_of_its_tests(lacking):
    left = {name: words for name, words in TESTS.items() if name != lacking}
    told = reasons(CARE, **SAFEGUARDING | {"safeguarding": left})
    assert told == (f"D3: A9-G-P18: [safeguarding] lacks {lacking} (UK GDPR Art 9(2)(g); DPA 2018 Sch 1 para 18)")


@pytest.mark.parametrize("whose", ["giver", "receiver"])
def test_d3_paragraph_18_lacks_a_policy_document(whose):
    told = reasons(CARE, **SAFEGUARDING | {f"{whose}__policy_document": ""})
    assert told.startswith(f"D3: {whose}: A9-G-P18 needs an appropriate policy document")


def test_d3_paragraph_18_without_any_test():
    assert "[safeguarding] lacks all of it" in reasons(CARE, **SAFEGUARDING | {"safeguarding": None})


@pytest.mark.parametrize("lacking", ["", *sorted(TESTS)])
def test_d3_has_a_twin_in_schedule_8(lacking):
    left = {name: words for name, words in TESTS.items() if name != lacking}
    changes = SAFEGUARDING | {
        "giver__conditions": ["S35-2B", "S8-P9", "S8-P4", "S36-4"],
        "giver__for_sharing": ["A6-1E", "A9-J-P4", "A9-G-P18", "A10-S10-5"],
        "power": "VOL",
        "safeguarding": left,
    }
    told = reasons(POLICE, **changes)
    assert (f"S8-P4: [safeguarding] lacks {lacking}" in told) if lacking else told == ""


CONSENT_REASON = [
    # the return names  its reason  the record's  refused
    ("A9-G-P18",        "C",        "C",          False),
    ("A9-G-P18",        "A",        "C",          True),
    ("A9-G-P18",        "",         "C",          True),
    ("A9-J-P4",         "C",        "C",          True),  # a reason where nothing needs one
    ("A9-J-P4",         "",         "C",          False),
]  # fmt: skip


@pytest.mark.parametrize(("code", "reason", "of_record", "refused"), CONSENT_REASON)
def test_d3_a_return_gives_the_reason_of_the_record(code, reason, of_record, refused):
    made = record(CARE, **SAFEGUARDING | {"safeguarding": TESTS | {"no_consent_reason": of_record}})
    claim = Claim("SYN:CSC:01", "RET-1", frozenset({code}), "DSA-1", reason)
    told = [refusal.reason for refusal in disagreements(claim, made) if refusal.rule == "D3"]
    assert bool(told) == refused


D4 = [
    # use                     conditions of the use                   refused because
    ("statistics",            UK,                                     HOLDS),
    ("research",              UK,                                     HOLDS),
    ("statistics",            ["A6-1E", "A9-G-P6", "A10-S10-5"],      HOLDS),
    ("safeguarding",          ["A6-1E", "A9-G-P18", "A10-S10-5"],     HOLDS),
    ("preventing crime",      ["A6-1E", "A9-G-P10", "A10-S10-5"],     HOLDS),
    ("statistics",            ["A6-1E", "A9-G-P18", "A10-S10-5"],     "does not by itself cover statistics"),
    ("research",              ["A6-1E", "A9-G-P18", "A10-S10-5"],     "does not by itself cover research"),
    ("safeguarding",          UK,                                     "no Article 9 condition covers safeguarding"),
    ("preventing crime",      UK,                                     "no Article 9 condition covers preventing crime"),
    ("decision about a person", UK,                                   "no measure or decision about a person"),
    ("statistics",            ["A6-1E", "A10-S10-5"],                 "no Article 9 condition covers statistics"),
    ("statistics",            ["A9-J-P4", "A10-S10-5"],               "it needs an Article 6 basis"),
]  # fmt: skip
EVERY = ["A6-1E", "A9-J-P4", "A9-G-P6", "A9-G-P18", "A9-G-P10", "A10-S10-5"]


@pytest.mark.parametrize(("purpose", "codes", "because"), D4)
def test_d4_each_use_cites_a_condition_that_fits_it(purpose, codes, because):
    use = {"purpose": purpose, "what": "Whatever it is.", "by": "Somebody", "conditions": codes}
    told = reasons(
        CARE, giver__conditions=EVERY, receiver__conditions=EVERY, giver__policy_document="APD-1",
        receiver__policy_document="APD-2", safeguarding=TESTS, uses=[use],
    )  # fmt: skip
    of_uses = "\n".join(line for line in told.splitlines() if "uses, the 1. of them" in line)
    assert (because in of_uses) if because else of_uses == ""


def test_d4_paragraph_18_alone_does_not_let_a_force_give_for_statistics():
    changes = {
        "giver__conditions": ["S35-2B", "S8-P4", "S36-4"],
        "giver__for_sharing": ["A6-1E", "A9-G-P18", "A10-S10-5"],
    }
    told = reasons(POLICE, power="VOL", safeguarding=TESTS, **changes)
    assert "D4: S8-P4 is for protecting an individual, and does not by itself cover statistics" in told
    assert "D4: A9-G-P18 is for protecting an individual, and does not by itself cover statistics" in told


def test_d4_a_use_cites_only_what_the_receiver_has():
    use = CARE["uses"][0] | {"conditions": [*UK, "A9-G-P6"]}
    assert "A9-G-P6 is not among the receiver's conditions" in reasons(CARE, uses=[use])


D5 = [
    # policy document  strictly necessary      refused
    ("APD-1",          "Nothing less would.",  []),
    ("",               "Nothing less would.",  ["D5"]),
    ("APD-1",          "",                     ["D5"]),
    ("",               "",                     ["D5", "D5"]),
]  # fmt: skip


@pytest.mark.parametrize(("document", "note", "refused"), D5)
def test_d5_sensitive_processing_has_a_policy_document_and_is_strictly_necessary(document, note, refused):
    assert refusals(POLICE, giver__policy_document=document, giver__strictly_necessary=note) == refused


D6 = [
    # subjects             kept apart         refused
    (["VIC"],              "",                []),
    (["SUS", "VIC"],       "Separate files.", []),
    (["SUS", "VIC"],       "",                ["D6"]),
    (["SUS", "CON"],       "",                ["D6"]),
    (["CON"],              "",                ["D6"]),  # convicted, and alleged besides
    (["VIC", "WIT"],       "",                ["D6"]),
]  # fmt: skip


@pytest.mark.parametrize(("subjects", "apart", "refused"), D6)
def test_d6_categories_of_people_are_kept_apart(subjects, apart, refused):
    assert refusals(CARE, subjects=subjects, kept_apart=apart) == refused


@pytest.mark.parametrize("step", STEPS)
def test_d8_a_step_that_says_nothing_is_warned_of(step):
    assert warned(CARE, **{f"steps__{step}": None}) == [("D8", f"steps.{step}")]


@pytest.mark.parametrize("rule", RULES)
def test_d9_a_golden_rule_that_says_nothing_is_warned_of(rule):
    assert warned(CARE, **{f"golden_rules__{rule}": None}) == [("D9", f"golden_rules.{rule}")]


def test_d8_and_d9_warn_and_do_not_refuse():
    assert refusals(CARE, steps=None, golden_rules=None) == []
    assert len(warned(CARE, steps=None, golden_rules=None)) == len(STEPS) + len(RULES) == 17


def test_d9_a_decision_not_to_share_is_a_record_and_nothing_is_collected_under_it():
    assert warned(NOT_SHARED) == []
    assert warned(NOT_SHARED, advice=None) == [("D9", "advice")]
    assert reasons(NOT_SHARED).startswith("D9: the decision is not to share")


@pytest.mark.parametrize("lacking", ["reason", "risk_to_child", "decided", "decided_by", "kind", "purpose"])
def test_d9_a_decision_not_to_share_says_who_when_why_and_what_it_means_for_the_child(lacking):
    with pytest.raises(SharingError, match=lacking):
        record(NOT_SHARED, **{lacking: None})


D11 = [
    # destroyed by  refused   warned
    ("2031-12-31",  [],       []),
    (None,          [],       [("D11", "destroy_by")]),
    ("2026-01-12",  ["D11"],  []),  # the day of the decision itself
    ("2020-01-01",  ["D11"],  []),
]  # fmt: skip


@pytest.mark.parametrize(("day", "refused", "warning"), D11)
def test_d11_there_is_a_day_of_destruction_after_the_decision(day, refused, warning):
    assert refusals(CARE, destroy_by=day) == refused
    assert warned(CARE, destroy_by=day) == warning


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("reason", "As Mrs Aldermere asked us to do."),
        ("decided_by", "head@example.org"),
        ("kept_apart", "See Operation Lantern for that."),
        ("steps__objective", "The child born on 3 May 2010."),
        ("golden_rules__advice", "DC Saffron was asked."),
    ],
)
def test_no_record_names_a_person_a_case_or_an_operation(field, text):
    with pytest.raises(SharingError) as caught:
        record(CARE, **{field: text})
    assert f"{field.replace('__', '.')} holds what looks like" in str(caught.value)
    assert text not in str(caught.value)


def test_a_record_of_published_counts_has_no_gateway_since_there_are_no_personal_data():
    with pytest.raises(SharingError, match="giver: Extra inputs are not permitted"):
        record(COUNTS, giver=CARE["giver"])
    with pytest.raises(SharingError, match="no_personal_data"):
        record(COUNTS, no_personal_data=False)
