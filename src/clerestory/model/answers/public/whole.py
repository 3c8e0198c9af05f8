"""``answer/public.json``: what of the answers is public, as it was when somebody prepared a release."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from clerestory.model.answers.public.commission import PublicCommissions
from clerestory.model.answers.public.commitments import PublicCommitments
from clerestory.model.answers.public.guidance import PublicGuidance
from clerestory.model.answers.public.performance import PublicPerformance
from clerestory.model.answers.public.petitions import PublicPetitions
from clerestory.model.answers.public.requests import PublicRequests
from clerestory.model.answers.public.statements import PublicStatements
from clerestory.model.answers.public.watch import PublicWatch
from clerestory.model.commission import DataKind
from clerestory.model.desk.links import ChainHash
from clerestory.model.forms import Form


class RecordHead(Form):
    """Where the record of answers ended when it was read: no later change of what stood there goes unseen."""

    length: int = Field(ge=0)
    hash: ChainHash


class PublicAnswers(Form):
    """What of the answers is public: each kind of subject has a part, where there is any of it."""

    form: Literal["clerestory-public-answers/1"] = "clerestory-public-answers/1"
    office: str
    data: DataKind
    as_of: dt.date = Field(description="The day of the release that it was prepared for.")
    record: RecordHead
    requests: PublicRequests | None = None
    commitments: PublicCommitments | None = None
    performance: PublicPerformance | None = Field(default=None, description="How fast was answered.")
    commission: PublicCommissions | None = None
    guidance: PublicGuidance | None = None
    statements: PublicStatements | None = None
    watch: PublicWatch | None = None
    petitions: PublicPetitions | None = None
