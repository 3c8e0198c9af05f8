"""What is written about requests: a line of JSON each, without anything that a person sent or saw.

A line has the template of the path and not the path, no query, no body, no message of a foreign error (it may quote a
value): of an error its kind and the places in our own code.
"""

from __future__ import annotations

import json
import logging
import traceback
from pathlib import Path
from typing import Any

REQUESTS = "clerestory.web.requests"


class JsonLines(logging.Formatter):
    """Gives each record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Give what we said ourselves in full; of others, who spoke and which kind of error it was."""
        said: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        said |= getattr(record, "said", {})
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            said |= {"error": type(error).__name__, "at": _places(error)}
        return json.dumps(said, ensure_ascii=False)


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames if "clerestory" in f.filename][-6:]


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": JsonLines}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        REQUESTS: {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "clerestory.web.events": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # Django's own handlers would write the path, and mail errors to administrators.
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
    },
}
