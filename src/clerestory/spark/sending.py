"""Rows of this machine as a frame of Spark's."""

from __future__ import annotations

import warnings
from typing import Any

import pyarrow as pa


def sent_frame(session: Any, rows: pa.Table) -> Any:
    """Give rows of this machine as a frame of a session.

    The rows go along with every task that reads them: whoever reads them often lets the executors hold them
    (``persist``, ``localCheckpoint``).
    """
    with warnings.catch_warnings():
        # pyspark leaves the socket that it sends through to be closed with its last reference, which is here.
        warnings.simplefilter("ignore", ResourceWarning)
        return session.createDataFrame(rows)
