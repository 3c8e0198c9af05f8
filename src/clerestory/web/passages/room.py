"""The room of passages: its pages are the vault's, for who decides about passages of case texts."""

from __future__ import annotations

from clerestory.model.redaction.review import DECIDERS
from clerestory.web.serving import Zone
from clerestory.web.visits import Room

PASSAGES = Room(Zone.VAULT, "passages", (("Case texts", "texts", DECIDERS),))
shown, visited = PASSAGES.shown, PASSAGES.visited
