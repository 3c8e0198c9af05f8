"""Java, which runs Spark: where it is and whether it is new enough. Asked before pyspark asks less kindly."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from clerestory.errors import EngineError

OLDEST = 17  # of Spark 4
_SECONDS = 30
_VERSION = re.compile(r'version "(\d+)')
_INSTALL = (
    f"Install Java {OLDEST} or newer (Debian: apt-get install openjdk-17-jre-headless), or choose --engine polars."
)


def check_java() -> None:
    """Check that there is a Java new enough for Spark.

    Raises
    ------
    EngineError
        If there is none where JAVA_HOME or PATH point, it does not start, or it is too old.
    """
    java = _java()
    try:
        said = subprocess.run(  # noqa: S603 - the program that Spark is about to start
            [str(java), "-version"], capture_output=True, text=True, timeout=_SECONDS, check=False, errors="replace"
        ).stderr
    except (OSError, subprocess.TimeoutExpired):
        raise _error(f"the Java at {java} does not start") from None
    version = _VERSION.search(said)
    if version is None:
        raise _error(f"the Java at {java} does not say its version")
    if int(version[1]) < OLDEST:
        raise _error(f"the Java at {java} is version {version[1]}; Spark needs {OLDEST} or newer")


def _java() -> Path:
    """Find Java as Spark does: JAVA_HOME before PATH."""
    home = os.environ.get("JAVA_HOME")
    if home:
        java = Path(home) / "bin" / "java"
        if not os.access(java, os.X_OK):
            raise _error(f"there is no Java where JAVA_HOME points ({home})")
        return java
    found = shutil.which("java")
    if found is None:
        raise _error("there is no Java on this machine")
    return Path(found)


def _error(what: str) -> EngineError:
    return EngineError(what, where="the engine spark", remedy=_INSTALL)
