"""A small study whose draft waits at gate 1, and its pages in the zone of the vault."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from clerestory import pipeline
from clerestory.model.commission import Person, Role
from clerestory.model.desk.acts import disclosure
from clerestory.model.stages import Stage
from clerestory.web.store.state import desk_now
from desks import AUTHORS, CHECKED, NOT_PASSED, PEOPLE
from group_desks import GroupDesk
from studies import CLOCK, small_study

AREAS, SEXES = ("n", "s", "w"), ("f", "m")
COUNTS = {("n", "f"): 3, ("n", "m"): 14, ("s", "f"): 20, ("s", "m"): 9, ("w", "f"): 15, ("w", "m"): 30}
TABLE = """
[[tables]]
id = "t1"
title = "Persons by area and sex"
count = "person"
rows = "person.area"
columns = "person.sex"
"""
EVERYBODY = {**PEOPLE, "lawyer": Person(id="lawyer", post="Lawyer", roles=(Role.LAWYER,))}
TO_GATE_1 = (Stage.COLLECT, Stage.LINK, Stage.ANALYSE, Stage.PROTECT)


def run(root: Path) -> None:
    """Run a study up to gate 1."""
    pipeline.run(root, TO_GATE_1, clock=CLOCK)


def study(folder: Path) -> Path:
    """A study of 91 made-up persons with the people of ``desks.py`` and a lawyer, run up to gate 1."""
    return Path(shutil.copytree(_made(), folder / "study"))


@cache
def _made() -> Path:
    root = Path(tempfile.mkdtemp(prefix="clerestory-vault-")) / "study"
    people = [kind for kind, count in COUNTS.items() for _ in range(count)]
    small_study(root, {"area": AREAS, "sex": SEXES}, people, tables=TABLE)
    settings = root / "study.toml"
    text = re.sub(r"\[\[people\]\]\n(?:.+\n)+", "", settings.read_text())
    text = re.sub(r"^authors = .*$", f"authors = {json.dumps(AUTHORS)}", text, flags=re.MULTILINE)
    for person in EVERYBODY.values():
        roles = json.dumps([role.value for role in person.roles])
        text += f'\n[[people]]\nid = "{person.id}"\npost = "{person.post}"\nroles = {roles}\n'
    settings.write_text(text)
    run(root)
    return root


class VaultDesk(GroupDesk):
    """A desk of the vault on which people act by the store, and look at pages by a browser of their own."""

    @property
    def draft(self) -> str:
        """The draft that came last."""
        return tuple(desk_now().outputs)[-1]

    def look(self) -> None:
        """Somebody looks, so that the program submits the draft."""
        self.get("checker-a", "/")

    def approve(self, checker: str) -> None:
        self.act(checker, disclosure.DecideOutput(draft=self.draft, **CHECKED))

    def refuse(self, checker: str) -> None:
        self.act(checker, disclosure.DecideOutput(draft=self.draft, **NOT_PASSED))
