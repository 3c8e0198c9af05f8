"""Every kind of subject that can be answered."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clerestory.answer.commission.asking import COMMISSION
from clerestory.answer.commission.events import EVENT
from clerestory.answer.commitments.subject import COMMITMENTS
from clerestory.answer.letters import LETTERS
from clerestory.answer.petitions.subject import PETITIONS
from clerestory.answer.requests import REQUESTS
from clerestory.answer.subjects import AnySubjects
from clerestory.answer.watch.guidance import GUIDANCE
from clerestory.answer.watch.research import WATCH
from clerestory.answer.watch.statements import STATEMENT
from clerestory.model.answers.kinds import Kind

_EVERY: tuple[AnySubjects, ...] = (
    PETITIONS,
    LETTERS,
    COMMITMENTS,
    WATCH,
    GUIDANCE,
    STATEMENT,
    COMMISSION,
    EVENT,
    REQUESTS,
)
SUBJECTS: Mapping[Kind, AnySubjects] = MappingProxyType({one.kind: one for one in _EVERY})
