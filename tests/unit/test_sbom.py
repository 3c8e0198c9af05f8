"""The bill of materials lists what is locked, says what of it is shipped, and is CycloneDX."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ELSEWHERE = {"colorama"}  # installed on another system alone, so nothing states its licence here


def written(target: Path) -> str:
    subprocess.run([sys.executable, ROOT / "deploy" / "sbom.py", target], check=True)
    return target.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def text(tmp_path_factory) -> str:
    return written(tmp_path_factory.mktemp("sbom") / "a" / "bill.json")


@pytest.fixture(scope="module")
def bill(text):
    return json.loads(text)


def of_python(bill) -> list:
    return [one for one in bill["components"] if one["purl"].startswith("pkg:pypi/")]


def test_it_holds_by_the_published_schema_and_a_broken_one_does_not(text):
    check = JsonStrictValidator(SchemaVersion.V1_6)
    assert check.validate_str(text) is None
    assert check.validate_str(text.replace('"library"', '"books"', 1)) is not None


def test_it_lists_exactly_what_is_locked_with_every_hash(bill):
    locked = re.findall(r"^([\w.-]+)==([^ ;]+)", LOCK, re.MULTILINE)
    assert sorted((one["name"], one["version"]) for one in of_python(bill)) == sorted(locked)
    hashes = [said["content"] for one in of_python(bill) for said in one["hashes"]]
    assert sorted(hashes) == sorted(re.findall(r"--hash=sha256:(\w{64})", LOCK))


def needed_here(name: str, found: set[str], extras: Iterable[str] = ()) -> set[str]:
    """What an installed package, with extras, needs on this system, as the package itself says."""
    for line in metadata.requires(name) or ():
        need = Requirement(line)
        other = canonicalize_name(need.name)
        is_needed = need.marker is None or any(need.marker.evaluate({"extra": one}) for one in ("", *extras))
        if is_needed and (other not in found or need.extras):
            found.add(other)
            needed_here(other, found, need.extras)
    return found


def test_what_is_shipped_is_what_the_packages_themselves_need(bill):
    required = {one["name"] for one in of_python(bill) if one["scope"] == "required"}
    marked = {one["name"] for one in of_python(bill) if "properties" in one}
    here = needed_here("clerestory", set())
    assert here <= required
    assert {"django", "pydantic-core", "cffi"} <= here
    assert required - here - marked == set()
    assert {one["name"]: one["scope"] for one in of_python(bill)}["psycopg"] == "optional"
    assert {one["name"]: one["scope"] for one in of_python(bill)}["ruff"] == "excluded"


def test_everything_that_is_shipped_states_its_licence(bill):
    bare = {one["name"] for one in bill["components"] if one["scope"] != "excluded" and not one.get("licenses")}
    assert bare <= ELSEWHERE


def test_of_style_and_scripts_it_lists_what_is_in_them_and_not_what_builds_them(bill):
    styles = [one for one in bill["components"] if one["purl"].startswith("pkg:npm/")]
    assert [(one["name"], one["licenses"]) for one in styles] == [("govuk-frontend", [{"expression": "MIT"}])]
    assert len(styles[0]["hashes"][0]["content"]) == 128


def test_the_same_locks_give_the_same_bytes(text, tmp_path):
    assert written(tmp_path / "again.json") == text


@pytest.mark.slow
def test_a_wheel_carries_it(text, tmp_path):
    for name in ("src", "deploy", "pyproject.toml", "README.md", "LICENSE"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "clerestory.cdx.json").write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=tmp_path, check=True)
    with zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))) as wheel:
        [name] = [one for one in wheel.namelist() if "/sboms/" in one]
        assert wheel.read(name).decode() == text
