"""Which address leads to which page of the reference group."""

from __future__ import annotations

from django.urls import path

from clerestory.web.pages.group import answering, drafts, joining, reading, rounds, running, terms, writing

_ROUND = "rounds/<int:number>"

urlpatterns = [
    path("terms", terms.terms, name="terms"),
    path("terms/new", terms.set_terms, name="set-terms"),
    path("rounds", rounds.rounds, name="rounds"),
    path("rounds/new", rounds.open_round, name="open-round"),
    path(_ROUND, rounds.round_page, name="round"),
    path(f"{_ROUND}/invitation", joining.invitation, name="round-invitation"),
    path(f"{_ROUND}/interests", joining.interests, name="interests"),
    path(f"{_ROUND}/interests/<slug:member>", joining.judge, name="judge"),
    path(f"{_ROUND}/documents", reading.documents, name="documents"),
    path(f"{_ROUND}/documents/<str:document>", reading.document, name="document"),
    path(f"{_ROUND}/documents/<str:document>/changes", reading.changes, name="changes"),
    path(f"{_ROUND}/documents/<str:document>/comment", writing.comment, name="comment"),
    path(f"{_ROUND}/mine", writing.mine, name="mine"),
    path(f"{_ROUND}/mine/<slug:comment>", writing.change, name="change"),
    path(f"{_ROUND}/readers", running.readers, name="readers"),
    path(f"{_ROUND}/comments", answering.comments, name="comments"),
    path(f"{_ROUND}/comments.csv", answering.comments_file, name="comments-file"),
    path(f"{_ROUND}/comments/<slug:comment>", answering.remark, name="remark"),
    path(f"{_ROUND}/views", answering.views, name="views"),
    path(f"{_ROUND}/end", running.end, name="end"),
    path("draft", drafts.draft, name="draft"),
    path("draft/<str:document>", drafts.draft_document, name="draft-document"),
    path("draft/<str:document>/changes", drafts.draft_changes, name="draft-changes"),
]
