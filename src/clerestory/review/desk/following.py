"""Comments beside a later version of their document: where each stands now, how sure that is, what changed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from clerestory.model.desk.anchors import Anchor, Lost, Moved, Placed, Reanchored
from clerestory.model.desk.differences import Difference
from clerestory.model.desk.documents import Document
from clerestory.model.desk.group import Remark, Round
from clerestory.review.desk.anchors import reanchored

_SURE_PCT, _LIKELY_PCT = 95.0, 85.0


class Found(Enum):
    """How a place was found again, in the words in which people are told."""

    WHOLE = "It is on the document as a whole."
    SAME = "The same words stand here."
    ELSEWHERE = "The same words stand here; what stands around them has changed or moved."
    OTHER = "Other words stand at this place now."
    SURE = "Almost certainly this passage, in other words."
    LIKELY = "Very likely this passage, in other words."
    UNSURE = "Perhaps this passage: compare it with the words that were read."
    LOST = "The words that were read are not there any more."

    @property
    def is_as_read(self) -> bool:
        """Whether the words that were read stand there."""
        return self in (Found.WHOLE, Found.SAME, Found.ELSEWHERE)


@dataclass(frozen=True)
class Followed:
    """A comment and where it stands in another version of its document.

    Attributes
    ----------
    round : int
        In which it was written.
    """

    round: int
    remark: Remark
    place: Reanchored

    @property
    def block(self) -> str:
        """The block that it stands at; of a lost one the heading that stood above it; empty above all blocks."""
        return self.place.section if isinstance(self.place, Lost) else self.place.anchor.block

    @property
    def found(self) -> Found:
        """How its place was found again."""
        return _found(self.place)


def followed(rounds: Iterable[Round], document: Document) -> tuple[Followed, ...]:
    """Give the comments of rounds on a document, each where it stands in this version of it."""
    return tuple(
        follow(round_.number, remark, document)
        for round_ in rounds
        for remark in round_.standing
        if remark.anchor.document == document.id
    )


def follow(number: int, remark: Remark, document: Document) -> Followed:
    """Give a comment of a round where it stands in a version of its document."""
    return Followed(number, remark, reanchored(remark.anchor, document))


def by_block(comments: Iterable[Followed]) -> dict[str, list[Followed]]:
    """Give comments by the block that they stand at."""
    found: dict[str, list[Followed]] = {}
    for one in comments:
        found.setdefault(one.block, []).append(one)
    return found


def by_difference(
    comments: Iterable[Followed], differences: Sequence[Difference], before: Document
) -> Mapping[str, Sequence[Followed]]:
    """Give comments by the address of what changed at their place, then or now; those at none by an empty one.

    Parameters
    ----------
    differences : sequence of Difference
        Of the version before and the one in which the comments were found again.
    before : Document
        The version before; not always the one in which a comment was written.
    """
    told = [one for one in differences if one.is_told]
    then = {one.before.id: one.address for one in told if one.before}
    now = {one.after.id: one.address for one in told if one.after}
    found: dict[str, list[Followed]] = {}
    for one in comments:
        address = then.get(_block_then(one.remark.anchor, before)) or now.get(one.block, "")
        found.setdefault(address, []).append(one)
    return found


def _block_then(anchor: Anchor, before: Document) -> str:
    if anchor.block in before.by_id:
        return anchor.block
    place = reanchored(anchor, before)
    return place.section if isinstance(place, Lost) else place.anchor.block


def _found(place: Reanchored) -> Found:
    if isinstance(place, Lost):
        return Found.LOST
    if not place.anchor.block:
        return Found.WHOLE
    return Found.SAME if isinstance(place, Placed) else _found_elsewhere(place)


def _found_elsewhere(place: Moved) -> Found:
    if place.anchor.quote.split() == place.was.quote.split():
        return Found.ELSEWHERE
    if place.anchor.block == place.was.block:
        return Found.OTHER
    if place.likeness_pct >= _SURE_PCT:
        return Found.SURE
    return Found.LIKELY if place.likeness_pct >= _LIKELY_PCT else Found.UNSURE
