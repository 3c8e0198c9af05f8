"""The page on describing networks, followed literally, and what the reference page says of fields and roles."""

from __future__ import annotations

import json
from pathlib import Path

from clerestory.model.findings.networks import Role
from clerestory.model.findings.networks.form import NetworkForm
from followed import follow

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "networks.md").read_text(encoding="utf-8")


def test_every_block_does_what_it_says(tmp_path):
    done = follow("describe-networks.md", tmp_path)
    assert [run.stderr for run in done if run.returncode] == []
    made = tmp_path / "build" / "networks"
    drawn = sorted(path.stem for path in (made / "pictures").iterdir())
    assert drawn == ["forces", "history", "lasting", "loss", "overlap", "sizes"]
    assert json.loads((made / "networks.json").read_text())["figures_given"] is True
    assert json.loads((made / "networks.json").read_text())["combined"]


def test_every_field_and_role_has_its_line():
    assert [name for name in NetworkForm.model_fields if f"`{name}`" not in REFERENCE] == []
    assert [role.value for role in Role if f"`{role.value}`" not in REFERENCE] == []
