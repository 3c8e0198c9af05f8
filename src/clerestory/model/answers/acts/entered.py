"""Lists as people enter them: ids between commas or spaces, texts line by line."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from clerestory.model.answers.acts.common import ShortText, SubjectId
from clerestory.model.lessons.study import Agency

_BETWEEN = re.compile(r"[,;\s]+")


def split_words(entered: Any) -> Any:
    """Give what stands between commas, semicolons and spaces; what is no text stays as it is."""
    return [part for part in _BETWEEN.split(entered) if part] if isinstance(entered, str) else entered


def _lines(entered: Any) -> Any:
    return [line for line in entered.splitlines() if line.strip()] if isinstance(entered, str) else entered


def _nothing(entered: Any) -> Any:
    return None if entered == "" else entered


Ids = Annotated[tuple[SubjectId, ...], BeforeValidator(split_words), Field(max_length=100)]
Agencies = Annotated[tuple[Agency, ...], BeforeValidator(split_words), Field(min_length=1)]
Lines = Annotated[tuple[ShortText, ...], BeforeValidator(_lines), Field(max_length=100)]
OptionalEntry = BeforeValidator(_nothing)  # a field of a form that was left empty
