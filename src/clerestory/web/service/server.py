"""The server: gunicorn in this process and its children, which ends what it has begun when it is asked to end."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.urls import resolve
from gunicorn.app.base import BaseApplication

from clerestory.errors import ServingError
from clerestory.web.service.serving import Serving
from clerestory.web.service.setting_up import set_up

_WORKERS = 2
_THREADS = 4


class _Server(BaseApplication):
    """Gunicorn with our own options; neither its command line nor its environment is read."""

    def __init__(self, serving: Serving, tell: Callable[[str], None]) -> None:
        self._serving, self._tell = serving, tell
        super().__init__()

    def load_config(self) -> None:
        """Set the options."""
        options: dict[str, Any] = {
            "bind": self._serving.address,
            "worker_class": "gthread",
            "workers": _WORKERS,
            "threads": _THREADS,
            "timeout": 60,
            "graceful_timeout": 20,
            "keepalive": 15,  # seconds; a form that is sent just as its connection is closed would fail
            "max_requests": 0,
            "limit_request_line": 4094,
            "limit_request_fields": 60,
            "loglevel": "error",
            "proc_name": "clerestory",
            "umask": 0o077,
            "preload_app": True,
            # A server before this one passes on what clients send: no header of theirs may name another page.
            "forwarded_allow_ips": "",
            "forwarder_headers": "",
            "control_socket_disable": True,  # nobody steers the server but by signals
            "post_request": self._end_demonstration,
            "when_ready": lambda _: self._tell(f"Serving {self._serving.url} (end with Ctrl-C)"),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Give the application with its pages imported: before processes are forked, not while somebody waits."""
        application = get_wsgi_application()
        resolve("/")
        return application

    def _end_demonstration(self, worker: Any, _request: object, _environ: object, response: Any) -> None:
        """End the server behind the page that says that the demonstration is over."""
        if self._serving.demo and str(response.status).startswith("503"):
            self._tell("The cases of the study are real now: the demonstration ends.")
            os.kill(worker.ppid, signal.SIGTERM)


def serve(serving: Serving, *, tell: Callable[[str], None]) -> None:
    """Serve the pages until the process is asked to end (SIGTERM, Ctrl-C); requests that run are finished first.

    Raises
    ------
    ServingError
        If it may not be served so, the database does not answer, or nobody can listen at the address.
    """
    set_up(serving)
    _check_listening(serving)
    if not serving.demo:
        _tell_what_comes_first(serving, tell)
    _Server(serving, tell).run()


def _tell_what_comes_first(serving: Serving, tell: Callable[[str], None]) -> None:
    """Say how people get in, where nobody can sign in yet."""
    from clerestory.web.accounts.models import Account  # noqa: PLC0415 - tables are known when Django is ready
    from clerestory.web.accounts.people import people  # noqa: PLC0415

    first = next(iter(people()), None)
    if first is None:
        tell("Nobody can sign in: study.toml has no [[people]] yet. Write an id, a post and roles for each.")
    elif not Account.objects.exists():
        at = f"--origin {serving.origin}" if serving.origin else f"--port {serving.port}"
        tell("Nobody was invited yet. Give each person of study.toml a link, such as:")
        tell(f"  clerestory desk invite {serving.root} {first.id} --zone {serving.zone.value} {at}")
    connection.close()  # processes that are forked from this one open their own


def _check_listening(serving: Serving) -> None:
    """Refuse an address that is taken or none; gunicorn would try for seconds and end without a word of ours."""
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    try:
        with socket.socket(family) as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((serving.host, serving.port))
    except (OSError, UnicodeError) as error:
        said = getattr(error, "strerror", None) or "it is no address"
        raise ServingError(
            f"the pages cannot listen at {serving.address} ({said})",
            where="--host, --port",
            remedy="Name an address of this machine and a port that is free, or end what listens there.",
        ) from None
