"""Vaults with case texts, whose passages people go through on its pages."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.studies import CLOCK
from tests.text_studies import FREE, LIVE, text_study

from clerestory import pipeline
from clerestory.model.commission import Role
from clerestory.model.desk.acts import passages
from clerestory.model.stages import Stage
from clerestory.web.store.state import desk_now
from group_desks import GroupDesk

TOLD = (
    "A worker noticed in Eastmoor that a child was missing school on 12 March 2014.\n\n"
    "What was written stayed with Mr Oakenshaw until somebody rang 07700 900123.\n"
)
SECRET = "The zephyrous quincunx was never told."
WHY = "It stands in the public judgment."
POSTS: dict[str, tuple[Role, ...]] = {
    "analyst": (Role.ANALYST,),
    "checker-a": (Role.CHECKER,),
    "checker-b": (Role.CHECKER,),
    "author-checker": (Role.ANALYST, Role.CHECKER),
    "lawyer": (Role.LAWYER,),
    "auditor": (Role.AUDITOR,),
    "chair": (Role.CHAIR,),
    "statistician": (Role.STATISTICIAN,),
    "head": (Role.SIGNATORY,),
}


def study(folder: Path, **keys: str) -> Path:
    """A study with a text that may be spoken of, ``told``, and one of a live case; ``keys`` are public, by person."""
    root = Path(shutil.copytree(_collected(), folder / "study"))
    file = root / "study.toml"
    text = re.sub(r"\[\[people\]\]\n(?:.+\n)+", "", file.read_text())
    text = text.replace('authors = ["analyst"]', 'authors = ["analyst", "author-checker"]')
    for person, roles in POSTS.items():
        said = json.dumps([role.value for role in roles])
        text += f'\n[[people]]\nid = "{person}"\npost = "{person.capitalize()}"\nroles = {said}\n'
        text += f'public_key = "{keys[person]}"\n' if person in keys else ""
    file.write_text(text)
    return root


@cache
def _collected() -> Path:
    """The study once, with what its vault has of cases."""
    folder = Path(tempfile.mkdtemp(prefix="clerestory-texts-")) / "study"
    words = {"told": TOLD, "live": SECRET}
    root = text_study(folder, {"told": FREE, "live": LIVE}, words, paper="## Findings\n\n{{ table t1 }}\n")
    pipeline.run(root, (Stage.COLLECT,), clock=CLOCK)
    return root


class PassageDesk(GroupDesk):
    """A vault at which people go through passages by browsers of their own."""

    def open(self, person: str, text: str = "told") -> None:
        self.act(person, passages.OpenText(text=text))

    def addresses(self, person: str, text: str = "told") -> list[str]:
        """The pages of all passages that the person is asked about, in order."""
        page = self.get(person, f"/texts/{text}").content.decode()
        return list(dict.fromkeys(re.findall(rf'href="(/texts/{text}/[0-9a-f]+)#passage"[^>]*>Passage', page)))

    def answer(self, person: str, address: str, outcome: str, note: str = "", **said: str):
        return self.post(person, address, {"do": outcome, "note": note, **said})

    def sign(self, person: str, text: str = "told", **said: str):
        return self.post(person, f"/texts/{text}", {"do": "review passages", **said})

    @property
    def decisions(self):
        return desk_now().texts["told"].decisions


__all__ = ["SECRET", "TOLD", "WHY", "PassageDesk", "study"]
