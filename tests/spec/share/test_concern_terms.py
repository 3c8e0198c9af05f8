"""What a record needs before a concern notice may go back to its giver, and what the notice may say."""

from __future__ import annotations

import pytest

from clerestory.model.law import GiverKind
from clerestory.model.sharing import Told
from clerestory.share.notices import known_words, takes_part
from concern_studies import TERMS, agreed
from sharing import CARE, COUNTS, NOT_SHARED, POLICE, reasons, record, refusals

AGREED = {"care": agreed(CARE), "police": agreed(POLICE)}


@pytest.mark.parametrize("who", AGREED)
def test_a_record_with_use_tests_and_gateways_holds(who):
    assert refusals(AGREED[who]) == []
    assert takes_part(record(AGREED[who]))


# What the record lacks, the change, the rules that refuse it, and words of a reason.
LACKING = [
    ("a use to safeguard", {"uses": CARE["uses"]}, ["D4", "D4", "D4"], "no use of the register is safeguarding"),
    (
        "the tests of paragraph 18",
        {"safeguarding": None},
        ["D3", "D3"],
        "concern_notices: [safeguarding] lacks all of it",
    ),
    (
        "one of the tests",
        {"safeguarding__at_risk_test": ""},
        ["D3", "D3"],
        "concern_notices: [safeguarding] lacks at_risk_test",
    ),
    (
        "a condition that fits, to send",
        {"concern_notices__conditions": ["A6-1E", "A9-J-P4"]},
        ["D1", "D4"],
        "concern_notices.conditions: ",
    ),
    (
        "a lawful basis, to receive",
        {"concern_notices__for_receiving": ["A9-G-P18"]},
        ["D1"],
        "concern_notices.for_receiving: it needs an Article 6",
    ),
    (
        "the regime of who receives",
        {"concern_notices__for_receiving": ["S35-2B", "S8-P4"]},
        ["D1", "D1", "D1"],
        "Part 3 is for competent authorities",
    ),
    (
        "a policy document of who sends",
        {"receiver__policy_document": ""},
        ["D3", "D3"],
        "concern_notices.conditions: A9-G-P18 needs",
    ),
]


@pytest.mark.parametrize(("change", "rules", "words"), [one[1:] for one in LACKING], ids=[one[0] for one in LACKING])
def test_a_record_that_lacks_something_is_refused(change, rules, words):
    assert sorted(refusals(AGREED["care"], **change)) == rules
    assert words in reasons(AGREED["care"], **change)


@pytest.mark.parametrize("fields", [CARE, POLICE, NOT_SHARED, COUNTS, agreed(CARE, None)])
def test_without_the_way_back_nothing_goes_back(fields):
    assert not takes_part(record(fields))


def test_a_voluntary_body_receives_under_its_own_interest():
    terms = dict(TERMS, for_receiving=["A6-1EA", "A9-G-P18"])
    free = agreed(CARE, terms) | {"provider": "SYN:VOL:01"}
    free["giver"] = free["giver"] | {"kind": "voluntary", "conditions": ["A6-1F", "A9-J-P4", "A10-S10-5", "A9-G-P18"]}
    assert refusals(free) == []


OTHERS = (GiverKind.POLICE, GiverKind.SOCIAL_CARE, GiverKind.POLICE)
# What the record lets out, and what is said.
WORDS = [
    (Told.OTHERS, "The child is in the returns of your body and of others."),
    (Told.NUMBER, "The child is in the returns of four bodies, yours among them."),
    (
        Told.KINDS,
        "The child is in the returns of four bodies, yours among them. Kinds of the others: police, social care.",
    ),
]


@pytest.mark.parametrize(("tells", "words"), WORDS)
def test_of_the_others_it_is_said_what_the_record_lets_out(tells, words):
    assert known_words(OTHERS, tells) == words
