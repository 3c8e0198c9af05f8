"""The page on sentences that hold, followed literally, and what the reference page says of forms."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from clerestory.model.quality import Explained, Population, Suspicion
from clerestory.model.wording.claims import Sense
from clerestory.publish.claims import FORMS
from followed import follow
from studies import SHIPPED

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "claims.md").read_text(encoding="utf-8")
EXAMPLE = "examples/modern-slavery-2013"


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    clone = tmp_path_factory.mktemp("claims")
    for name in SHIPPED:
        source, target = ROOT / EXAMPLE / name, clone / EXAMPLE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    return follow("write-a-sentence-that-holds.md", clone)


def test_every_block_does_what_it_says(done):
    assert [run.stderr for run in done if run.returncode] == []
    assert done[1].stdout.count("supported") == 2
    assert "'Most' claims “most” and cites nothing" in done[2].stderr
    assert "does not hold: contradicted" in done[3].stderr
    assert "A minority of cases were on the list of the police (40.2% of all)." in done[4].stdout


def test_the_reference_page_has_a_line_for_every_form_and_sense():
    phrases = ("is most", "is over two thirds", "is largest", "is more than", "share t1", "rose`", "did not rise",
               "shows no link", "over-represented against", "estimates scale", "source fact.",
               "in group-based cases", "trend r1 rose")  # fmt: skip
    assert len(phrases) == len(FORMS)
    assert [phrase for phrase in phrases if phrase not in REFERENCE] == []
    words = {re.sub("^(?:the|a) ", "", sense.value) for sense in Sense} - {Sense.PREVALENCE.value}
    assert [word for word in words if word not in REFERENCE] == []
    assert [each.value for each in Suspicion if f"`{each.value}`" not in REFERENCE] == []


def test_the_settings_of_the_page_are_accepted():
    read = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", REFERENCE, re.DOTALL)]
    assert Population.model_validate(read[0]["populations"][0]).share("WHITE").numerator == 81
    assert Explained.model_validate(read[1]["explained"][0]).what is Suspicion.SAME_NUMBERS
