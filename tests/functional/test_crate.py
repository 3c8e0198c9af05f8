"""A release as a research object: the rocrate package reads it, and finds every file, who made it, and with what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rocrate.rocrate import ROCrate
from tests.studies import published, small_study

from clerestory import __version__


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Path:
    tables = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
    people = [("n",)] * 60 + [("s",)] * 40
    return published(small_study(tmp_path_factory.mktemp("crate"), {"area": ["n", "s"]}, people, tables=tables))


@pytest.fixture(scope="module")
def crate(release) -> ROCrate:
    return ROCrate(release)


def test_every_file_is_described_and_nothing_else(release, crate):
    there = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}
    described = {entity.id for entity in crate.data_entities}
    assert described == there - {"ro-crate-metadata.json"}
    assert {part.id for part in crate.root_dataset["hasPart"]} == described
    sizes = {e.id: int(e["contentSize"]) for e in crate.data_entities if e.get("contentSize")}
    assert sizes == {name: (release / name).stat().st_size for name in sizes}
    assert described - set(sizes) == {f"{name}.json{end}" for name in ("manifest", "seal") for end in ("", ".minisig")}


def test_the_root_has_licence_publisher_days_and_mark(crate):
    root = crate.root_dataset
    assert root["name"].startswith("SYNTHETIC: ")
    assert root["license"].id.startswith("https://www.nationalarchives.gov.uk/doc/open-government-licence/")
    assert root["publisher"]["name"] == "Clerestory project"
    assert root["datePublished"][:10] == "2026-11-26"
    assert root["temporalCoverage"] == "2013-01-01/2013-12-31"
    assert crate.mainEntity.id == "index.html"


def test_the_program_made_it_in_an_action(crate):
    (action,) = [entity for entity in crate.contextual_entities if entity.type == "CreateAction"]
    assert action["instrument"]["softwareVersion"] == __version__
    assert action["result"].id == "./"
    assert action["endTime"] == "2026-11-26"


def test_everything_that_is_named_is_described(release):
    graph = json.loads((release / "ro-crate-metadata.json").read_bytes())["@graph"]
    ids = {entity["@id"] for entity in graph}
    assert len(ids) == len(graph)
    elsewhere = {"https://w3id.org/ro/crate/1.2"}
    assert {end for entity in graph for end in references(entity)} <= ids | elsewhere
    assert all(entity["encodingFormat"] for entity in graph if entity["@type"] == "File")


def references(entity: dict) -> list[str]:
    values = [value if isinstance(value, list) else [value] for value in entity.values()]
    return [item["@id"] for items in values for item in items if isinstance(item, dict)]
