"""Where tabulation runs, and what study.toml may say of a Spark cluster."""

from __future__ import annotations

import re
from enum import Enum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from clerestory.model.forms import Form


class EngineName(Enum):
    """What makes the tables: the same tables, cell for cell, whichever it is."""

    POLARS = "polars"
    DUCKDB = "duckdb"
    SPARK = "spark"


# What a department may set: how much of a cluster is used, and how driver and executors find each other. Whatever else
# Spark knows is not allowed here: it loads code, names files outside the vault, holds secrets or writes logs of plans.
_PAIRS = (
    r"spark\.executor\.(cores|instances|memory|memoryOverhead|pyspark\.memory|heartbeatInterval)",
    r"spark\.driver\.(cores|memory|memoryOverhead|maxResultSize|host|port|bindAddress)",
    r"spark\.(cores\.max|task\.cpus|task\.maxFailures|default\.parallelism|memory\.fraction|memory\.storageFraction)",
    r"spark\.(network\.timeout|rpc\.askTimeout|rpc\.message\.maxSize|blockManager\.port|driver\.blockManager\.port)",
    r"spark\.dynamicAllocation\.[A-Za-z.]+",
    r"spark\.sql\.(shuffle\.partitions|autoBroadcastJoinThreshold|files\.maxPartitionBytes)",
    r"spark\.sql\.adaptive\.[A-Za-z.]+",
    r"spark\.yarn\.(queue|tags|am\.memory|am\.cores)",
    r"spark\.kubernetes\.(namespace|context|container\.image|authenticate\.driver\.serviceAccountName)",
    r"spark\.kubernetes\.(driver|executor)\.(request\.cores|limit\.cores)",
)
_ALLOWED = re.compile("|".join(f"(?:{pair})" for pair in _PAIRS))
# On unless a study of made-up or published cases says otherwise; one needs the other.
ENCRYPTION = ("spark.authenticate", "spark.network.crypto.enabled", "spark.io.encryption.enabled")
_ONE_MACHINE = r"local(\[(\*|[1-9][0-9]*)\])?"
_MASTER = rf"^({_ONE_MACHINE}|spark://[^\s/]+:[0-9]+|k8s://https?://[^\s/]+|yarn)$"


def _of_spark(conf: dict[str, str]) -> dict[str, str]:
    """Refuse a pair that is not allowed; its value is not said, since it may be a secret."""
    for name, value in conf.items():
        if name not in ENCRYPTION and not _ALLOWED.fullmatch(name):
            raise ValueError(f"{name!r} may not be set here; docs/reference/study-toml.md lists what may")
        if name in ENCRYPTION and value not in ("true", "false"):
            raise ValueError(f"{name} is 'true' or 'false'")
    return conf


class SparkSettings(Form):
    """An existing Spark, and how much of it is used."""

    master: str = Field(
        default="local[*]",
        pattern=_MASTER,
        description="local[*] (this machine), spark://host:port, k8s://https://host:port or yarn.",
    )
    conf: Annotated[dict[str, str], AfterValidator(_of_spark)] = Field(
        default_factory=dict, description="Properties of Spark that may be set, as text."
    )
    cases: Literal["sent", "read"] = Field(
        default="sent",
        description="On a cluster: cases are sent to its executors, or read by them from the vault.",
    )
    wait_seconds: int = Field(
        default=60, ge=1, le=3600, description="On a cluster: how long to wait for the first executor."
    )

    @property
    def is_one_machine(self) -> bool:
        """Whether no case leaves this machine."""
        return re.fullmatch(_ONE_MACHINE, self.master) is not None

    @property
    def is_encrypted(self) -> bool:
        """Whether everything between driver and executors, and on their disks, is encrypted."""
        return all(self.conf.get(name, "true") == "true" for name in ENCRYPTION)


class AnalyseSettings(Form):
    """Where tabulation runs."""

    engine: EngineName = Field(default=EngineName.POLARS, description="The same tables on each.")
    spark: SparkSettings = SparkSettings()

    @model_validator(mode="after")
    def _check_pairs(self) -> Self:
        conf = self.spark.conf
        if conf.get(ENCRYPTION[0]) == "false" and conf.get(ENCRYPTION[1], "true") == "true":
            raise ValueError(f"spark.conf: {ENCRYPTION[1]} needs {ENCRYPTION[0]}; switch both off or neither")
        return self
