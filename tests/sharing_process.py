"""Processes of a desk that do the same at the same moment; what came of it is printed.

    sharing_process.py STUDY DATABASE_URL

Six make the secret of a desk, each time of another; then six use the same code of an authenticator, and fail ten times
each to sign in to the same account.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.test import RequestFactory

from clerestory.web.service.serving import Serving, prepare_folder
from clerestory.web.service.setting_up import set_up
from served_desks import code

MANY = 6
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def at_once(act: Callable[[], object]) -> list[str]:
    """What processes give that are let go together."""
    held, gate = os.pipe()
    pipes = []
    for _ in range(MANY):
        reading, writing = os.pipe()
        if not os.fork():
            os.close(gate)
            os.read(held, 1)  # until the gate is closed
            os.write(writing, str(act()).encode())
            os._exit(0)
        os.close(writing)
        pipes.append(os.fdopen(reading))
    time.sleep(0.05)
    os.close(gate)
    said = [pipe.read() for pipe in pipes]
    for _ in pipes:
        os.wait()
    return said


def secret() -> list[str]:
    """The secrets that processes have which start together."""
    with tempfile.TemporaryDirectory() as folder:
        serving = Serving(Path(folder))

        def make() -> str:
            prepare_folder(serving)
            return serving.key_file.read_text()

        return at_once(make)


secrets = [secret() for _ in range(10)]
set_up(Serving(Path(sys.argv[1]), database_url=sys.argv[2]))

from allauth.core.internal.ratelimit import consume  # noqa: E402 - models are known when Django is ready
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402

from clerestory.web.accounts.models import Account  # noqa: E402


def lets_in() -> int:
    """How many of ten failed attempts were let in."""
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.7")
    rate = {"sign in": "5/300s/key"}
    tries = [consume(request, app="desk", action="sign in", config=rate, key="chair") for _ in range(10)]
    return sum(usage is not None for usage in tries)


authenticator = TOTP.activate(Account.objects.of_person("chair"), SECRET)
connection.close()
now = code(SECRET, time.time())
codes = at_once(lambda: int(authenticator.validate_code(now)))
attempts = at_once(lets_in)
said = {"secrets": [len(set(one)) for one in secrets], "codes": sorted(codes), "let in": sum(map(int, attempts))}
sys.stdout.write(json.dumps(said | {"unmade": sum(one.count("") for one in secrets)}))
