"""Fifty who ask for one address as fast as they are answered, for locust; a bare page for gunicorn."""

from __future__ import annotations

import json
import os
from pathlib import Path

PAGE = b"x" * int(os.environ.get("DESK_BYTES", "0"))
TAKEN: list[float] = []


def bare(environment, start):
    """Give a page that was made before."""
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(PAGE)))])
    return [PAGE]


if "DESK_ADDRESS" in os.environ:
    from locust import FastHttpUser, constant, events, task

    class Asking(FastHttpUser):
        """One who asks."""

        wait_time = constant(0)

        @task
        def ask(self):
            self.client.get(os.environ["DESK_ADDRESS"])

    @events.request.add_listener
    def note(response_time, **_):
        TAKEN.append(response_time)

    @events.quitting.add_listener
    def tell(**_):
        Path(os.environ["DESK_OUT"]).write_text(json.dumps(TAKEN), "utf-8")
