"""Welsh numbers are found in every form that grammar gives them; the forms are made here, by rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerestory.publish.summaries.welsh import welsh_numbers

RADICALS = (
    *("sero", "un", "dau", "dwy", "tri", "tair", "pedwar", "pedair", "pump", "pum", "chwech", "chwe", "saith", "wyth"),
    *("naw", "deg", "deng", "deuddeg", "deuddeng", "pymtheg", "pymtheng", "deunaw", "ugain", "deugain", "trigain"),
    *("cant", "mil", "miloedd", "cannoedd", "miliwn", "miliynau", "biliwn", "hanner", "traean", "chwarter", "dwsin"),
)
# The initial consonants of Welsh under each mutation (a reference grammar's table).
SOFT = {"p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "m": "f"}
NASAL = {"p": "mh", "t": "nh", "c": "ngh", "d": "n"}
ASPIRATE = {"p": "ph", "t": "th", "c": "ch"}
# What no number's neighbour is: words that readers of a summary meet, none of which counts.
PLAIN = (
    "Mae’r papur yn dweud beth a gofnododd yr heddlu a chyrff eraill", "yr un lle", "pob un ohonynt", "neb un",
    "unrhyw berson", "a’r un pryd", "gan yr heddlu", "wythnos", "trist", "canlyniad", "milwr", "dealltwriaeth", "undeb",
    "nawdd", "degawd", "gwledydd", "pedoli", "hannerog", "y bobl a oedd yno", "dim", "cyntaf", "llawn",
)  # fmt: skip


def mutated(word: str) -> set[str]:
    """A word with all the beginnings that it can have; ``ch`` is a letter of its own and does not change."""
    if word.startswith("ch"):
        return {word}
    forms = {mutation[word[0]] + word[1:] for mutation in (SOFT, NASAL, ASPIRATE) if word[0] in mutation}
    return {word, *forms}


FORMS = sorted({form for word in RADICALS for form in mutated(word)} | {"hugain", "can mil", "ddwy fil", "ugain mil"})


@pytest.mark.parametrize("form", FORMS)
def test_a_number_is_found_in_every_mutated_form(form):
    text = f"Cofnodwyd {form} ohonynt."
    assert " ".join(number for _, number in welsh_numbers(text)) == form
    assert [number.lower() for _, number in welsh_numbers(form.upper() + ".")] == form.split()


@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=6), st.sampled_from(FORMS), st.integers(0, 6))
def test_a_number_among_words_is_the_only_one_that_is_found(words, form, at):
    there = [*words[:at], form, *words[at:]]
    assert list(welsh_numbers(", ".join(words))) == []
    found = [number for _, number in welsh_numbers(", ".join(there))]
    assert found == form.split()


@given(st.sampled_from([form for form in FORMS if " " not in form]), st.data())
def test_signs_that_nobody_sees_do_not_hide_a_number(form, data):
    at = data.draw(st.integers(1, max(len(form) - 1, 1)))
    hidden = form[:at] + "\u200b" + form[at:]
    assert hidden in [number for _, number in welsh_numbers(f"Roedd {hidden} yno.")]


@pytest.mark.parametrize("text", ["12", "½", "twelve", "XII", "12,400"])
def test_what_is_a_number_in_english_is_one_in_welsh(text):
    assert [number for _, number in welsh_numbers(f"Roedd {text} yno.")] == [text]
