"""Made-up interviews for a study of made-up cases, so that everything about interviews can be tried."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from clerestory.errors import InterviewError
from clerestory.interviews.refi import project_of, write_project
from clerestory.interviews.register import COLUMNS
from clerestory.model.commission import DataKind
from clerestory.model.interviews.protocol import SETTINGS, TEXTS, TO_WRITE
from clerestory.model.interviews.register import Interview
from clerestory.pipeline.interviews.keeping import new_interviews
from clerestory.pipeline.interviews.opened import Places
from clerestory.pipeline.interviews.proceedings import givers_of
from clerestory.study import open_study, write_atomically
from clerestory.study.writing import make_secret, write_secret
from clerestory.synthetic.interviews import synthetic_interviews

_SAID = "SYNTHETIC, written for a demonstration"


def demonstrate_interviews(root: Path, *, interviews: int = 60, seed: int = 1) -> tuple[Path, ...]:
    """Write a protocol, a register and two coders' projects of made-up interviews; gives the files.

    Raises
    ------
    InterviewError
        If the cases of the study are not made up, or it has a register already that is not empty.
    """
    study = open_study(root)
    places = Places(study)
    if study.settings.study.data is not DataKind.SYNTHETIC:
        remedy = "Make a study of made-up cases: `clerestory demo DIR`."
        raise InterviewError("has cases that are not made up", where=str(root), remedy=remedy)
    if places.projects or (places.register.exists() and len(places.register.read_text().splitlines()) > 1):
        remedy = "Try it in another study: `clerestory demo DIR`."
        raise InterviewError("has interviews already", where=str(places.folder), remedy=remedy)
    made = list(new_interviews(root))
    for name in (SETTINGS, *TEXTS):
        path = places.protocol / name
        write_atomically(path, path.read_text(encoding="utf-8").replace(TO_WRITE, _SAID))
    found = synthetic_interviews(interviews, sorted(givers_of(study)), seed=seed)
    write_secret(places.register, _register(found.interviews))
    make_secret(places.coding)
    for at, (coder, sources) in enumerate(zip(found.coders, found.sources, strict=True), start=1):
        path = places.coding / f"coder-{at}.qdpx"
        write_project(path, project_of("SYNTHETIC interviews", found.codes, [coder], sources))
        made.append(path)
    write_secret(places.log, "coder,day,minutes\ncoder-1,2024-06-03,45\ncoder-1,2024-06-03,50\ncoder-2,2024-06-04,60\n")
    return tuple(made)


def _register(interviews: Iterable[Interview]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in interviews:
        days = (one.consent_given or "", one.consent_withdrawn or "")
        writer.writerow((one.pseudonym, one.investigation, one.kind, one.scope.value, *days, one.ethics_reference))
    return out.getvalue()
