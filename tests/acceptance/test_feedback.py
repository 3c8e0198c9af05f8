"""Feedback on a synthetic nation: a report for each giver, each planted fault in its report, a reply in the release."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import combinations
from pathlib import Path

import jsonschema
import polars as pl
import pytest

from clerestory import pipeline
from clerestory.errors import GateError
from clerestory.pipeline import Stage
from studies import CLOCK, demonstration

PSEUDONYM = re.compile(r"\b(?:vic|sus|inv|off|int|crs)[a-z2-7]{26}\b")
RULES = {
    "wrong code": ("V1", "is not in the code list"),
    "empty mandatory field without a reason": ("V2", "is mandatory and empty without a reason"),
    "years out of order": ("V3", "is later than"),
}


@pytest.fixture(scope="module")
def nation(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("feedback") / "nation"
    pipeline.synthesise(root, persons=4_000, givers=44, seed=3)
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    return root


def report_of(nation: Path, provider: str) -> str:
    (path,) = (nation / "reports").glob(provider.replace(":", "-") + "--*.html")
    return unescape(path.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_each_of_44_returns_has_a_report_and_the_index_leads_to_all(nation):
    reports = {path.name for path in (nation / "reports").iterdir()} - {"index.html"}
    assert len(reports) == 44
    index = (nation / "reports" / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'<a href="([^"#]+)"', index)) == reports


def test_each_planted_fault_is_in_the_report_of_its_giver_with_row_and_remedy(nation):
    faults = pl.read_parquet(nation.with_name("nation.truth") / "faults.parquet")
    assert faults.height >= 5
    for fault in faults.iter_rows(named=True):
        rule, what = RULES[fault["kind"]]
        column, file = fault["column"], re.escape(Path(fault["file"]).name)
        page = report_of(nation, fault["provider"])
        place = rf"<strong>{file}, column {column}</strong>: {what}[^<]*\(rule {rule}\)\.[^<]*</p>"
        told = re.findall(rf"{place}\s*<p>([^<]+)</p>\s*<p class=\"rows\">Rows? ([^<]+)</p>", page)
        assert any(remedy.strip() and fault["row"] in named(rows) for remedy, rows in told), fault


def named(rows: str) -> set[int]:
    """The rows that a report names; "2 to 5" is four of them."""
    found: set[int] = set()
    for part in rows.split(", "):
        first, _, last = part.partition(" to ")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def test_faults_are_nowhere_but_where_they_were_planted_or_hang_on_one(nation):
    faults = pl.read_parquet(nation.with_name("nation.truth") / "faults.parquet")
    planted = set(faults["provider"].to_list())
    for path in nation.glob("returns/*/*"):
        provider = path.parent.name.replace("-", ":")
        page = report_of(nation, provider)
        assert ("What to mend, by rows" in page) == (provider in planted), provider


def test_no_report_has_a_pseudonym_or_the_name_of_another_giver(nation):
    providers = {path.name for path in (nation / "returns").iterdir()}
    for path in (nation / "reports").glob("SYN-*.html"):
        text = path.read_text(encoding="utf-8")
        assert not PSEUDONYM.search(text)
        mine = path.name.partition("--")[0]
        assert not [other for other in providers - {mine} if other in text or other.replace("-", ":") in text]


def test_what_the_checks_found_stays_in_the_vault(nation):
    written = json.loads((nation / "vault" / "checks.json").read_bytes())
    schema = Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "checks.schema.json"
    jsonschema.Draft202012Validator(json.loads(schema.read_bytes())).validate(written)
    assert len({(line["provider"], line["return_id"]) for line in written["completeness"]}) == 44
    assert written["findings"]
    assert (nation / "vault" / "checks.json").stat().st_mode & 0o077 == 0
    outside = [path for path in nation.rglob("*") if path.is_file() and "vault" not in path.parts]
    assert not [path for path in outside if path.name == "checks.json"]


def test_completeness_is_what_a_count_by_hand_gives(nation):
    """Suspects without an ethnicity, counted in the bytes of one return."""
    (path,) = nation.glob("returns/SYN-FORCE-02/*/suspect.csv")
    header, *rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    at = header.index("ethnicity_sde")
    unknown = sum(row[at] in ("", "NS") for row in rows)
    written = json.loads((nation / "vault" / "checks.json").read_bytes())
    (line,) = (
        one for one in written["completeness"]
        if (one["provider"], one["field"]) == ("SYN:FORCE:02", "suspect.ethnicity_sde")
    )  # fmt: skip
    assert (sum(line["not_known"].values()), line["rows"]) == (unknown, len(rows))
    share = f"Not known in {unknown:,} of {len(rows):,} rows ({100 * unknown / len(rows):.0f}%)"
    assert share in report_of(nation, "SYN:FORCE:02")


@pytest.mark.slow
def test_a_reply_stands_beside_its_table_in_the_release_and_gates_decide_on_it(tmp_path_factory):
    root = demonstration(tmp_path_factory, persons=600, givers=10, seed=5)
    (release,) = (root / "releases").glob("2*")
    page = (release / "index.html").read_text(encoding="utf-8")
    table = page[page.index("Suspects by force: is ethnicity known?") :]
    assert 0 < table.index("Reply of Aldermere to table") < table.index("</section>")
    assert page.count("Reply of Aldermere") == 1
    assert "This reply will be printed beside each table" in report_of(root, "SYN:FORCE:01")

    (root / "replies" / "SYN-FORCE-01.md").write_text("We say something else.", encoding="utf-8")
    for stage in (Stage.COLLECT, Stage.ANALYSE, Stage.PROTECT, Stage.REVIEW):
        pipeline.run(root, [stage], clock=CLOCK)  # gate protect decided on tables, and these are the same
    with pytest.raises(GateError, match="about another draft"):
        pipeline.run(root, [Stage.PUBLISH], clock=CLOCK)


def test_both_givers_are_told_that_they_disagree_about_a_child_and_neither_with_whom(tmp_path):
    root = tmp_path / "nation"
    pipeline.synthesise(root, persons=900, givers=6, seed=5)
    paths = sorted(root.glob("returns/*/*/victim.csv"))
    rows = {path: [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()] for path in paths}
    (one, other), who = next(
        (pair, child)
        for pair in combinations(paths, 2)
        for child in sorted(known(rows[pair[0]]) & known(rows[pair[1]]))
    )
    lines = {path: 1 + next(n for n, row in enumerate(rows[path]) if row[0] == who) for path in (one, other)}
    sex = rows[one][0].index("sex")
    row = rows[one][lines[one] - 1]
    row[sex] = {"F": "M", "M": "F"}[row[sex]]
    one.write_text("\n".join(map(",".join, rows[one])) + "\n", encoding="utf-8")
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    for path in (one, other):
        page = report_of(root, path.parents[1].name)
        said = r"victim, column sex: the victim has another sex in another return\. 1 row\."
        assert re.search(rf"{said}</p>\s*<p>[^<]+</p>\s*<p class=.rows.>Row {lines[path]}<", page)
        assert who not in page
    third = next(path for path in paths if path not in (one, other))
    assert "Cross-return consistency" not in report_of(root, third.parents[1].name)


def known(rows: list[list[str]]) -> set[str]:
    """The children of a return whose sex is known."""
    sex = rows[0].index("sex")
    return {row[0] for row in rows[1:] if row[sex] in ("F", "M")}
