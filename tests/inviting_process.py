"""One link of an invitation used by threads at once, each with a password of its own; what came of it is printed.

inviting_process.py STUDY DATABASE_URL
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from django.db import connections
from django.test import Client

from clerestory.web.service.serving import Serving
from clerestory.web.service.setting_up import set_up

AT_ONCE, TIMES = 4, 3
WORDS = ["gravel otter umbrella", "velvet anchor pigeon", "copper meadow lantern", "walnut harbour cricket"]
serving = Serving(Path(sys.argv[1]), database_url=sys.argv[2])
set_up(serving)

from clerestory.web.accounts.invitations import invite  # noqa: E402 - models are known when Django is ready
from clerestory.web.accounts.models import Account  # noqa: E402


def used(link: str, password: str, ready: Barrier) -> bool:
    """Whether a thread has set its password by the link."""
    browser = Client(headers={"host": serving.address})
    try:
        ready.wait()
        page = browser.post(link, {"new_password1": password, "new_password2": password})
    finally:
        connections.close_all()
    return page.status_code == 302


def raced() -> dict[str, int]:
    """How many were told that their password is set, and how many of these can sign in with it."""
    link, ready = invite("analyst", anew=True), Barrier(AT_ONCE)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        told = list(threads.map(used, [link] * AT_ONCE, WORDS, [ready] * AT_ONCE))
    account = Account.objects.get(person="analyst")
    right = [account.check_password(word) for word, is_told in zip(WORDS, told, strict=True) if is_told]
    return {"told": sum(told), "right": sum(right)}


sys.stdout.write(json.dumps([raced() for _ in range(TIMES)]))
