"""What is served: which study, which zone, where, and which files that takes."""

from __future__ import annotations

import fcntl
import ipaddress
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from clerestory.errors import ServingError
from clerestory.model.commission import DataKind
from clerestory.study import Study, open_study
from clerestory.study.writing import make_secret, write_secret
from clerestory.web.accounts.oidc.providers import Organisation, organisation_of, passwords_of
from clerestory.web.mail.posts import Post, check_post, post_of
from clerestory.web.service.assets import STATIC, missing_assets

_KEY_BYTES = 48


class Zone(Enum):
    """Which pages are served; only signed decision files cross."""

    DESK = "desk"  # protected drafts alone; opens nothing below the vault
    VAULT = "vault"  # checkers, lawyer, investigating officer


@dataclass(frozen=True)
class Serving:
    """What is served, and how it is reached.

    Attributes
    ----------
    root : Path
        The folder of the study.
    host, port : str, int
        Where the process listens.
    origin : str
        What people's browsers call it, ``https://desk.example.org``; empty where they call it by host and port.
    database_url : str
        ``postgresql://...``; empty for SQLite in the zone's own folder.
    demo : bool
        Whether anybody may sign in as anybody: on one machine, of made-up or published cases.
    post : Post
        By which server mail goes.
    organisation : Organisation or None
        Who signs people in besides their passwords at the desk.
    passwords : bool
        Whether people may sign in by these.
    """

    root: Path
    zone: Zone = Zone.DESK
    host: str = "127.0.0.1"
    port: int = 8000
    origin: str = ""
    database_url: str = ""
    demo: bool = False
    post: Post = field(default_factory=Post)
    organisation: Organisation | None = None
    passwords: bool = True

    @property
    def folder(self) -> Path:
        """Where the zone keeps what it writes; the desk's process never looks below ``vault/``."""
        return self.root / ("desk" if self.zone is Zone.DESK else "vault")

    @property
    def database_file(self) -> Path:
        """The database, where no other is named."""
        return self.folder / "desk.sqlite3"

    @property
    def key_file(self) -> Path:
        """The secret that signs sessions and invitations of this zone."""
        return self.folder / "desk.key"

    @property
    def kind_file(self) -> Path:
        """Of which kind of cases the desk is, since its first start."""
        return self.folder / "desk.kind"

    @property
    def acts_file(self) -> Path:
        """The hash-chained ledger of every act of this zone; its head lies beside it."""
        return self.folder / "acts.jsonl"

    @property
    def address(self) -> str:
        """Host and port, as a server binds to them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """What people's browsers call it."""
        return self.origin or f"http://{self.address}"

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers reach it by https."""
        return self.url.startswith("https://")


def serving_of(environment: Mapping[str, str]) -> Serving:
    """Give what the variables of an environment say, as a server of others (WSGI) has them.

    Raises
    ------
    ServingError
        If no study is named, or a zone that is none.
    """
    root, zone = environment.get("CLERESTORY_STUDY", ""), environment.get("CLERESTORY_ZONE", Zone.DESK.value)
    if not root or zone not in [known.value for known in Zone]:
        raise ServingError(
            "the environment names no study, or a zone that is none",
            where="CLERESTORY_STUDY, CLERESTORY_ZONE",
            remedy="Set CLERESTORY_STUDY to the folder of a study, and CLERESTORY_ZONE to desk or vault.",
        )
    return with_environment(
        Serving(Path(root), Zone(zone), origin=environment.get("CLERESTORY_ORIGIN", "")), environment
    )


def with_environment(serving: Serving, environment: Mapping[str, str]) -> Serving:
    """Give what is served with what only an environment says: the database, the way of mail, who signs people in.

    Raises
    ------
    ServingError
        If the organisation that signs people in is named by halves.
    """
    organisation = organisation_of(environment)
    return replace(
        serving,
        database_url=environment.get("DATABASE_URL", ""),
        post=post_of(environment),
        organisation=organisation,
        passwords=passwords_of(environment, organisation),
    )


def checked_study(serving: Serving) -> Study:
    """Give the study if it may be served so; settings and instrument are read, and nothing below the vault.

    Raises
    ------
    ServingError
        If the network would carry passwords in the clear, a demonstration would be open to others or show real
        cases, or style and scripts were not built.
    StudyError, InstrumentError
        As ``open_study`` does.
    """
    study = open_study(serving.root)
    _check_address(serving)
    check_post(serving.post)
    if serving.demo and not may_be_demonstrated(serving, study):
        raise ServingError(
            "anybody could sign in as anybody",
            where="--demo",
            remedy="Use it for made-up or published cases alone, on 127.0.0.1; otherwise invite people.",
        )
    if missing := missing_assets():
        raise ServingError(
            f"style and scripts of the pages were not built: {', '.join(missing)}",
            where=str(STATIC),
            remedy="Give `make frontend` (it needs Node.js and npm), or install a released package, which has them.",
        )
    return study


def may_be_demonstrated(serving: Serving, study: Study) -> bool:
    """Say whether anybody may be anybody: cases are made up or published, and the desk is reached from here alone."""
    return study.settings.study.data is not DataKind.CONFIDENTIAL and _is_here(serving)


def prepare_folder(serving: Serving) -> None:
    """Make the zone's folder and secret; what lies there can be read by its owner alone."""
    if serving.zone is Zone.VAULT:
        make_secret(serving.folder)
    serving.folder.mkdir(exist_ok=True)
    with _one_at_a_time(serving.folder):
        if not serving.key_file.exists():
            write_secret(serving.key_file, secrets.token_urlsafe(_KEY_BYTES))


def keep_kind(serving: Serving, study: Study) -> None:
    """Write down of which kind of cases a desk is; what was done about others never stands as done about real ones.

    In a demonstration anybody was anybody, and decisions were simulated.

    Raises
    ------
    ServingError
        If the cases are real by now, and were not when the desk began.
    """
    here = study.settings.study.data
    with _one_at_a_time(serving.folder):
        if not serving.kind_file.exists():
            write_secret(serving.kind_file, here.value)
        kept = serving.kind_file.read_text(encoding="utf-8")
    if here is DataKind.CONFIDENTIAL and kept != here.value:
        raise ServingError(
            "what was done at this desk was done about cases that were not real",
            where=str(serving.folder),
            remedy="Begin a new desk: move desk.sqlite3, desk.kind, acts.jsonl and acts.head away, or name another "
            "database, and invite people.",
        )


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Let one of the processes that start together make what is missing; the others find it made."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def checked_key(key: bytes) -> bytes:
    """Give a secret of a zone if it has the form of those that are made here.

    Raises
    ------
    ValueError
        If it has not; an empty or a short one could be guessed.
    """
    if not re.fullmatch(rb"[A-Za-z0-9_-]{64}", key):
        raise ValueError("is no secret of a desk")
    return key


def _check_address(serving: Serving) -> None:
    if serving.origin and not _is_origin(serving.origin):
        raise ServingError("is no origin", where="--origin", remedy="Give it as https://desk.example.org")
    if not serving.is_encrypted and not _is_here(serving):
        raise ServingError(
            "passwords would cross a network in the clear",
            where="--host",
            remedy="Listen on 127.0.0.1 behind a server that speaks https, and name it: --origin https://...",
        )


def _is_origin(text: str) -> bool:
    """Whether it is scheme, host and port as browsers know them, and nothing else."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    own = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname
    is_whole = parts.netloc.lower() == (own if port is None else f"{own}:{port}")
    return parts.scheme in ("http", "https") and is_whole and not (parts.path or parts.query or parts.fragment)


def _is_here(serving: Serving) -> bool:
    """Whether it is reached from this machine alone; a server before it makes it reachable from others."""
    return _is_own(serving.host) and _is_own(urlsplit(serving.url).hostname or "")


def _is_own(host: str) -> bool:
    """Whether a host is this machine itself and nothing else."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
