"""The reference is what the program does: generated pages are fresh, forms agree with schemas, links lead somewhere."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import jsonschema
import polars as pl
import pytest

from clerestory import pipeline
from clerestory.cli.reference import pages
from clerestory.errors import all_errors
from clerestory.model.attackers import Attacker
from clerestory.model.proofs import LinkedProof
from clerestory.model.rights import RequestState
from clerestory.model.rules import ThresholdRule
from clerestory.model.sharing import Controller
from clerestory.protect import protect_frame
from clerestory.protect.hierarchies.files import proof_text
from clerestory.protect.linked import protect_linked_frame
from clerestory.share import new_record
from clerestory.share.toml_text import toml_text
from sharing import CARE, COUNTS, NOT_SHARED, POLICE
from studies import CLOCK, EXAMPLE, example

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted(p for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
GENERATED = pages()


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_generated_pages_are_fresh(name):
    assert (REFERENCE / name).read_text(encoding="utf-8") == GENERATED[name], "run `make docs`"


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
    release = next((run_study / "releases").glob("2*"))
    check(json.loads((release / "manifest.json").read_bytes()), "manifest")
    check(json.loads((release / "seal.json").read_bytes()), "seal")
    check(json.loads((run_study / "ledger.head").read_bytes()), "ledger-head")
    for line in (run_study / "ledger.jsonl").read_text(encoding="utf-8").splitlines():
        check(json.loads(line), "ledger-line")
    for path in (run_study / "decisions").glob("*.toml"):
        check(plain(tomllib.loads(path.read_text(encoding="utf-8"))), "decision")
    check(plain(tomllib.loads((run_study / "study.toml").read_text(encoding="utf-8"))), "study-toml")


def test_the_proof_of_a_single_table_agrees_with_its_schema():
    cells = pl.DataFrame({"area": ["N", "N", "S", "S"], "sex": ["F", "M", "F", "M"], "n": [3, 40, 50, 60]})
    _, proof = protect_frame(cells, [["area"], ["sex"]], "n", ThresholdRule(5), seed=1)
    made = json.loads(proof_text(proof))
    check(made, "grid-proof")
    for broken in ({"threshold": 0}, {"attackers": []}, {"form": "clerestory-grid-proof/9"}, {"extra": 1}):
        with pytest.raises(jsonschema.ValidationError):
            check(made | broken, "grid-proof")


def test_the_proof_of_linked_tables_agrees_with_its_schema():
    cells = pl.DataFrame({"area": ["N", "N", "S", "S"], "sex": ["F", "M", "F", "M"], "n": [3, 40, 50, 60]})
    tables, giver = [[["area"], ["sex"]], [["sex"]]], {Attacker.GIVER: "area"}
    _, proof = protect_linked_frame(cells, tables, "n", ThresholdRule(5), seed=1, contributors=giver)
    made = json.loads(proof_text(proof))
    check(made, "linked-proof")
    assert LinkedProof.model_validate_json(proof_text(proof)) == proof
    for broken in ({"threshold": 0}, {"attackers": []}, {"form": "clerestory-grid-proof/2"}, {"extra": 1}):
        with pytest.raises(jsonschema.ValidationError):
            check(made | broken, "linked-proof")


@pytest.mark.parametrize("fields", [CARE, POLICE, NOT_SHARED, COUNTS], ids=["care", "police", "not shared", "counts"])
def test_records_of_sharing_agree_with_their_schema_and_page(fields, tmp_path):
    made = plain(tomllib.loads(toml_text(new_record(fields, where=tmp_path / "r.toml"))))
    check(made, "sharing")
    for broken in ({"decision": "perhaps"}, {"provider": "a/b"}, {"extra": 1}, {"form": "clerestory-sharing/2"}):
        with pytest.raises(jsonschema.ValidationError):
            check(made | broken, "sharing")
    page = (REFERENCE / "sharing.md").read_text(encoding="utf-8")
    names = set(made) | set(made.get("giver", {})) | set(made.get("safeguarding", {}))
    assert [
        name for name in names if f"`{name}`" not in page and f"[{name}]" not in page and f"{name} = " not in page
    ] == []


def test_requests_and_controllers_agree_with_their_schemas():
    step = {"state": "received", "on": "2026-03-10", "by": "Rights desk"}
    request = {"form": "clerestory-rights-request/1", "id": "R-2026-001", "right": "access", "received": "2026-03-10"}
    check(request | {"steps": [step]}, "rights-request")
    check({"form": "clerestory-controller/1", "processors": [], "contact": "A post"}, "controller")
    with pytest.raises(jsonschema.ValidationError):
        check(request | {"steps": []}, "rights-request")
    page = (REFERENCE / "sharing.md").read_text(encoding="utf-8")
    assert [n for n in Controller.model_fields if not re.search(rf"[`\[]{n}[`\]]|{n} = ", page)] == []
    assert [state.value for state in RequestState if state.value not in page] == []


def test_the_shipped_presets_agree_with_their_schema():
    made = tomllib.loads((ROOT / "src" / "clerestory" / "study" / "presets.toml").read_text(encoding="utf-8"))
    check(made, "presets")
    for broken in ({"form": "clerestory-presets/2"}, {"presets": []}, {"extra": 1}):
        with pytest.raises(jsonschema.ValidationError):
            check(made | broken, "presets")


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


SHIPPED = ROOT / "src" / "clerestory" / "study" / "group_based_offending"
# Variables of each entity, as the proposal counts them: 93 in all.
VARIABLES = {
    "return": 11, "investigation": 23, "offence": 16, "suspect": 16, "victim": 12, "interview": 7,
    "link_suspect_offence": 2, "link_victim_offence": 1, "link_suspect_victim": 1, "link_suspect_suspect": 4,
}  # fmt: skip
# Codes of lists that others fixed, as they fixed them: the census groups of ethnicity, the outcomes of the counting
# rules with those for each region, the territorial forces, the factors of assessments.
CODES = {
    "ethnicity_sde_18plus1": 19, "ethnicity_16plus1_legacy": 17, "ethnicity_broad5": 7, "outcome": 26,
    "outcome_group": 10, "police_force_area": 45, "region": 11, "age_band": 10, "missing_reason": 8,
    "withhold_reason": 18, "provider": 48, "offence": 25, "sex": 4,
}  # fmt: skip


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_shipped_instrument_has_the_variables_of_the_proposal():
    variables = rows_of(SHIPPED / "variables.csv")
    assert Counter(v["entity"] for v in variables) == VARIABLES
    assert len(variables) == sum(VARIABLES.values()) == 93
    assert all(v["definition"] and v["class"] and v["questions"] for v in variables)
    assert len({(v["entity"], v["variable"]) for v in variables}) == 93


def test_the_shipped_code_lists_are_whole():
    lists = {path.stem: rows_of(path) for path in (SHIPPED / "codelists").glob("*.csv")}
    assert len(lists) == 63
    assert {name: len(lists[name]) for name in CODES} == CODES
    assert {v["codelist"] for v in rows_of(SHIPPED / "variables.csv") if v["codelist"]} <= set(lists)
    for name, codes in lists.items():
        assert all(row["name"] == name and row["code"] and row["label"] and row["source"] for row in codes), name
        assert len({row["code"] for row in codes}) == len(codes) > 0, name


@pytest.mark.parametrize(
    ("fine", "coarse"),
    [
        ("age_band", "age_band_publish"),
        ("ethnicity_sde_18plus1", "ethnicity_broad5"),
        ("outcome", "outcome_group"),
        ("police_force_area", "region"),
    ],
)
def test_codes_that_tables_group_have_a_parent_in_the_coarser_list(fine, coarse):
    parents = {row["code"] for row in rows_of(SHIPPED / "codelists" / f"{coarse}.csv")}
    assert {row["parent"] for row in rows_of(SHIPPED / "codelists" / f"{fine}.csv")} <= parents


@pytest.mark.parametrize(
    ("fine", "coarse"),
    [
        ("location_type", "place_group"),
        ("partner_agency", "agency_group"),
        ("vulnerability_flag", "vulnerability_group"),
        ("initial_contact", "contact_group"),
    ],
)
def test_known_codes_have_a_parent_among_groups_that_all_have_some(fine, coarse):
    parents = {row["code"] for row in rows_of(SHIPPED / "codelists" / f"{coarse}.csv")}
    known = [row for row in rows_of(SHIPPED / "codelists" / f"{fine}.csv") if row["note"] != "not known"]
    assert {row["parent"] for row in known} == parents


def test_the_shipped_areas_are_in_no_band_of_deprivation_or_settlement():
    areas = rows_of(SHIPPED / "codelists" / "police_force_area.csv")
    assert {row["further_parents"] for row in areas} == {"DNA;UNA"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith("https://"):
            assert (page.parent / target).exists(), target


DOMAIN = ROOT / ".." / "shared" / "domain"


@pytest.mark.external
@pytest.mark.skipif(not DOMAIN.exists(), reason="the domain notes in ../shared are not here")
def test_the_shipped_instrument_has_every_variable_and_code_of_the_domain_notes():
    assert (SHIPPED / "variables.csv").read_bytes() == (DOMAIN / "instrument.csv").read_bytes()
    for path in (DOMAIN / "codelists").glob("*.csv"):
        if path.stem != "all":
            shipped = [
                r for r in rows_of(SHIPPED / "codelists" / path.name) if r["code"] not in ADDED.get(path.stem, ())
            ]
            for own, theirs in zip(shipped, rows_of(path), strict=True):
                assert fixed(own) == {column: theirs[column] for column in fixed(own)}


MARKS = ("not known", "not stated")
ADDED = {"lawful_basis": ("A6-1F", "A6-1EA")}  # ADR 0017: what the notes leave out of Article 6
# Parents are the product's: bands and groups of codes in lists of its own.
GROUPED = ("age_band", "location_type", "partner_agency", "vulnerability_flag", "initial_contact")
OWN = {**{name: {"parent"} for name in GROUPED}, "police_force_area": {"further_parents"}}


def fixed(row: dict[str, str]) -> dict[str, str]:
    """What the product may not change: all but marks of values that are not known, and parents in its own lists."""
    own = {"note"} if row["note"] in MARKS else set()
    return {column: value for column, value in row.items() if column not in own | OWN.get(row["name"], set())}
