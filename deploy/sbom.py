"""The bill of materials of a release, as CycloneDX 1.6: what is locked, by whom it is needed, hashes and licences.

``python deploy/sbom.py TARGET``, or ``make sbom``. The same locks give the same bytes; licences are those that the
installed packages state, so it runs in an environment made from the lock.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1]
OURS, TOOLS = "clerestory (pyproject.toml)", "clerestory (pyproject.toml:dev)"
_NAMESPACE = uuid.UUID("6f1f4f0e-6d0f-5a52-9d4e-5d5f0c6a7b11")
_FREE_TEXT = 100  # a field of a licence that is longer is the licence itself


@dataclass(frozen=True)
class Locked:
    """A package of the lock: under which condition it is installed, its hashes, and who needs it."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]

    @property
    def ref(self) -> str:
        """Its package URL, which is what others refer to."""
        return f"pkg:pypi/{self.name}@{self.version}"


def read_lock(text: str) -> tuple[Locked, ...]:
    """Give the packages of a lock as uv writes it."""
    found = []
    for part in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE):
        head = re.match(r"([\w.-]+)==([^\s;]+)(?: ; (.+?))? \\$", part, re.MULTILINE)
        if head:
            needed = re.findall(r"^    #(?: via)? +(?!via$)(\S.*)$", part, re.MULTILINE)
            hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", part))
            found.append(Locked(head[1], head[2], head[3] or "", hashes, tuple(needed)))
    return tuple(found)


def needed(packages: tuple[Locked, ...], *by: str) -> set[str]:
    """Give the names of packages that some others need, and what these need in their turn."""
    names: set[str] = set()
    while more := {one.name for one in packages if one.name not in names and {*by, *names} & set(one.needed_by)}:
        names |= more
    return names


def bill(lock: str, project: dict[str, Any], frontend: dict[str, Any]) -> dict[str, Any]:
    """Give the bill of materials of a lock, a pyproject.toml and a package-lock.json."""
    packages = read_lock(lock)
    extras = {re.split(r"[\[<>=]", one)[0] for more in project["optional-dependencies"].values() for one in more}
    scopes = dict.fromkeys(extras | needed(packages, *extras), "optional")
    scopes |= dict.fromkeys(needed(packages, OURS), "required")
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    styles = list(_of_frontend(frontend))
    components = [_component(one, scope=scopes.get(one.name, "excluded")) for one in packages] + styles
    needs = {own: [one.ref for one in packages if {OURS, TOOLS} & set(one.needed_by)]}
    needs[own] += [one["bom-ref"] for one in styles]
    needs |= {one.ref: [other.ref for other in packages if one.name in other.needed_by] for one in packages}
    about = {"type": "application", "bom-ref": own, "name": project["name"], "version": project["version"]}
    said = json.dumps([about, components, needs], sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, said)}",
        "version": 1,
        "metadata": {"component": about | {"purl": own, "licenses": [{"expression": project["license"]}]}},
        "components": components,
        "dependencies": [{"ref": ref, "dependsOn": sorted(set(others))} for ref, others in needs.items()],
    }


def _component(one: Locked, *, scope: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "type": "library",
        "bom-ref": one.ref,
        "name": one.name,
        "version": one.version,
        "scope": scope,  # excluded: needed to work on the program alone
        "purl": one.ref,
        "hashes": [{"alg": "SHA-256", "content": content} for content in one.hashes],
    }
    licences = _licences(one.name)
    if licences:
        said["licenses"] = licences
    if one.marker:
        said["properties"] = [{"name": "clerestory:installed-where", "value": one.marker}]
    return said


def _licences(name: str) -> list[dict[str, Any]]:
    """Give what the installed package states: an expression of SPDX, or its own words."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []  # another system's alone
    if expression := said.get("License-Expression"):
        return [{"expression": expression}]
    classes = [one.split(" :: ")[-1] for one in said.get_all("Classifier") or [] if one.startswith("License :: ")]
    words = (said.get("License") or "").strip()
    names = classes or ([words.splitlines()[0]] if 0 < len(words) < _FREE_TEXT else [])
    return [{"license": {"name": one}} for one in dict.fromkeys(names)]


def _of_frontend(lock: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the packages that go into style and scripts; what only builds them is left out."""
    for place, said in lock["packages"].items():
        if place and not said.get("dev"):
            name = place.removeprefix("node_modules/")
            ref = f"pkg:npm/{name.replace('@', '%40')}@{said['version']}"
            digest = base64.b64decode(said["integrity"].removeprefix("sha512-")).hex()
            yield {
                "type": "library",
                "bom-ref": ref,
                "name": name,
                "version": said["version"],
                "scope": "required",
                "purl": ref,
                "hashes": [{"alg": "SHA-512", "content": digest}],
                "licenses": [{"expression": said["license"]}],
            }


def main(target: Path) -> None:
    """Write the bill of this tree."""
    made = bill(
        (HERE / "requirements.lock").read_text(encoding="utf-8"),
        tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"],
        json.loads((HERE / "src/clerestory/web/frontend/package-lock.json").read_text(encoding="utf-8")),
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
