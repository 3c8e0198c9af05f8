"""A round from its first page to the signature, in a real browser at a real server, on SQLite and on PostgreSQL.

A member comes in by an invitation, with a password and a code of an authenticator; the others by the buttons of a
demonstration. Every page that they meet is looked at by axe at two widths.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from clerestory.ledger import verify_ledger
from clerestory.web.service.assets import STATIC
from commands import COMMAND, clerestory
from desk_browsers import WIDTHS, is_too_wide, signed_in, without_scripts
from desks import WHY
from group_desks import TEXT, study
from pages import CHROMIUM, barriers, browser
from served_desks import answer_of, code, free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
    pytest.mark.skipif(not (STATIC / "desk.css").is_file(), reason="style and scripts were not built: make frontend"),
]
READY = Path(__file__).parent.parent / "ready_process.py"
PASSWORD = "gravel otter umbrella"
VIEW = "I read the table otherwise."


def to_come(folder: Path) -> Path:
    """The study, whose release is still to come by the clock of this machine: a decision has its day."""
    root = study(folder)
    path, day = root / "study.toml", dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=30)
    text, times = re.subn(r"(?m)(^\[release\]\n(?:.*\n)*?date = )[\d-]+", rf"\g<1>{day}", path.read_text("utf-8"))
    assert times == 1
    path.write_text(text, "utf-8")
    return root


@contextmanager
def served(root: Path, database_url: str) -> Iterator[str]:
    """The address of a demonstration in a process of its own, with a draft that waits for the group."""
    environment = os.environ | {"DATABASE_URL": database_url}
    subprocess.run([sys.executable, READY, root, database_url], check=True, capture_output=True)
    port = free_port()
    command = [*COMMAND, "serve", root, "--demo", "--port", str(port)]
    log = (root.parent / "server.log").open("w+", encoding="utf-8")
    with log, subprocess.Popen(command, env=environment, stderr=log, text=True) as server:
        try:
            answer_of(f"http://127.0.0.1:{port}/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


class Walk:
    """People at a desk, each with a browser of their own."""

    def __init__(self, chromium: Browser, address: str, *, script: bool, is_looked_at: bool) -> None:
        self.chromium, self.address = chromium, address
        self._script, self._is_looked_at = script, is_looked_at
        self._pages: dict[str, Page] = {}
        self.met: list[str] = []

    def by_button(self, person: str) -> Page:
        """The page of somebody, who comes in by a button of the demonstration, at their first page."""
        if person not in self._pages:
            self._pages[person] = self._plain(signed_in(self.chromium, self.address, person))
        page = self._pages[person]
        page.goto(self.address)
        self.look(page)
        return page

    def by_invitation(self, person: str, link: str) -> Page:
        """The page of somebody who is invited, sets a password and an authenticator, and signs in."""
        page = self._plain(self.chromium.new_context().new_page())
        page.goto(link)
        self.look(page)
        for label in ("Password", "The same password again"):
            page.get_by_label(label, exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Set the password").click()
        self.look(page)
        page.get_by_label("Your id").fill(person)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.goto(f"{self.address}/account/second-factor/totp/activate/")
        self.look(page)
        secret = page.locator("code").first.inner_text()
        page.get_by_label("code").fill(code(secret, time.time()))
        page.get_by_role("button", name="Set up").click()
        page.get_by_role("heading", name="Recovery codes").wait_for()
        self.look(page)
        self._pages[person] = page
        return self.by_button(person)

    def look(self, page: Page) -> None:
        """Note what stands in the way on a page, at each width."""
        if not self._is_looked_at:
            return
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = ["scrolls sideways"] if is_too_wide(page) else []
            self.met += [f"{page.url.removeprefix(self.address)} {width}: {what}" for what in (*barriers(page), *wide)]

    def follow(self, page: Page, link: str) -> None:
        page.get_by_role("link", name=link).first.click()
        self.look(page)

    def press(self, page: Page, button: str) -> None:
        page.get_by_role("button", name=button, exact=True).first.click()
        self.look(page)

    def _plain(self, page: Page) -> Page:
        if not self._script:
            without_scripts(page)
        return page


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
    assert "Sign the release" not in walk.by_button("head").locator("main").inner_text()


def walked(root: Path, database_url: str, *, script: bool = True, is_looked_at: bool = False) -> list[str]:
    """Go through the whole round; gives what stood in the way."""
    with served(root, database_url) as address, browser() as chromium:
        walk = Walk(chromium, address, script=script, is_looked_at=is_looked_at)
        opens(walk)
        invite = ["desk", "invite", root, "member-a", "--origin", address]
        link = clerestory(*invite, env=os.environ | {"DATABASE_URL": database_url}, check=True).stdout.strip()
        joins(walk, walk.by_invitation("member-a", link), "member-a")
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
    """The note of the group tells the view, and the ledger holds all that was done."""
    assert VIEW in (root / "paper" / "review.json").read_text("utf-8")
    assert verify_ledger(root / "desk" / "acts.jsonl").length == 23  # acts, as they are told above


def test_a_round_goes_from_its_invitation_to_the_signature(tmp_path, database_url):
    root = to_come(tmp_path)
    walked(root, database_url)
    check_kept(root)


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False])
def test_no_page_of_the_journey_has_a_barrier(tmp_path, database_url, script):
    assert walked(to_come(tmp_path), database_url, script=script, is_looked_at=True) == []
