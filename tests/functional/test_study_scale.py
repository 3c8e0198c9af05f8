"""An estimate of scale that a study asks for: from its settings to the released page, and back."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from clerestory import pipeline
from clerestory.errors import GateError, PaperError, ReleaseError, StudyError, TableError
from clerestory.ledger import ledger_entries
from clerestory.pipeline import Stage
from clerestory.publish import verify_release
from csvw_files import check_csvw
from scale_studies import OF_TABLE, OVERLAPS, histories, scale_study
from studies import CLOCK, published, released_bytes

TO_PROTECT = [Stage.COLLECT, Stage.ANALYSE, Stage.PROTECT]


class _Estimate(HTMLParser):
    """The words of the estimate on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.words = 0, ""

    def handle_starttag(self, tag, attributes):
        if tag == "div" and (self.inside or ("class", "estimate") in attributes):
            self.inside += 1

    def handle_endtag(self, tag):
        self.inside -= tag == "div" and self.inside > 0

    def handle_data(self, data):
        self.words += f"{data} " if self.inside else ""


def shown(release: Path) -> str:
    reader = _Estimate()
    reader.feed((release / "index.html").read_text(encoding="utf-8"))
    return " ".join(reader.words.split())


def csv_of(release: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((release / "tables" / "SYNTHETIC-s1.csv").read_text(encoding="utf-8"))))


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    root = scale_study(tmp_path_factory.mktemp("scale") / "study", histories())
    published(root)
    return root


@pytest.fixture(scope="module")
def release(study) -> Path:
    return next((study / "releases").glob("2*"))


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (OF_TABLE.replace("t1", "t9"), "names the table t9, which is no overlap table"),
        (OF_TABLE.replace("200", "199"), "replicates"),
        (OF_TABLE.replace("stepwise", "guess"), "methods"),
        (OF_TABLE.replace('table = "t1"\n', ""), "needs either a table or persons"),
        (OF_TABLE + 'persons = "suspect"\n', "needs either a table or persons"),
        (OF_TABLE + 'lists = "kind"\n', "lists belong to persons"),
        (OF_TABLE.replace('table = "t1"', 'persons = "suspect"\nlists = "kind"'), "nobody is linked"),
        (OF_TABLE.replace('"s1"', '"t1"'), "share the id t1"),
    ],
)
def test_settings_that_mean_nothing_are_refused_when_the_study_is_opened(tmp_path, tables, said):
    root = scale_study(tmp_path / "study", histories(persons=20), tables=OVERLAPS + tables)
    with pytest.raises(StudyError, match=said):
        pipeline.run(root, TO_PROTECT, clock=CLOCK)


def test_two_lists_are_refused(tmp_path):
    root = scale_study(tmp_path / "study", histories(persons=60)[:, :2])
    with pytest.raises(TableError, match="table t1: has 2 lists with cases"):
        pipeline.run(root, TO_PROTECT, clock=CLOCK)


def test_a_paper_that_names_an_unknown_estimate_does_not_leave_the_vault(tmp_path):
    root = scale_study(tmp_path / "study", histories(persons=300), paper="## Findings\n\n{{ scale s9 }}\n")
    with pytest.raises(PaperError, match="there is no estimate of scale 's9'"):
        published(root)
    assert not (root / "releases").exists() or not list((root / "releases").iterdir())


def test_the_page_has_the_spread_first_and_every_number_rounded(study, release):
    words = shown(release)
    spread = json.loads((study / "desk" / "tables" / "scale-s1.json").read_text())["spread"]
    assert f"Between {spread['low']:,.0f} and {spread['high']:,.0f} cases in all" in words
    assert "not to be quoted without the spread" in words
    assert "Leaving out one list at a time moves the single estimates to between" in words
    assert "; faults of linkage, referral and coverage to between" in words
    numbers = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", words)]
    of_words = {2014, 95, 1, 5, 25, 2}  # the method's year, 95 %, shares that scenarios assume
    assert all(number == float(f"{number:.2g}") for number in numbers if number not in of_words)


def test_no_count_of_the_lists_is_released(study, release):
    """S17: of three digits or more no number of the table is in any file of the estimate."""
    on = histories()
    counts = {str(n) for n in np.bincount(on @ [1, 2, 4, 8]).tolist() if n > 99} | {str(len(on))}
    told = (release / "tables" / "SYNTHETIC-s1.csv").read_text() + shown(release).replace(",", "")
    assert not counts & set(re.findall(r"\d+", told))


def test_the_csv_the_page_and_the_desk_agree(study, release):
    rows = csv_of(release)
    desk = json.loads((study / "desk" / "tables" / "scale-s1.json").read_text())
    spread = next(row for row in rows if row["part"] == "spread")
    assert (float(spread["low"]), float(spread["high"])) == (desk["spread"]["low"], desk["spread"]["high"])
    words = shown(release).replace(",", "")
    methods = {row["name"]: row for row in rows if row["part"] == "method"}
    assert {m["method"]: m["estimate"] for m in desk["methods"]} == {
        n: float(m["estimate"]) for n, m in methods.items()
    }
    for row in (*methods.values(), *(row for row in rows if row["part"] == "scenario" and row["low"])):
        assert {row["low"], row["high"]} <= set(words.split()), row["name"]
    assert {row["data"] for row in rows} == {"synthetic"}
    assert check_csvw(release)


def test_lists_that_hardly_overlap_give_words_and_no_number_anywhere(tmp_path):
    apart = np.zeros((300, 3), dtype=bool)
    apart[np.arange(300), np.arange(300) % 3] = True
    apart[:30] = [True, True, False]
    root = scale_study(tmp_path / "study", apart)
    release = published(root)
    assert "No number is given. Only 2 of the lists have a case in common" in shown(release)
    assert not re.findall(r"\d", shown(release).replace("Only 2 of", ""))
    (row,) = csv_of(release)
    assert (row["part"], row["low"], row["high"]) == ("spread", "", "")
    assert row["note"].startswith("Only 2 of the lists")
    assert row["status"] == "[x]"
    assert check_csvw(release)
    assert not [name for name in released_bytes(release) if name.startswith("charts/")]


def test_another_seed_changes_nothing_but_the_limits_of_the_bootstrap(study, tmp_path):
    other = scale_study(tmp_path / "study", histories(), tables=OVERLAPS + OF_TABLE + "seed = 2\n")
    pipeline.run(other, TO_PROTECT, clock=CLOCK)
    one, two = (json.loads((root / "vault" / "tables" / "scale-s1.json").read_text()) for root in (study, other))
    assert one["scenarios"] == two["scenarios"]
    for a, b in zip(one["methods"], two["methods"], strict=True):
        kept = ("estimate", "model", "conditional", "looked_at", "why_not")
        assert [a[name] for name in kept] == [b[name] for name in kept]
    assert one["methods"][0] == two["methods"][0]  # nothing is drawn for independent lists
    assert one["methods"][1]["bootstrap"] != two["methods"][1]["bootstrap"]


def test_the_same_study_gives_the_same_release_and_its_files_are_verified(study, release):
    before = released_bytes(release)
    again = pipeline.run(study, clock=CLOCK)
    assert "byte for byte" in again.lines[-1]
    assert released_bytes(release) == before
    pipeline.verify_study_ledger(study)
    verify_release(release)
    path = release / "tables" / "SYNTHETIC-s1.csv"
    path.write_bytes(path.read_bytes().replace(b"synthetic", b"Synthetic"))
    with pytest.raises(ReleaseError, match="was changed"):
        verify_release(release)
    path.write_bytes(before["tables/SYNTHETIC-s1.csv"])


def test_what_people_decided_on_one_estimate_does_not_open_the_gate_for_another(tmp_path):
    root = scale_study(tmp_path / "study", histories(persons=400))
    published(root)
    toml = (root / "study.toml").read_text().replace('["independence", "stepwise"]', '["stepwise"]')
    (root / "study.toml").write_text(toml)
    with pytest.raises(GateError):
        pipeline.run(root, clock=CLOCK)


def test_the_ledger_has_no_number_of_an_estimate(study):
    found = json.loads((study / "vault" / "tables" / "scale-s1.json").read_text())
    numbers = {str(found["observed"]), *(str(m["estimate"]) for m in found["methods"])}
    told = " ".join(json.dumps(entry.detail) for entry in ledger_entries(study / "ledger.jsonl"))
    assert not [number for number in numbers if number in re.findall(r"[\d.]+", told)]
