"""What may stand in a text, what promises without a day, what could be about a case, and templates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerestory.answer.writing.live_words import could_be_of_case
from clerestory.answer.writing.open_words import open_words
from clerestory.answer.writing.parts import apart, parts_of, typed
from clerestory.answer.writing.personal import identifying
from clerestory.answer.writing.plain import plainer
from clerestory.answer.writing.standing import without_standing
from clerestory.answer.writing.templates import SLOTS, filled, shipped_templates, template_of
from clerestory.errors import AnswerError
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.written import Part, PartKind

LINE = st.text(st.sampled_from("ab é.1"), min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
PARTS = st.lists(st.builds(Part, LINE, st.sampled_from(PartKind)), min_size=1, max_size=6).map(tuple)


@given(PARTS)
def test_parts_that_are_typed_are_read_as_the_same_parts(parts):
    assert parts_of(typed(parts)) == parts


def test_a_salutation_and_a_sign_off_stand_apart_where_they_are():
    for text, expected in (
        ("Dear all,\n\nIt is so.\n\nYours faithfully,", ("Dear all,", ["It is so."], "Yours faithfully,")),
        ("It is so.", ("", ["It is so."], "")),
        ("Dear all,", ("Dear all,", [], "")),
    ):
        salutation, between, sign_off = apart(parts_of(text))
        assert (salutation, [one.text for one in between], sign_off) == expected


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("on 25 May 2018 and 3rd June, in May 2020", ""),  # days and a month with its year
        ("sections 22, 22A and 40(2)(a) of it", ""),  # of a law
        ("Part 3 of it", ""),
        ("the Data Protection Act 2018 and the Policing and Crime (Example) Act 2009", ""),
        ("MIN/0007211/1, AG/GUES01001/01180267, FOI-2020-7", ""),  # references begin with letters
        ("petition 300239, e-petition number 104834", ""),
        ("within 20 working days", ""),
        ("within 412 days of 31 days, within 412 working days", "41231412"),  # no rule of answers: a count of cases
        ("https://example.org/2020/12", ""),
        ("section 22 of 31 cases", "31"),  # what follows is no section
        ("25 children on 25 May", "25"),
        ("12/34 of them", "1234"),  # a reference begins with letters
        ("petition 31", "31"),  # petitions have longer numbers
        ("part 3", "3"),  # of nothing
        ("Figure 7", "7"),
    ],
)
def test_figures_that_may_stand_are_told_from_others(text, left):
    assert "".join(sign for sign in without_standing(text) if sign.isdigit()) == left


@given(st.text(st.sampled_from("sectionMay 0123456789/ABof,"), max_size=40))
def test_nothing_moves_where_figures_may_stand(text):
    made = without_standing(text)
    assert len(made) == len(text)
    assert all(new in (old, "x") for old, new in zip(text, made, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "It comes in due course.", "It comes SOON.", "It comes as soon as possible.", "It comes later this year.",
        "It comes in the coming weeks.", "It comes when parliamentary time allows.", "It comes by the summer.",
        "It comes at the earliest opportunity.", "It is forthcoming.", "It comes this year.",
    ],
)  # fmt: skip
def test_words_that_name_no_day_promise_without_one(text):
    assert open_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "It came soon after.",
        "It came in time for all.",
        "It comes by 3 May 2026.",
        "It came last year.",
        "A sooner day.",
    ],
)
def test_words_that_promise_nothing_or_name_a_day_are_none(text):
    assert not open_words(text)


# Each pair: what could be about a case, and what says nearly the same of none.
@pytest.mark.parametrize(
    ("of_case", "of_none"),
    [
        (["Northmoor saw abuse."], ["England saw abuse."]),
        (["Abuse was known in Northmoor."], ["Abuse was known in Parliament."]),
        (["Northmoor Police arrested them."], ["Police forces arrested them."]),
        (["We know Northmoor.", "There was abuse."], ["We know Northmoor.", "It is a town."]),
        (["They were sentenced in March."], ["They were told in March."]),
        (["A man aged 40 was convicted."], ["A man aged 40 wrote to us."]),
        (["They got twelve years in prison and appealed."], ["It took twelve years."]),
        (["It is for the Court of Appeal."], ["It is for courts to say."]),
        (["See R v Example."], ["See the record of it."]),
        (["An ongoing investigation may change it."], ["Ongoing investigations may change it."]),
        (["The Northmoor report speaks of victims."], ["The Independent Inquiry speaks of victims."]),
        (["Anna Example was a victim."], ["Anyone may be a victim."]),
    ],
)
def test_what_could_be_about_a_case_is_told_from_what_is_not(of_case, of_none):
    assert list(could_be_of_case(of_case))
    assert not list(could_be_of_case(of_none))


def test_the_kind_of_words_is_told_and_never_the_words():
    (found,) = could_be_of_case(["We met.", "Northmoor Crown Court heard it."])
    assert found.sentence == 2
    assert "Northmoor" not in found.why


def test_a_petition_names_nobody_and_a_letter_may():
    text = "Ms Example, of 12 Example Street, wrote to us."
    assert set(identifying(text, Kind.PETITION)) == {"a name after a title", "an address"}
    assert not list(identifying(text, Kind.LETTER))


def test_long_sentences_and_words_of_offices_are_advised_on():
    assert list(plainer("We will utilise it.")) == ['instead of "utilise" say: use']
    assert list(plainer(" ".join(["word"] * 36) + ".")) == ["has 36 words; 35 are enough for a sentence"]
    assert not list(plainer("We use it."))


@pytest.mark.parametrize("template", shipped_templates().values(), ids=lambda one: one.name)
def test_a_shipped_template_has_slots_that_are_told_of_and_fills_to_a_text(template):
    assert set(template.slots) <= set(SLOTS)
    made = filled(template, dict.fromkeys(template.slots, "Some words."))
    assert "{{" not in made.text
    assert not made.missing
    begun = filled(template, {"salutation": "Dear all,", "sign_off": "Yours sincerely,"})
    salutation, between, sign_off = apart(parts_of(begun.text))
    assert (salutation, sign_off) == ("Dear all,", "Yours sincerely,")
    assert between


def test_references_of_a_template_stay_and_slots_are_filled():
    template = template_of("own", '# Own\n\n{{ salutation }}\n\nWe saw {{ t1["a"] }} of it {{ testimony }}.\n')
    assert template.slots == ("salutation",)
    made = filled(template, {"salutation": ""})
    assert made.text == 'We saw {{ t1["a"] }} of it {{ testimony }}.\n'


@pytest.mark.parametrize("source", ["", "# Title", "No title\n\nText", "#  \n\nText"])
def test_a_template_without_title_or_text_is_none(source):
    with pytest.raises(AnswerError, match="template own"):
        template_of("own", source)


def test_a_value_for_no_slot_is_refused():
    with pytest.raises(AnswerError, match="no slot other"):
        filled(template_of("own", "# Own\n\n{{ reply }}"), {"other": "a"})
