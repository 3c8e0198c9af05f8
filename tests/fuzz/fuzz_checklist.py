"""Spoiled workbooks against the inspection of workbooks: a report of 35 rules, or a refusal by our error."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from mutations import spoiled_bytes, spoiled_package

from checked_ods import SPOILED_ODS, ods_bytes
from checked_workbooks import SPOILED_XLSX, good_xlsx, xlsx_bytes
from clerestory.errors import DocumentError
from clerestory.publish.checklist import inspect_workbook

TARGETS = ("checklist-ods", "checklist-xlsx")
RULES = 35


def checklist_case(target: str, rng: random.Random) -> tuple[str, bytes, Callable[[Path, str, bytes], str]]:
    """Give the file of a case, its bytes and what checks them."""
    seed = ods_bytes(rng.choice(SPOILED_ODS).spoil()) if target.endswith("ods") else _spoiled_xlsx(rng)
    return "book", (spoiled_package if rng.random() < 0.9 else spoiled_bytes)(seed, rng), check_a_workbook


def _spoiled_xlsx(rng: random.Random) -> bytes:
    book = good_xlsx()
    rng.choice(SPOILED_XLSX).spoil(book)
    return xlsx_bytes(book)


def check_a_workbook(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    try:
        report = inspect_workbook(folder / name)
    except DocumentError:
        return "DocumentError"
    assert len(report.answers) == RULES
    return "read"
