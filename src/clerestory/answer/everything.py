"""Every kind of subject that can be answered."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clerestory.answer.commitments.subject import COMMITMENTS
from clerestory.answer.letters import LETTERS
from clerestory.answer.subjects import AnySubjects
from clerestory.model.answers.kinds import Kind

_EVERY: tuple[AnySubjects, ...] = (LETTERS, COMMITMENTS)
SUBJECTS: Mapping[Kind, AnySubjects] = MappingProxyType({one.kind: one for one in _EVERY})
