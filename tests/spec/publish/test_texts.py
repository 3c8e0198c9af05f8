"""Every text of study.toml that a release prints, with a number in it that nothing backs."""

from __future__ import annotations

import re

import pytest

from clerestory.errors import PaperError
from clerestory.publish.paper.texts import facts_in_texts
from papers import study

PLACES = {
    "[study] title": lambda s, text: s["study"].update(title=text),
    "[study] publisher": lambda s, text: s["study"].update(publisher=text),
    "[study] commissioned_by": lambda s, text: s["study"].update(commissioned_by=text),
    "[study] questions": lambda s, text: s["study"].update(questions=["Q1 How many?", "Q2 " + text]),
    "[study] definition": lambda s, text: s["study"].update(definition=text),
    "[study] selection": lambda s, text: s["study"].update(selection=text),
    "table t1, title": lambda s, text: s["tables"][0].update(title=text),
    "table t1, note": lambda s, text: s["tables"][0].update(note=text),
    "table t1, headings": lambda s, text: s["tables"][0].update(headings={"suspect.sex": text}),
    "chart c2, title": lambda s, text: s["charts"][1].update(title=text),
    "[[people]] analyst, post": lambda s, text: s["people"][0].update(post=text),
}


def with_text(place, text):
    settings = study().model_dump(mode="json")
    PLACES[place](settings, text)
    return type(study()).model_validate(settings)


@pytest.mark.parametrize("text", ["In 217 cases", "exactly one girl", "fo\u200bur girls", "Q3 girls"])
@pytest.mark.parametrize("place", PLACES)
def test_a_number_is_refused_with_its_place(place, text):
    with pytest.raises(PaperError, match=re.escape(f"study.toml, {place}: the number")):
        facts_in_texts(with_text(place, "Of " + text))


@pytest.mark.parametrize("place", PLACES)
def test_a_year_and_the_value_of_a_fact_pass_and_the_fact_is_named(place):
    assert facts_in_texts(with_text(place, "On six lists in 2013")) == ("lists",)
