"""The JSON forms of what comes of interviews: matrix, saturation, quote bank."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from clerestory.model.forms import Form
from clerestory.model.interviews.findings import About, PrintedMatrix, PrintedSaturation
from clerestory.model.interviews.quotes import QuoteBank, QuoteId

_SAID = "What is printed with it: that interviewees stand for themselves, how they were chosen, by whom interviewed."


class MatrixRowForm(Form):
    """How many interviews of each kind have a code."""

    code: str
    interviews: tuple[int | None, ...] = Field(description="By column; none where the count is withheld.")
    pct: tuple[float | None, ...] = Field(description="Of the column's interviews; none on too small a base.")


class MatrixForm(Form):
    """Interviews by code and kind, as they may be printed."""

    form: Literal["clerestory-interview-matrix/1"] = "clerestory-interview-matrix/1"
    about: tuple[str, ...] = Field(description=_SAID)
    columns: tuple[str, ...] = Field(description="Kinds of interview that are told apart, and all of them.")
    interviews: tuple[int | None, ...] = Field(description="How many interviews each column has.")
    rows: tuple[MatrixRowForm, ...]


class SaturationPointForm(Form):
    """Codes met after so many interviews, in whole codes."""

    interviews: int
    mean: int = Field(description="Over all orders in which the interviews could have come.")
    low: int = Field(description="In one of ten random orders fewer have been met.")
    high: int = Field(description="In one of ten random orders more have been met.")


class SaturationForm(Form):
    """How many codes have been met after so many interviews, as it may be printed."""

    form: Literal["clerestory-interview-saturation/1"] = "clerestory-interview-saturation/1"
    about: tuple[str, ...] = Field(description=_SAID)
    orders: int = Field(description="Random orders that the range is of.")
    points: tuple[SaturationPointForm, ...]


class QuoteForm(Form):
    """Words that may leave."""

    id: QuoteId = Field(description="Of the passage, by a keyed hash: it says nothing of the interview.")
    words: str
    source: str = Field(description="The kind of interview, as far as that singles nobody out.")
    codes: tuple[str, ...]
    edited: bool = Field(description="Whether a checker changed the interviewee's words.")


class QuoteBankForm(Form):
    """The quotes that may leave."""

    form: Literal["clerestory-quote-bank/1"] = "clerestory-quote-bank/1"
    about: tuple[str, ...] = Field(description=_SAID)
    quotes: tuple[QuoteForm, ...]


def matrix_form(matrix: PrintedMatrix) -> MatrixForm:
    """Give the JSON form of a matrix."""
    table = matrix.table
    return MatrixForm(
        about=matrix.about.sentences,
        columns=tuple(column.label for column in table.shape.columns),
        interviews=table.counts[-1],
        rows=tuple(
            MatrixRowForm(code=row.label, interviews=counts, pct=pct)
            for row, counts, pct in zip(table.shape.rows, table.counts, matrix.percents, strict=False)
        ),
    )


def saturation_form(found: PrintedSaturation, about: About) -> SaturationForm:
    """Give the JSON form of saturation."""
    points = (SaturationPointForm(interviews=p.interviews, mean=p.mean, low=p.low, high=p.high) for p in found.points)
    return SaturationForm(about=about.sentences, orders=found.orders, points=tuple(points))


def quote_bank_form(bank: QuoteBank, about: About) -> QuoteBankForm:
    """Give the JSON form of the quotes that may leave; what is withheld has no way in."""
    quotes = (
        QuoteForm(id=one.id, words=one.words, source=one.source, codes=one.codes, edited=one.edited)
        for one in bank.quotes
    )
    return QuoteBankForm(about=about.sentences, quotes=tuple(quotes))
