"""The page on keeping one message, followed literally; the reference pages of what is said the same everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerestory.answer.watch.conflicts import Rule
from clerestory.answer.watch.duty_lines import duty_lines, forces_of
from clerestory.model.answers.commission import Extent
from clerestory.model.answers.guidance import Force
from clerestory.model.answers.statements import Sort
from commands import clerestory
from followed import follow

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("messages")
    return clone, follow("keep-one-message.md", clone)


def test_every_block_does_what_it_says(followed):
    _, done = followed
    assert [run.stderr for run in done if run.returncode] == []
    first, last = done[-2].stdout, done[-1].stdout
    assert first.splitlines()[-1] == "share-early\tEducation\tcurrent\t2026-03-03\t240\t"
    assert last.count("\tout of date\t") == 2


def test_what_the_page_calls_refused_is_refused(followed):
    clone, _ = followed
    said = ("answer", "guidance", "variant", clone / "build" / "messages", "share-early", "--audience", "POLICE")
    done = clerestory(*said, "--of", "1", "--day", "2026-05-02", "--text", "Officers may wait.")
    assert done.returncode == 104  # the message itself is out of date
    duty = "[duty tell-lead, version 2] You {} tell the lead within {} working days."
    write = (
        "answer",
        "guidance",
        "write",
        *said[3:5],
        "--version",
        "2",
        "--day",
        "2026-05-02",
        "--review",
        "2026-09-01",
    )
    for words in (("should", 3), ("must", 10)):
        done = clerestory(*write, "--reason", "The limit is shorter.", "--text", duty.format(*words))
        assert (done.returncode, "line 1 (tell-lead)" in done.stderr) == (106, True)
    assert clerestory(*write, "--reason", "The limit is shorter.", "--text", duty.format("must", 3)).returncode == 0


def test_the_reference_names_every_strength_and_rule_and_its_words_are_read_so():
    page = (REFERENCE / "answers-guidance.md").read_text(encoding="utf-8")
    rows = {cells[1].strip(" `"): cells[2] for line in page.splitlines() if len(cells := line.split("|")) == 4}
    for force in Force:
        first = rows[force.value].split(",")[0].strip()
        assert forces_of(f"You {first} tell") == {force}
    assert page.count("| in conflict |") + page.count("| out of date |") == len(Rule) - 3
    (line,) = duty_lines(page.split("```text\n")[1].split("```")[0])
    assert (line.duty, line.version, line.forces) == ("tell-lead", 2, {Force.MUST})


def test_the_reference_names_every_sort_and_every_extent():
    statements = (REFERENCE / "answers-statements.md").read_text(encoding="utf-8")
    questions = (REFERENCE / "answers-commission.md").read_text(encoding="utf-8")
    assert [one for one in Sort if f"| `{one.value}` |" not in statements] == []
    assert [one for one in Extent if f"`{one.value}`" not in questions] == []
