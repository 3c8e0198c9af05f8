"""What speaks to pyspark; read only where a session is asked for.

Java ends with the session, since its temporary folder goes with it, and with it all memory that held cases.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from clerestory.errors import EngineError
from clerestory.model.engines import ENCRYPTION, SparkSettings
from clerestory.spark.configuration import RUNTIME, check_folder, configuration, environment
from clerestory.spark.faults import spark_faults
from clerestory.spark.masters import wait_for_executors
from clerestory.study.writing import partial_folder

_GOODBYE_SECONDS = 20
# What is raised when one speaks to a Java that has ended.
_GONE = (Py4JError, OSError, RuntimeWarning)


@dataclass(frozen=True)
class OwnSession:
    """The session of this process that was begun here, and what has to be undone at its end."""

    folder: Path
    settings: SparkSettings
    session: Any
    gateway: Any
    scratch: Path
    on_interrupt: Any  # how the process took Ctrl-C before Spark took it

    def end(self) -> None:
        """Stop Spark and Java, and remove what they wrote."""
        with suppress(*_GONE):
            self.session.stop()
        _end(self.gateway, self.scratch)
        with suppress(ValueError, TypeError):  # not in the main thread, or not set from Python
            signal.signal(signal.SIGINT, self.on_interrupt)
        logging.getLogger().removeFilter(_is_not_of_py4j)


def begin(folder: Path, settings: SparkSettings) -> OwnSession:
    """Start Java and Spark.

    Raises
    ------
    EngineError
        If they do not start, or a cluster gives no executor.
    """
    check_folder(folder)
    scratch = partial_folder(folder / "spark", mode=0o700)  # so named that a sweep of the study clears it after a kill
    on_interrupt = signal.getsignal(signal.SIGINT)
    logging.getLogger().addFilter(_is_not_of_py4j)  # it logs a traceback wherever it is interrupted
    conf = SparkConf(loadDefaults=False)
    conf.setAll(list(configuration(settings, scratch).items()))
    gateway = None
    try:
        with spark_faults(), warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of a new pandas, which is not used here
            gateway = _started_java(conf, settings, scratch)
            context = SparkContext(conf=conf, gateway=gateway)
            wait_for_executors(context, settings)
            return OwnSession(folder, settings, SparkSession(context), gateway, scratch, on_interrupt)
    except BaseException:
        with suppress(*_GONE):
            if SparkContext._active_spark_context is not None:
                SparkContext._active_spark_context.stop()
        _end(gateway, scratch)
        logging.getLogger().removeFilter(_is_not_of_py4j)
        raise


def lent_session(own: Sequence[OwnSession]) -> Any:
    """Give the session that an application opened, if any; ``own`` are those of ours."""
    context = SparkContext._active_spark_context
    if context is None or any(mine.session.sparkContext is context for mine in own):
        return None
    return SparkSession(context)


def as_ours(session: Any, settings: SparkSettings) -> Any:
    """Give a session beside one that is open, on the same Spark, set as we need it; refuse one that is too open."""
    conf = session.sparkContext.getConf()
    # Within one process nothing goes over a network; what goes to disk is encrypted there too.
    needed = ENCRYPTION[-1:] if session.sparkContext._jsc.sc().isLocal() else ENCRYPTION
    lacking = [n for n in needed if settings.conf.get(n, "true") == "true" and conf.get(n, "false") != "true"]
    if lacking:
        raise EngineError(
            f"a session is open in this process without {' and '.join(f'{name} = true' for name in lacking)}",
            where="the engine spark",
            remedy="Open it with that, or close it so that one is begun here.",
        )
    beside = session.newSession()
    for name, value in RUNTIME.items():
        beside.conf.set(name, value)
    return beside


def _is_not_of_py4j(record: logging.LogRecord) -> bool:
    return "py4j" not in Path(record.pathname).parts


def _started_java(conf: SparkConf, settings: SparkSettings, scratch: Path) -> Any:
    """Start Java as pyspark does, with nothing on the terminal: what it says there can quote cases."""
    with _environment(environment(settings, scratch)):
        return launch_gateway(conf, {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL})


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set variables for what is started within; pyspark lets nobody hand them over."""
    before = {name: os.environ[name] for name in variables if name in os.environ}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name in variables:
            del os.environ[name]
        os.environ.update(before)


def _end(gateway: Any, scratch: Path) -> None:
    """End Java, and let pyspark forget it, so that the next session starts another."""
    if gateway is not None:
        with suppress(*_GONE):
            gateway.shutdown()
        gateway.proc.stdin.close()  # Java ends when nobody can write to it any more
        try:
            gateway.proc.wait(timeout=_GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            gateway.proc.kill()
            gateway.proc.wait()
    SparkContext._gateway = SparkContext._jvm = SparkContext._active_spark_context = None
    SparkSession._instantiatedSession = SparkSession._activeSession = None
    shutil.rmtree(scratch, ignore_errors=True)
