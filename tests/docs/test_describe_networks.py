"""The page on describing networks, followed literally, and what the reference page says of fields and roles."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from clerestory.model.findings.networks import Role
from clerestory.model.findings.networks.form import NetworkForm

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "describe-networks.md"
REFERENCE = (ROOT / "docs" / "reference" / "networks.md").read_text(encoding="utf-8")


def test_every_block_does_what_it_says(tmp_path):
    command = tmp_path / ".venv" / "bin" / "clerestory"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from clerestory.cli import main; main()" "$@"\n')
    command.chmod(0o755)
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    for block in blocks:
        done = subprocess.run(["sh", "-ec", block], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    made = tmp_path / "build" / "networks"
    drawn = sorted(path.stem for path in (made / "pictures").iterdir())
    assert drawn == ["forces", "history", "lasting", "loss", "overlap", "sizes"]
    assert json.loads((made / "networks.json").read_text())["figures_given"] is True
    assert json.loads((made / "networks.json").read_text())["combined"]


def test_every_field_and_role_has_its_line():
    assert [name for name in NetworkForm.model_fields if f"`{name}`" not in REFERENCE] == []
    assert [role.value for role in Role if f"`{role.value}`" not in REFERENCE] == []
