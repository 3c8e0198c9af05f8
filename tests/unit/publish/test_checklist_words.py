"""Texts that break a rule of words or signs, and texts that only look as if they did, case by case."""

from __future__ import annotations

import pytest

from clerestory.model.checklist.report import Verdict
from clerestory.publish.checklist.rules.registry import CHECKS
from clerestory.publish.checklist.workbook import Cell, Link, Run, Sheet, Style, Workbook


def found(rule: str, text: str, *, runs=(), link: str = "", title: str = "Cases", form: str = "xlsx") -> list[str]:
    sheet = Sheet("Data", rows={5: {2: Cell(text, Style(), runs=tuple(runs))}})
    if link:
        sheet.links.append(Link(5, 2, text, link))
    book = Workbook(form, (sheet,), properties={"title": title, "language": "en", "creator": "An office"})
    return [f"{f.verdict.value} {f.cells}".strip() for f in CHECKS[rule].find(book)]


@pytest.mark.parametrize(
    "text",
    ["North*", "* counted twice", "North **", "*", "North\u2020", "North\u2020 and South", "\u00a7", "North #", "# see",
     "North\u00b9", "12\u00b3", "North *\nin full", "\u2021 revised", "Cases\u2075"],
)  # fmt: skip
def test_signs_for_notes_are_found(text):
    assert found("no-symbols-for-notes", text) == ["failed B5"]


@pytest.mark.parametrize(
    "text",
    ["4 * 5", "10 km\u00b2", "12 m\u00b3", "\u00a7 35 of the Act", "\u00a735", "C# and F", "North [note 1]"],
)
def test_signs_that_are_no_notes_are_let_be(text):
    assert found("no-symbols-for-notes", text) == []


@pytest.mark.parametrize(
    ("text", "raised", "is_found"),
    [("1st", "st", False), ("the 22nd", "nd", False), ("10 km2", "2", False), ("CO2", "2", False),
     ("North1", "1", True), ("Northa", "a", True), ("Cases(1)", "(1)", True)],
)  # fmt: skip
def test_raised_letters_are_notes_unless_they_are_ordinals_or_units(text, raised, is_found):
    assert bool(found("no-symbols-for-notes", text, runs=[Run(raised, raised=True)])) is is_found


@pytest.mark.parametrize(
    "text", ["Cases [1]", "See footnotes", "Cases (note 2)", "fn 3", "[notes 1, 2]", "[note 1 and 2]"]
)
def test_other_words_for_notes_are_found(text):
    assert "failed B5" in found("say-note", text)


@pytest.mark.parametrize("text", ["Cases [note 1]", "Cases [note 1][note 2]", "[x]", "Noted", "Cases [low]"])
def test_the_word_note_and_shorthand_are_let_be(text):
    assert found("say-note", text) == []


@pytest.mark.parametrize("text", ["-", "..", "\u2013", ":", "~", "\u2714 done", "up \u25b2", "a \u2022 b", "about ~5"])
def test_symbols_are_found(text):
    assert found("no-symbols", text) == ["failed B5"]


@pytest.mark.parametrize(
    "text", ["10\u201314", "5%", "\u00a35", "under 5", "21 \u00b0C", "65+", "A & B", "E92000001/2"]
)
def test_signs_within_words_and_codes_are_let_be(text):
    assert found("no-symbols", text) == []


@pytest.mark.parametrize(
    ("text", "target", "verdicts"),
    [
        ("Click here", "https://a.example", ["failed B5"]),
        ("Find out more", "https://a.example", ["failed B5"]),
        ("this page.", "https://a.example", ["failed B5"]),
        ("https://a.example/one/two/three/four/five", "https://a.example/one", ["failed B5"]),
        ("www.a.example", "https://a.example", []),  # short enough to be read out
        ("", "https://a.example", ["failed B5"]),
        ("Method of the tables", "https://a.example", []),
        ("Method (PDF, 20 KB)", "https://a.example/m.pdf", []),
        ("Method of the tables", "https://a.example/m.pdf", ["look B5"]),
        ("statistics@office.example", "mailto:statistics@office.example", []),
        ("Table 1", "#Table_1!A1", []),
    ],
)
def test_links_say_where_they_lead(text, target, verdicts):
    assert found("accessible-links", text, link=target) == verdicts


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("ALL FIGURES ARE PROVISIONAL", True),
        ("NCA", False),
        ("NHS ENGLAND", False),
        ("T O T A L of cases", True),
        ("A to B", False),
    ],
)
def test_shouted_and_spaced_words_are_found(text, is_found):
    assert bool(found("readable-words", text)) is is_found


@pytest.mark.parametrize(
    ("title", "verdicts"),
    [("", ["failed"]), ("cases_2024_final", ["look"]), ("Cases.xlsx", ["look"]), ("Cases 2019-20 to 2020-21", [])],
)
def test_the_title_of_a_file_is_words(title, verdicts):
    assert found("document-information", "x", title=title) == verdicts


def test_a_sheet_that_speaks_of_its_filter_or_hidden_rows_is_looked_at_by_a_person():
    says = Sheet("Data", rows={1: {1: Cell("Filters are on, and some rows are hidden.", Style())}})
    says.is_frozen, says.hidden_rows = True, [(4, 6), (7, 7)]
    book = Workbook("xlsx", (says,))
    assert [(f.verdict, f.cells) for f in CHECKS["hide-nothing"].find(book)] == [(Verdict.LOOK, "A4:A7")]
    assert [f.verdict for f in CHECKS["no-filters-or-frozen-panes"].find(book)] == [Verdict.FAILED]
