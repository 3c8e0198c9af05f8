"""The reference is what the program does: generated pages are fresh, forms agree with schemas, links lead somewhere."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from clerestory import pipeline
from clerestory.cli.reference import pages
from clerestory.errors import all_errors
from studies import CLOCK, EXAMPLE, example

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted(p for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_fresh(name):
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def schema(name: str):
    return json.loads((REFERENCE / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))


def check(value, name: str) -> None:
    jsonschema.Draft202012Validator(schema(name)).validate(value)


@pytest.fixture(scope="module")
def run_study(tmp_path_factory):
    root = example(tmp_path_factory.mktemp("forms"))
    pipeline.run(root, clock=CLOCK)
    return root


def test_files_of_a_study_agree_with_their_schemas(run_study):
    release = next((run_study / "releases").iterdir())
    check(json.loads((release / "manifest.json").read_bytes()), "manifest")
    check(json.loads((release / "seal.json").read_bytes()), "seal")
    check(json.loads((run_study / "ledger.head").read_bytes()), "ledger-head")
    for line in (run_study / "ledger.jsonl").read_text(encoding="utf-8").splitlines():
        check(json.loads(line), "ledger-line")
    for path in (run_study / "decisions").glob("*.toml"):
        check(plain(tomllib.loads(path.read_text(encoding="utf-8"))), "decision")
    check(plain(tomllib.loads((run_study / "study.toml").read_text(encoding="utf-8"))), "study-toml")


def plain(value):
    """Dates of TOML as JSON has them."""
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize("broken", [{"draft": "abc"}, {"outcome": "maybe"}, {"extra": 1}])
def test_schemas_refuse_what_the_program_refuses(broken):
    decision = tomllib.loads((EXAMPLE / "decisions" / "release-chair.toml").read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        check(plain(decision | broken), "decision")


def test_references_of_the_example_match_the_schema():
    for path in [EXAMPLE / "paper" / "paper.md", ROOT / "src" / "clerestory" / "synthetic" / "template" / "paper.md"]:
        for reference in re.findall(r"\{\{\s*(.*?)\s*\}\}", path.read_text(encoding="utf-8")):
            check(reference, "paper-reference")
    with pytest.raises(jsonschema.ValidationError):
        check("12", "paper-reference")


def test_every_kind_of_error_has_an_exit_code_of_its_own():
    codes = [kind.exit_code for kind in all_errors()]
    assert len(set(codes)) == len(codes)
    for code in codes:
        check(code, "exit-codes")


def test_the_shipped_instrument_is_the_proposed_one():
    """93 variables; every code list of a variable is there."""
    folder = ROOT / "src" / "clerestory" / "study" / "group_based_offending"
    with (folder / "variables.csv").open(encoding="utf-8", newline="") as file:
        variables = list(csv.DictReader(file))
    assert len(variables) == 93
    lists = {path.stem for path in (folder / "codelists").glob("*.csv")}
    assert {v["codelist"] for v in variables if v["codelist"]} <= lists


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith("https://"):
            assert (page.parent / target).exists(), target


DOMAIN = ROOT / ".." / "shared" / "domain"


@pytest.mark.external
@pytest.mark.skipif(not DOMAIN.exists(), reason="the domain notes in ../shared are not here")
def test_the_shipped_instrument_has_every_variable_and_code_of_the_domain_notes():
    folder = ROOT / "src" / "clerestory" / "study" / "group_based_offending"
    assert (folder / "variables.csv").read_bytes() == (DOMAIN / "instrument.csv").read_bytes()
    for path in (DOMAIN / "codelists").glob("*.csv"):
        if path.stem != "all":
            assert codes(folder / "codelists" / path.name) == codes(path)


def codes(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["code"], row["label"]) for row in csv.DictReader(file)]
