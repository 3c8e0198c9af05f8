"""The desk opens nothing of the vault, by what the operating system sees and by the rights of a user who cannot."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import Request

import pytest

from clerestory.errors import ServingError
from clerestory.web.service import assets
from clerestory.web.service.assets import BUILT, STATIC
from clerestory.web.service.databases import database_of
from clerestory.web.service.serving import Serving, Zone, checked_study
from commands import clerestory
from served_desks import answer_of, example, free_port

ALL = "0.0.0.0"  # noqa: S104 - what must be refused
CLOSED = ("vault", "returns", "texts")


@pytest.fixture
def study(tmp_path) -> Path:
    """A study whose closed folders have something in them."""
    root = example(tmp_path)
    for name in CLOSED:
        (root / name).mkdir(exist_ok=True)
        (root / name / "secret.txt").write_text("confidential")
    return root


AUDIT = """
import sys
closed = sys.argv.pop(1).split(",")
def hook(event, args):
    if event in ("open", "os.listdir", "os.scandir", "sqlite3.connect") and args and any(
        isinstance(args[0], (str, bytes)) and path in str(args[0]) for path in closed
    ):
        sys.stderr.write(f"OPENED {event} {args[0]}\\n")
        sys.stderr.flush()
sys.addaudithook(hook)
from clerestory.cli import main
main()
"""


@pytest.mark.skipif(not (STATIC / "desk.css").is_file(), reason="style and scripts were not built: make frontend")
@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("setpriv"), reason="needs root to become another user")
def test_the_desk_is_served_by_a_user_who_cannot_read_the_vault_and_never_tries(study):
    for name in CLOSED:
        (study / name).chmod(0)
    (study / "desk").mkdir()
    for path in (study / "desk", study / "study.toml"):
        shutil.chown(path, "nobody")
    for folder in (study, *study.parents):
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    port = free_port()
    closed = ",".join(str(study / name) for name in CLOSED)
    user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    command = [*user, sys.executable, "-c", AUDIT, closed, "serve", study, "--port", str(port), "--demo"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd="/") as server:
        try:
            assert "Sign in as" in answer_of(f"http://127.0.0.1:{port}/account/demonstration/", server)
            assert '"database": "ok"' in answer_of(f"http://127.0.0.1:{port}/health", server)
            elsewhere = Request(f"http://127.0.0.1:{port}/health", headers={"SCRIPT_NAME": "/health"})
            assert '"database": "ok"' in answer_of(elsewhere, server)  # no header leads to another page
        finally:
            server.send_signal(signal.SIGTERM)
        told = server.stderr.read()
    assert server.returncode == 0  # ended as it was asked to
    assert "OPENED" not in told
    assert (study / "desk" / "desk.sqlite3").stat().st_mode & 0o077 == 0


def test_the_hook_of_this_test_sees_what_opens_the_vault(study):
    command = [sys.executable, "-c", AUDIT, str(study / "vault"), "desk", "invite", study, "analyst", "--zone", "vault"]
    invited = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "OPENED" in invited.stderr
    assert "/account/invitation/analyst/" in invited.stdout


@pytest.mark.parametrize(
    ("serving", "fault"),
    [
        ({"host": ALL}, "passwords would cross a network in the clear"),
        ({"host": "desk.example.org"}, "passwords would cross a network in the clear"),
        ({"origin": "http://desk.example.org"}, "passwords would cross a network in the clear"),
        ({"origin": "desk.example.org"}, "is no origin"),
        ({"origin": "https://desk.example.org/path"}, "is no origin"),
        ({"origin": "https://[desk.example.org"}, "is no origin"),
        ({"origin": "https://desk.example.org:port"}, "is no origin"),
        ({"origin": "https://user:word@desk.example.org"}, "is no origin"),
        ({"origin": "https://desk.example.org", "host": ALL, "demo": True}, "anybody could sign in as anybody"),
        ({"origin": "https://desk.example.org", "demo": True}, "anybody could sign in as anybody"),
    ],
)
def test_what_would_be_open_to_others_is_refused(tmp_path, serving, fault):
    with pytest.raises(ServingError, match=fault):
        checked_study(Serving(example(tmp_path), **serving))


@pytest.mark.skipif(not (STATIC / "desk.css").is_file(), reason="style and scripts were not built: make frontend")
@pytest.mark.parametrize("host", ["127.0.0.1", "192.0.2.1", "no-host.invalid"])  # taken, another machine's, none
def test_an_address_at_which_nobody_can_listen_is_told_at_once(tmp_path, host):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = ["--host", host, "--port", taken.getsockname()[1], "--origin", "https://desk.example.org"]
        ended = clerestory("serve", example(tmp_path), *address)
    assert ended.returncode == ServingError.exit_code
    assert f"the pages cannot listen at {host}:" in ended.stderr
    assert "[ERROR]" not in ended.stderr


@pytest.mark.parametrize("name", BUILT)
def test_style_or_script_that_was_not_built_is_told_before_a_page_asks_for_it(tmp_path, monkeypatch, name):
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    for built in BUILT:
        (tmp_path / built).touch()
    study = example(tmp_path)
    checked_study(Serving(study))
    (tmp_path / name).unlink()
    with pytest.raises(ServingError, match=f"were not built: {re.escape(name)}"):
        checked_study(Serving(study))


def test_what_has_to_be_there_is_what_is_built():
    script = (STATIC.parent / "frontend" / "build.js").read_text(encoding="utf-8")
    assert sorted(BUILT) == sorted(re.findall(r'^put\("([^"]+)"', script, re.MULTILINE))


def test_a_demonstration_of_real_cases_is_refused(tmp_path):
    root = example(tmp_path)
    settings = root / "study.toml"
    settings.write_text(settings.read_text().replace('data = "rebuilt from published counts"', 'data = "confidential"'))
    for zone in Zone:
        with pytest.raises(ServingError, match="anybody could sign in as anybody"):
            checked_study(Serving(root, zone=zone, demo=True))


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:secret@h/n",
        "postgresql://u:secret@h",
        "secret",
        "postgresql://u:secret@h:port/n",
        "postgresql://[secret/n",
    ],
)
def test_an_address_of_no_postgresql_is_refused_and_not_repeated(tmp_path, url):
    with pytest.raises(ServingError, match="is no address of a PostgreSQL database") as refused:
        database_of(Serving(tmp_path, database_url=url))
    assert "secret" not in str(refused.value)


def test_an_option_that_postgresql_does_not_know_is_refused_and_not_repeated(tmp_path):
    url = "postgresql://u:secret@127.0.0.1/n?secret=secret"
    ended = clerestory("desk", "invite", example(tmp_path), "chair", env=os.environ | {"DATABASE_URL": url})
    assert ended.returncode == ServingError.exit_code
    assert "DATABASE_URL: has an option" in ended.stderr
    assert "secret" not in ended.stderr


def test_the_parts_of_an_address_are_read_as_it_spells_them(tmp_path):
    url = "postgresql://de%40sk:p%2Fw@db.example:5433/desk?sslmode=verify-full"
    said = database_of(Serving(tmp_path, database_url=url))
    assert [said[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "de@sk", "p/w", "db.example", "5433", "desk",
    ]  # fmt: skip
    assert said["OPTIONS"]["sslmode"] == "verify-full"
