"""Which database a zone has: SQLite in its own folder, or PostgreSQL by its address."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from clerestory.errors import ServingError
from clerestory.web.service.serving import Serving

_WAIT_SECONDS = 20  # for another writer; then the person is told to try again


def database_of(serving: Serving) -> dict[str, Any]:
    """Give Django's settings of the one database of a zone.

    Raises
    ------
    ServingError
        If the address is none of PostgreSQL. It may hold a password, so it is not repeated.
    """
    return _postgresql(serving.database_url) if serving.database_url else _sqlite(serving)


def _sqlite(serving: Serving) -> dict[str, Any]:
    """Give SQLite: readers never wait (WAL), writers queue at once (IMMEDIATE), commits are on disk (FULL)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": serving.database_file,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": _WAIT_SECONDS,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgresql", "postgres") or not name:
        raise ServingError(
            "is no address of a PostgreSQL database",
            where="DATABASE_URL",
            remedy="Give it as postgresql://USER:PASSWORD@HOST:PORT/NAME, or leave it out to use SQLite.",
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),  # a folder with a unix socket stands behind the mark
        "PORT": str(port or ""),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"connect_timeout": 5, **options},
    }
