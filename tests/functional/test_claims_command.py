"""`clerestory publish claims` as a writer gives it, on the example and with a sentence that does not hold."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

from clerestory.cli.reference import pages
from commands import clerestory
from studies import published_example


def claims(*words: str) -> subprocess.CompletedProcess[str]:
    return clerestory("publish", "claims", *words)


@pytest.fixture
def study(tmp_path_factory) -> Path:
    return published_example(tmp_path_factory)


def test_each_claim_is_told_with_its_verdict(study):
    done = claims(str(study))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": supported. Police forces held the most (1,102 of 2,744)") == 2
    assert claims(str(study), "--zone", "vault").stdout == done.stdout


def test_the_json_agrees_with_its_schema(study):
    made = json.loads(claims(str(study), "--json").stdout)
    jsonschema.Draft202012Validator(json.loads(pages()["schemas/claims.schema.json"])).validate(made)
    assert [claim["meaning"] for claim in made["claims"] if claim["meaning"]] == ["the largest", "the smallest"]


def test_the_release_has_the_claims_as_a_file_and_on_its_page(study):
    release = next((study / "releases").glob("2*"))
    assert 't1[""PF""' in (release / "REBUILT-claims.csv").read_text(encoding="utf-8")
    page = (release / "index.html").read_text(encoding="utf-8")
    assert "Claims and what they rest on" in page
    assert 'href="REBUILT-claims.csv"' in page


def test_a_sentence_that_does_not_hold_ends_with_its_place_and_the_code_of_papers(study):
    paper = study / "paper" / "paper.md"
    paper.write_text(paper.read_text(encoding="utf-8") + "\nMost cases were never listed.\n", encoding="utf-8")
    done = claims(str(study))
    assert (done.returncode, done.stdout) == (50, "")
    assert "'Most' claims “most” and cites nothing that bears it" in done.stderr


def without_tables(study: Path) -> Path:
    for path in (study / "desk" / "tables").iterdir():
        path.unlink()
    return study


@pytest.mark.parametrize(
    ("make", "code", "said"),
    [
        (lambda study: study / "nowhere", 10, "there is no study.toml"),
        (without_tables, 10, "Run the study up to gate protect"),
    ],
)
def test_what_is_not_there_is_told(study, make, code, said):
    done = claims(str(make(study)))
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
