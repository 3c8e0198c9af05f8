"""A letter as a message that somebody opens in their mail program and sends: the text, with the PDF attached.

The program sends nothing. ``X-Unsent`` makes mail programs open it as a draft.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from clerestory.errors import AnswerError
from clerestory.model.answers.written import LetterOut
from clerestory.publish.letters.pdf import letter_pdf
from clerestory.publish.letters.text import letter_text

_MORNING = dt.time(9, tzinfo=dt.UTC)


def letter_eml(letter: LetterOut) -> bytes:
    """Give a letter as a message.

    Raises
    ------
    AnswerError
        If an e-mail address is none.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"{letter.title} ({letter.own_reference})"
    if letter.office_email:
        message["From"] = _address(letter.office[0], letter.office_email)
    for name, people in (("To", letter.addressees), ("Cc", letter.copies)):
        if there := [_address(one.name, one.email) for one in people if one.email]:
            message[name] = there
    message["Date"] = format_datetime(dt.datetime.combine(letter.date, _MORNING))
    message["X-Unsent"] = "1"
    message["Content-Language"] = "en-GB"
    text, pdf = letter_text(letter), letter_pdf(letter)
    message.set_content(text.decode(), cte="quoted-printable")
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"{file_stem(letter)}.pdf")
    # One that does not hang on chance, so that the same letter gives the same bytes.
    message.set_boundary("=_" + hashlib.sha256(text + pdf).hexdigest()[:40])
    return message.as_bytes()


def file_stem(letter: LetterOut) -> str:
    """Give the name of a letter's files: its own reference, with the mark of made-up cases in front."""
    stem = "-".join(part for part in _signs(letter.own_reference).split("-") if part)
    return f"{letter.data.mark}-{stem}" if letter.data.mark else stem


def _signs(text: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text)


def _address(name: str, email: str) -> Address:
    try:
        return Address(display_name=name, addr_spec=email)
    except (ValueError, IndexError):
        raise AnswerError(
            "an e-mail address is none",
            where="the message of the letter",
            remedy="Mend the address; it is not shown here.",
        ) from None
