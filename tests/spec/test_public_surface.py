"""No public function gives a value for a person (rule Q12): every type that one returns is looked through.

A new type that holds an array has to be named here, with what its rows are; they may not be persons.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import json
import pkgutil
import typing
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from pydantic import BaseModel

import clerestory

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference" / "schemas"
# Packages whose functions give what was found; those of linkage and of custody give records back to their giver.
FINDING = (
    "clerestory.analyse",
    "clerestory.publish",
    "clerestory.protect.rules",
    "clerestory.review",
    "clerestory.answer",
)
SCORES = ("score", "posterior", "risk", "prediction", "predicted", "propensity", "suspicion")
KEYS = ("sus_pseudo", "vic_pseudo", "inv_pseudo", "person", "person_id", "victim_id", "suspect_id", "pseudonym")

# What the rows of each array are. Read: what a user put in, as it was put in.
ROWS = {
    "Patterns": "combinations of answers, read",
    "Covariates": "combinations of answers, read",
    "ListTable": "combinations of lists, read",
    "TrendSeries": "quarters, read",
    "TieTable": "ties, read",
    "ConfidentialCohort": "combinations of leaves, which never leave the vault",
    "ContributorParts": "combinations and operations, which never leave the vault",
    "ConfidentialTable": "cells, which never leave the vault",
    "NetworkFindings": "networks, sorted, which never leave the vault",
    "NetworkRows": "networks, sorted, which never leave the vault",
    "Codings": "units that coders read, as they were sent",
    "PanelCodings": "coders and cases, as they were sent",
    "ItemCounts": "operations, which never leave the vault",
    "Panel": "operations, which never leave the vault",
    "Spells": "ties, sorted, which never leave the vault",
}
NO_SCORES = {("Codings", "scores")}  # the values of a coder's scale, in order
DECIDING = {"HoldCertificate", "HoldView"}  # whose person is a post of study.toml
OF_PERSONS = {"Linkage", "Identities"}  # persons of `link records`, given back to whoever sent the records


def packages() -> list[str]:
    found = (module.name for module in pkgutil.walk_packages(clerestory.__path__, "clerestory.") if module.ispkg)
    return [name for name in found if name.startswith(FINDING)]


def functions() -> list[tuple[str, typing.Any]]:
    public = ((name, importlib.import_module(name)) for name in packages())
    return [
        (f"{name}.{word}", getattr(module, word))
        for name, module in public
        for word in getattr(module, "__all__", ())
        if inspect.isfunction(getattr(module, word))
    ]


def parts(kind: typing.Any) -> Iterator[typing.Any]:
    yield kind
    for inner in typing.get_args(kind):
        yield from parts(inner)


def fields_of(kind: type) -> dict[str, typing.Any]:
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return {field.name: hints[field.name] for field in dataclasses.fields(kind)}
    return {name: field.annotation for name, field in kind.model_fields.items()} if issubclass(kind, BaseModel) else {}


def reached(kind: typing.Any, seen: set[type]) -> Iterator[tuple[type, str, typing.Any]]:
    """Yield every field of every type of ours that a value of a kind may hold."""
    ours = [p for p in parts(kind) if inspect.isclass(p) and p.__module__.startswith("clerestory")]
    for each in [one for one in ours if one not in seen]:
        seen.add(each)
        for name, inner in fields_of(each).items():
            yield each, name, inner
            yield from reached(inner, seen)


def is_array(kind: typing.Any) -> bool:
    return any((typing.get_origin(part) or part) in (np.ndarray, pl.DataFrame, pl.LazyFrame) for part in parts(kind))


def returned() -> list[tuple[str, type, str, typing.Any]]:
    return [
        (name, *found)
        for name, function in functions()
        for found in reached(typing.get_type_hints(function).get("return"), set())
    ]


def test_many_functions_and_fields_are_looked_at():
    assert len(functions()) > 40
    assert len({(kind, field) for _, kind, field, _ in returned()}) > 200


def test_no_field_of_a_result_is_a_score():
    found = {(kind.__name__, field) for _, kind, field, _ in returned() if any(word in field for word in SCORES)}
    assert found - NO_SCORES == set()


def test_every_array_of_a_result_has_known_rows_and_none_are_persons():
    unknown = {kind.__name__ for _, kind, _, inner in returned() if is_array(inner)} - set(ROWS)
    assert unknown == set(), "say in ROWS what the rows are; of persons there may be none"
    assert [rows for rows in ROWS.values() if rows.startswith("persons")] == []


def test_what_the_pipeline_gives_holds_persons_only_where_somebody_links_their_own_records():
    from clerestory import pipeline

    found = set()
    for word in pipeline.__all__:
        function = getattr(pipeline, word)
        if inspect.isfunction(function):
            kinds = reached(typing.get_type_hints(function).get("return"), set())
            found |= {(word, kind.__name__) for kind, field, _ in kinds if field in KEYS}
    of_cases = {(word, kind) for word, kind in found if kind not in DECIDING}
    assert {kind for _, kind in of_cases} <= OF_PERSONS
    assert {word for word, _ in of_cases} <= {"link_records"}


PRINTED = (
    "scale",
    "networks",
    "typology",
    "trend",
    "panel",
    "agreement",
    "claims",
    "lessons",
    "register-entry",
    "manifest",
)


@pytest.mark.parametrize("name", PRINTED)
def test_no_printed_form_has_a_key_of_a_person_or_a_score(name):
    made = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    names = set(properties(made))
    assert names & set(KEYS) == set()
    assert [each for each in names if any(word in each for word in SCORES)] == []


def properties(value: typing.Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value.get("properties", {})
        for inner in value.values():
            yield from properties(inner)
    if isinstance(value, list):
        for inner in value:
            yield from properties(inner)
