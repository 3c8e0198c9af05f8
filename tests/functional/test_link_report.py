"""The report on a linkage, a truth to hold it against, Parquet, and operations, by the command and in a study."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import stat
import subprocess
from itertools import combinations
from pathlib import Path

import jsonschema
import polars as pl
import pytest

from clerestory import pipeline
from clerestory.errors import RecordsError
from clerestory.ledger import Duty, ledger_entries
from clerestory.model.links.people import PersonKind
from clerestory.model.links.settings import Queue
from clerestory.pipeline import Stage
from commands import clerestory
from link_records import two_files
from pages import CHROMIUM, CONTRASTS, browser, widths_and_schemes
from studies import CLOCK

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference" / "schemas"
WHY = "to see how right links are"


def command(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return clerestory("link", *words, cwd=cwd)


def check(value: object, name: str) -> None:
    form = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(form).validate(value)


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    a, b, _ = two_files(folder)
    ids = [*pl.read_csv(a, infer_schema=False)["id"], *pl.read_csv(b, infer_schema=False)["id"]]
    pl.DataFrame({"id": ids, "person": [one[1:] for one in ids]}).write_csv(folder / "truth.csv")
    words = ("records", a, b, "--out", "packed", "--parquet", "--truth", "truth.csv")
    return folder, command(*words, cwd=folder)


def report(folder: Path) -> dict:
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


def test_the_report_agrees_with_its_schema_and_with_the_files_beside_it(linked):
    folder, done = linked
    assert done.returncode == 0, done.stderr
    made = report(folder / "packed")
    check(made, "link-report")
    (records,) = made["linked"]
    summary = json.loads((folder / "packed" / "summary.json").read_text())
    pairs = pl.read_parquet(folder / "packed" / "pairs.parquet")
    clusters = pl.read_parquet(folder / "packed" / "clusters.parquet")
    assert records["records"] == clusters.height == sum(one["records"] for one in records["sources"])
    assert records["persons"] == summary["persons"] == sum(one["persons"] for one in records["persons_by_records"])
    assert sum(one["linked"] for one in records["weights"]) == pairs["linked"].sum() == summary["links"]
    assert sum(one["not_linked"] for one in records["weights"]) == (~pairs["linked"]).sum()
    reaching = pairs.filter(pl.col("match_probability") >= records["threshold"])["match_weight"].min()
    assert records["threshold_weight"] == pytest.approx(reaching, abs=1e-5)
    model = json.loads((folder / "packed" / "model.json").read_text())
    levels = {one["field"]: one["levels"] for one in model["fields"]}
    assert {one["field"]: one["levels"][::-1] for one in records["fields"]} == levels


def test_precision_and_recall_are_those_of_looking_at_every_pair(linked):
    folder, _ = linked
    rows = list(pl.read_parquet(folder / "packed" / "clusters.parquet").iter_rows(named=True))
    true = found = right = 0
    for one, other in combinations(rows, 2):
        if one["source"] != other["source"]:
            same, truth = one["person"] == other["person"], one["id"][1:] == other["id"][1:]
            true, found, right = true + truth, found + same, right + (same and truth)
    whole, between = report(folder / "packed")["linked"][0]["truth"]
    assert (whole["true"], whole["found"], whole["right"]) == (true, found, right)
    assert between["kinds"] == ["file 1", "file 2"]
    assert whole["precision"] == pytest.approx(right / found, abs=1e-6)


def test_the_page_holds_no_value_id_or_pair_and_loads_nothing(linked):
    folder, _ = linked
    page = (folder / "packed" / "report.html").read_text(encoding="utf-8")
    values = pl.read_csv(folder / "a.csv", infer_schema=False)
    shown = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert [v for column in ("id", "surname", "dob", "postcode") for v in values[column].unique() if v in shown] == []
    assert "default-src 'none'" in html.unescape(page)
    assert page.count('role="img"') == 2
    assert "Who may see this" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: `make setup` as root installs it")
@widths_and_schemes(375)
def test_the_page_can_be_read_at_any_width_in_the_light_and_in_the_dark(linked, width, scheme):
    folder, _ = linked
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto((folder / "packed" / "report.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
        assert [(ratio, text) for ratio, text in page.evaluate(CONTRASTS) if ratio < 4.5] == []
        assert page.locator("table").count() == page.locator("[role=region][tabindex='0'] table").count() > 0
        assert page.locator("svg[role=img] title").count() == 2
        # words in pictures have the colours of words beside them, whose contrast was looked at
        fills = page.evaluate("[...document.querySelectorAll('.drawn text')].map(t => getComputedStyle(t).fill)")
        words = page.evaluate("['main', '.under'].map(s => getComputedStyle(document.querySelector(s)).color)")
        assert set(fills) == set(words)
        assert said == []


def test_parquet_holds_what_csv_holds_and_the_next_delivery_reads_it(linked):
    folder, _ = linked
    done = command("records", "a.csv", "b.csv", "--out", "text", "--before", "packed", cwd=folder)
    assert done.returncode == 0, done.stderr
    for name in ("pairs", "clusters"):
        packed = pl.read_parquet(folder / "packed" / f"{name}.parquet").cast(pl.String)
        assert packed.equals(pl.read_csv(folder / "text" / f"{name}.csv", schema=dict(packed.schema)).cast(pl.String))
    assert report(folder / "text")["linked"][0]["truth"] == []
    assert not list((folder / "packed").glob("clusters.csv"))


# What is wrong, the text of the truth, what is said.
WRONG = [
    ("of other records", "id,person\nZelambry,1\n", "says nothing of 1,100 of 1,100 records"),
    ("no truth at all", "surname\nZelambry\n", "has not the columns"),
]


@pytest.mark.parametrize(("text", "said"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_a_wrong_truth_ends_in_a_message_and_writes_nothing(linked, text, said):
    folder, _ = linked
    (folder / "wrong.csv").write_text(text)
    done = command("records", "a.csv", "b.csv", "--out", "x", "--truth", "wrong.csv", cwd=folder)
    assert (done.returncode, done.stdout) == (85, "")
    assert said in done.stderr
    assert "Zelambry" not in done.stderr
    assert not (folder / "x").exists()


def test_ids_that_two_files_have_in_common_need_the_source(linked, tmp_path):
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("id,surname,dob\n1,Morley,1990-01-02\n2,Adams,1971-12-24\n")
    (tmp_path / "truth.csv").write_text("id,person\n1,1\n2,2\n")
    (tmp_path / "sources.csv").write_text("source,id,person\n0,1,1\n0,2,2\n1,1,1\n1,2,2\n")
    done = command("records", "one.csv", "two.csv", "--out", "x", "--truth", "truth.csv", cwd=tmp_path)
    assert (done.returncode, "Add the column source" in done.stderr) == (85, True)
    done = command("records", "one.csv", "two.csv", "--out", "x", "--truth", "sources.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert report(tmp_path / "x")["linked"][0]["truth"][0]["true"] == 2


@pytest.fixture(scope="module")
def nation(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("reported") / "nation"
    pipeline.synthesise(root, persons=400, givers=6, seed=3)
    with (root / "study.toml").open("a", encoding="utf-8") as file:
        file.write("\n[link]\n")
    pipeline.run(root, [Stage.COLLECT, Stage.LINK], clock=CLOCK)
    return root


def test_a_studys_report_lies_with_its_links_and_is_its_owners_alone(nation):
    made = report(nation / "vault" / "links")
    check(made, "link-report")
    assert [one["what"] for one in made["linked"]] == ["suspects", "victims"]
    assert made["mark"] == "SYNTHETIC"
    page = nation / "vault" / "links" / "report.html"
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert "SYNTHETIC" in page.read_text(encoding="utf-8")
    assert not re.search(r"(?:vic|sus|per)[a-z2-7]{26}", page.read_text(encoding="utf-8"))


def test_a_study_is_held_against_the_truth_of_its_nation(nation):
    truth = nation.parent / "nation.truth" / "persons.parquet"
    whole, *by_kinds = pipeline.measure_links(nation, PersonKind.VICTIM, truth, why=WHY, clock=CLOCK)
    assert whole.true == whole.right > 0
    assert sum(one.true for one in by_kinds) == whole.true
    assert {kind for one in by_kinds for kind in one.kinds} <= {"police", "nca", "social care", "voluntary"}
    assert list(ledger_entries(nation / "ledger.jsonl"))[-1].duty is Duty.CONSULTATION


def test_a_truth_of_the_other_kind_is_refused_before_anything_is_consulted(nation, tmp_path):
    before = (nation / "ledger.jsonl").read_bytes()
    (tmp_path / "truth.csv").write_text("sus_pseudo,person\nx,1\n")
    with pytest.raises(RecordsError, match="has not the columns id or vic_pseudo"):
        pipeline.measure_links(nation, PersonKind.VICTIM, tmp_path / "truth.csv", why=WHY, clock=CLOCK)
    assert (nation / "ledger.jsonl").read_bytes() == before


def operations(root: Path) -> pl.DataFrame:
    return pl.read_parquet(root / "vault" / "links" / "investigation.parquet")


def test_every_investigation_is_of_one_operation_and_only_people_join_them(nation, tmp_path):
    rows = operations(nation)
    cases = pl.read_parquet(nation / "vault" / "cases" / "investigation.parquet")
    assert set(rows["pseudonym"]) == set(cases["inv_pseudo"])
    assert rows["operation"].n_unique() == rows["pseudonym"].n_unique()
    text = pipeline.link_queue(nation, Queue.INVESTIGATION, why=WHY, clock=CLOCK)
    asked = list(csv.DictReader(io.StringIO(text)))
    assert asked
    assert not re.search(r"(?:inv|vic|sus|per|opr)[a-z2-7]{26}", text)
    (tmp_path / "said.csv").write_text(f"pair,verdict\n{asked[0]['pair']},same\n")
    pipeline.decide_links(nation, Queue.INVESTIGATION, tmp_path / "said.csv", why=WHY, clock=CLOCK)
    pipeline.run(nation, [Stage.LINK], clock=CLOCK)
    after = operations(nation)
    assert after["operation"].n_unique() == rows["operation"].n_unique() - 1
    assert set(after["operation"]) < set(rows["operation"])
    assert asked[0]["pair"] not in pipeline.link_queue(nation, Queue.INVESTIGATION, why=WHY, clock=CLOCK)
    shared = pl.read_parquet(nation / "vault" / "links" / "investigation-shared.parquet")
    assert shared["linked"].sum() >= 1


def test_pairs_of_investigations_share_the_persons_that_they_are_said_to(nation):
    folder = nation / "vault" / "cases"
    inside: dict[str, set[str]] = {}
    offences = pl.read_parquet(folder / "offence.parquet").select("return_provider", "off_pseudo", "inv_pseudo")
    for entity, key in (("link_victim_offence", "vic_pseudo"), ("link_suspect_offence", "sus_pseudo")):
        rows = pl.read_parquet(folder / f"{entity}.parquet").join(offences, on=["return_provider", "off_pseudo"])
        for investigation, who in rows.select("inv_pseudo", key).iter_rows():
            inside.setdefault(investigation, set()).add(who)
    shared = pl.read_parquet(nation / "vault" / "links" / "investigation-shared.parquet")
    for row in shared.iter_rows(named=True):
        both = inside[row["left"]] & inside[row["right"]]
        assert row["victims"] == sum(one.startswith("vic") for one in both)
        assert row["suspects"] == sum(one.startswith("sus") for one in both)
