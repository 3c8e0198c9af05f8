"""What an action of a prevention table may say: kinds of places and sectors, and nobody."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from clerestory.model.commission import ComparisonTable
from clerestory.model.wording.actions import named_in

FINE = [
    "Licensing authorities ask hotels and short lets to train staff.",
    "Tell the NHS and CPS. Train drivers for hire: Officers meet them. Schools in Wales agree whom to tell.",
    "Platforms find contact with children, and report it to the NCA.",
    "'Stop and ask' posters are put up in hubs.",
]
NAMED = [
    "Close the Example Arms.",  # a business
    "Ask Ms Example to train staff.",  # a person
    "Watch 12 Example Road.",  # an address
    "Write to someone@example.org.",  # an e-mail address
    "Visit AB1 2DE at night.",  # a postcode
    "Work with Examplecorp on bookings.",  # a firm
    "Follow Operation Example.",  # an operation
]


@pytest.mark.parametrize("text", FINE)
def test_an_action_about_kinds_of_places_is_taken(text):
    assert named_in(text) == ()
    assert asked(text).actions == {"LODG": text}


@pytest.mark.parametrize("text", NAMED)
def test_an_action_that_names_somebody_or_something_is_refused_without_an_echo(text):
    with pytest.raises(ValidationError) as caught:
        asked(text)
    (error,) = caught.value.errors()
    assert "the action of LODG seems to hold" in error["msg"]
    assert text not in error["msg"]


def asked(text: str) -> ComparisonTable:
    return ComparisonTable(
        kind="comparison", id="t", title="T", count="offence", characteristic="offence.location_type", group="HO2020",
        population="all other", actions={"LODG": text},
    )  # fmt: skip
