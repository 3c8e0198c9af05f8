"""docs/how-to/check-a-release.md, followed word by word on a release, and on what somebody did to it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lesson_files import lesson, lessons, released
from papers import KEY, approved

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "check-a-release.md"
TOOLS = ("minisign", "sha256sum")
pytestmark = pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="needs minisign and sha256sum")
NOT_NAMED = ["clerestory.pub", "manifest.json", "manifest.json.minisig", "seal.json", "seal.json.minisig"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    release = released(tmp_path_factory.mktemp("whole"), lessons(lesson()), approved())
    (release / "clerestory.pub").write_text(f"untrusted comment: a key\n{KEY.public.line}\n", encoding="utf-8")
    return release


@pytest.fixture
def release(whole, tmp_path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / whole.name))


def followed(release: Path) -> list[subprocess.CompletedProcess[str]]:
    """What each block of the page says in the folder of a release."""
    found = re.findall(r"^   ```sh\n(.*?)^   ```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return [
        subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", re.sub("^   ", "", block, flags=re.MULTILINE)],
            cwd=release,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        for block in found
    ]


def test_a_whole_release_passes_every_step(release):
    done = followed(release)
    assert [step.returncode for step in done] == [0] * 5
    signed, together, files, added, data = (step.stdout for step in done)
    assert signed.count("Signature and comment signature verified") == 2
    assert signed.count("release:2026-12-15-SYNTHETIC") == 2
    assert together == "manifest.json: OK\n"
    assert {line.rpartition(": ")[2] for line in files.splitlines()} == {"OK"}
    assert added.splitlines() == NOT_NAMED
    assert data == "OK\n"


def changed(release: Path) -> None:
    (release / "index.html").write_bytes((release / "index.html").read_bytes() + b" ")


def lost(release: Path) -> None:
    (release / "register.html").unlink()


def signed_by_others(release: Path) -> None:
    (release / "manifest.json").write_bytes((release / "manifest.json").read_bytes() + b" ")


@pytest.mark.parametrize(
    ("spoil", "step"),
    [(signed_by_others, 0), (signed_by_others, 1), (changed, 2), (lost, 2)],
)
def test_what_was_changed_or_lost_fails_at_its_step(release, spoil: Callable[[Path], None], step):
    spoil(release)
    assert followed(release)[step].returncode != 0


def test_what_was_added_is_named(release):
    (release / "tables" / "more.csv").write_text("a\n1\n", encoding="utf-8")
    assert followed(release)[3].stdout.splitlines() == [*NOT_NAMED, "tables/more.csv"]
