"""The one spelling of a JSON value that is hashed, signed or compared."""

from __future__ import annotations

import json
from typing import Any

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)  # json.dumps makes one a call


def canonical_json(value: Any) -> bytes:
    """Give a JSON value with sorted keys, no spaces, UTF-8.

    Examples
    --------
    >>> canonical_json({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    return canonical_text(value).encode()


def canonical_text(value: Any) -> str:
    """Give what ``canonical_json`` gives, before it is made bytes."""
    return _ENCODER.encode(value)


def pretty_json(value: Any) -> str:
    """Give a value as JSON that people read too: sorted, indented, with a line end; the same value, the same text."""
    return json.dumps(value, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
