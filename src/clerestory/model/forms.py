"""What every file form of a study has in common: frozen, nothing undeclared, a name and a version."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Form(BaseModel):
    """A part of a file that people or other programs write; an unknown field is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
