"""What is withheld expires: a changed stage shows in the next release as what came out, and `due` tells in time."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from tests.studies import CLOCK, published, revise
from tests.text_studies import FREE, LIVE, WORDS, investigation, text_study

from clerestory import pipeline
from clerestory.clock import FixedClock
from clerestory.errors import GateError, ReleaseError
from clerestory.ledger import Duty
from commands import clerestory

PAPER = "## Findings\n\n{{ table t1 }}\n"
WITHHELD = """
[[withheld]]
id = "protocol"
output = "The protocol of the interviews"
kind = "document"
reason = "CONF"
decided_by = "lawyer"
decided = 2026-11-10
review_by = 2027-02-20
"""
LAWYER = """
[[people]]
id = "lawyer"
post = "Legal adviser"
roles = ["lawyer"]
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    root = text_study(tmp_path / "study", {"told": FREE, "live": LIVE}, {"told": WORDS, "live": WORDS}, paper=PAPER)
    path = root / "study.toml"
    path.write_text(path.read_text(encoding="utf-8") + WITHHELD + LAWYER, encoding="utf-8")
    return root


def change(root: Path, *pairs: tuple[str, str]) -> None:
    path = root / "study.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def next_release(root: Path, *pairs: tuple[str, str]) -> Path:
    change(
        root, ("date = 2026-11-26", "date = 2027-02-25"), ("review_by = 2027-11-25", "review_by = 2028-01-25"), *pairs
    )
    return published(root)


def conclude(root: Path, number: int) -> None:
    """Let a case be concluded in a new version of its giver's return."""

    def concluded(text: str) -> str:
        row = next(line for line in text.splitlines() if line.startswith(investigation(number)))
        return text.replace(row, row.replace("P3", "P6"))

    revise(root, "investigation", concluded)


def register(release: Path) -> dict[str, object]:
    (path,) = release.glob("*-register.json")
    return json.loads(path.read_bytes())


def test_the_next_release_shows_what_came_out_when_a_stage_changed(study):
    first = published(study)
    assert {entry["key"] for entry in register(first)["withheld"]} >= {"texts:ACTIVE", "output:protocol"}
    conclude(study, LIVE)
    second = next_release(
        study, ("review_by = 2027-02-20", 'review_by = 2027-02-20\ncame_out = "the paper, section Method"')
    )
    told = {entry["key"]: entry["how"] for entry in register(second)["came_out"]}
    assert told["texts:ACTIVE"] == "no text is withheld for this reason any more"
    assert told["output:protocol"] == "the paper, section Method"
    page = (second / "register.html").read_text(encoding="utf-8")
    assert "What came out since 26 November 2026" in page
    stays = {entry["key"]: entry["since"] for entry in register(second)["withheld"]}
    assert stays["texts:NCND"] == "2026-11-26"


def test_an_output_whose_promised_day_is_over_is_not_put_off_without_a_decision(study):
    published(study)
    with pytest.raises(ReleaseError, match="nobody decided since"):
        next_release(study, ("review_by = 2027-02-20", "review_by = 2027-06-20"))
    change(study, ("decided = 2026-11-10", "decided = 2027-02-20"))
    assert published(study).name == "2027-02-25-SYNTHETIC"


def test_a_register_that_was_changed_by_hand_is_no_release_before(study):
    first = published(study)
    (path,) = first.glob("*-register.json")
    path.write_bytes(path.read_bytes().replace(b"CONF", b"PERS"))
    with pytest.raises(ReleaseError, match="was changed"):
        next_release(
            study,
            ("review_by = 2027-02-20", "review_by = 2027-06-20"),
            ("decided = 2026-11-10", "decided = 2027-02-20"),
        )


def test_due_tells_what_is_near_or_over_and_texts_that_may_be_told_now(study):
    published(study)
    assert pipeline.withheld_due(study, on=dt.date(2026, 12, 1), clock=CLOCK) == ()
    (soon,) = pipeline.withheld_due(study, on=dt.date(2027, 2, 1), clock=CLOCK)
    assert (soon.key, soon.is_over) == ("output:protocol", False)
    (over,) = pipeline.withheld_due(study, on=dt.date(2027, 2, 21), clock=CLOCK)
    assert (over.output, over.is_over) == ("The protocol of the interviews", True)
    conclude(study, LIVE)
    with pytest.raises(GateError):
        pipeline.run(study, clock=CLOCK)
    # the new run protects anew, and knows the text as free: it is held no more, so nothing is due of it
    assert pipeline.withheld_due(study, on=dt.date(2026, 12, 1), clock=CLOCK) == ()


def test_due_finds_a_text_whose_case_was_concluded_and_not_protected_again(study):
    published(study)
    conclude(study, LIVE)
    pipeline.run(study, [pipeline.Stage.COLLECT], clock=CLOCK)
    (text,) = pipeline.withheld_due(study, on=dt.date(2026, 12, 1), clock=CLOCK)
    assert text.key == "live"
    assert "may be told now" in text.why
    entries = [entry for entry in pipeline.show_ledger(study) if entry.duty is Duty.CONSULTATION]
    assert entries[-1].detail == {"what": "stages of investigations"}


def test_a_run_warns_of_what_should_have_been_looked_at(study):
    published(study)
    late = FixedClock(dt.datetime(2027, 3, 1, 9, 30, tzinfo=dt.UTC))
    lines = pipeline.run(study, [pipeline.Stage.COLLECT], clock=late).lines
    assert any("The protocol of the interviews: was to be looked at again by 2027-02-20" in line for line in lines)


def test_the_command_lists_for_people_and_for_machines(study):
    published(study)
    said = clerestory("publish", "due", study, "--on", "2027-02-21")
    assert said.stdout == "due: The protocol of the interviews: was to be looked at again by 2027-02-20\n"
    machine = clerestory("publish", "due", study, "--on", "2027-02-21", "--json")
    assert json.loads(machine.stdout)[0]["is_over"] is True
    assert (
        clerestory("publish", "due", study.parent).returncode == 20
        or "study.toml" in clerestory("publish", "due", study.parent).stderr
    )
