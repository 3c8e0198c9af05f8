"""A text read whole: everything that it seems to say, for a person to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TypeVar

from clerestory.answer.reading.actors import side_of
from clerestory.answer.reading.asks import read_asks
from clerestory.answer.reading.facts import read_money, read_statuses
from clerestory.answer.reading.heads import read_heads
from clerestory.answer.reading.layout import Layout, layout_of
from clerestory.answer.reading.letter_dates import answered_dates, read_answered, read_date
from clerestory.answer.reading.manners import read_apologies, read_thanks
from clerestory.answer.reading.promises import read_promises
from clerestory.answer.reading.references import read_petitions, read_references
from clerestory.answer.reading.text import units_of
from clerestory.answer.reading.watching import read_watched
from clerestory.model.answers.reading import Proposals, Proposed, TextKind

MOST = 500  # proposals of one kind; a letter has some tens at most

T = TypeVar("T", bound=Proposed)


class _Most:
    """Lets through as many proposals of a kind as are listed, and counts the others."""

    def __init__(self) -> None:
        self.left_out = 0

    def __call__(self, found: Iterable[T]) -> tuple[T, ...]:
        rest = iter(found)
        kept = tuple(islice(rest, MOST))
        self.left_out += sum(1 for _ in rest)
        return kept


def read_letter(text: str) -> Proposals:
    """Give what a letter, notice or petition response seems to say.

    Rules alone decide: the same text gives the same proposals, and nothing leaves the machine. Time grows with the
    length of the text.

    Parameters
    ----------
    text : str
        Plain text, paragraphs parted by blank lines; marks of Markdown do no harm.

    Returns
    -------
    Proposals
        Each with its words, its place and why it is proposed. Nothing is decided: a person confirms or drops each.
    """
    units = units_of(text)
    layout = layout_of(units)
    sentences = tuple(said for unit in layout.body for said in unit.sentences)
    answered = tuple(answered_dates(sentences))
    written = read_date(layout, units, [date for _, date in answered])
    heads = read_heads(layout)
    most = _Most()
    promises = most(read_promises(sentences, side_of(layout, (*heads.sender, *heads.signatory)), written.day))
    thanks = most(read_thanks(sentences))
    apologies = most(read_apologies(sentences))
    asks = most(read_asks(layout.body) if layout.is_letter else ())
    ours = frozenset(one.place for found in (promises, thanks, apologies, asks) for one in found)
    return Proposals(
        kinds=_kinds(layout),
        date=written,
        answers=most(read_answered(answered, written)),
        references=most(read_references(units)),
        petitions=most(read_petitions(units)),
        sender=heads.sender,
        salutation=heads.salutation,
        addressees=most(heads.addressees),
        copies=most(heads.copies),
        signatory=heads.signatory,
        thanks=thanks,
        apologies=apologies,
        asks=asks,
        promises=promises,
        money=most(read_money(sentences, written.day)),
        statuses=most(read_statuses(sentences)),
        watched=most(read_watched(sentences, ours=ours)),
        left_out=most.left_out,
    )


def _kinds(layout: Layout) -> tuple[TextKind, ...]:
    has: Sequence[tuple[bool, TextKind]] = (
        (layout.is_letter, TextKind.LETTER),
        (layout.is_notice, TextKind.NOTICE),
        (layout.has_response, TextKind.PETITION_RESPONSE),
    )
    return tuple(kind for there, kind in has if there)
