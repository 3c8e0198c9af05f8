"""Puts the bill of materials into a wheel (PEP 770) where `make sbom` has written one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BILL = "build/clerestory.cdx.json"


class BillOfMaterials(BuildHookInterface):
    """Adds the bill to what a wheel says of itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the file, if there is one."""
        if (Path(self.root) / BILL).is_file():
            build_data["sbom_files"].append(BILL)
