"""The settings that the page on concern notices tells people to write are settings that the program takes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from clerestory.model.commission import Person, Role
from clerestory.model.links.settings import LinkSettings
from sharing import CARE, refusals

DOCS = Path(__file__).parents[2] / "docs"


def blocks(page: str) -> list[dict]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL)]


def test_the_record_of_the_page_holds():
    told = blocks("how-to/tell-givers-of-a-concern.md")[0]
    merged = {name: CARE.get(name, {}) | value if isinstance(value, dict) else value for name, value in told.items()}
    fields = CARE | merged | {"uses": [*CARE["uses"], *told["uses"]]}
    assert refusals(fields) == []


def test_the_settings_of_both_pages_are_taken():
    told = blocks("how-to/tell-givers-of-a-concern.md")[1]
    reference = blocks("reference/concern-notices.md")[0]
    assert LinkSettings.model_validate(told["link"]).concern
    assert LinkSettings.model_validate(reference["link"]).concern
    (lead,) = (Person.model_validate(person | {"public_key": ""}) for person in told["people"])
    assert lead.roles == (Role.SAFEGUARDING,)
