"""Where a comment stands in the last draft, and what changed there: for who answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clerestory.model.desk.acts import group
from clerestory.model.desk.anchors import Anchor, Lost
from clerestory.model.desk.group import Remark, Round
from clerestory.model.desk.outputs import Admitted
from clerestory.review.desk.change_words import in_words
from clerestory.review.desk.differences import differences
from clerestory.review.desk.following import Followed, by_difference, follow
from clerestory.web.pages.fields import new_id
from clerestory.web.pages.group import shelf
from clerestory.web.pages.group.versions import side_by_side
from clerestory.web.pages.visits import Visit


@dataclass(frozen=True)
class Standing:
    """A comment in the last draft.

    Attributes
    ----------
    draft : Admitted
    comment : Followed, optional
        None where the draft does not have the document any more.
    label : str
        What the place is called now.
    here : str
        What changed at its place, in words; empty where nothing did.
    changes : mapping of str to str
        What changed in the document since it was read, in words, by address; what changed at its place comes first.
    """

    draft: Admitted
    comment: Followed | None = None
    label: str = ""
    here: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> Anchor | None:
        """The place as it stands there; None where it is lost."""
        return None if self.comment is None or isinstance(self.comment.place, Lost) else self.comment.place.anchor

    def change_of(self, typed: Mapping[str, str]) -> str:
        """Give what changed because of the comment, of what was typed and what was picked of the list."""
        picked = self.changes.get(typed.get("picked", ""), "")
        return "\n".join(filter(None, (typed.get("change", "").strip(), picked)))


def standing_of(visit: Visit, round_: Round, remark: Remark) -> Standing | None:
    """Give where a comment stands in the last draft; None where it was written on that one, or the draft is not theirs.

    Only who answers has the draft before them without a copy that is opened: they made it.
    """
    latest = later_draft(visit, round_)
    if latest is None:
        return None
    before, after = (shelf.documents_in(one).get(remark.anchor.document) for one in (round_.draft, latest.draft))
    if before is None or after is None:
        return Standing(latest)
    comment = follow(round_.number, remark, after)
    then, now = side_by_side(before, after)
    told = [one for one in differences(then, now) if one.is_told]
    (here,) = by_difference([comment], told, then)
    changes = {one.address: in_words(one, now) for one in sorted(told, key=lambda one: one.address != here)}
    label = "" if isinstance(comment.place, Lost) else shelf.label_of(after, comment.place.anchor)
    return Standing(latest, comment, label, changes.get(here, ""), changes)


def later_draft(visit: Visit, round_: Round) -> Admitted | None:
    """Give the last draft where it came after the one that a round read, and the person answers and may open it."""
    latest = visit.desk.latest
    if latest is None or latest.draft == round_.draft or not visit.may(group.Respond):
        return None
    opening = group.OpenDraft(draft=latest.draft, document=round_.documents[0].document, copy_id=new_id())
    return None if visit.refusal(opening) else latest
