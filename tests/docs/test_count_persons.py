"""What the how-to about persons says stands in a study as it is written."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

from clerestory.analyse.scale.persons import lists_of_givers
from clerestory.model.commission import StudySettings
from clerestory.study import read_instrument, shipped_instrument
from clerestory.study.requests import check_requests

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "count-persons.md").read_text(encoding="utf-8")
TEMPLATE = resources.files("clerestory.synthetic") / "template" / "study.toml"
GIVERS = ["SYN:FORCE:01", "SYN:FORCE:02", "SYN:CSC:01", "SYN:VOL:01"]


def test_its_settings_make_a_study():
    blocks = "\n".join(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))
    asked = tomllib.loads(blocks)
    study = tomllib.loads(TEMPLATE.read_text(encoding="utf-8"))
    others = [table for table in study["tables"] if table["count"] != "victim"]
    settings = StudySettings.model_validate(study | asked | {"tables": others + asked["tables"]})
    check_requests(settings.tables, read_instrument(shipped_instrument()))
    assert settings.link
    assert settings.scale[0].lists == "provider_kind"


def test_the_groups_that_it_names_are_givers_of_a_nation():
    (groups,) = re.findall(r"`lists = (\{.*?\})`", PAGE)
    lists = tomllib.loads(f"lists = {groups}")["lists"]
    found = lists_of_givers(read_instrument(shipped_instrument()), lists, GIVERS, where="the page")
    assert sorted(found) == sorted(GIVERS)
