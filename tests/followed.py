"""Pages of the documentation, followed literally in a folder that looks like a fresh clone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from commands import install

HOW_TO = Path(__file__).parents[1] / "docs" / "how-to"
_BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


def follow(page: str, clone: Path) -> list[subprocess.CompletedProcess[str]]:
    """Run every shell block of a how-to, one after another, whatever came of the one before."""
    install(clone)
    blocks = _BLOCK.findall((HOW_TO / page).read_text(encoding="utf-8"))
    return [subprocess.run(["sh", "-ec", b], cwd=clone, capture_output=True, text=True, check=False) for b in blocks]
