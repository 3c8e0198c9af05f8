"""People who walk through a desk that is served in a process of its own, each with a real browser."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from clerestory.web.service.serving import Zone
from commands import COMMAND, clerestory
from desk_browsers import WIDTHS, is_too_wide, signed_in, without_scripts
from pages import barriers
from served_desks import answer_of, code_now, free_port

READY = Path(__file__).parent / "ready_process.py"
PASSWORD = "gravel otter umbrella"


def to_come(root: Path) -> Path:
    """A study, whose release is still to come by the clock of this machine from now on: a decision has its day."""
    path, day = root / "study.toml", dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=30)
    text, times = re.subn(r"(?m)(^\[release\]\n(?:.*\n)*?date = )[\d-]+", rf"\g<1>{day}", path.read_text("utf-8"))
    assert times == 1
    path.write_text(text, "utf-8")
    return root


@contextmanager
def served(root: Path, database_url: str, zone: Zone = Zone.DESK) -> Iterator[str]:
    """The address of a demonstration in a process of its own; on the desk a draft waits for the group."""
    environment = os.environ | {"DATABASE_URL": database_url}
    if zone is Zone.DESK:
        subprocess.run([sys.executable, READY, root, database_url], check=True, capture_output=True)
    port = free_port()
    command = [*COMMAND, "serve", root, "--zone", zone.value, "--demo", "--port", str(port)]
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

    def by_invitation(self, person: str, root: Path, database_url: str, zone: Zone = Zone.DESK) -> Page:
        """The page of somebody who is invited, sets a password and an authenticator, and signs in."""
        page = self._plain(self.chromium.new_context().new_page())
        invite = ["desk", "invite", root, person, "--zone", zone.value, "--origin", self.address]
        told = clerestory(*invite, env=os.environ | {"DATABASE_URL": database_url}, check=True)
        page.goto(told.stdout.strip())
        self.look(page)
        for label in ("Password", "The same password again"):
            page.get_by_label(label, exact=True).fill(PASSWORD)
        self.press(page, "Set the password")
        page.get_by_label("Your id").fill(person)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.press(page, "Sign in")
        page.goto(f"{self.address}/account/second-factor/totp/activate/")
        self.look(page)
        secret = page.locator("code").first.inner_text()
        page.get_by_label("code").fill(code_now(secret))
        self.press(page, "Set up")
        page.get_by_role("heading", name="Recovery codes").wait_for()
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
        with page.expect_navigation():  # what is looked at is the page after it, and no sign-in is cut off
            page.get_by_role("link", name=link).first.click()
        self.look(page)

    def press(self, page: Page, button: str) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=button, exact=True).first.click()
        self.look(page)

    def _plain(self, page: Page) -> Page:
        if not self._script:
            without_scripts(page)
        return page
