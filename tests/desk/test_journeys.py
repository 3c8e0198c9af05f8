"""What people do at the desk from the first page to the last, in real browsers at a real server, on both databases.

A member and a checker come in by an invitation, with a password and a code of an authenticator; the others by the
buttons of a demonstration. Every page that they meet is looked at by axe at two widths, with and without script.
"""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.text_studies import UNARRESTED, investigation

import live_desks
import vault_desks
from clerestory.ledger import verify_ledger
from clerestory.model.decisions import Gate, Outcome
from clerestory.review import read_decisions
from clerestory.review.signing import is_signed_by
from clerestory.web.service.assets import STATIC
from clerestory.web.service.serving import Serving, Zone
from commands import clerestory
from desk_keys import PHRASE, PRIVATE, PUBLIC, name_in_study
from desks import WHY
from group_desks import TEXT, study
from pages import CHROMIUM, browser
from walks import Walk, served, to_come

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
    pytest.mark.skipif(not (STATIC / "desk.css").is_file(), reason="style and scripts were not built: make frontend"),
]
# On SQLite the ordinary tests walk parts, in test_{group,deciding,vault,live_cases}_in_a_browser.py.
ON_ONE = pytest.mark.parametrize(
    "database_url", [pytest.param("sqlite", marks=pytest.mark.slow), "postgresql"], indirect=True
)
VIEW = "I read the table otherwise."
CASE = investigation(UNARRESTED)


def opens(walk: Walk) -> None:
    """The secretary opens a round on the draft that waits."""
    page = walk.by_button("secretary")
    walk.follow(page, "Open round 1")
    for post in ("Member a", "Chair"):
        page.get_by_label(post, exact=True).check()
    due = dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=7)
    for label, value in (("Day", due.day), ("Month", due.month), ("Year", due.year)):
        page.get_by_label(label).fill(str(value))
    walk.press(page, "Open the round")
    assert "The round is open." in page.get_by_role("alert").inner_text()


def joins(walk: Walk, page: Page, person: str) -> None:
    """Somebody who is invited accepts the terms, takes part and has no interests."""
    walk.follow(page, "Read and accept the terms")
    walk.press(page, "I have read these terms and accept them")
    walk.follow(page, "Say whether you take part")
    page.get_by_label("Yes, I take part").check()
    walk.press(page, "Send my answer")
    walk.by_button(person)
    walk.follow(page, "Declare your interests")
    page.get_by_label("No, I have nothing to declare").check()
    walk.press(page, "Send my declaration")


def judges(walk: Walk, judge: str) -> None:
    page = walk.by_button(judge)
    walk.follow(page, "Judge the interests of")
    page.get_by_label("May read", exact=True).check()
    page.get_by_label("Why").fill(WHY)
    walk.press(page, "Record this judgement")


def comments(walk: Walk, person: str) -> None:
    """A member reads, leaves a comment on a cell, words it anew, and has finished."""
    page = walk.by_button(person)
    walk.follow(page, "Read and comment by")
    walk.follow(page, "The paper")
    walk.press(page, "Open my reading copy")
    walk.follow(page, "Comment on this table")
    page.get_by_label("Which row?").select_option("North")
    page.get_by_label("Which column?").select_option("Number")
    page.get_by_label("Something is unclear").check()
    page.get_by_label("Your comment").fill("What is counted?")
    walk.press(page, "Save my comment")
    walk.follow(page, "Change or withdraw")
    page.get_by_label("Something is wrong").check()
    page.get_by_label("Your comment").fill(TEXT)
    walk.press(page, "Save the change")
    finishes(walk, person)


def finishes(walk: Walk, person: str) -> None:
    page = walk.by_button(person)
    walk.follow(page, "Read and comment by")
    walk.press(page, "I have finished")
    assert "You have finished" in page.locator("main").inner_text()


def closes(walk: Walk) -> None:
    page = walk.by_button("secretary")
    walk.follow(page, "Close round 1")
    assert page.locator("main").inner_text().count("Has finished") == 2
    walk.press(page, "Close the round")
    assert "The round is closed." in page.get_by_role("alert").inner_text()


def answers(walk: Walk) -> None:
    """An analyst answers the comment."""
    page = walk.by_button("analyst")
    walk.follow(page, "Answer the comments of round 1")
    walk.follow(page, "Answer this comment")
    page.get_by_label("Not accepted, reason given").check()
    page.get_by_label("Your answer").fill("The total is that of the return.")
    walk.press(page, "Record this answer")


def dissents(walk: Walk, person: str) -> None:
    """The member keeps a view of the answer, and lets it be published."""
    page = walk.by_button(person)
    walk.follow(page, "Round 1 is closed")
    walk.follow(page, "this comment: ")
    page.get_by_label("Your view").fill(VIEW)
    page.get_by_label("Yes", exact=True).check()
    walk.press(page, "Keep this view on record")
    assert VIEW in page.locator("main").inner_text()


def ends(walk: Walk) -> None:
    """The chair settles the round and finishes the review."""
    page = walk.by_button("chair")
    walk.follow(page, "Settle round 1")
    walk.press(page, "Settle the round")
    page.goto(walk.address)
    walk.follow(page, "Finish the review of the draft")
    page.get_by_label("What you say of it").fill(WHY)
    walk.press(page, "The group has reviewed this draft")
    assert "The review of the draft is finished." in page.locator("main").inner_text()


def passes_and_signs(walk: Walk) -> None:
    """The lead statistician lets the draft pass, and a third person signs."""
    page = walk.by_button("statistician")
    walk.follow(page, "Decide on the release")
    page.get_by_label("Let it pass").check()
    page.get_by_label("Why").fill(WHY)
    walk.press(page, "Record my decision")
    page = walk.by_button("head")
    walk.follow(page, "Sign the release")
    walk.press(page, "I have read it, and sign it")
    assert "It is signed here." in page.locator("main").inner_text()
    assert "Sign the release" not in walk.by_button("head").locator("main").inner_text()


def walked(root: Path, database_url: str, *, script: bool = True, is_looked_at: bool = False) -> list[str]:
    """Go through the whole round; gives what stood in the way."""
    with served(root, database_url) as address, browser() as chromium:
        walk = Walk(chromium, address, script=script, is_looked_at=is_looked_at)
        opens(walk)
        joins(walk, walk.by_invitation("member-a", root, database_url), "member-a")
        joins(walk, walk.by_button("chair"), "chair")
        judges(walk, "chair")
        judges(walk, "statistician")
        comments(walk, "member-a")
        finishes(walk, "chair")
        closes(walk)
        answers(walk)
        dissents(walk, "member-a")
        ends(walk)
        noted = clerestory("desk", "note", root, env=os.environ | {"DATABASE_URL": database_url})
        assert noted.returncode == 0, noted.stderr
        passes_and_signs(walk)
        walk.follow(walk.by_button("auditor"), "Read the record of acts")
    return walk.met


def check_kept(root: Path) -> None:
    """The note of the group tells the view, gate release has its decisions, the ledger holds all that was done."""
    assert VIEW in (root / "paper" / "review.json").read_text("utf-8")
    assert {one.person: one.outcome for one in read_decisions(root / "decisions") if one.gate is Gate.RELEASE} == {
        "chair": Outcome.APPROVE,
        "statistician": Outcome.APPROVE,
    }
    assert verify_ledger(root / "desk" / "acts.jsonl").length == 23  # acts, as they are told above


def with_output(folder: Path) -> Path:
    """A study whose output waits at gate 1, and that names the key of one checker."""
    root = to_come(vault_desks.study(folder))
    name_in_study(Serving(root), "checker-a", PUBLIC)
    vault_desks.run(root)
    return root


def brings_key(walk: Walk, page: Page) -> None:
    """A checker puts the key that study.toml names under a passphrase."""
    walk.follow(page, "Your account")
    walk.follow(page, "The key that you sign with")
    walk.follow(page, "Bring the key that you have")
    page.get_by_label("The line of your key file").fill(PRIVATE)
    page.get_by_label("Passphrase", exact=True).fill(PHRASE)
    page.get_by_label("The same passphrase again").fill(PHRASE)
    walk.press(page, "Keep this key")


def checks(walk: Walk, checker: str, phrase: str = "") -> Page:
    """A checker looks at what fails, at a table, at rules and changes, and approves."""
    page = walk.by_button(checker)
    walk.follow(page, "Check output 1")
    for link in ("What fails", "Rules", "What changed"):
        walk.follow(page, link)
        walk.follow(page, "Back")
    walk.follow(page, "Persons by area and sex")
    walk.follow(page, "Back")
    walk.follow(page, "Decide on this output")
    page.get_by_label("Approve").check()
    page.get_by_label("Why").fill(WHY)
    if phrase:
        page.get_by_label("Passphrase of your key").fill(phrase)
    walk.press(page, "Record my decision")
    return page


def checked(root: Path, database_url: str, *, script: bool = True, is_looked_at: bool = False) -> list[str]:
    """Go through the check of an output, which one signs with a key and another in simulation."""
    with served(root, database_url, Zone.VAULT) as address, browser() as chromium:
        walk = Walk(chromium, address, script=script, is_looked_at=is_looked_at)
        brings_key(walk, walk.by_invitation("checker-a", root, database_url, Zone.VAULT))
        page = checks(walk, "checker-a", PHRASE)
        assert "Others have not decided yet." in page.locator("main").inner_text()
        page = checks(walk, "checker-b")
        said = page.locator("main").inner_text()
        assert "Checker a: approved" in said
        assert "Checker b: approved" in said
        walk.follow(walk.by_button("analyst"), "Output 1: passed")
        walk.follow(walk.by_button("auditor"), "Read the record of acts")
    return walk.met


def certifies(walk: Walk) -> None:
    """An officer clears a case."""
    page = walk.by_button("officer")
    walk.follow(page, f"Certify {CASE}")
    page.get_by_label("Why", exact=True).fill(WHY)
    walk.press(page, "Certify: it may be told")
    assert "Your certificate is on record." in page.get_by_role("alert").inner_text()
    walk.follow(page, "Live cases")


def views(walk: Walk) -> None:
    """A lawyer first leaves the reason out, and then agrees."""
    page = walk.by_button("lawyer")
    walk.follow(page, f"Say whether you agree about {CASE}")
    walk.press(page, "I agree")
    assert "Enter a reason in at least 10 characters" in page.get_by_role("alert").inner_text()
    page.get_by_label("Why", exact=True).fill(WHY)
    walk.press(page, "I agree")
    assert "Your view is on record." in page.get_by_role("alert").inner_text()


def certified(root: Path, database_url: str, *, script: bool = True, is_looked_at: bool = False) -> list[str]:
    """Go through the certificate of a live case, which a lawyer agrees with."""
    with served(root, database_url, Zone.VAULT) as address, browser() as chromium:
        walk = Walk(chromium, address, script=script, is_looked_at=is_looked_at)
        certifies(walk)
        views(walk)
        page = walk.by_button("auditor")
        walk.follow(page, "Live cases")
        walk.follow(page, CASE)
        assert "Cleared, and a lawyer agreed" in page.locator("main").inner_text()
    return walk.met


@ON_ONE
def test_a_round_goes_from_its_invitation_to_a_signed_release(tmp_path, database_url):
    root = to_come(study(tmp_path))
    walked(root, database_url)
    check_kept(root)


@ON_ONE
def test_two_checkers_let_an_output_leave_the_vault(tmp_path, database_url):
    root = with_output(tmp_path)
    checked(root, database_url)
    first, second = sorted(read_decisions(root / "decisions"), key=lambda one: one.person)
    assert {one.outcome for one in (first, second)} == {Outcome.APPROVE}
    assert {one.gate for one in (first, second)} == {Gate.PROTECT}
    assert (first.person, first.simulated, is_signed_by(first, PUBLIC)) == ("checker-a", False, True)
    assert (second.person, second.simulated) == ("checker-b", True)
    assert verify_ledger(root / "vault" / "acts.jsonl").length == 3  # the output came, and two decided


@ON_ONE
def test_an_officer_clears_a_live_case_and_a_lawyer_agrees(tmp_path, database_url):
    root = live_desks.study(tmp_path)
    certified(root, database_url)
    (file,) = (root / "vault" / "holds").glob("*.toml")
    said = tomllib.loads(file.read_text("utf-8"))
    assert [(one["person"], one["outcome"]) for one in said["certificates"]] == [("officer", "clear")]
    assert [(one["person"], one["agrees"]) for one in said["views"]] == [("lawyer", True)]
    assert verify_ledger(root / "vault" / "acts.jsonl").length == 3  # cases were told, one is certified and viewed


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("made", "journey"),
    [
        (lambda folder: to_come(study(folder)), walked),
        (with_output, checked),
        (live_desks.study, certified),
    ],
    ids=["round", "output", "live case"],
)
def test_no_page_of_the_journeys_has_a_barrier(tmp_path, database_url, script, made, journey):
    assert journey(made(tmp_path), database_url, script=script, is_looked_at=True) == []
