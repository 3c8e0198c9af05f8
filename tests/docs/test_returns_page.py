"""The page about returns says what the program does: every trace of a workbook with its verdict, and every limit."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from clerestory.collect.reading.limits import LIMITS
from clerestory.collect.reading.traces import Trace

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "returns.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_every_trace_of_a_workbook_stands_on_the_page_with_its_verdict():
    rows = re.findall(r"^\| (.+) \| (.+) \|$", section("What a workbook may carry"), re.MULTILINE)
    assert rows[2:] == [(trace.what, trace.verdict.value) for trace in Trace]


def test_every_limit_stands_on_the_page():
    told = re.findall(r"\| ([\d,]+) \|$", section("Limits"), re.MULTILINE)
    assert sorted(told) == sorted(f"{value:,}" for value in dataclasses.asdict(LIMITS).values())
