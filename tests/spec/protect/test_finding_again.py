"""What is still found when passages are gone: in what is left of a text, and in what is read of a written file."""

from __future__ import annotations

import re

import docx
import pytest

from clerestory.errors import ResidueError
from clerestory.model.redaction.documents import Block, Document, Format, Role
from clerestory.model.redaction.findings import Finding, Kind
from clerestory.model.redaction.roster import ClearRoster, RosterPerson
from clerestory.protect.documents import Channel, Seen, channels_of, write_document
from clerestory.protect.documents.reread import check_nothing_found
from clerestory.protect.text.removing import Removal
from clerestory.protect.text.rest import GAP, left_text, residue_in, rest_of
from clerestory.protect.text.roster import RosterNames

M = "[withheld: s.40(2)]"


class Pattern:
    """Finds what a regular expression matches."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)

    def find(self, text):
        for match in self._pattern.finditer(text.original):
            yield Finding(*match.span(), Kind.PERSON, "pattern")


def removals(text, *passages):
    return [Removal(text.index(passage), text.index(passage) + len(passage), M) for passage in passages]


def rest(text, gone, pattern, kept=()):
    spans = [(text.index(passage), text.index(passage) + len(passage)) for passage in kept]
    return [text[f.start : f.end] for f in rest_of(text, removals(text, *gone), [Pattern(pattern)], kept=spans)]


@pytest.mark.parametrize(
    ("text", "gone", "pattern", "kept", "still"),
    [
        # Nothing is found in what is left.
        ("Ask Ann today", ["Ann"], "Ann", [], []),
        # It stands elsewhere, too.
        ("Ask Ann, not Anna", ["Ann,"], "Ann", [], ["Ann"]),
        # The words of a mark are no words of the text.
        ("Ask Ann today", ["Ann"], r"withheld|s\.40", [], []),
        # A rule that reads on over a gap finds the two ends, and no rule reads on as if there were no gap.
        ("12 Ann Road", ["Ann"], f"12 {GAP} Road", [], ["12 ", " Road"]),
        ("12 Ann Road", ["Ann"], "12  ?Road", [], []),
        # Only now is it the first word.
        ("Ann Bob left", ["Ann "], f"(?<=^{GAP})Bob", [], ["Bob"]),
        # What was let stand is no news, but what is found around it is.
        ("Ask Ann and Bob", ["Bob"], "Ann", ["Ann"], []),
        ("Ask Ann and Bob", ["Bob"], "Ask Ann and", ["Ann"], ["Ask ", " and"]),
        ("Ann, Bob, Cyd", ["Cyd"], "Ann, Bob", ["Ann", "Bob"], []),
        # Signs alone are nothing.
        ("Ann (Bob)", ["Ann", "Bob"], r"[(].*[)]", [], []),
        # Nothing was taken out; everything was; there is nothing.
        ("Ann", [], "Ann", [], ["Ann"]),
        ("Ann", ["Ann"], "Ann", [], []),
        ("", [], "Ann", [], []),
    ],
)
def test_what_is_still_found(text, gone, pattern, kept, still):
    assert rest(text, gone, pattern, kept) == still


def test_every_place_of_what_is_left_leads_back_to_its_own_sign():
    text = "Ann saw Bob; Cyd and Dee saw Ann's car."
    left = left_text(text, removals(text, "Ann", "Bob", "Cyd", "Dee"))
    for at, sign in enumerate(left.text):
        came = [text[start:end] for start, end in left.in_source(at, at + 1)]
        assert came == ([] if sign == GAP else [sign])


def test_a_residue_is_told_by_line_and_kind_without_a_word_of_it():
    error = residue_in("One\nTwo\nAsk Ann", Finding(12, 15, Kind.PERSON, "roster.name.alone"), where="b.txt")
    assert (error.exit_code, error.where) == (35, "b.txt, line 3")
    assert "a person's name" in error.what
    assert "Ann" not in f"{error.where} {error.what} {error.remedy}"


SAID = f"By {M} in May.\nNobody else was there.\n"


@pytest.mark.parametrize(
    ("read", "pattern"),
    [
        # What was to be written, and its lines in another order or with other spaces, say nothing new.
        (SAID, "May"),
        (f"Nobody else was there.\n\n  By {M}\tin May.", "May"),
        (f"By {M.replace(' ', chr(10))} in\nMay. Nobody else\nwas there.", "May"),
        # Something else is there, in which nothing is found, or what was to be written is found as often.
        (SAID + "Page 1", "Ann"),
        (SAID + "Page 1", "May"),
        (SAID + "Page 1", r"\[withheld: s\.40\(2\)\] in May"),
    ],
)
def test_a_file_that_says_what_was_to_be_written_is_clear(read, pattern):
    channels = [Channel("page 1", "text", read, Seen.CONTENT)]
    check_nothing_found(channels, SAID, [Pattern(pattern)], where="b.pdf")


@pytest.mark.parametrize(
    ("read", "page"),
    [
        (SAID + "By Ann", 2),
        # A word that may stand stands once more than it may; which of them is too many nobody can say.
        (SAID + "May", 1),
        (f"By {M} in May.\nMay\nNobody else was there.", 1),
    ],
)
def test_what_is_found_in_a_file_and_was_not_to_be_written_is_a_residue(read, page):
    channels = [Channel("page 1", "text", SAID, Seen.CONTENT), Channel("page 2", "text", read, Seen.CONTENT)]
    with pytest.raises(ResidueError) as raised:
        check_nothing_found(channels, SAID * 2, [Pattern("Ann|May")], where="b.pdf")
    assert re.fullmatch(rf"b\.pdf, page {page}, line \d", raised.value.where)
    assert not {"Ann", "May"} & set(raised.value.what.split())


def test_what_no_reader_sees_is_left_to_the_other_check():
    channels = [Channel("object 1", "strings", "Ann"), Channel("the text", "bytes", "Ann", Seen.CONTENT)]
    check_nothing_found(channels, SAID, [Pattern("Ann")], where="b.pdf")


BLOCKS = (
    Block("A report", Role.HEADING),
    Block("Dee wrote on 12 May."),
    Block("a", Role.CELL, table=1, row=1, column=1),
    Block("May", Role.CELL, table=1, row=1, column=2),
    Block("It was so.", Role.NOTE),
    Block("Nobody else was there; end of the report."),
)


@pytest.mark.parametrize("form", [Format.TEXT, Format.DOCX, Format.ODT, Format.PDF, Format.EMAIL, Format.XLSX])
def test_every_form_is_read_again_as_it_was_written(tmp_path, form):
    document = Document(form, BLOCKS)
    path = tmp_path / f"b{form.value}"
    write_document(document, path)
    searched = []

    class Asked(Pattern):
        def find(self, text):
            searched.append(text.original)
            return super().find(text)

    finder = Asked("Dee|May|12|report|It was so")
    check_nothing_found(channels_of(path), document.text, [finder], where="b")
    with pytest.raises(ResidueError):
        check_nothing_found(channels_of(path), document.text.replace("Dee", "He"), [finder], where="b")
    assert searched


def test_a_name_that_somebody_wrote_into_a_written_document_is_found(tmp_path):
    document = Document(Format.DOCX, BLOCKS)
    write_document(document, tmp_path / "b.docx")
    file = docx.Document(tmp_path / "b.docx")
    file.tables[0].cell(0, 0).text = "Zelda Quillfeather"
    file.save(tmp_path / "c.docx")
    finders = [RosterNames(ClearRoster((RosterPerson(names=("Zelda Quillfeather",)),)))]
    check_nothing_found(channels_of(tmp_path / "b.docx"), document.text, finders, where="b.docx")
    with pytest.raises(ResidueError, match="a person's name") as raised:
        check_nothing_found(channels_of(tmp_path / "c.docx"), document.text, finders, where="c.docx")
    assert "Quillfeather" not in str(raised.value)
