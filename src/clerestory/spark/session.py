"""The session of this process: begun when first asked for, ended with all that it wrote.

A session that an application opened before is used as it stands, if it is as closed as one of ours; it is never ended
here. One of ours belongs to a folder, since its files lie there; for another folder it is ended and begun anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from clerestory.errors import EngineError
from clerestory.model.engines import SparkSettings
from clerestory.spark.java import check_java
from clerestory.spark.masters import check_master

_own: list[Any] = []  # none or one: Spark itself allows no more in a process


def spark_session(folder: Path, settings: SparkSettings) -> Any:
    """Give the Spark session of this process, begun if there is none.

    Parameters
    ----------
    folder : Path
        Where the session keeps its files: a folder of the vault, since they hold cases. They lie in one folder there,
        its owner's alone, which ``end_session`` removes, or after a kill the next run of the study.
    settings : SparkSettings
        Of study.toml. Of a session that was open before, they only say whether encryption may be off.

    Returns
    -------
    pyspark.sql.SparkSession

    Raises
    ------
    EngineError
        If pyspark or Java is missing, the master does not answer or gives no executor, or an open session is not
        encrypted.
    """
    if find_spec("pyspark") is None:
        raise EngineError(
            "pyspark is not installed",
            where="the engine spark",
            remedy="Install it: pip install '.[spark]' in the program's folder.",
        )
    folder = folder.absolute()
    live = import_module("clerestory.spark.live")  # it reads pyspark, which takes its time and may not be there
    lent = live.lent_session(_own)
    if lent is not None:
        return live.as_ours(lent, settings)
    if not any((own.folder, own.settings) == (folder, settings) for own in _own):
        end_session()
        check_java()
        check_master(settings)
        _own.append(live.begin(folder, settings))
    return _own[0].session


@contextmanager
def sessions_ended() -> Iterator[None]:
    """End the session that is begun within, whatever happens."""
    try:
        yield
    finally:
        end_session()


def end_session() -> None:
    """End the session that was begun here, if any, with its Java, and remove its files."""
    while _own:
        _own.pop().end()
