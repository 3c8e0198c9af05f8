"""Acts as links of a chain: the bytes that are hashed, and the file that shows a run the acts of a release."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from clerestory.model.canonical import canonical_json
from clerestory.model.decisions import KeyedHash
from clerestory.model.forms import Form

ChainHash = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


@dataclass(frozen=True)
class Link:
    """One act in its chain: when, who, what (canonical JSON), and the hash of the act before."""

    seq: int
    time: dt.datetime
    person: str
    body: str
    prev: str

    @property
    def hash(self) -> str:
        """The hash of the act and, by the hash before it, of all acts before."""
        said = {
            "body": self.body,
            "person": self.person,
            "prev": self.prev,
            "seq": self.seq,
            "time": self.time.astimezone(dt.UTC).isoformat(),
        }
        return "sha256:" + hashlib.sha256(canonical_json(said)).hexdigest()


class KeptLink(Form):
    """An act of the release, as the record has it."""

    seq: int = Field(ge=1)
    time: dt.datetime
    person: str
    body: str = Field(description="The act as canonical JSON.")
    prev: ChainHash
    hash: ChainHash

    @property
    def link(self) -> Link:
        """The act in its chain; its hash is computed from what it says."""
        return Link(self.seq, self.time, self.person, self.body, self.prev)


class ReleaseActs(Form):
    """``desk/release-acts.json``: what the desk has on record of the release of a draft."""

    form: Literal["clerestory-release-acts/1"] = "clerestory-release-acts/1"
    draft: KeyedHash
    acts: tuple[KeptLink, ...] = Field(description="Finish review, decide release, sign release; as far as it is.")
