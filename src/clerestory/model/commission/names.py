"""How things are named in study.toml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]
ReturnName = Annotated[str, Field(pattern=r"^[^/\s]+/[^/\s]+$")]
Path = Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_0-9]+$", description="A variable, as entity.variable.")]
ListName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z ,&/()'-]{0,39}$")]
