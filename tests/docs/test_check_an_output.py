"""docs/how-to/check-an-output.md, followed: the nation that it makes is served at once, with all that fails in it."""

from __future__ import annotations

import re
import shlex
import subprocess
from itertools import product
from pathlib import Path

import pytest

from clerestory.pipeline.desk.outputs import evidence_of, submission_of, version_of, version_of_last_release
from clerestory.review.desk.versions import version_changes
from clerestory.study import open_study
from clerestory.web.service.assets import STATIC
from commands import COMMAND
from served_desks import answer_of, free_port
from studies import demonstration

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "check-an-output.md"


@pytest.fixture(scope="module")
def commands():
    return re.findall(r"^clerestory (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def nation(tmp_path_factory, commands):
    said = dict(re.findall(r"--(\w+) (\d+)", commands[0]))
    return demonstration(tmp_path_factory, persons=int(said["persons"]), givers=int(said["givers"]), seed=1)


@pytest.mark.slow
@pytest.mark.skipif(not (STATIC / "desk.css").is_file(), reason="style and scripts were not built: make frontend")
def test_the_vault_of_the_nation_is_served_at_once(nation, commands):
    port = str(free_port())
    words = [{"nation": str(nation), "8001": port}.get(word, word) for word in shlex.split(commands[1])]
    with subprocess.Popen([*COMMAND, *words], stderr=subprocess.PIPE, text=True) as server:
        try:
            page = answer_of(f"http://127.0.0.1:{port}/account/demonstration/", server)
        finally:
            server.terminate()
    assert "Disclosure checker A" in page


@pytest.mark.slow
def test_all_that_fails_in_the_nation_has_its_reason_its_attack_and_its_proof(nation):
    study = open_study(nation)
    made = evidence_of(study)
    assert any(table.is_rounded for table in made.tables)  # by its preset
    assert len({codes for cell in made.failing for codes in (rule.codes for rule in cell.rules)}) > 2
    for cell in made.failing:
        assert cell.rules
        assert cell.alone.lower <= cell.count <= cell.alone.upper
        assert cell.bounds.upper - cell.bounds.lower >= cell.width
        assert cell.another not in (None, cell.count)
    printed = {
        (table.shape.id, row.label, column.label): table.value(row.key, column.key)
        for table in (one.leaves for one in made.tables)
        for row, column in product(table.shape.rows, table.shape.columns)
    }
    hidden = {place for cell in made.failing for place in (*cell.places, *cell.moved)}
    assert {printed[place.table, place.row, place.column] for place in hidden} == {None}


@pytest.mark.slow
def test_the_draft_of_the_nation_asks_for_a_lawyer_and_is_what_its_release_has(nation):
    study = open_study(nation)
    act = submission_of(study)
    assert act.lawyer  # a case text names a place
    name, released = version_of_last_release(study)
    assert name == next(path.name for path in study.releases.iterdir() if path.is_dir())
    assert version_changes(released, version_of(study, act.draft)).is_same
