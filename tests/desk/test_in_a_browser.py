"""A real browser at a real server: signing in, errors, signing out; by keyboard, narrow, without script."""

from __future__ import annotations

import subprocess

import pytest

from clerestory.web.service.assets import STATIC
from commands import COMMAND, clerestory
from pages import CHROMIUM, barriers, browser
from served_desks import answer_of, example, free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
    pytest.mark.skipif(not (STATIC / "desk.css").is_file(), reason="style and scripts were not built: make frontend"),
]
PASSWORD = "gravel otter umbrella"
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def address(tmp_path):
    """The address of a demonstration that is served."""
    port = free_port()
    command = [*COMMAND, "serve", example(tmp_path), "--demo", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        answer_of(f"http://127.0.0.1:{port}/health", server)
        yield f"http://127.0.0.1:{port}"
        server.terminate()


def looked_at(page) -> None:
    """No barrier, and nothing beside the screen."""
    assert barriers(page) == []
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)


def test_somebody_signs_in_meets_an_error_and_signs_out(address):
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": 320, "height": 640})
        said = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.goto(f"{address}/")
        looked_at(page)
        assert page.locator(".desk-mark").inner_text() == "Rebuilt from published counts: no case record was used."
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
        chair = page.get_by_role("button", name="Chair")
        chair.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
        assert "Signed in as" in page.locator(".desk-who").inner_text()
        looked_at(page)
        assert page.evaluate("document.body.classList.contains('govuk-frontend-supported')")
        assert said == []  # the policy of the page let all of its own style and scripts in
        page.goto(f"{address}/account/second-factor/")
        looked_at(page)
        page.get_by_role("link", name="See, give or take away your address").click()
        looked_at(page)
        page.get_by_label("Your address").fill("post-7@example.org")
        page.keyboard.press("Enter")
        page.get_by_label("The code of the letter").fill("no code")
        page.keyboard.press("Enter")
        assert "There is a problem" in page.locator(".govuk-error-summary").inner_text()
        looked_at(page)
        page.goto(f"{address}/nowhere")
        assert page.locator("h1").inner_text() == "There is no such page"
        looked_at(page)
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(f"{address}/account/demonstration/")
        page.goto(f"{address}/account/sign-in/")
        looked_at(page)

        plain = chromium.new_context(java_script_enabled=False).new_page()
        plain.goto(f"{address}/")
        plain.get_by_role("button", name="Chair").click()
        plain.wait_for_url(f"{address}/")
        plain.get_by_role("button", name="Sign out").click()
        assert plain.url == f"{address}/account/demonstration/"


@pytest.mark.slow
def test_a_security_key_is_added_and_signs_in(tmp_path):
    port = free_port()
    address = f"http://localhost:{port}"  # keys belong to a name, never to a number
    root = example(tmp_path)
    here = ["--host", "localhost", "--port", str(port)]
    with subprocess.Popen([*COMMAND, "serve", root, *here], stderr=subprocess.PIPE, text=True) as server:
        answer_of(f"{address}/health", server)
        link = clerestory("desk", "invite", root, "chair", "--origin", address, check=True).stdout.strip()
        with browser() as chromium:
            page = chromium.new_page()
            plug_in_a_key(page)
            page.goto(link)
            for label in ("Password", "The same password again"):
                page.get_by_label(label, exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Set the password").click()
            sign_in(page)
            page.goto(f"{address}/account/second-factor/webauthn/add/")
            looked_at(page)
            page.get_by_role("button", name="Add the key").click()
            page.get_by_role("heading", name="Recovery codes").wait_for()
            page.get_by_role("button", name="Sign out").click()
            sign_in(page)
            page.get_by_role("button", name="Use a security key").click()
            page.get_by_text("Signed in as").wait_for()
            page.goto(f"{address}/account/second-factor/webauthn/")
            assert page.get_by_role("link", name="Rename").count() == 1
        server.terminate()
        assert server.wait() == 0


def plug_in_a_key(page) -> None:
    """Give the browser a security key whose owner touches it at once."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page) -> None:
    page.get_by_label("Your id").fill("chair")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
