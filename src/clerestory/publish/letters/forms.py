"""The files that a letter is written to, by their endings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType

from clerestory.model.answers.written import LetterOut
from clerestory.publish.letters.message import file_stem, letter_eml
from clerestory.publish.letters.odt import letter_odt
from clerestory.publish.letters.pdf import letter_pdf
from clerestory.publish.letters.text import letter_text
from clerestory.publish.letters.word import letter_docx


class LetterForm(Enum):
    """A form of file; the values are the endings."""

    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"
    EML = "eml"
    TXT = "txt"


FORMS: Mapping[LetterForm, Callable[[LetterOut], bytes]] = MappingProxyType(
    {
        LetterForm.DOCX: letter_docx,
        LetterForm.ODT: letter_odt,
        LetterForm.PDF: letter_pdf,
        LetterForm.EML: letter_eml,
        LetterForm.TXT: letter_text,
    }
)


def letter_file(letter: LetterOut, form: LetterForm) -> tuple[str, bytes]:
    """Give the name and the bytes of a letter's file; the same letter gives the same bytes.

    Raises
    ------
    AnswerError
        If it cannot be written so.
    """
    return f"{file_stem(letter)}.{form.value}", FORMS[form](letter)
