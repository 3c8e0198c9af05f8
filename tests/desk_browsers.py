"""A desk served to real browsers from this process, and what they meet on its pages."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, Route

from pages import barriers

WIDTHS = (320, 1280)


class _Server(ThreadingMixIn, WSGIServer):
    """Answers in threads, as gunicorn does."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[str]:
    """The address of the desk that this process is ready for."""
    with make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def signed_in(chromium: Browser, address: str, person: str, *, width: int = 1280, script: bool = True) -> Page:
    """A page of a browser of its own, of a person of a demonstration."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{address}/account/demonstration/")
    page.locator(f"button[value='{person}']").click()
    return page


def without_scripts(page: Page) -> None:
    """Take the scripts out of what a page is sent: axe itself needs a browser that runs some."""

    def plain(route: Route) -> None:
        answer = route.fetch(max_redirects=0)  # the browser follows them, so that it knows where it is
        route.fulfill(response=answer, body=re.sub(r"(?s)<script.*?</script>", "", answer.text()))

    page.route(lambda address: "/static/" not in address, plain)


def apart(act: Callable[[], None]) -> None:
    """Act at the desk while browsers are open: their event loop lets the database be asked from other threads alone."""
    thread = threading.Thread(target=act)
    thread.start()
    thread.join()


def met(page: Page, *addresses: str) -> list[str]:
    """What stands in the way on these pages at any width."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for address in addresses:
            page.goto(address)
            wide = ["scrolls sideways"] if is_too_wide(page) else []
            found += [f"{address} {width}: {what}" for what in (*barriers(page), *wide)]
    return found


def is_too_wide(page: Page) -> bool:
    """Whether a page scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
