"""Style and scripts that the pages load, as `make frontend` built them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parents[1] / "static"
STATIC_URL = "/static/"
BUILT = ("desk.css", "dark.css", "reading.css", "desk.js", "keys.js", "govuk-frontend.min.js")


def missing_assets() -> tuple[str, ...]:
    """Give the names of files that a page would ask for in vain: they were not built, or by an older version."""
    return tuple(name for name in BUILT if not (STATIC / name).is_file())


@cache
def asset(name: str) -> str:
    """Give the address of a built file; another content has another address, so that browsers may keep it."""
    path = STATIC / name
    content = path.read_bytes() if path.is_file() else b""
    return f"{STATIC_URL}{name}?v={hashlib.sha256(content).hexdigest()[:12]}"
