"""The pages on what comes after a release (correct, recall, reproduce), followed literally in sh."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.studies import published, revise, small_study

from clerestory import pipeline
from clerestory.errors import GateError
from clerestory.model.decisions import Gate
from commands import forked

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'


@pytest.fixture
def study(tmp_path) -> Path:
    root = small_study(tmp_path / "STUDY", {"area": ["n", "s"]}, [("n",)] * 60 + [("s",)] * 40, tables=TABLES)
    published(root)
    return root


def blocks(page: str, language: str) -> list[str]:
    text = (HOW_TO / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def follow(page: str, folder: Path) -> list[subprocess.CompletedProcess[str]]:
    command = f'clerestory() {{ {" ".join(forked())} "$@"; }}\n'
    return [
        subprocess.run(["sh", "-ec", command + block], cwd=folder, capture_output=True, text=True, check=False)
        for block in blocks(page, "sh")
    ]


def test_recall_a_release(study, tmp_path):
    site = tmp_path / "www" / "2026-11-26-SYNTHETIC"
    site.mkdir(parents=True)
    (site / "manifest.json").write_text("{}")
    recalled, copied, status = follow("recall-a-release.md", tmp_path)
    assert recalled.returncode == 0
    assert "The public: could read it on the site" in recalled.stdout
    if copied.returncode != 127:  # there is rsync
        assert sorted(path.name for path in site.iterdir()) == ["index.html", "recall.json", "style.css"]
    assert "nobody decided whether the Information Commissioner is told" in status.stdout
    assert (study / "vault" / "breaches" / "2026-11-26-SYNTHETIC.toml").is_file()


def test_reproduce_a_release(study, tmp_path):
    said = f"2026-11-26-SYNTHETIC, {_files(study)} files: the same, byte for byte\n"
    assert [done.stdout for done in follow("reproduce-a-release.md", tmp_path)] == [said, said]
    assert not (tmp_path / "scratch").exists()


def _files(study: Path) -> int:
    there = (study / "releases" / "2026-11-26-SYNTHETIC").rglob("*")
    return sum(path.is_file() for path in there) - 4  # manifest, seal and their signatures


def test_correct_a_release(study, tmp_path):
    revise(study, "person", lambda text: text.replace(",n", ",s", 12))
    (settings,) = blocks("correct-a-release.md", "toml")
    path = study / "study.toml"
    head, _, tail = path.read_text(encoding="utf-8").partition("[release]\n")
    path.write_text(head + settings + tail[tail.index("\n[") :], encoding="utf-8")
    for gate in Gate:
        try:
            pipeline.run(study)
        except GateError:
            pipeline.simulate(study, gate)
    (done,) = follow("correct-a-release.md", tmp_path)
    assert done.returncode == 0, done.stderr
    release = study / "releases" / "2027-02-25-SYNTHETIC"
    assert "Twelve people of the south" in (release / "corrections.html").read_text(encoding="utf-8")
