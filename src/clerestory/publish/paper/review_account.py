"""The account of a review in the paper: who read it, what became of their comments, and which views they keep.

The counts are those of the desk's record. What people wrote, changes and dissenting views, is under the rules of the
paper: a number in it is a reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.errors import PaperError
from clerestory.model.calendar import date_text
from clerestory.model.desk.acts.group import Disposition
from clerestory.model.review_record import ReviewRecord, RoundRecord
from clerestory.publish.paper.prose import Prose, read_prose
from clerestory.publish.paper.references import Sources

_WHERE = "paper/review.json"
_WORDS = {
    Disposition.ACCEPTED: "accepted",
    Disposition.ACCEPTED_WITH_CHANGE: "accepted with a change",
    Disposition.NOT_ACCEPTED: "not accepted, with the reason",
    Disposition.NOTED: "noted",
    Disposition.DISSENT: "answered by printing the view below",
    Disposition.OUT_OF_SCOPE: "outside the scope of the paper",
}


def account_of(review: ReviewRecord, sources: Sources) -> tuple[tuple[str, ...], tuple[Prose, ...]]:
    """Give the paragraphs of the account, and what of it people wrote.

    Raises
    ------
    PaperError
        If a change or a view does not hold; it is not repeated.
    """
    changes = [_written(text, f"change {n}", sources) for n, text in enumerate(review.changes, 1)]
    views = [_written(one.text, f"view {n}", sources) for n, one in enumerate(review.dissents, 1)]
    told = [
        _lead(review),
        *map(_round, review.rounds),
        _responses(review),
        *(f"Changed because of a comment: {prose.text}" for prose in changes),
        *(f"{one.post} keeps another view: {prose.text}" for one, prose in zip(review.dissents, views, strict=True)),
    ]
    return tuple(told), (*changes, *views)


def _written(text: str, name: str, sources: Sources) -> Prose:
    prose = read_prose(text, sources)
    if prose.faults:
        remedy = "Word it anew at the desk, and write the note again with `clerestory desk note`."
        raise PaperError("; ".join(prose.faults), where=f"{_WHERE}, {name}", remedy=remedy)
    return prose


def _lead(review: ReviewRecord) -> str:
    number = len(review.rounds)
    rounds = "one round" if number == 1 else f"{number} rounds"
    return f"Members read drafts of this paper in {rounds}, each advising as an individual. No votes were cast."


def _round(record: RoundRecord) -> str:
    said = [f"Round {record.number}, {date_text(record.opened)} to {date_text(record.closed)}: "]
    said.append(_listed(record.took_part) + " took part." if record.took_part else "nobody took part.")
    if record.interests_noted:
        said.append(f" Interests were declared and are noted here: {_listed(record.interests_noted)}.")
    if record.stood_aside:
        said.append(f" Because of their interests, {_listed(record.stood_aside)} stood aside.")
    return "".join(said)


def _responses(review: ReviewRecord) -> str:
    if review.comments == 0:
        return "They left no comments."
    counts = [f"{review.responses[kind]:,} {_WORDS[kind]}" for kind in Disposition if review.responses.get(kind)]
    comments = "one comment, and it has its response" if review.comments == 1 else _several(review.comments)
    return f"They left {comments}: {'; '.join(counts)}."


def _several(comments: int) -> str:
    return f"{comments:,} comments, and each has its response"


def _listed(posts: tuple[str, ...]) -> str:
    return posts[0] if len(posts) == 1 else f"{'; '.join(posts[:-1])}; and {posts[-1]}"


def references_of(written: tuple[Prose, ...]) -> Iterator[str]:
    """Yield the references of what people wrote."""
    for prose in written:
        yield from prose.references
