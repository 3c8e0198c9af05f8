"""A desk that answers: the example with people of every role, and ``answers.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from clerestory.pipeline.answering.beginning import begin
from group_desks import GroupDesk, study
from served_desks import Serving, desk


@contextmanager
def answering(folder: Path, *, officer: str = "") -> Iterator[GroupDesk]:
    """A desk of which the policy adviser, and an officer if named, act on answers and the auditor reads them."""
    root = study(folder)
    if officer:
        with (root / "study.toml").open("a", encoding="utf-8") as file:
            file.write(f'\n[[people]]\nid = "{officer}"\npost = "Officer"\nroles = ["correspondence officer"]\n')
    begin(root)
    with desk(Serving(root, demo=True)) as serving:
        yield GroupDesk(serving)


def days(**said: str) -> Mapping[str, str]:
    """What a form sends of days, each given as 2026-03-02."""
    parts = ("year", "month", "day")
    return {
        f"{name}-{part}": one for name, day in said.items() for part, one in zip(parts, day.split("-"), strict=True)
    }
