"""What was typed and makes no act: told field by field, never repeating what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError
from pydantic_core import ErrorDetails

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
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {_words(one)}" for one in found)


def _words(fault: ErrorDetails) -> str:
    """Say what is wrong with a field, and what it takes; what is not known here is said as pydantic says it."""
    limits = fault.get("ctx", {})
    said = {
        "missing": "is missing",
        "string_too_short": f"say it in {limits.get('min_length', 1):,} characters or more",
        "string_too_long": f"say it in {limits.get('max_length', 0):,} characters or fewer",
        "value_error": str(limits.get("error", "")),
        "extra_forbidden": "there is no such field",
    }
    return said.get(fault["type"]) or fault["msg"]
