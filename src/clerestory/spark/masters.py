"""Whether a cluster answers, before Spark waits a minute and more for one that does not."""

from __future__ import annotations

import os
import re
import socket
import time
from typing import Any

from clerestory.errors import EngineError
from clerestory.model.engines import SparkSettings

_SECONDS = 5.0
_HTTPS, _HTTP = 443, 80
_YARN = ("HADOOP_CONF_DIR", "YARN_CONF_DIR")


def check_master(settings: SparkSettings) -> None:
    """Check that something listens where the master is said to be.

    Raises
    ------
    EngineError
        If nothing does, or YARN has no configuration here.
    """
    if settings.master == "yarn" and not any(os.environ.get(name) for name in _YARN):
        raise _error(settings, "nothing says where YARN is", f"Set {_YARN[0]} to the folder of its configuration.")
    places = _places(settings.master)
    if places and not any(_answers(host, port) for host, port in places):
        raise _error(settings, f"nothing answers there within {_SECONDS:g} seconds", "Start it, or name another.")


def wait_for_executors(context: Any, settings: SparkSettings) -> None:
    """Wait until a cluster has given its first executor; Spark itself would wait for ever.

    Raises
    ------
    EngineError
        If none comes within ``wait_seconds``.
    """
    patience = time.monotonic() + settings.wait_seconds
    while not settings.is_one_machine and context._jsc.sc().getExecutorMemoryStatus().size() < 2:  # the driver is one
        if time.monotonic() > patience:
            raise _error(
                settings,
                f"gave no executor within {settings.wait_seconds} seconds",
                "Start a worker with enough free memory and cores, ask for less in conf, or raise wait_seconds.",
            )
        time.sleep(0.2)


def _places(master: str) -> list[tuple[str, int]]:
    """Give host and port of each master; several may stand by for each other."""
    kind, _, rest = master.partition("://")
    if kind == "spark":
        return [_host_and_port(place, _HTTP) for place in rest.split(",")]
    if kind == "k8s":
        scheme, _, place = rest.partition("://")
        return [_host_and_port(place, _HTTPS if scheme == "https" else _HTTP)]
    return []


def _host_and_port(place: str, otherwise: int) -> tuple[str, int]:
    found = re.fullmatch(r"\[?(.+?)\]?(?::(\d+))?", place)
    assert found is not None  # any text matches, and the setting has one
    return found[1], int(found[2] or otherwise)


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=_SECONDS).close()
    except (OSError, OverflowError, UnicodeError):  # no such host, nobody there, no such port, no name of a host
        return False
    return True


def _error(settings: SparkSettings, what: str, remedy: str) -> EngineError:
    return EngineError(what, where=f"spark.master {settings.master}", remedy=remedy)
