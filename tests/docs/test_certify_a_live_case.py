"""docs/how-to/certify-a-live-case.md, followed on a study with texts: its people and its commands."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from tests.studies import CLOCK
from tests.text_studies import UNARRESTED, WORDS, investigation, text_study

from clerestory import pipeline
from clerestory.errors import GateError
from clerestory.model.commission import Person
from commands import clerestory

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "certify-a-live-case.md"


def test_the_people_and_commands_of_the_page_clear_a_case(tmp_path):
    text = PAGE.read_text(encoding="utf-8")
    (people,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert [Person.model_validate(one).force for one in tomllib.loads(people)["people"]] == ["F01", ""]
    paper = "## Findings\n\n{{ table t1 }}\n"
    study = text_study(tmp_path / "study", {"quiet": UNARRESTED}, {"quiet": WORDS}, paper=paper)
    with (study / "study.toml").open("a") as file:
        file.write("\n" + people.replace('force = "F01"\n', ""))  # the records of this study name no force
    with pytest.raises(GateError):
        pipeline.run(study, clock=CLOCK)
    (block,) = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [shlex.split(line)[1:] for line in block.splitlines()]
    named = {"STUDY": str(study), "CASE": investigation(UNARRESTED)}
    *before, run = [[named.get(word, word) for word in line] for line in lines]
    told = [clerestory(*words, check=True).stdout for words in before]
    assert "HOLD: it is under investigation" in told[0]
    assert clerestory("review", "holds", study, "--on", "2026-11-01", check=True).stdout.split(": ")[1] == "CLEAR"
    waits = clerestory(*run)  # for the checkers of the draft
    assert (waits.returncode, "gate protect" in waits.stderr) == (GateError.exit_code, True)
    assert "A worker noticed" in (study / "vault" / "protected" / "texts.json").read_text()
