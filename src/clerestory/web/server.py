"""The server: gunicorn in this process and its children, which ends what it has begun when it is asked to end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from clerestory.web.serving import Serving
from clerestory.web.setting_up import set_up

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
            "keepalive": 5,
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
            "when_ready": lambda _: self._tell(f"Serving {self._serving.url} (end with Ctrl-C)"),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Give the application."""
        return get_wsgi_application()


def serve(serving: Serving, *, tell: Callable[[str], None]) -> None:
    """Serve the pages until the process is asked to end (SIGTERM, Ctrl-C); requests that run are finished first.

    Raises
    ------
    ServingError
        If it may not be served so, or the database does not answer.
    """
    set_up(serving)
    _Server(serving, tell).run()
