"""The room of passages: pages of the vault, for who decides about passages of case texts."""

from __future__ import annotations

from dataclasses import replace

from clerestory.web.pages.vault.room import VAULT

PASSAGES = replace(VAULT, templates="passages")
shown, visited = PASSAGES.shown, PASSAGES.visited
