"""The third person who signs a release, with the key in hand."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.publish.signatures import SecretKey


@dataclass(frozen=True)
class Signer:
    """Who signs in this run: an id of study.toml, and the key."""

    person: str
    key: SecretKey
