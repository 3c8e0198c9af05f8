"""Letters of any words come back as they were; files that were spoiled are read or refused, and nothing else."""

from __future__ import annotations

import contextlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.mutations import spoiled_bytes, spoiled_package
from tests.letters_out import letter_out

from clerestory.answer.writing.parts import parts_of, typed
from clerestory.errors import AnswerError
from clerestory.model.answers.written import Part, PartKind
from clerestory.pipeline.answering.texts.documents import received_text
from clerestory.publish.letters import LetterForm, letter_file
from clerestory.publish.letters.laid import laid_out

# Words as people write them; a paragraph that looks like an item of a list is one to whoever reads a PDF.
SIGNS = "abcdeéŵ&<>'\"’£%;:(){}"
WORD = st.builds(str.__add__, st.sampled_from("abcéŵ"), st.text(st.sampled_from(SIGNS), max_size=8))
LINE = st.lists(WORD, min_size=2, max_size=30).map(" ".join)
PARTS = st.lists(st.builds(Part, LINE, st.sampled_from(PartKind)), min_size=1, max_size=5).map(tuple)
FAST = (LetterForm.DOCX, LetterForm.ODT, LetterForm.TXT)


def plain(text: str) -> str:
    return " ".join(text.split())


def check_same(parts: tuple[Part, ...], form: LetterForm) -> None:
    """A letter of these parts is read as it was written."""
    letter = letter_out(typed(parts))
    assert letter.parts == parts_of(typed(parts))
    read = received_text(letter_file(letter, form)[1], f".{form.value}", where="a")
    assert [plain(one).removeprefix("- ") for one in read.paragraphs] == [plain(one.text) for one in laid_out(letter)]


@pytest.mark.parametrize("form", FAST)
@given(PARTS)
@settings(max_examples=8)
def test_what_is_written_in_any_words_is_read_as_the_same_paragraphs(form, parts):
    check_same(parts, form)


@pytest.mark.slow
@pytest.mark.parametrize("form", LetterForm)
@given(PARTS)
@settings(max_examples=40)
def test_so_it_is_in_every_form(form, parts):
    check_same(parts, form)


SPOILED = {
    LetterForm.DOCX: spoiled_package, LetterForm.ODT: spoiled_package, LetterForm.EML: spoiled_bytes,
    LetterForm.TXT: spoiled_bytes,
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")  # of the package that is spoiled
@pytest.mark.parametrize("form", SPOILED)
def test_spoiled_files_are_read_or_refused(form):
    data = letter_file(letter_out(), form)[1]
    chance = random.Random(form.value)  # noqa: S311 - it spoils files, and the same ones each time
    for _ in range(8):
        with contextlib.suppress(AnswerError):  # any other error is a fault of a reader
            received_text(SPOILED[form](data, chance), f".{form.value}", where="a")
