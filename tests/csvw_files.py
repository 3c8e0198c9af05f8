"""CSV files of a release as a second reader of CSVW sees them."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from csvw import CSVW

GROUP = "csv-metadata.json"


def faults(path: Path) -> list[str]:
    """What the validator of the package csvw finds: of the group if a JSON file is given, else of one CSV file."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")  # it collects them, and pytest makes errors of them
        try:
            found = CSVW(str(path), validate=True)
            return [] if found.is_valid else [str(warning.message) for warning in found.warnings]
        except ValueError as fault:  # it stops at what it cannot read past
            return [str(fault)]


def described_tables(release: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield each CSV file that the metadata of the release names, with its description."""
    group = json.loads((release / GROUP).read_text(encoding="utf-8"))
    yield from ((release / table["url"], table) for table in group["tables"])


def check_csvw(release: Path) -> int:
    """Check that every CSV file is described, and that the validator accepts each with what lies beside it.

    Returns
    -------
    int
        How many files of numbers or words there are; code lists are not among them.
    """
    files = set(release.rglob("*.csv"))
    assert {path for path, _ in described_tables(release)} == files
    assert faults(release / GROUP) == []
    own = sorted(path for path in files if path.parent.name != "codelists")
    for path in own:
        assert path.with_name(f"{path.name}-metadata.json").is_file(), path.name
        assert faults(path) == [], path.name
    return len(own)
