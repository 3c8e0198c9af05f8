"""Confidential findings with arrays as JSON values, and back: what pydantic does not do of numpy by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import numpy as np

T = TypeVar("T")


def values_of(found: Any) -> Any:
    """Give a dataclass, with arrays and other dataclasses in it, as JSON values."""
    if is_dataclass(found):
        return {field.name: values_of(getattr(found, field.name)) for field in fields(found)}
    if isinstance(found, np.ndarray):
        return {"type": str(found.dtype), "values": found.tolist()}
    if isinstance(found, tuple):
        return [values_of(part) for part in found]
    return found.value if isinstance(found, Enum) else found


def made_of(kind: type[T], values: Any) -> T:
    """Give back what ``values_of`` was given.

    Raises
    ------
    KeyError, TypeError, ValueError
        If the values are not those of the kind.
    """
    made: T = _made(kind, values)
    return made


def _made(kind: Any, values: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{field.name: _made(hints[field.name], values[field.name]) for field in fields(kind)})
    if isinstance(kind, UnionType):
        return None if values is None else _made(get_args(kind)[0], values)
    if get_origin(kind) is tuple:
        return tuple(_made(get_args(kind)[0], part) for part in values)
    if isinstance(values, Mapping):
        return np.array(values["values"], dtype=values["type"])
    return kind(values) if isinstance(kind, type) else values
