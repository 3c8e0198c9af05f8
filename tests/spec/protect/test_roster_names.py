"""Names of a roster: what is written in a text, and what is withheld of it, as a table."""

import pytest

from clerestory.model.redaction.findings import Certainty
from clerestory.model.redaction.roster import ClearRoster, RosterPerson
from clerestory.protect.text.finders import find_all
from clerestory.protect.text.roster import RosterNames

ANNELIESE, MOHAMMED, WILL, LUKASZ, ROSE, WILLIAM, RON = range(7)
ROSTER = ClearRoster(
    (
        RosterPerson(names=("Anneliese Mary Quillbury-Saffron",), aliases=("Dizzy",)),
        RosterPerson(names=("Mohammed Hussain Chowdhury",)),
        RosterPerson(names=("Will Young",)),
        RosterPerson(names=("Łukasz Wiśniewski",)),
        RosterPerson(names=("Rose Tolland",)),
        RosterPerson(names=("William Barnett",)),
        RosterPerson(names=("Ron O'Tallow",)),
    )
)
NAMES = RosterNames(ROSTER)

# What stands in [ ] is withheld, whole.
FOUND = {
    "as it is": ("We saw [Anneliese Mary Quillbury-Saffron] there.", ANNELIESE),
    "small letters": ("we saw [rose tolland] there.", ROSE),
    "capitals": ("WE SAW [ROSE TOLLAND] THERE.", ROSE),
    "family name first": ("The form says [Tolland Rose] twice.", ROSE),
    "with a comma": ("The form says [TOLLAND, Rose] twice.", ROSE),
    "initial": ("We saw [R. Tolland] there.", ROSE),
    "initials after it": ("We saw [Quillbury-Saffron, A. M.] there.", ANNELIESE),
    "title": ("We asked [Mr. Wiśniewski] for it.", LUKASZ),
    "title and initial": ("We asked [Mr Ł Wiśniewski] for it.", LUKASZ),
    "first name": ("We asked [Anneliese] for it.", ANNELIESE),
    "family name": ("We asked the [Wiśniewski] family for it.", LUKASZ),
    "possessive": ("It was [Anneliese’s] bag.", ANNELIESE),
    "possessive in capitals": ("IT WAS [ANNELIESE'S] BAG.", ANNELIESE),
    "short for it": ("We saw [Bill Barnett] there.", WILLIAM),
    "other letters": ("We saw [Muhammad Choudhry] there.", MOHAMMED),
    "by ear": ("We saw [Lukas Vishnevski] there.", LUKASZ),
    "without accents": ("We saw [Lukasz Wisniewski] there.", LUKASZ),
    "other accents": ("We saw [Röse Tóllànd] there.", ROSE),
    "letter missing": ("We saw [Rose Tollnd] or [Rse Tolland].", ROSE),
    "letter swapped": ("We saw [Rose Tollnad] there.", ROSE),
    "first letter wrong": ("We saw [Rose Yolland] there.", ROSE),
    "over a line's end": ("We saw [Rose\n  Tolland] there.", ROSE),
    "hyphen at a line's end": ("We saw [Rose Tol-\nland] there.", ROSE),
    "half of a double name": ("We saw [Anneliese Saffron] there.", ANNELIESE),
    "double name joined": ("We saw [Anneliese Quillburysaffron] there.", ANNELIESE),
    "a middle name": ("We saw [Rose Jane Tolland] there.", ROSE),
    "signs nobody sees": ("We saw [Ro\u200bse Tol\u00adland] there.", ROSE),
    "Cyrillic letters": ("We saw [R\u043ese T\u043ell\u0430nd] there.", ROSE),
    "full width": ("We saw [Ｒｏｓｅ Ｔｏｌｌａｎｄ] there.", ROSE),
    "misread print": ("We saw [William Bamett] and [W. Barnett].", WILLIAM),
    "digits misread": ("We saw [R0se To11and] there.", ROSE),
    "letters apart": ("We saw [R o s e T o l l a n d] there.", ROSE),
    "parted by dots": ("We saw [T.o.l.l.a.n.d] there.", ROSE),
    "address": ("Write to [rose.tolland84]@example.org soon.", ROSE),
    "account": ("Look at @[rosetolland84] soon.", ROSE),
    "file": ("Open interview_[Rose_Tolland]_2.docx first.", ROSE),
    "letters repeated": ("We saw [Anneliiiiese] there.", ANNELIESE),
    "space missing": ("We saw [RoseTolland] there.", ROSE),
    "escapes": ("We saw [Rose&nbsp;T&#111;lland] and [Rose%20Tolland] and [R\\u006fse Tolland].", ROSE),
    "alias": ("They call her [Dizzy] there.", ANNELIESE),
    "alias within": ('We saw [Anneliese "Dizzy" Saffron] there.', ANNELIESE),
    "apostrophe": ("We saw [Ron O’Tallow] and [Ron OTallow].", RON),
    "initials, named elsewhere": ("[Rose Tolland] came. Then [R.T.] left.", ROSE),
    "an ordinary word, of a person": ("Then [Young] said that it was late.", WILL),
    "two ordinary words": ("We saw [Will Young] there.", WILL),
}
NOTHING = [
    "They will come, and the young ones may stay.",
    "Young people will be asked. Will they come?",
    "The rose was red in May.",
    "Nothing was said of a barn or a toll.",
    "R.T. left.",  # initials of a person who is named nowhere
    "In the young year a will was found.",
]


def marked(text):
    """Give a text without its marks, and the passages that are marked."""
    spans, plain = [], ""
    for part in text.replace("]", "[").split("["):
        spans.append((len(plain), len(plain) + len(part)))
        plain += part
    return plain, spans[1::2]


@pytest.mark.parametrize("case", FOUND)
def test_a_name_is_found_whole_and_nothing_beside_it(case):
    text, person = FOUND[case]
    plain, spans = marked(text)
    found = find_all(plain, [NAMES])
    assert [(finding.start, finding.end) for finding in found] == spans
    if person is not None:
        assert {finding.person for finding in found} == {person}


@pytest.mark.parametrize("text", NOTHING)
def test_ordinary_words_are_left(text):
    assert find_all(text, [NAMES]) == ()


def test_an_ordinary_word_with_a_capital_is_asked_for():
    (found,) = find_all("They went past Young on the way.", [NAMES])
    assert found.certainty is Certainty.ASK


def test_a_spelling_of_two_people_names_nobody():
    twins = RosterNames(ClearRoster((RosterPerson(names=("Ann Tolland",)), RosterPerson(names=("Rose Tolland",)))))
    family, whole = find_all("We saw the Tolland house. Then Rose Tolland came.", [twins])
    assert (family.person, whole.person) == (None, 1)


def test_nothing_of_a_roster_is_in_a_repr():
    (found,) = find_all("We saw Rose Tolland.", [NAMES])
    for thing in (NAMES, ROSTER, ROSTER.people[0], found):
        assert "Tolland" not in repr(thing)
        assert "rose" not in repr(thing).lower().replace("roster", "")


@pytest.mark.parametrize("text", ["", " ", "x" * 1_000_000, "A b " * 100_000, "Rose-\n" * 50_000, "&amp;" * 100_000])
def test_strange_texts_end(text):
    assert len(find_all(text, [NAMES])) <= text.count("Rose")


def test_a_name_deep_in_a_large_text_is_found():
    before = "Nothing was said of anybody. " * 100_000
    (found,) = find_all(f"{before}We saw Rose Tolland.", [NAMES])
    assert (found.start, found.end) == (len(before) + 7, len(before) + 19)
