"""Letters as they go out, for tests: SYNTHETIC, of an office and people that nobody is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from clerestory.answer.writing.parts import parts_of
from clerestory.model.answers.written import Addressee, LetterOut

TEXT = (
    "Thank you for your letter. It is answered in a paragraph that is long enough to need more than one line, in"
    " whatever form of file it is written, and by whatever program it is opened.\n\n"
    "# What we found\n\n- One thing, at first.\n- Another thing, after it.\n\nThat is all, Gŵyl and “quotes” included."
)


def letter_out(text: str = TEXT, **changed: object) -> LetterOut:
    """A letter to two members, with a copy to a third."""
    made = LetterOut(
        title="Your letter about exploitation",
        office=("Office of Answers", "1 Example Row", "Exampleton"),
        addressees=(
            Addressee("Anna Example MP", ("House of Commons", "London"), "anna@example.org"),
            Addressee("Ben Sample MP", ("House of Commons",)),
        ),
        date=dt.date(2026, 5, 25),
        salutation="Dear Anna Example,",
        parts=parts_of(text),
        sign_off="Yours sincerely,",
        signatory="Head of Correspondence",
        own_reference="MIN/0000001/1",
        their_reference="AG/GUES01001/01180267",
        copies=(Addressee("Carla Instance MP"),),
        office_email="office@example.org",
    )
    return replace(made, **changed)
