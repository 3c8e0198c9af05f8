"""Vaults with live cases, which officers certify and lawyers view on its pages."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.studies import CLOCK
from tests.text_studies import FREE, LIVE, UNARRESTED, WORDS, investigation, text_study

from clerestory import pipeline
from clerestory.model.stages import Stage
from clerestory.pipeline.live_cases.certified import case_number
from clerestory.study import open_study
from clerestory.web.store.state import desk_now
from group_desks import GroupDesk
from live_cases import PEOPLE, WHY

TEXTS = {"told": FREE, "live": LIVE, "quiet": UNARRESTED}


def study(folder: Path, **keys: str) -> Path:
    """A study with texts about three cases: one concluded, one live, one without arrest; ``keys`` are public."""
    root = Path(shutil.copytree(_collected(), folder / "study"))
    file = root / "study.toml"
    text = re.sub(r"\[\[people\]\]\n(?:.+\n)+", "", file.read_text())
    for person in PEOPLE.values():
        said = json.dumps([role.value for role in person.roles])
        text += f'\n[[people]]\nid = "{person.id}"\npost = "{person.post}"\nroles = {said}\n'
        text += f'force = "{person.force}"\n' if person.force else ""
        text += f'public_key = "{keys[person.id]}"\n' if person.id in keys else ""
    file.write_text(text)
    return root


@cache
def _collected() -> Path:
    """The study once, with what its vault has of cases."""
    folder = Path(tempfile.mkdtemp(prefix="clerestory-cases-")) / "study"
    root = text_study(folder, TEXTS, dict.fromkeys(TEXTS, WORDS), paper="## Findings\n\n{{ table t1 }}\n")
    pipeline.run(root, (Stage.COLLECT,), clock=CLOCK)
    return root


class LiveCaseDesk(GroupDesk):
    """A vault at which people look at live cases by browsers of their own."""

    @property
    def root(self) -> Path:
        """The study's folder."""
        return self.serving.root

    def pass_days(self, days: int) -> None:
        """Let time go by, after which everybody signs in anew."""
        self.time += dt.timedelta(days=days)
        self._browsers.clear()

    def number(self, text: str) -> str:
        """The number of the case that a text is about."""
        return case_number(open_study(self.root), investigation(TEXTS[text]))

    def file(self, text: str) -> Path:
        """Where certificates about it are written."""
        return self.root / "vault" / "holds" / f"{self.number(text)}.toml"

    def certify(self, person: str, text: str, outcome: str = "clear", **said: object):
        """Send the form of an officer as the page has it."""
        page = f"/cases/{self.number(text)}"
        return self.post(person, page, self.shown(person, page) | {"outcome": outcome, "reason": WHY, **said})

    def view(self, person: str, text: str, *, agrees: bool = True, **said: object):
        """Send the form of a lawyer as the page has it."""
        page = f"/cases/{self.number(text)}"
        answer = {"agrees": str(agrees).lower(), "reason": WHY, **said}
        return self.post(person, page, self.shown(person, page) | answer)

    def shown(self, person: str, page: str) -> dict[str, str]:
        """What the fields of a form have before anybody types."""
        fields = re.findall(r"<input[^>]*>", self.get(person, page).text)
        named = {field: re.search(r'name="([^"]*)"', field) for field in fields}
        values = {field: re.search(r'value="([^"]*)"', field) for field in fields}
        return {name[1]: values[field][1] for field, name in named.items() if name and values[field]}

    def certification(self, text: str):
        """What the record has of the case of a text."""
        return desk_now().holds[self.number(text)].certification


__all__ = ["TEXTS", "LiveCaseDesk", "study"]
