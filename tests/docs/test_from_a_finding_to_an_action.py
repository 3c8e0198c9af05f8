"""The page from a finding to an action, followed literally, and what the reference pages say of forms and codes."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from clerestory.model.lessons.study import Action, Agency, Audience, Lesson, LessonsFile, LessonStatus
from clerestory.publish.claims import sentences, unsupported_words
from clerestory.study import shipped_instrument
from followed import follow

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "from-a-finding-to-an-action.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference" / "lessons.md").read_text(encoding="utf-8")
TEMPLATE = ROOT / "src" / "clerestory" / "synthetic" / "template" / "lessons.toml"


def check(value: object, name: str) -> None:
    schema = json.loads((ROOT / "docs" / "reference" / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(value)


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("lessons")
    done = follow("from-a-finding-to-an-action.md", clone)
    return clone / "build", done


@pytest.mark.slow
def test_every_block_does_what_it_says(followed):
    build, done = followed
    assert [run.stderr for run in done if run.returncode] == []
    for pack in ("national", "industry", "local-1"):
        assert (build / "packs" / pack / "index.html").exists()
    assert "files are what the release" in done[-1].stdout


def test_what_the_demonstration_releases_agrees_with_its_schemas(followed):
    build, _ = followed
    release = next((build / "lessons" / "releases").glob("2*"))
    check(json.loads((release / "SYNTHETIC-lessons.json").read_bytes()), "released-lessons")
    for pack in (build / "packs").iterdir():
        check(json.loads((pack / "manifest.json").read_bytes()), "pack-manifest")


def test_the_lessons_of_the_page_and_of_the_demonstration_are_files_of_lessons():
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    for text in (block, TEMPLATE.read_text(encoding="utf-8")):
        made = tomllib.loads(text)
        check(made, "lessons")
        LessonsFile.model_validate(made)
        for broken in ({"form": "clerestory-lessons/2"}, {"lessons": []}, {"extra": 1}):
            with pytest.raises(jsonschema.ValidationError):
                check(made | broken, "lessons")


def test_every_setting_and_every_code_has_its_line():
    settings = [*LessonsFile.model_fields, *Lesson.model_fields, *Action.model_fields]
    spelled = {"lessons": "[[lessons]]", "action": "[lessons.action]"}
    assert [name for name in settings if f"`{spelled.get(name, name)}`" not in REFERENCE] == []
    assert [one for one in Agency if f"| `{one.value}` | {one.label} |" not in REFERENCE] == []
    assert [one for one in [*Audience, *LessonStatus] if f"`{one.value}`" not in REFERENCE] == []


SAME = {"partner_agency": ({"OTH"}, ""), "occupation_sector": ({"NONE", "UNEMP", "STUD", "UNK"}, "IND-")}


@pytest.mark.parametrize(("name", "others", "before"), [(name, *told) for name, told in SAME.items()])
def test_codes_of_agencies_are_those_of_the_code_lists(name, others, before):
    with (shipped_instrument() / "codelists" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    assert {before + code for code in codes - others} <= {one.value for one in Agency}


def test_the_lessons_of_the_demonstration_claim_nothing_without_a_citation():
    """So that no run of it stops at the claim gate after its long stages."""
    made = LessonsFile.model_validate(tomllib.loads(TEMPLATE.read_text(encoding="utf-8")))
    texts = [made.introduction, *(text for lesson in made.lessons for text in lesson.texts.values())]
    found = [hit.word for text in texts for sentence in sentences(text) for hit in unsupported_words(sentence)]
    assert found == []
