"""The decision table: every combination of its questions has one answer or one refusal, and the right one."""

from __future__ import annotations

import csv
from itertools import combinations, product
from pathlib import Path

import pytest

from clerestory.errors import GatewayError
from clerestory.model.law import LAW, SOURCES, Basis, GiverKind, Purpose, Regime, Subjects
from clerestory.share import TABLE, Answer, Duty, Question, Receiver, Refusal, pick, picked

EVERY = [Question(*combination) for combination in product(GiverKind, Purpose, Subjects, Duty)]
LIST = Path(__file__).parents[3] / "src/clerestory/study/group_based_offending/codelists/lawful_basis.csv"


def rows():
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_210_combinations_and_each_has_exactly_one_row():
    assert len(EVERY) == 7 * 5 * 3 * 2 == 210
    assert {sum(row.answers(question) for row in TABLE) for question in EVERY} == {1}


def test_no_row_is_there_for_nothing():
    assert all(any(row.answers(question) for question in EVERY) for row in TABLE)


def expected(giver: str, purpose: str, about: str, duty: str) -> str | set[str]:
    """The law once more, in other words: the codes of the giver with the power, or the rule that refuses."""
    police, body = giver in ("police", "nca"), giver in ("voluntary", "private")
    required = duty == "required"
    if purpose == "decision about a person":
        return "D4"
    if purpose == "preventing crime" and police:
        return "D1"
    counting = purpose in ("statistics", "research")
    if counting and required and giver != "police":
        return "D2"
    interest = "A6-1F" if counting else "A6-1EA"
    codes = {"A6-1C"} if required else {interest} if body else {"A6-1E"}
    codes |= {{"safeguarding": "A9-G-P18", "preventing crime": "A9-G-P10"}.get(purpose, "A9-J-P4")}
    codes |= {"S35-2B", "S36-4", "S8-P9" if counting else "S8-P4"} if police else set()
    codes |= set() if about == "victims" else {"A10-S10-5"}
    codes |= {"PA96-S44" if required else "VOL"} if counting else set()
    return codes


@pytest.mark.parametrize("question", EVERY, ids=lambda q: "-".join(part.value for part in vars(q).values()))
def test_every_combination_has_the_answer_of_the_law(question):
    outcome = pick(question)
    got = outcome.rule if isinstance(outcome, Refusal) else {code.value for code in outcome.all_of_giver}
    assert got == expected(*(part.value for part in vars(question).values()))


def test_every_answer_and_refusal_names_its_section():
    for question in EVERY:
        outcome = pick(question)
        if isinstance(outcome, Refusal):
            assert outcome.section
            assert outcome.reason
            assert outcome.remedy
        else:
            assert all(code.law.section and code.law.test for code in outcome.all_of_giver)


def test_a_refusal_says_of_a_section_that_it_was_recalled_and_not_read():
    asked = Question(GiverKind.POLICE, Purpose.STATISTICS, Subjects.VICTIMS, Duty.REQUIRED)
    codes = {Basis(code) for code in ("S35-2B", "S8-P9", "S36-4", "A6-1C", "A9-J-P4", "VOL")}
    with pytest.raises(GatewayError, match=r"Police Act 1996 s\.44 \(recalled, verify\)"):
        picked(asked, codes)


def test_giver_and_receiver_have_regimes_of_their_own():
    for question in EVERY:
        outcome = pick(question)
        if isinstance(outcome, Answer):
            held = {code.law.regime for code in outcome.giver}
            taken = {code.law.regime for code in outcome.receiver}
            assert held == ({Regime.PART_3} if question.giver.is_competent else {Regime.UK_GDPR})
            assert taken == ({Regime.PART_3} if outcome.to is Receiver.POLICE else {Regime.UK_GDPR})


WRONG = [
    # giver, purpose, about, duty, named, refused because
    ("voluntary", "statistics", "victims", "not required", {"S36-4"}, "Part 3 is for competent authorities"),
    ("police", "statistics", "both", "required", {"A6-1E", "A9-J-P4", "A10-S10-5"}, "holds its cases under Part 3"),
    (
        "social care",
        "statistics",
        "victims",
        "not required",
        {"A6-1E", "A9-G-P18"},
        "does not by itself cover statistics",
    ),
    ("health", "research", "victims", "not required", {"A6-1E", "A9-G-P18"}, "does not by itself cover research"),
    (
        "police",
        "statistics",
        "victims",
        "not required",
        {"S35-2B", "S8-P4", "S36-4", "A6-1E", "A9-J-P4"},
        "S8-P4 is for protecting",
    ),
    (
        "nca",
        "statistics",
        "victims",
        "not required",
        {"S35-2B", "S8-P9", "S36-4", "A6-1C", "A9-J-P4", "PA96-S44"},
        "only a police force",
    ),
    (
        "health",
        "safeguarding",
        "victims",
        "not required",
        {"A6-1EA", "A9-G-P18"},
        "a public authority may not rely on a legitimate interest",
    ),
    (
        "health",
        "safeguarding",
        "victims",
        "not required",
        {"A6-1E", "A9-J-P4"},
        "no Article 9 condition covers safeguarding",
    ),
    ("private", "safeguarding", "both", "not required", {"A6-1EA", "A9-G-P18"}, "need an Article 10 condition"),
    (
        "social care",
        "safeguarding",
        "victims",
        "not required",
        {"A6-1C", "A9-G-P18"},
        "A6-1C: the law does not require it",
    ),
    (
        "police",
        "statistics",
        "victims",
        "required",
        {"S35-2B", "S8-P9", "S36-4", "A6-1C", "A9-J-P4", "VOL"},
        "VOL: the law requires it",
    ),
    (
        "police",
        "statistics",
        "victims",
        "required",
        {"S35-2B", "S8-P9", "S36-4", "A6-1C", "A9-J-P4", "VOL", "PA96-S44"},
        "required and as voluntary",
    ),
]


@pytest.mark.parametrize(("giver", "purpose", "about", "duty", "named", "because"), WRONG)
def test_a_wrong_gateway_is_refused_with_its_reason(giver, purpose, about, duty, named, because):
    question = Question(GiverKind(giver), Purpose(purpose), Subjects(about), Duty(duty))
    with pytest.raises(GatewayError) as caught:
        picked(question, {Basis(code) for code in named})
    assert because in str(caught.value)
    assert caught.value.exit_code == 71


@pytest.mark.parametrize("question", [q for q in EVERY if isinstance(pick(q), Answer)], ids=str)
def test_what_the_table_answers_is_not_refused_and_lacks_nothing(question):
    answer = picked(question)
    codes = [code for code in answer.all_of_giver if code is not answer.power]
    assert picked(question, answer.all_of_giver) == answer
    for fewer in combinations(codes, len(codes) - 1):
        with pytest.raises(GatewayError):
            picked(question, fewer)


def test_the_code_list_and_the_law_have_the_same_codes_and_regimes():
    assert {row["code"]: row["parent"] for row in rows()} == {code.value: code.law.regime.value for code in Basis}
    assert set(LAW) == set(Basis)


def test_what_the_code_list_calls_seen_was_read_and_what_was_not_read_says_so():
    for row in rows():
        law = Basis(row["code"]).law
        assert row["basis"] in ("seen", "recalled")
        assert law.read or row["basis"] == "recalled"
        assert set(law.read) <= set(SOURCES)
        assert law.read or law.honesty.startswith("recalled, verify")
