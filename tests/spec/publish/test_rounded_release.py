"""A release of rounded counts: every percentage follows from them, and says how much is known (S5, S14, Q1, Q2, Q7)."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import ROUND_HALF_UP, Decimal
from html import unescape

import pytest

from clerestory.errors import ReleaseError
from clerestory.model.tables import ProtectedTable
from clerestory.publish import build_release
from clerestory.publish.paper.reading import read_paper
from clerestory.study import shipped_presets
from papers import approved, column_table, shape, study

RULES = shipped_presets()["CHILD-SEX-OFF"]
FORCES = {"F1": "Aldermere", "F2": "Brackenshire", "F3": "Cold Vale", "F4": "Dunwold", "F5": "Eastmarch"}
# Columns: total, known, male, female, not recorded. The nation to 10, forces to 5.
COUNTS = (
    (1000, 700, 440, 260, 300),
    (480, 400, 250, 150, 80),  # known for 83.3 %
    (200, 160, 130, 30, 40),  # for exactly 80 %
    (195, 155, 100, 55, 40),  # for 79.5 %
    (50, 30, 20, 10, 20),  # for exactly 60 %
    (75, 40, 35, 5, 30),  # for 53.3 %
)
PAPER = (
    "## A\n\n"
    + "".join(f'{{{{ t1["{key}", "M"].share }}}}\n\n{{{{ shares t1["{key}"] }}}}\n\n' for key in ["total", *FORCES])
    + '{{ t1["total", "total"] }} suspects\n\n{{ chart c1 }}\n\n{{ chart c2 }}\n\n{{ table t1 }}\n\n{{ table t2 }}\n'
)


def rounded(counts=COUNTS, forces=FORCES, **more) -> ProtectedTable:
    bases = ((10,) * 5, *((5,) * 5 for _ in counts[1:]))
    return ProtectedTable(shape(forces=forces), counts, completeness_pct=60, rounding=bases, **more)


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """Read only."""
    folder = tmp_path_factory.mktemp("release")
    build_release(folder, approved(PAPER, (rounded(), column_table())), study(), rules=RULES)
    return folder


def read(release, name) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((release / "tables" / f"SYNTHETIC-{name}.csv").read_text("utf-8"))))


def percent(part: int, whole: int) -> str:
    """As a reader computes it: halves up."""
    return str((100 * Decimal(part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def test_every_count_in_the_file_says_to_what_it_is_rounded(release):
    rows = read(release, "t1")
    assert [int(row["count"]) for row in rows] == [count for counts in COUNTS for count in counts]
    assert {row["rounded_to"] for row in rows if row["row_key"] == "total"} == {"10"}
    assert {row["rounded_to"] for row in rows if row["row_key"] != "total"} == {"5"}
    assert "rounded_to" not in read(release, "t2")[0]


@pytest.mark.parametrize("row", ["total", *FORCES])
def test_every_percentage_of_a_file_follows_from_the_counts_of_the_release(release, row):
    counts = {line["column_key"]: int(line["count"]) for line in read(release, "t1") if line["row_key"] == row}
    total, known = counts["total"], counts["known"]
    for line in read(release, f"t1-{row}-shares"):
        n = counts[line["key"]]
        assert int(line["count"]) == n
        assert line["not_known_pct"] == percent(total - known, total)
        assert line["at_least_pct"] == percent(n, total)
        assert line["at_most_pct"] == percent(n + total - known, total)
        assert line["of_known_pct"] == (percent(n, known) if 5 * known >= 3 * total else "")


@pytest.mark.parametrize(
    ("row", "status"), [("total", "[u]"), ("F1", ""), ("F2", ""), ("F3", "[u]"), ("F4", "[u]"), ("F5", "[x]")]
)
def test_how_much_is_known_decides_on_the_share_of_the_known(release, row, status):
    assert {line["status"] for line in read(release, f"t1-{row}-shares")} == {status}


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        ("F1", "62.5% (not known for 16.7%; so between 52.1% and 68.8% of all)"),  # 68.75: halves up
        ("F3", "64.5% [u] (not known for 20.5%; so between 51.3% and 71.8% of all)"),
        # too little is known: what is possible, and no share of the known
        ("F5", "between 46.7% and 93.3% of all (not known for 46.7%)"),
    ],
)
def test_a_share_within_a_sentence(row, printed):
    source = f'## A\n\nOf them {{{{ t1["{row}", "M"].share }}}} were men.\n'
    assert f"Of them {printed} were men." in read_paper(source, study(), (rounded(), column_table())).text


@pytest.mark.parametrize(
    ("counts", "cell", "printed"),
    [
        ((60, 60, 40, 10, 0), '["total", "total"]', "about 60"),
        ((60, 60, 40, 10, 0), '["total", "not_recorded"]', "0"),  # a true zero
        ((60, None, 40, 10, None), '["total", "known"]', "[c]"),
        ((60, 60, 40, 10, 0), '["total", "M"].share', "66.7% (known for all, in rounded numbers)"),
        ((60, None, 40, 10, None), '["total", "M"].share', "[c]"),  # what a share needs is suppressed
        ((60, 20, 10, 10, 40), '["total", "M"].share', "[x]"),  # a base under 30
        ((30, 30, 40, 10, 0), '["total", "M"].share', "[x]"),  # 34 of 34, to 10 and to 20
    ],
)
def test_a_number_within_a_sentence(counts, cell, printed):
    table = rounded((counts,), forces={})
    assert read_paper(f"## A\n\nThere: {{{{ t1{cell} }}}}\n", study(), (table, column_table())).text.endswith(
        f"There: {printed}\n"
    )


def test_pages_and_charts_print_what_the_files_have(release):
    page = unescape((release / "index.html").read_text("utf-8"))
    cells = [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", page)]
    in_files = {
        line[name]
        for row in ["total", *FORCES]
        for line in read(release, f"t1-{row}-shares")
        for name in ("of_known_pct", "not_known_pct", "at_least_pct", "at_most_pct")
    }
    percents = {cell.removesuffix(" [u]").removesuffix("%") for cell in cells if "%" in cell}
    assert percents == in_files - {""}
    drawn = (release / "charts" / "SYNTHETIC-c2.svg").read_text("utf-8")
    assert "Male between 44.0% and 74.0%, 62.9% [u] of those known" in drawn
    assert "of those known [u]" in drawn
    assert "Female between 26.0% and 56.0%, 37.1% [u] of those known" in page


def test_a_page_tells_what_signs_and_rounded_counts_mean(release):
    page = unescape((release / "index.html").read_text("utf-8"))
    assert "<strong>[u]</strong> low reliability: known for fewer than 80% of cases." in page
    assert "<strong>[x]</strong> not available: known for fewer than 60% of cases, so only what is possible" in page
    both = "(below national level to the nearest 5, national to the nearest 10)"
    assert page.count(f"Counts are rounded {both}, each by itself, so they need not add up; a 0 is a true zero.") == 1
    # the shares of each force, and the chart of their counts
    assert page.count("Counts are rounded to the nearest 5, each by itself") == 6
    # the shares of the nation, and the chart of them
    nation = (
        "Counts are rounded to the nearest 10, each by itself, so they need not add up; a 0 is a true zero. Percent"
    )
    assert page.count(nation) == 2


def test_a_chart_has_no_mark_where_too_little_is_known(tmp_path):
    table = rounded(((1000, 400, 300, 100, 600), *COUNTS[1:]))
    build_release(tmp_path, approved(PAPER, (table, column_table())), study(), rules=RULES)
    drawn = (tmp_path / "charts" / "SYNTHETIC-c2.svg").read_text("utf-8")
    assert "Male between 30.0% and 90.0%; Female between 10.0% and 70.0%." in drawn
    assert "too little is known to say more" in re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", drawn))
    assert "those known" not in drawn


def test_the_manifest_says_to_what_counts_are_rounded(release):
    rules = json.loads((release / "manifest.json").read_bytes())["rules"]
    assert (rules["national_rounding_base"], rules["below_national_rounding_base"]) == (10, 5)
    assert (rules["national_completeness_pct"], rules["crossed_completeness_pct"]) == (60, 80)


def test_counts_that_are_not_rounded_yet_are_not_published():
    exact = rounded(((1004, 700, 440, 260, 300), *COUNTS[1:]))
    with pytest.raises(ReleaseError, match="table t1: has counts that are not rounded yet") as refused:
        approved(PAPER, (exact, column_table()))
    assert "1004" not in str(refused.value)
