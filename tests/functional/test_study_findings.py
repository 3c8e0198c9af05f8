"""A typology, networks and a trend that a study asks for: from its settings to the released page, and back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.errors import ClerestoryError, GateError, PaperError, StudyError
from clerestory.ledger import ledger_entries
from clerestory.pipeline import Stage
from clerestory.publish import verify_release
from csvw_files import check_csvw
from finding_studies import NETWORKS, TREND, TYPOLOGY, cases, finding_study
from studies import CLOCK, published, released_bytes

TO_ANALYSE, TO_PROTECT = [Stage.COLLECT, Stage.ANALYSE], [Stage.COLLECT, Stage.ANALYSE, Stage.PROTECT]
ALL = TREND + TYPOLOGY + NETWORKS


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    root = finding_study(tmp_path_factory.mktemp("findings") / "study", cases(), asked=ALL)
    published(root)
    return root


@pytest.fixture(scope="module")
def release(study) -> Path:
    return next((study / "releases").glob("2*"))


def page(release: Path) -> str:
    text = re.sub(r"<[^>]+>", " ", (release / "index.html").read_text(encoding="utf-8"))
    return " ".join(text.split())


def csv_of(release: Path, name: str) -> list[dict[str, str]]:
    text = (release / "tables" / f"SYNTHETIC-{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_page_says_of_a_trend_what_was_recorded(release):
    words = page(release)
    assert "Recorded offences (definition as returned) rose by about" in words
    assert "This is activity: what was recorded." in words
    assert "committed" not in words


def test_the_planted_growth_lies_in_the_interval(release):
    overall = next(row for row in csv_of(release, "r1") if row["part"] == "a year on average")
    assert float(overall["low_pct"]) < 10 < float(overall["high_pct"])
    assert f"rose by about {overall['change_pct']}% a year" in page(release)


def test_the_planted_types_are_found(release):
    """Whoever is online in place is one class; of it as many had contact online alone as in the rows."""
    online = [offence for offence in cases()["offence"] if offence["location_type"] == "ONL"]
    share = sum(offence["contact_type"] == "ONL" for offence in online) / len(online)
    found = [row for row in csv_of(release, "y1") if row["name"] == "Contact type: Online only"]
    assert max(float(of["value"] or of["below"] or of["above"]) for of in found) == pytest.approx(share, abs=0.05)
    assert re.search(r"[23] classes fit the records best, of 1 to 3 that were tried", page(release))


def test_every_group_is_a_network_of_its_size(release):
    sizes = {row["name"]: int(row["value"]) for row in csv_of(release, "n1") if row["part"] == "size"}
    assert sizes == {"2 persons": 15, "3-4 persons": 30, "5+ persons": 15}
    assert "Networks of the whole period" in page(release)


def test_every_finding_has_words_a_chart_at_both_widths_and_a_file_each_with_the_mark(release):
    names = set(released_bytes(release))
    for name in ("r1", "y1", "n1"):
        svgs = {f"charts/SYNTHETIC-{name}.svg", f"charts/SYNTHETIC-{name}-narrow.svg"}
        assert svgs | {f"tables/SYNTHETIC-{name}.csv"} <= names
        assert all(b"SYNTHETIC" in (release / svg).read_bytes() for svg in svgs)
        assert {row["data"] for row in csv_of(release, name)} == {"synthetic"}
    manifest = json.loads((release / "manifest.json").read_text())
    assert {file["path"] for file in manifest["files"]} == names - {"manifest.json", "manifest.json.minisig"}


def test_a_second_reader_accepts_the_file_of_every_finding(release):
    assert check_csvw(release) >= 5
    assert {row["status"] for row in csv_of(release, "n1")} <= {"", "[c]"}
    assert all(row["value"] or row["status"] or row["below"] or row["above"] for row in csv_of(release, "y1"))


def test_no_pseudonym_and_no_count_of_the_cases_is_in_a_file_of_a_finding(release):
    files = {name: data for name, data in released_bytes(release).items() if re.search(r"-(r1|y1|n1)", name)}
    told = b" ".join(files.values())
    assert not re.search(rb"(?:sus|inv|off)[a-z2-7]{26}", told)
    by_quarter = {str(n) for n in Counter(row["quarter_recorded"] for row in cases()["offence"]).values()}
    for name, counts in (("r1", by_quarter | {"720"}), ("y1", {"720"}), ("n1", {"720"})):
        assert not counts & {cell for row in csv_of(release, name) for cell in row.values()}, name


def test_the_same_study_gives_the_same_release_and_a_changed_file_is_found(study, release):
    before = released_bytes(release)
    assert "byte for byte" in pipeline.run(study, clock=CLOCK).lines[-1]
    assert released_bytes(release) == before
    verify_release(release)


def test_a_changed_setting_of_a_finding_voids_the_decisions_on_it(study, tmp_path):
    root = finding_study(tmp_path / "study", cases(), asked=TREND, paper="## Findings\n\n{{ trend r1 }}\n")
    published(root)
    toml = (root / "study.toml").read_text().replace("Offences recorded, by quarter", "Another title")
    (root / "study.toml").write_text(toml)
    with pytest.raises(GateError):
        pipeline.run(root, clock=CLOCK)


def test_what_is_found_stays_in_the_vault_and_out_of_the_ledger(study):
    found = {path.name for path in (study / "vault" / "tables").iterdir()}
    assert {"trend-r1.json", "typology-y1.json", "networks-n1.json"} <= found
    sizes = json.loads((study / "vault" / "tables" / "networks-n1.json").read_text())["rows"]["size"]["values"]
    assert sorted(sizes) == sorted(2 + group % 4 for group in range(60))
    desk = json.loads((study / "desk" / "tables" / "networks-n1.json").read_text())
    assert "operations" not in json.dumps(desk)
    log_likelihood = json.loads((study / "vault" / "tables" / "typology-y1.json").read_text())["models"][0]["bic"]
    told = " ".join(json.dumps(entry.detail) for entry in ledger_entries(study / "ledger.jsonl"))
    assert str(log_likelihood) not in told


@pytest.mark.parametrize("engine", ["duckdb"])
def test_another_engine_finds_the_same(study, tmp_path, engine):
    root = finding_study(tmp_path / "study", cases(), asked=f'[analyse]\nengine = "{engine}"\n{ALL}')
    pipeline.run(root, TO_ANALYSE, clock=CLOCK)
    for name in ("trend-r1.json", "typology-y1.json", "networks-n1.json"):
        one, two = ((folder / "vault" / "tables" / name).read_bytes() for folder in (study, root))
        assert one == two


@pytest.mark.slow
def test_cases_that_do_not_bear_a_finding_give_words_and_hold_nothing_else_up(tmp_path):
    root = finding_study(tmp_path / "study", cases(groups=6), asked=ALL)
    release = published(root)
    words = page(release)
    assert (
        "No figures are given. The cases that it asks for are too few for a trend, or too many are of one operation."
        in words
    )
    assert "No figures are given. The networks are too few" in words
    (row,) = csv_of(release, "r1")
    assert (row["part"], row["why"]) == (
        "nothing given",
        "The cases that it asks for are too few for a trend, or too many are of one operation.",
    )
    assert not [name for name in released_bytes(release) if name.startswith("charts/SYNTHETIC-r1")]


def test_where_the_preset_protects_operations_no_finding_is_given_that_is_mostly_of_one(tmp_path):
    """All offences of the last two years are of one operation: the whole hides it, the last stretch does not."""
    rows = cases()
    one, late = rows["investigation"][0], [row for row in rows["offence"] if row["quarter_recorded"] >= "2020"]
    for row in late:
        row |= {"inv_pseudo": one["inv_pseudo"], "return_provider": one["return_provider"]}
    moved = {row["off_pseudo"] for row in late}
    rows["link_suspect_offence"] = [row for row in rows["link_suspect_offence"] if row["off_pseudo"] not in moved]
    breaks = '[[trend.breaks]]\nat = "2020-Q1"\nname = "New rules of recording"\n'
    asked = TREND.replace("replicates = 200\n", "replicates = 200\njoinpoints = 0\n") + breaks
    given = []
    for name, preset in (("plain", "THRESHOLD-6"), ("strict", "CHILD-SEX-OFF")):
        root = finding_study(tmp_path / name, rows, asked=asked, paper="## Findings\n\n{{ trend r1 }}\n")
        toml = re.sub(r'preset = "[^"]+"', f'preset = "{preset}"', (root / "study.toml").read_text())
        (root / "study.toml").write_text(toml)
        with (root / "instrument" / "variables.csv").open("a") as variables:
            variables.write("investigation,inv_pseudo,Operation,text,,yes\n")
        pipeline.run(root, TO_ANALYSE, clock=CLOCK)
        given.append("not_given" not in json.loads((root / "vault" / "tables" / "trend-r1.json").read_text()))
    assert given == [True, False]


def test_a_trend_of_what_ended_in_time_says_what_waits_is_not_in_it(tmp_path):
    within = 'quarter = "offence.outcome_quarter"\nwithin = { since = "offence.quarter_recorded", quarters = 4 }\n'
    asked = TREND.replace('quarter = "offence.quarter_recorded"\n', within)
    asked += 'per = "outcomes"\nmeasure = "timely"\n'
    root = finding_study(tmp_path / "study", cases(groups=90), asked=asked, paper="## Findings\n\n{{ trend r1 }}\n")
    toml = (root / "study.toml").read_text().replace("period_start = 2017-01-01", "period_start = 2018-01-01")
    (root / "study.toml").write_text(toml)
    words = page(published(root))
    assert "In time of those that ended, offences (definition as returned) per 100 outcomes" in words
    assert "What has not ended is not in it" in words


def test_the_words_for_too_few_cases_are_the_same_however_few_they_are(tmp_path):
    told = set()
    for groups in (3, 6):
        root = finding_study(tmp_path / f"study{groups}", cases(groups=groups), asked=TREND, paper="{{ trend r1 }}\n")
        line = pipeline.run(root, TO_PROTECT, clock=CLOCK).lines[-1]
        assert line.endswith("; too few cases for r1")
        told.add((root / "vault" / "protected" / "trend-r1.json").read_bytes())
    assert len(told) == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (TREND.replace('"r1"', '"t1"'), "share the id t1"),
        (TREND.replace("200", "100"), "replicates"),
        (TREND + 'per = "offences"\n', "all of all is no share"),
        (TREND + 'measure = "timely"\n', "it needs per, and within with since"),
        (TREND + 'measure = "prevalence"\n', "measure"),
        (TREND + "within = { quarters = 4 }\n", "within needs either until or since"),
        (TREND + 'breaks = [{ at = "2019Q1", name = "Rule" }]\n', "at"),
        (TREND + 'count_by = "person"\n', "only suspect and victim are linked"),
        (TREND + 'groups = { "offence.outcome" = "outcome_group" }\n', "which it does not ask for"),
        (TYPOLOGY.replace("most = 3", "most = 13"), "most"),
        (TYPOLOGY.replace("least = 1", "least = 4"), "least is more than most"),
        (TYPOLOGY.replace("replicates = 0", "replicates = 5"), "replicates are 20 or more, or 0"),
        (TYPOLOGY + 'codes = { "offence.outcome" = ["1"] }\n', "which it does not ask for"),
        (NETWORKS.replace("replicates = 20", "replicates = 5"), "replicates"),
        (NETWORKS + 'events = "house"\n', "events"),
        (NETWORKS + 'count_by = "person"\n', "nobody is linked"),
        ("[[networks]]\nid = 'n1'\ntitle = 'T'\nnames = true\n", "names"),
    ],
)
def test_settings_that_mean_nothing_are_refused_when_the_study_is_opened(tmp_path, asked, said):
    root = finding_study(tmp_path / "study", cases(groups=2), asked=asked)
    with pytest.raises(StudyError, match=said):
        pipeline.run(root, TO_ANALYSE, clock=CLOCK)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (TREND.replace("offence.quarter_recorded", "offence.quarter_lost"), "no variable 'offence.quarter_lost'"),
        (TREND.replace("offence.quarter_recorded", "offence.recency"), "trend r1: offence.recency is no quarter"),
        (TREND + 'only = { "offence.recency" = ["R8"] }\n', "trend r1, only: 'R8' is not a code"),
        (TREND + 'breaks = [{ at = "2017-Q2", name = "Rule" }]\n', "trend r1: has fewer than 4 quarters before"),
        (TYPOLOGY.replace("offence.recency", "offence.quarter_lost"), "no variable 'offence.quarter_lost'"),
        (TYPOLOGY + 'codes = { "offence.location_type" = ["X"] }\n', "typology y1, offence.location_type: 'X' is no"),
        (TYPOLOGY.replace('count = "offence"', 'count = "house"'), "'house'"),
    ],
)
def test_a_variable_or_code_that_is_not_there_stops_the_run_and_says_where(tmp_path, asked, said):
    root = finding_study(tmp_path / "study", cases(groups=8), asked=asked)
    with pytest.raises(ClerestoryError, match=said):
        pipeline.run(root, TO_ANALYSE, clock=CLOCK)
    assert not (root / "vault" / "tables").exists()


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("{{ trend r9 }}", "there is no trend 'r9'"),
        ("{{ typology r1 }}", "there is no typology 'r1'"),
        ("{{ networks r1 }}", "there is no analysis of networks 'r1'"),
        ("So {{ trend r1 }} it was.", "a trend stands within a line"),
    ],
)
def test_a_paper_that_names_no_finding_of_the_kind_does_not_leave_the_vault(tmp_path, reference, said):
    root = finding_study(tmp_path / "study", cases(groups=20), asked=TREND, paper=f"## Findings\n\n{reference}\n")
    with pytest.raises(PaperError, match=said):
        published(root)
    assert not (root / "releases").exists() or not list((root / "releases").iterdir())


def test_a_number_in_the_title_of_a_finding_is_refused(tmp_path):
    asked = TREND.replace("Offences recorded, by quarter", "The 720 offences")
    root = finding_study(tmp_path / "study", cases(groups=20), asked=asked, paper="## Findings\n\n{{ trend r1 }}\n")
    with pytest.raises(PaperError, match="the number '720' has no table behind it"):
        published(root)


def test_a_study_without_findings_has_none_of_their_words_in_what_people_decide_on(tmp_path):
    root = finding_study(tmp_path / "study", cases(groups=8), asked="", paper="## Findings\n\n{{ table t1 }}\n")
    published(root)
    content = json.loads((root / "desk" / "draft-content.json").read_text())
    assert not {"scale", "typology", "networks", "trend"} & (set(content) | set(content["settings"]))
