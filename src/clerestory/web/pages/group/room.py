"""The room of the reference group: its pages are the desk's, and these are always at hand."""

from __future__ import annotations

from clerestory.answer.permissions import SEE_ANSWERS
from clerestory.model.commission import Role
from clerestory.model.desk.acts import disclosure, group
from clerestory.review.desk.permissions import MAY
from clerestory.web.pages.visits import SEE_RECORD, Room
from clerestory.web.service.serving import Zone

SEE_ROUNDS = MAY[group.OpenCopy] | MAY[group.CloseRound] | MAY[group.Respond] | {Role.SIGNATORY, Role.AUDITOR}
# Who answers for a draft, ends its review, decides, signs or audits; members see what they are asked to read.
SEE_RELEASE = MAY[group.Respond] | MAY[group.FinishReview] | MAY[disclosure.SignRelease] | {Role.AUDITOR}
GROUP = Room(
    Zone.DESK,
    "group",
    (
        ("Rounds", "rounds", SEE_ROUNDS),
        ("Draft", "draft", MAY[group.OpenDraft] - {Role.CHAIR}),  # to the chair it opens at the end of a round alone
        ("Terms", "terms", MAY[group.AcceptTerms] | MAY[group.SetTerms]),
        ("Release", "release", SEE_RELEASE),
        ("Answers", "answers", SEE_ANSWERS),
        ("Record", "record", SEE_RECORD),
    ),
)
shown, visited = GROUP.shown, GROUP.visited
