"""Erasing withdrawn interviews: from every project, with whatever was made from them, and checks of their quotes."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from clerestory.clock import SystemClock
from clerestory.errors import InterviewError
from clerestory.interviews.coded import coded_interviews
from clerestory.interviews.refi import only_sources, read_project
from clerestory.ledger import PROGRAM, Duty, Ledger
from clerestory.pipeline.acting import check_actor, check_words
from clerestory.pipeline.interviews.keeping import write_without
from clerestory.pipeline.interviews.opened import Places, read_interviews, read_projects
from clerestory.pipeline.interviews.passages import passages_of
from clerestory.pipeline.stages.published import sealed_heads
from clerestory.share.erasing import erase_file, finish_replacing, replace_erasing
from clerestory.study import open_study

ERASED = "withdrawn interviews erased"


def erase_withdrawn(root: Path, *, why: str, actor: str = PROGRAM) -> int:
    """Take out of the projects what may not be used: withdrawn, without consent on record, or not in the register.

    Old files are overwritten; checks of passages that are no more go too. Interrupted, the same command goes on.

    Returns
    -------
    int
        How many projects changed.

    Raises
    ------
    InterviewError
        If the register or a project cannot be read, or something else lies among the projects.
    """
    places = Places(open_study(root))
    study = places.study
    who, said = check_actor(study.settings, actor), check_words(why, "--why")
    with study.locked():
        ledger = Ledger(study.ledger, SystemClock(), actor=who)
        ledger.check(sealed=sealed_heads(study))
        finish_replacing(places.folder)
        names = set(read_interviews(places).usable)
        changed = _changed(places, names)
        if changed:
            _check_only_projects(places)
            with replace_erasing(places.coding) as folder:
                for path in places.projects:
                    write_without(read_project(path), path, folder / path.name, names=names)
        _erase_checks(places, names)
        if changed:
            ledger.append(ERASED, why=said, duty=Duty.ERASURE, detail={"projects": changed})
    return changed


def _changed(places: Places, names: Collection[str]) -> int:
    projects = read_projects(places)
    return sum(only_sources(project, names).document != project.document for project in projects)


def _check_only_projects(places: Places) -> None:
    others = [path for path in places.coding.iterdir() if path not in places.projects]
    if others:
        raise InterviewError(
            f"has {len(others)} files that are no .qdpx",
            where=str(places.coding),
            remedy="Put them elsewhere: what is erased here could stand in them, and nobody would look.",
        )


def _erase_checks(places: Places, names: Collection[str]) -> None:
    there = passages_of(places.study, coded_interviews(read_projects(places), names))
    for path in places.checks.glob("*.toml"):
        if path.stem not in there:
            erase_file(path)
