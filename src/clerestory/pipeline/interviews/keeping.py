"""The files of a study's interviews: begun, checked, given out without what may not be used, and erased."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from clerestory.clock import SystemClock
from clerestory.errors import InterviewError
from clerestory.interviews.coder_log import COLUMNS as LOG_COLUMNS
from clerestory.interviews.coder_log import Exposure, read_exposure
from clerestory.interviews.protocol import new_protocol, read_protocol, unwritten
from clerestory.interviews.refi import codebook_of, only_sources, read_codebook, read_project, write_codebook
from clerestory.interviews.refi.keeping import interview_of, parts_of
from clerestory.interviews.refi.writing import write_project
from clerestory.interviews.register import COLUMNS as REGISTER_COLUMNS
from clerestory.ledger import PROGRAM, Duty, Ledger
from clerestory.model.interviews.project import Code, Project
from clerestory.pipeline.acting import check_actor, check_words
from clerestory.pipeline.consulting import consulted
from clerestory.pipeline.interviews.opened import Places, open_interviews
from clerestory.pipeline.stages.published import sealed_heads
from clerestory.progress import SILENT, Progress
from clerestory.study import Study, open_study
from clerestory.study.writing import make_secret, write_secret

EXPORTED = "interviews disclosed"
THEMES, NOT_RECORDED = "motivation_theme", "NR"  # what is not recorded is no theme of an interview
_NAMESPACE = uuid.UUID("5d0f8f0e-6f0c-5a53-9f63-6c2b3f2f7f10")


@dataclass(frozen=True)
class InterviewsOutlook:
    """What the interviews of a study lack, in words; no count under the threshold."""

    lacking: tuple[str, ...]
    lines: tuple[str, ...]


def new_interviews(root: Path) -> tuple[Path, ...]:
    """Write the templates of the protocol, an empty register and log, and a codebook; gives the files written.

    The codebook has the themes of motivation of the instrument, for coders to begin with. What is there stays.
    """
    places = Places(open_study(root))
    made = list(new_protocol(places.protocol))
    make_secret(places.coding)
    make_secret(places.folder)
    for path, columns in ((places.register, REGISTER_COLUMNS), (places.log, LOG_COLUMNS)):
        if not path.exists():
            write_secret(path, ",".join(columns) + "\n")
            made.append(path)
    if not places.codebook.exists():
        write_codebook(places.codebook, codebook_of(_first_codes(places.study)))
        made.append(places.codebook)
    return tuple(made)


def check_interviews(root: Path, *, progress: Progress = SILENT, actor: str = PROGRAM) -> InterviewsOutlook:
    """Check protocol, register and projects, and say what is lacking before anything comes of them.

    Raises
    ------
    InterviewError
        If the register or a project is ill formed, or nothing may be used.
    QdaFileError
        If a project cannot be read.
    """
    places = Places(open_study(root))
    lacking = tuple(unwritten(places.protocol))
    if lacking:
        return InterviewsOutlook(lacking, ())
    opened = open_interviews(root, progress)
    consulted(opened.study, who=actor, why="check of interviews", what="vault/interviews")
    coded = opened.coded
    coders = f"{coded.coders} coders" if coded.coders != 1 else "One coder"
    size = f"{len(coded.codes):,} codes may be given. {coders} gave codes"
    lines = [f"The protocol is written. {opened.about.interviews.capitalize()} may be used. {size}."]
    if coded.left_out:
        lines.append("There are transcripts that may not be used: not in the register, without consent, or withdrawn.")
    if coded.unread:
        lines.append(f"{coded.unread:,} sources are no texts; they are kept, and nothing of them is analysed.")
    return InterviewsOutlook((), tuple(lines))


def codebook_of_file(source: Path, out: Path | None = None) -> tuple[Code, ...]:
    """Give the codes of a .qdc or .qdpx file, and write them as a .qdc file where asked."""
    is_book = source.suffix.lower() == ".qdc"
    book = read_codebook(source) if is_book else codebook_of(read_project(source).codes)
    if out is not None:
        write_codebook(out, book)
    return book.codes


def export_interviews(root: Path, folder: Path, *, why: str, actor: str = PROGRAM) -> tuple[Path, ...]:
    """Write the projects of coders into a folder, with what may be used alone; gives the files.

    Withdrawn interviews, those without consent on record, and whatever was made from them are in none of them.

    Raises
    ------
    InterviewError
        If a file would be overwritten, or nothing may be used.
    """
    opened = open_interviews(root)
    study, names = opened.study, set(opened.interviews)
    who, said = check_actor(study.settings, actor), check_words(why, "--why")
    outs = {path: folder / path.name for path in opened.places.projects}
    for out in outs.values():
        if out.exists():
            raise InterviewError("is there already", where=str(out), remedy="Name an empty folder.")
    with study.locked():
        ledger = Ledger(study.ledger, SystemClock(), actor=who)
        ledger.check(sealed=sealed_heads(study))
        ledger.append(EXPORTED, why=said, duty=Duty.DISCLOSURE, detail={"projects": len(outs)})
    folder.mkdir(parents=True, exist_ok=True)
    for source, out in outs.items():
        write_without(read_project(source), source, out, names=names)
    return tuple(outs.values())


def coders_exposure(root: Path, *, actor: str = PROGRAM) -> Exposure:
    """Hold coders' time against the limits of the protocol: for who leads them, and never published."""
    places = Places(open_study(root))
    limits = read_protocol(places.protocol).exposure
    found = read_exposure(places.log, limits)
    consulted(places.study, who=actor, why="limits of coders", what="vault/interviews, coder log")
    return found


def _first_codes(study: Study) -> tuple[Code, ...]:
    """Give the themes of motivation as codes, whose GUIDs are the same in every study."""
    group = Code(str(uuid.uuid5(_NAMESPACE, THEMES)), ("Motivation",), is_codable=False)
    themes = (code for code in study.instrument.codelists[THEMES].codes if code.code != NOT_RECORDED)
    made = (
        Code(str(uuid.uuid5(_NAMESPACE, f"{THEMES} {one.code}")), (group.name, one.label), is_codable=True)
        for one in themes
    )
    return (group, *made)


def write_without(project: Project, source: Path, out: Path, *, names: Collection[str]) -> None:
    """Write a project with the interviews of these names alone, and their files."""
    kept = only_sources(project, names)
    assert all(interview_of(one.name) in names for one in kept.sources)
    write_project(out, kept, source=source, parts=parts_of(kept, source))
