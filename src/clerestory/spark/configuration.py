"""How Spark is configured here: quiet, closed, encrypted, and with everything that it writes in one folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from clerestory.errors import EngineError
from clerestory.model.engines import ENCRYPTION, SparkSettings

_SEPARATORS = frozenset(',"\\$\n\r')

# What a session is set to while it makes tables, one that was lent to us too.
RUNTIME: Mapping[str, str] = {
    "spark.sql.caseSensitive": "true",  # a column is found by its own name
    "spark.sql.ansi.enabled": "true",  # a cast that fails is an error and never an empty cell
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parser.escapedStringLiterals": "false",
}
_ALWAYS: Mapping[str, str] = {
    **RUNTIME,
    "spark.app.name": "clerestory",
    "spark.ui.enabled": "false",  # its pages would show plans, and open a port
    "spark.ui.showConsoleProgress": "false",
    "spark.eventLog.enabled": "false",
    "spark.sql.catalogImplementation": "in-memory",  # no metastore, so no Derby
    "spark.io.encryption.keySizeBits": "256",
}
_HERE = "127.0.0.1"
_ON_ONE_MACHINE: Mapping[str, str] = {
    # No port that another machine could reach.
    "spark.driver.host": _HERE,
    "spark.driver.bindAddress": _HERE,
    "spark.sql.shuffle.partitions": "4",  # 200 are meant for a cluster, and each costs a task
}


def configuration(settings: SparkSettings, scratch: Path) -> Mapping[str, str]:
    """Give every property of a session that keeps its files in ``scratch``.

    What study.toml may set comes last; where the files lie it may not.
    """
    return {
        **_ALWAYS,
        **dict.fromkeys(ENCRYPTION, "true"),
        **(_ON_ONE_MACHINE if settings.is_one_machine else {}),
        "spark.master": settings.master,
        **settings.conf,
        **_files_in(scratch),
    }


def _files_in(scratch: Path) -> Mapping[str, str]:
    # Java's own temporary files too; its shared counters (hsperfdata) would lie in /tmp for all to see.
    return {
        "spark.local.dir": str(_local(scratch)),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.driver.extraJavaOptions": " ".join(
            [f'"-Djava.io.tmpdir={scratch}"', f'"-Dderby.system.home={scratch}"', "-XX:-UsePerfData"]
        ),
    }


def environment(settings: SparkSettings, scratch: Path) -> Mapping[str, str]:
    """Give the variables that stand above properties, so that nobody's own lead cases elsewhere."""
    return {"SPARK_LOCAL_DIRS": str(_local(scratch))} | ({"SPARK_LOCAL_IP": _HERE} if settings.is_one_machine else {})


def check_folder(folder: Path) -> None:
    """Check that Spark can be told of a folder: it takes a comma for the end of one, and writes elsewhere.

    Raises
    ------
    EngineError
        If there is such a sign in its path.
    """
    if set(str(folder)) & _SEPARATORS:
        raise EngineError(
            "the path has a comma, a quotation mark, a backslash, a dollar sign or a line break, which Spark misreads",
            where=str(folder),
            remedy="Move the study to a folder without, or choose --engine duckdb.",
        )


def _local(scratch: Path) -> Path:
    """Give the folder of what does not fit into memory, and of what tasks hand to each other."""
    return scratch / "local"
