"""What a user may set about patterns: forms of the force's own references, and what happens with dates."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator

from clerestory.errors import RedactionError
from clerestory.model.forms import Form
from clerestory.model.redaction.choices import Dates


class PatternSettings(Form):
    """``patterns.toml``: references of the force's own, and what happens with dates."""

    form: Literal["clerestory-patterns/1"] = "clerestory-patterns/1"
    references: tuple[str, ...] = Field(
        default=(),
        max_length=50,
        description="Forms of crime, occurrence and custody references: 9 for a digit, A for a capital, * for one or"
        " more digits, any other sign for itself.",
    )
    dates: Dates = Field(default=Dates.ASK, description="What happens with a full date.")

    @field_validator("references")
    @classmethod
    def _say_something(cls, references: tuple[str, ...]) -> tuple[str, ...]:
        if any(sum(sign in "9*" for sign in reference) < 1 or len(reference) > 40 for reference in references):
            raise ValueError("a reference has a digit, and 40 signs at the most")
        return references

    @property
    def reference_patterns(self) -> tuple[re.Pattern[str], ...]:
        """The forms of references as expressions."""
        return tuple(re.compile(rf"(?<![^\W_]){_expression(form)}(?![^\W_])") for form in self.references)


def _expression(form: str) -> str:
    signs = {"9": r"\d", "A": "[A-Z]", "*": r"\d+", " ": r"\s"}
    return "".join(signs.get(sign) or re.escape(sign) for sign in form)


def read_pattern_settings(path: Path) -> PatternSettings:
    """Read the settings of patterns.

    Raises
    ------
    RedactionError
        If the file is not TOML, or a field is wrong.
    """
    try:
        return PatternSettings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise RedactionError("is not TOML in UTF-8", where=str(path), remedy="Mend it.") from None
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise RedactionError(faults, where=str(path), remedy="docs/reference/patterns.md has every field.") from None
