"""Nobody can tell from any page of an output that waits whether the other checker has decided, or how."""

from __future__ import annotations

import pytest

from clerestory.web.service.serving import Zone
from desks import WHY
from group_desks import TOKENS
from served_desks import Serving, desk
from vault_desks import VaultDesk, study

PAGES = (
    "", "outputs", "outputs/1", "outputs/1/failing", "outputs/1/tables/t1", "outputs/1/rules", "outputs/1/changes",
    "outputs/1/decide", "outputs/1/exceptions", "outputs/1/withdraw", "record", "health", "api/state",
)  # fmt: skip
OTHERS = ("checker-b", "author-checker", "analyst", "statistician", "lawyer", "auditor", "chair")
ANSWER = {"do": "answer exception", "rule": "J4", "outcome": "refuse", "reason": WHY}
# What others may try that could be refused otherwise if there were a decision.
TRIED = (
    ("author-checker", "outputs/1/decide", {"outcome": "approve", "reason": WHY}),
    ("checker-b", "outputs/1/decide", {"outcome": "approve", "reason": "short"}),
    ("statistician", "outputs/1/exceptions", ANSWER),
    ("analyst", "outputs/1/exceptions", {"do": "ask exception", "rule": "S1", "reason": WHY}),
    ("analyst-b", "outputs/1/withdraw", {"reason": WHY}),
)  # fmt: skip


def pages(folder, act) -> dict[tuple[str, str], tuple[int, str]]:
    """Every page of everybody but checker-a, and what comes of what they try, after checker-a did something."""
    with desk(Serving(study(folder), Zone.VAULT, demo=True)) as serving:
        made = VaultDesk(serving)
        made.look()
        act(made)
        shown = {(person, page): made.get(person, f"/{page}") for person in OTHERS for page in PAGES}
        shown |= {(person, f"{page} {said}"): made.post(person, f"/{page}", said) for person, page, said in TRIED}
        return {key: (page.status_code, without_tokens(page.text)) for key, page in shown.items()}


def without_tokens(text: str) -> str:
    """What a page says, but for what each page has of its own, and for the hash that each copy of a study has."""
    said = TOKENS.sub("", text)
    return said.partition('"token"')[0] + said.partition('"desk"')[2] if '"token"' in said else said


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    return pages(tmp_path_factory.mktemp("before"), lambda made: None)


@pytest.mark.parametrize("decide", [VaultDesk.approve, VaultDesk.refuse])
def test_pages_of_others_are_the_same_with_and_without_a_decision(before, tmp_path, decide):
    after = pages(tmp_path, lambda made: decide(made, "checker-a"))
    assert [key for key in after if after[key] != before[key]] == []


def test_both_decisions_are_shown_when_both_are_there(tmp_path):
    with desk(Serving(study(tmp_path), Zone.VAULT, demo=True)) as serving:
        made = VaultDesk(serving)
        made.look()
        made.refuse("checker-a")
        assert "refused" not in made.get("checker-b", "/outputs/1").text
        made.approve("checker-b")
        assert "Checker a: refused" in made.get("checker-b", "/outputs/1").text
