"""Checks 3 and 4: what is not recorded, and what is possible, stand beside every share of a release."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest

from clerestory.errors import ReleaseError
from clerestory.model.commission import DataKind
from clerestory.publish import build_release
from clerestory.publish.release.rebuilding import check_percentages
from clerestory.study import shipped_presets
from papers import approved, study


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    build_release(folder, approved(), study(), rules=shipped_presets()["THRESHOLD-6"])
    return folder


@pytest.fixture
def release(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "release"))


def files_of_shares(release: Path) -> list[Path]:
    return sorted((release / "tables").glob("*-shares.csv"))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_share_of_a_file_has_what_is_not_known_and_both_bounds(release):
    shares = [row for path in files_of_shares(release) for row in rows_of(path) if row["of_known_pct"]]
    assert len(shares) == 2  # men and women among all suspects
    assert all(row["not_known_pct"] and row["at_least_pct"] and row["at_most_pct"] for row in shares)
    assert {(row["key"], row["not_known_pct"], row["at_least_pct"], row["at_most_pct"]) for row in shares} == {
        ("M", "66.0", "28.2", "94.2"),
        ("F", "66.0", "5.8", "71.8"),
    }


def test_every_percentage_of_the_text_has_its_bounds_in_the_same_sentence(release):
    page = (release / "index.html").read_text(encoding="utf-8")
    texts = re.findall(r"<p>([^<]*%[^<]*)</p>", page[page.index("<article>") : page.rindex("</article>")])
    assert [
        text for text in texts if re.search(r"not known for 66.0%; so between 28.2% and 94.2% of all", text)
    ] == texts
    assert len(texts) == 1


@pytest.mark.parametrize("column", ["not_known_pct", "at_least_pct", "at_most_pct"])
def test_a_release_with_a_share_that_stands_alone_does_not_hold(release, column):
    path = files_of_shares(release)[0]
    rows = rows_of(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {column: ""} for row in rows)
    with pytest.raises(ReleaseError, match="a share without what is not known, or without bounds"):
        check_percentages(release, DataKind.SYNTHETIC)
