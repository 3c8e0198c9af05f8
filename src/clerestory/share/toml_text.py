"""Writing a form as TOML: scalars first, then tables, then lists of tables, in the order of the form."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from clerestory.model.forms import Form

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(form: Form, *, mark: str = "") -> str:
    """Give a form as TOML; what is empty is left out.

    Parameters
    ----------
    form : Form
        Strings, numbers, days, choices, lists of them, forms and lists of forms.
    mark : str
        A word for a comment in the first line, such as SYNTHETIC.
    """
    head = f"# {mark}\n" if mark else ""
    return head + "\n".join(_lines(form.model_dump(), "")).lstrip("\n") + "\n"


def _lines(fields: Mapping[str, Any], path: str) -> Iterator[str]:
    there = {name: value for name, value in fields.items() if value not in ("", None, (), {})}
    for name, value in there.items():
        if not _is_table(value):
            yield f"{_key(name)} = {_value(value)}"
    for name, value in there.items():
        place = f"{path}.{_key(name)}" if path else _key(name)
        if isinstance(value, Mapping) and any(inner not in ("", None, (), {}) for inner in value.values()):
            yield from ("", f"[{place}]", *_lines(value, place))
        elif _is_table(value) and not isinstance(value, Mapping):
            for item in value:
                yield from ("", f"[[{place}]]", *_lines(item, place))


def _key(name: str) -> str:
    """Give a name as a key; one such as person.area would else be a table with a key in it."""
    return name if _BARE.fullmatch(name) else _value(name)


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, tuple) and bool(value) and isinstance(value[0], Mapping))


def _value(value: Any) -> str:
    if isinstance(value, Enum):
        return _value(value.value)
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    # JSON's strings and numbers are TOML's, but for one sign that JSON leaves as it is and TOML does not take
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
