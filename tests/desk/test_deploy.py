"""What is handed to those who run a desk: units that systemd takes, and rights that are enough and no more."""

from __future__ import annotations

import configparser
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from clerestory.web.service.assets import STATIC
from served_desks import answer_of, example, free_port

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))
COMMAND = "/opt/clerestory/bin/clerestory"
MOST_EXPOSED = "15"  # tenths, of systemd's scale from 0 to 10
CLOSED = ("vault", "returns", "texts")

systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")


def settings_of(unit: str) -> configparser.SectionProxy:
    """What the section of a service says; a key that stands twice is a fault."""
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read(DEPLOY / unit, encoding="utf-8")
    return parser["Service"]


@systemd
def test_systemd_takes_every_unit_and_finds_little_exposed(tmp_path):
    for path in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        text = path.read_text(encoding="utf-8").replace(COMMAND, "/bin/true")
        (tmp_path / path.name.replace("@", "@desk")).write_text(text)
    units = sorted(map(str, tmp_path.iterdir()))
    checked = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    for unit in UNITS:
        words = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(DEPLOY / unit)]
        assert subprocess.run(words, capture_output=True, check=False).returncode == 0, unit


def test_only_the_vaults_own_units_come_near_the_vault():
    for unit in UNITS:
        said = settings_of(unit)
        assert (said["User"] == "clerestory-vault") is ("vault" in unit)
        assert (said["ProtectSystem"], said["IPAddressDeny"]) == ("strict", "any")
    desk = settings_of("clerestory-desk.service")
    assert {Path(part.lstrip("-")).name for part in desk["InaccessiblePaths"].split()} == set(CLOSED)
    assert {Path(part.lstrip("-")).name for part in desk["ReadWritePaths"].split()} == {"desk", "decisions", "answer"}


def test_containers_mount_no_more_than_the_zone_needs_and_write_no_further():
    said = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    for name in ("desk", "vault"):
        service = said[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    desk = said["desk"]["volumes"]
    assert not any(part.removesuffix(":ro").endswith(tuple(f"/{name}" for name in ("study", *CLOSED))) for part in desk)
    assert [part.rsplit("/", 1)[1] for part in desk if not part.endswith((":ro", "/postgresql"))] == [
        "desk", "decisions",
    ]  # fmt: skip
    vault = [part.split(":")[-1] for part in said["vault"]["volumes"] if not part.endswith(":ro")]
    assert vault == ["/study"]


def test_a_study_that_answers_mounts_its_record_and_what_was_released_beside():
    said = yaml.safe_load((DEPLOY / "compose.answers.yaml").read_text(encoding="utf-8"))["services"]
    assert {name: list(service) for name, service in said.items()} == {"desk": ["volumes"]}
    mounted = [part.split(":/study/")[1] for part in said["desk"]["volumes"]]
    assert mounted == ["answers.toml:ro", "answer", "releases:ro"]


LIKE_THE_UNIT = """
set -e
mount --make-rprivate /
mount --bind "$ROOT" "$ROOT"
for path in $WRITABLE; do mount --bind "$path" "$path"; done
mount -o remount,bind,ro "$ROOT"
mount -o remount,bind,ro /
for path in $INACCESSIBLE; do mount --bind "$NOTHING" "$path"; done
exec setpriv --reuid=nobody --regid=nogroup --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
"""


def can_mount() -> bool:
    """Whether this machine lets us take rights away as systemd does."""
    if os.getuid() != 0 or not shutil.which("unshare") or not shutil.which("setpriv"):
        return False
    tried = ["unshare", "--mount", "sh", "-c", "mount --make-rprivate / && mount -o remount,bind,ro /"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that others can enter; those of pytest are shut again by each run that starts."""
    with tempfile.TemporaryDirectory(prefix="clerestory-deploy-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.slow  # that the desk is served by a user who cannot read the vault is an ordinary test: test_zones.py
@pytest.mark.skipif(not (STATIC / "desk.css").is_file(), reason="style and scripts were not built: make frontend")
@pytest.mark.skipif(not can_mount(), reason="needs root, and mounts of its own")
def test_the_desk_runs_with_the_rights_of_its_unit_and_no_others(place):
    study = example(place)
    for name in (*CLOSED, "desk", "decisions", "answer"):
        (study / name).mkdir(exist_ok=True)
    (study / "vault" / "case.txt").write_text("confidential")
    own = place / "tmp"
    own.mkdir()
    for path in (study / "desk", study / "decisions", study / "answer", own):
        shutil.chown(path, "nobody")
    study.chmod(0o755)
    unit, port = settings_of("clerestory-desk.service"), free_port()
    environment = os.environ | {
        "ROOT": str(place),
        "WRITABLE": f"{here(unit, 'ReadWritePaths', study)} {own}",
        "TMPDIR": str(own),
        "INACCESSIBLE": here(unit, "InaccessiblePaths", study),
        "NOTHING": str(nothing(place)),
        "CLERESTORY_ORIGIN": "https://desk.example.org",
        "HOME": "/nonexistent",
    }
    words = shlex.split(unit["ExecStart"].replace("/srv/clerestory/study", str(study)).replace("8000", str(port)))
    program = [sys.executable, "-c", "from clerestory.cli import main; main()", *words[1:]]
    command = ["unshare", "--mount", "sh", "-c", LIKE_THE_UNIT, "sh", *program]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd="/") as server:
        try:
            assert '"database": "ok"' in answer_of(f"http://127.0.0.1:{port}/health", server)
            seen = ["sh", "-c", f"cat {study}/vault/case.txt; touch {study}/x {study}/study.toml {study}/desk/y"]
            entered = ["nsenter", f"--target={server.pid}", "--mount", *seen]
            tried = subprocess.run(entered, capture_output=True, text=True, check=False)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)
    assert tried.stdout == ""
    assert not (study / "x").exists()
    assert (study / "desk" / "y").exists()
    assert server.returncode == 0


def here(unit: configparser.SectionProxy, key: str, study: Path) -> str:
    """The paths of a line of the unit, in this study."""
    return unit[key].replace("-/srv", "/srv").replace("/srv/clerestory/study", str(study))


def nothing(folder: Path) -> Path:
    """An empty folder, which stands where something must not be seen."""
    empty = folder / "nothing"
    empty.mkdir(mode=0)
    return empty
