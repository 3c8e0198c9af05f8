"""What was typed and makes no act: told field by field, never repeating what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from clerestory.errors import AnswerError


@contextmanager
def fitting(where: str) -> Iterator[None]:
    """Tell what does not have its form as an error that a person can act on.

    Raises
    ------
    AnswerError
        If something that the block makes has not its form.
    """
    try:
        yield
    except ValidationError as error:
        raise AnswerError(faults_of(error), where=where, remedy="Mend it; nothing was recorded.") from None


def faults_of(error: ValidationError) -> str:
    """Give the faults of a form by their fields."""
    found = error.errors(include_input=False, include_url=False)
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found)
