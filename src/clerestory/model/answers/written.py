"""Texts that go out: what a check finds of one, and a letter as it is written to files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum

from clerestory.errors import AnswerError
from clerestory.model.commission import DataKind
from clerestory.model.wording.plain_text import has_hidden_signs

MOST_LETTERS = 100_000  # signs of a text that goes out; the longest answers have a tenth of it


@dataclass(frozen=True)
class Problem:
    """What keeps a text from going out.

    Attributes
    ----------
    where : str
        "paragraph 2, sentence 1"; paragraphs and sentences count from 1.
    what : str
        Never with an identifier, a name or a bare figure of the text in it.
    remedy : str
    """

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.remedy}"


@dataclass(frozen=True)
class CitedCell:
    """A cell of a released table that a text cites.

    Attributes
    ----------
    table, row, column : str
        The id of the table and the keys of the cell; a table of one column has that of its column.
    printed : str
        As it stands in the text: "about 120", "[c]", or a share with what is not known.
    release : str
        The name of the folder of the release.
    """

    table: str
    row: str
    column: str
    printed: str
    release: str


@dataclass(frozen=True)
class Advice:
    """What a writer is told of a text that may go out all the same."""

    where: str
    what: str


@dataclass(frozen=True)
class CheckedText:
    """A text that was checked.

    Attributes
    ----------
    text : str
        With its references printed; only a text without problems may go out.
    problems : tuple of Problem
        In the order of the text.
    cells : tuple of CitedCell
    statements, commitments : tuple of str
        Ids of the facts and of the promises that it cites.
    advice : tuple of Advice
        Wording and length; nothing of it stops a text.
    release : str
        Of which release the cells are; empty without one.
    """

    text: str
    problems: tuple[Problem, ...] = ()
    cells: tuple[CitedCell, ...] = ()
    statements: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()
    release: str = ""

    @property
    def may_go_out(self) -> bool:
        """Whether nothing keeps it."""
        return not self.problems


class PartKind(Enum):
    """What a part of a letter's text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "list item"


@dataclass(frozen=True)
class Part:
    """A paragraph, a heading or an item of a list, in one line."""

    text: str = field(repr=False)
    kind: PartKind = PartKind.PARAGRAPH


@dataclass(frozen=True)
class Addressee:
    """Whom a letter is to, or who has a copy.

    Attributes
    ----------
    name : str
        As it stands on the letter.
    lines : tuple of str
        Of the address below the name; a copy needs none.
    email : str
        Empty where no message goes to them.
    """

    name: str = field(repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True)
class LetterOut:
    """A letter as it goes out; nothing of it is a picture of a hand.

    Attributes
    ----------
    title : str
        What it is about; the heading of the letter, and the title of its files.
    office : tuple of str
        Who writes, a line each: the office, and its address.
    addressees : tuple of Addressee
        One at least.
    date : date
        Of the letter; the only date that its files bear.
    salutation : str
    parts : tuple of Part
        Its text, references printed.
    sign_off : str
        "Yours sincerely,"
    signatory : str
        The post or the role of who signs.
    own_reference, their_reference : str
        Ours, and what the other side calls it.
    copies : tuple of Addressee
    office_email : str
        From which a message is sent; the program sends none.
    data : DataKind
        What it is about; letters about made-up cases are marked.

    Raises
    ------
    AnswerError
        If a part that every letter has is empty, or a line holds a line end or a sign that nobody sees.
    """

    title: str
    office: tuple[str, ...]
    addressees: tuple[Addressee, ...]
    date: dt.date
    salutation: str
    parts: tuple[Part, ...]
    sign_off: str
    signatory: str
    own_reference: str
    their_reference: str = ""
    copies: tuple[Addressee, ...] = ()
    office_email: str = ""
    data: DataKind = DataKind.SYNTHETIC

    def __post_init__(self) -> None:
        needed = {"its title": self.title, "its own reference": self.own_reference, "who signs it": self.signatory}
        needed |= {"the office that writes": "".join(self.office), "its text": "".join(p.text for p in self.parts)}
        needed |= {"to whom it is": "".join(one.name for one in self.addressees)}
        for what, said in needed.items():
            if not said.strip():
                raise _unfit(f"{what} is missing")
        if any(has_hidden_signs(line) or len(line.splitlines()) > 1 for line in self._lines()):
            raise _unfit("a line of it holds a line end, or a sign that a reader does not see")

    def _lines(self) -> tuple[str, ...]:
        people = (*self.addressees, *self.copies)
        return (
            *(self.title, self.salutation, self.sign_off, self.signatory, self.own_reference, self.their_reference),
            *(self.office_email, *self.office, *(part.text for part in self.parts)),
            *(line for one in people for line in (one.name, one.email, *one.lines)),
        )


def _unfit(what: str) -> AnswerError:
    return AnswerError(what, where="the letter", remedy="Fill it in, a line each, and write the letter again.")
