"""What a run puts on the desk is let in at the next look, and not without the decisions that came with it."""

from __future__ import annotations

import shutil

import pytest

from clerestory import pipeline
from clerestory.errors import GateError
from clerestory.model.decisions import Gate
from clerestory.web.store.state import desk_now
from served_desks import Serving, browser_of, desk
from served_desks import example as never_run
from studies import CLOCK, example


@pytest.fixture(scope="module")
def passed(tmp_path_factory):
    """A study whose draft waits at gate release."""
    root = example(tmp_path_factory.mktemp("admitting") / "study")
    for path in (root / "decisions").glob("*.toml"):
        path.unlink()
    for _ in range(2):
        with pytest.raises(GateError):
            pipeline.run(root, clock=CLOCK)
        if not (root / "desk" / "draft.json").exists():
            pipeline.simulate(root, Gate.PROTECT)
    shutil.rmtree(root / "vault")  # the desk runs where there is none
    return root


def looked(serving):
    browser = browser_of(serving)
    browser.post("/account/demonstration/", {"person": "chair"})
    assert browser.get("/").status_code == 200
    return desk_now().admitted


def test_a_draft_that_passed_is_let_in_once(passed, tmp_path):
    root = shutil.copytree(passed, tmp_path / "study")
    with desk(Serving(root, demo=True)) as serving:
        first = looked(serving)
        assert len(first) == 1
        assert looked(serving) == first


def test_a_draft_without_a_decision_that_it_names_is_not_let_in_and_the_page_stands(passed, tmp_path):
    root = shutil.copytree(passed, tmp_path / "study")
    decision = next((root / "decisions").glob("protect-*.toml"))
    decision.rename(tmp_path / decision.name)
    with desk(Serving(root, demo=True)) as serving:
        assert looked(serving) == {}
        (tmp_path / decision.name).rename(decision)  # it comes over later than the draft
        assert len(looked(serving)) == 1


def test_where_no_run_put_anything_nothing_is_let_in(tmp_path):
    with desk(Serving(never_run(tmp_path), demo=True)) as serving:
        assert looked(serving) == {}
