"""A desk in this process: Django is made ready once, and each desk has its own study, database and secret.

Migrations are run once; every further desk begins with a copy of that database.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import urllib.request
from base64 import b32decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import django
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connections
from django.test import Client, override_settings

from clerestory.clock import FixedClock
from clerestory.study import open_study
from clerestory.web.service.assets import STATIC
from clerestory.web.service.serving import Serving, keep_kind, prepare_folder
from clerestory.web.service.setting_up import migrate
from clerestory.web.service.settings import settings_of

EXAMPLE = Path(__file__).parents[1] / "examples" / "modern-slavery-2013"
NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
_CODE_LASTS, _HURRY = 30, 5  # seconds
_GROUP = {
    "secretary": "reference group secretary",
    "member-a": "reference group member",
    "member-b": "reference group member",
}
_MIGRATED = Path(tempfile.mkdtemp(prefix="clerestory-desk-")) / "desk.sqlite3"
_OF_THE_PROCESS = ("DATABASES", "LOGGING", "INSTALLED_APPS", "MIDDLEWARE", "TEMPLATES", "AUTH_USER_MODEL", "CLOCK")


def example(folder: Path) -> Path:
    """A copy of the example that was never run, with a secretary and members."""
    made = shutil.ignore_patterns("vault", "returns", "desk", "releases", "reports", "ledger.*")
    study = Path(shutil.copytree(EXAMPLE, folder / "study", ignore=made))
    with (study / "study.toml").open("a", encoding="utf-8") as file:
        for person, role in _GROUP.items():
            file.write(f'\n[[people]]\nid = "{person}"\npost = "{person.capitalize()}"\nroles = ["{role}"]\n')
    return study


class QuickHasher(Argon2PasswordHasher):
    """Argon2 with as little work as it does at all; how much it does is no matter of these tests."""

    time_cost, memory_cost, parallelism = 1, 8, 1


def make_ready() -> None:
    """Make Django ready for this process; tables can be imported after that."""
    if not settings.configured:
        serving = Serving(Path(shutil.copytree(EXAMPLE, _MIGRATED.parent / "study")))
        prepare_folder(serving)
        settings.configure(**settings_of(serving))
        django.setup(set_prefix=False)


@contextmanager
def desk(serving: Serving, *, is_new: bool = True) -> Iterator[Serving]:
    """A desk that is ready, new or as it was left; the clock stands at noon."""
    if not (STATIC / "desk.css").is_file():
        pytest.skip("style and scripts were not built: make frontend")
    prepare_folder(serving)
    keep_kind(serving, open_study(serving.root))
    said = settings_of(serving)
    _connect(serving, is_new=is_new)
    cache.clear()  # counts of attempts
    own = {name: value for name, value in said.items() if name not in _OF_THE_PROCESS}
    changed = {name: value for name, value in own.items() if getattr(settings, name, None) != value}
    changed["PASSWORD_HASHERS"] = [f"{QuickHasher.__module__}.QuickHasher"]
    changed["KEY_COST"] = 1 << 4  # likewise: how much a guess at a passphrase costs
    with override_settings(CLOCK=FixedClock(NOON), **changed):
        yield serving
    connections.close_all()


def _connect(serving: Serving, *, is_new: bool) -> None:
    connections.close_all()
    connections["default"].settings_dict["NAME"] = serving.database_file
    if not _MIGRATED.exists():
        migrate(serving)
        shutil.copy(serving.database_file, _MIGRATED)
    if is_new:
        shutil.copy(_MIGRATED, serving.database_file)


def browser_of(serving: Serving) -> Client:
    """A browser without a screen, whose forms need no token; tests of tokens make their own."""
    return Client(enforce_csrf_checks=False, headers={"host": f"{serving.host}:{serving.port}"})


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def answer_of(url: str | urllib.request.Request, server: subprocess.Popen[str]) -> str:
    """The page at an address, as soon as the server gives it."""
    for _ in range(1200):
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - our own server
                return answer.read().decode()
        except HTTPError as error:
            raise AssertionError(f"{error.code} {error.url}") from None
        except OSError:
            if server.poll() is not None:
                said = server.stderr.read() if server.stderr else f"the server ended with {server.returncode}"
                raise AssertionError(said) from None
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


def code_now(secret: str) -> str:
    """The code that an authenticator shows, of which a person sees that it is not over before it is sent."""
    if (left := _CODE_LASTS - time.time() % _CODE_LASTS) < _HURRY:
        time.sleep(left)
    return code(secret, time.time())


def code(secret: str, at: float) -> str:
    """The six digits of RFC 6238 for a secret at a time."""
    digest = hmac.digest(b32decode(secret), struct.pack(">Q", int(at) // _CODE_LASTS), hashlib.sha1)
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
