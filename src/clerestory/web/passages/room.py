"""The room of passages: its pages are the vault's, for who decides about passages of case texts."""

from __future__ import annotations

from clerestory.web.serving import Zone
from clerestory.web.vault.room import PAGES
from clerestory.web.visits import Room

PASSAGES = Room(Zone.VAULT, "passages", PAGES)
shown, visited = PASSAGES.shown, PASSAGES.visited
