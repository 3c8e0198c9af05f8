"""Units that coders are compared on, and projects of several coders brought together."""

from __future__ import annotations

import uuid

import numpy as np
import pytest

from clerestory.errors import InterviewError
from clerestory.interviews.coded import coded_interviews
from clerestory.interviews.refi import project_of
from clerestory.interviews.units import unit_spans, units_of
from clerestory.model.interviews.coded import Unit
from clerestory.model.interviews.project import Code, Coding, Selection, TextSource
from clerestory.pipeline.interviews.analysing import codings_of

ONE, TWO, THREE = (f"int{letter * 26}" for letter in "abc")
TEXT = "Hello \U0001f600.\r\n\r\n  \nSecond line.\nThird."
A, B = (str(uuid.UUID(int=n)) for n in (1, 2))
CODES = (Code(A, ("a",), is_codable=True), Code(B, ("b",), is_codable=True))


def guid() -> str:
    return str(uuid.uuid4())


def marked(start: int, end: int, code: str, coder: str) -> Selection:
    return Selection(guid(), start, end, (Coding(code, coder),))


def source(name: str, *selections: Selection, text: str = TEXT, codings: tuple[Coding, ...] = ()) -> TextSource:
    return TextSource(guid(), name, text, selections, codings)


def test_paragraphs_are_lines_that_say_something_in_code_points():
    spans = unit_spans(TEXT, Unit.PARAGRAPH)
    assert [TEXT[start:end] for start, end in spans.tolist()] == ["Hello \U0001f600.", "Second line.", "Third."]


def test_a_paragraph_has_a_code_where_a_passage_with_it_has_a_word_there():
    first, second = guid(), guid()
    end = TEXT.index("Third")
    mine = source(ONE, marked(0, 3, A, first), marked(TEXT.index("Second") + 3, end, B, first))
    other = source(ONE, marked(0, 8, A, second), marked(end - 1, len(TEXT), A, second))
    coded = coded_interviews(
        [project_of("p", CODES, [first], [mine]), project_of("q", CODES, [second], [other])], {ONE}
    )
    given, looked_at = units_of(coded, Unit.PARAGRAPH)
    # Rows are paragraphs; the passage that ends in the line break before "Third." does not reach it.
    assert given[:, 0, :].tolist() == [[True, False], [False, True], [False, False]]
    assert given[:, 1, :].tolist() == [[True, False], [False, False], [True, False]]
    assert looked_at.all()


def test_a_coder_who_gave_no_code_in_an_interview_has_not_coded_it():
    first, second = guid(), guid()
    mine = [source(ONE, marked(0, 3, A, first)), source(TWO, marked(0, 3, B, first))]
    other = [source(ONE, marked(0, 3, A, second)), source(TWO)]
    coded = coded_interviews(
        [project_of("p", CODES, [first], mine), project_of("q", CODES, [second], other)], {ONE, TWO}
    )
    _, looked_at = units_of(coded, Unit.INTERVIEW)
    assert looked_at.tolist() == [[True, True], [True, False]]
    assert codings_of(coded, Unit.INTERVIEW).at[1, 1] == -1


def test_a_code_of_a_whole_source_is_one_of_every_paragraph():
    coder = guid()
    coded = coded_interviews([project_of("p", CODES, [coder], [source(ONE, codings=(Coding(B, coder),))])], {ONE})
    given, _ = units_of(coded, Unit.PARAGRAPH)
    assert given[:, 0, :].tolist() == [[False, True]] * 3


def test_codings_that_name_nobody_are_of_one_coder_of_their_project():
    projects = [project_of("p", CODES, [], [source(ONE, marked(0, 3, A, ""))]) for _ in range(2)]
    assert coded_interviews(projects, {ONE}).coders == 2


def test_what_may_not_be_used_is_nowhere():
    coder = guid()
    sources = [source(ONE, marked(0, 3, A, coder)), source(TWO, marked(0, 3, B, coder)), source(THREE)]
    coded = coded_interviews([project_of("p", CODES, [coder], sources)], {ONE})
    assert (coded.interviews, list(coded.texts), coded.left_out) == ((ONE,), [ONE], 2)
    assert coded.applied.tolist() == [[True, False]]
    assert repr(coded) == "Coded(1 interviews, 2 codes, 1 coders)"


def test_sources_are_interviews_by_their_name_without_the_ending_of_a_file():
    coded = coded_interviews([project_of("p", CODES, [], [source(ONE + ".docx")])], {ONE})
    assert coded.interviews == (ONE,)


def test_two_projects_with_other_words_or_codes_are_refused():
    texts = [project_of("p", CODES, [], [source(ONE, text=text)]) for text in ("one", "two")]
    with pytest.raises(InterviewError, match="different words"):
        coded_interviews(texts, {ONE})
    books = [project_of("p", [Code(A, (name,), is_codable=True)], [], [source(ONE)]) for name in ("x", "y")]
    with pytest.raises(InterviewError, match="one code under two names"):
        coded_interviews(books, {ONE})


def test_a_code_that_only_groups_others_may_not_be_given():
    codes = [Code(A, ("group",), is_codable=False), Code(B, ("group", "b"), is_codable=True)]
    with pytest.raises(InterviewError, match="only groups others"):
        coded_interviews([project_of("p", codes, [], [source(ONE, marked(0, 1, A, ""))])], {ONE})


def test_codings_for_agreement_say_which_sets_hold_which_code():
    first, second = guid(), guid()
    mine = source(ONE, marked(0, 3, A, first), marked(0, 3, B, first))
    other = source(ONE, marked(0, 3, A, second))
    coded = coded_interviews(
        [project_of("p", CODES, [first], [mine]), project_of("q", CODES, [second], [other])], {ONE}
    )
    codings = codings_of(coded, Unit.PARAGRAPH)
    sets = [
        {code for code, holds in zip(codings.codes, codings.holds[:, at], strict=True) if holds} for at in codings.at[0]
    ]
    assert sets == [{"a", "b"}, {"a"}]
    assert np.all(codings.at[1:, 0] == codings.at[1:, 1])  # nobody gave anything there
