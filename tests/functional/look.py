"""Pictures of every page of the example and the demonstration, and of some reports: phone and desk, light and dark.

    python tests/functional/look.py OUT

Runs a copy of the example and a demonstration, then writes OUT/<study>-<page>-<width>-<scheme>.png, and OUT/paper.png,
the picture of the README.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from pages import browser

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "modern-slavery-2013"
WIDTHS = {"phone": 375, "desk": 1280}


def studies(work: Path) -> dict[str, Path]:
    """Fresh copies of both, run to their release."""
    clerestory = [sys.executable, "-c", "from clerestory.cli import main; main()"]
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in ("study.toml", "instrument", "returns", "sharing", "paper", "decisions"):
        source, place = EXAMPLE / name, work / "example" / name
        place.parent.mkdir(exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, place)
    subprocess.run([*clerestory, "run", str(work / "example")], check=True)
    subprocess.run([*clerestory, "demo", str(work / "demo")], check=True)
    return {name: next((work / name / "releases").glob("2*")) for name in ("example", "demo")}


def reports_beside(release: Path) -> list[Path]:
    """The index of the reports to givers, and the first and the last report."""
    pages = sorted((release.parents[1] / "reports").glob("*.html"))
    return [pages[0], pages[-2], pages[-1]]


def main() -> None:
    out = Path(sys.argv[1])
    releases = studies(out / "work")
    with browser() as chromium:
        for study, release in releases.items():
            for page in [*sorted(release.rglob("*.html")), *reports_beside(release)]:
                for name, width in WIDTHS.items():
                    for scheme in ("light", "dark"):
                        tab = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                        tab.goto(page.resolve().as_uri())
                        kind = {"reports": "report-", "findings": "finding-"}.get(page.parent.name, "")
                        path = out / f"{study}-{kind}{page.stem}-{name}-{scheme}.png"
                        tab.screenshot(path=path, full_page=True)
                        tab.close()
                        sys.stdout.write(f"{path}\n")
        tab = chromium.new_page(viewport={"width": 1040, "height": 900}, color_scheme="light")
        tab.goto((releases["demo"] / "index.html").resolve().as_uri())
        first = tab.get_by_role("heading", name="Victims", exact=False).first.bounding_box()
        last = tab.get_by_role("figure").last.bounding_box()
        height = last["y"] + last["height"] - first["y"] + 40
        tab.screenshot(
            path=out / "paper.png", full_page=True, clip={"x": 0, "y": first["y"] - 20, "width": 1040, "height": height}
        )


if __name__ == "__main__":
    main()
