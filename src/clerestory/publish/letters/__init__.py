"""A letter as files: DOCX, ODT, PDF, a message with the PDF attached, and plain text."""

from clerestory.publish.letters.forms import FORMS, LetterForm, letter_file

__all__ = ["FORMS", "LetterForm", "letter_file"]
