"""The how-to on comparisons: its settings are settings, and its references are references."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from clerestory.analyse.coded_lists import MOST_CODES
from clerestory.model.commission import ComparisonTable
from clerestory.publish.paper.references import REFERENCE_PATTERNS
from clerestory.study import read_instrument, shipped_instrument
from clerestory.study.requests import check_requests

PAGE = (Path(__file__).parents[2] / "docs/how-to/compare-with-other-offending.md").read_text(encoding="utf-8")


def test_its_table_is_a_comparison_that_the_shipped_instrument_can_make():
    blocks = [
        re.sub(r"^   ", "", block, flags=re.MULTILINE) for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    ]
    (asked,) = tomllib.loads("\n".join(blocks))["tables"]
    table = ComparisonTable.model_validate(asked)
    assert table.actions
    check_requests([table], read_instrument(shipped_instrument()))


def test_its_references_have_the_form_of_references():
    found = re.findall(r"\{\{ ((?!claim )[^}]+) \}\}", PAGE)
    assert len(found) == 3
    for reference in found:
        assert any(re.match(pattern, reference) for pattern in REFERENCE_PATTERNS.values()), reference


def test_the_groups_that_it_names_are_short_enough_for_lists():
    lists = read_instrument(shipped_instrument()).codelists
    for name in re.findall(r"`([a-z]+_group)`", PAGE):
        assert 1 < len(lists[name].codes) <= MOST_CODES, name
