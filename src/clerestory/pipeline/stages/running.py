"""Running a study, or some of its stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clerestory.clock import Clock, SystemClock
from clerestory.errors import ClerestoryError, StorageError
from clerestory.ledger import PROGRAM, Ledger
from clerestory.model.engines import EngineName
from clerestory.model.stages import Stage
from clerestory.pipeline.acting import check_maker
from clerestory.pipeline.custody.erased import check_no_erasure_waits, erased_since
from clerestory.pipeline.custody.erasing import clear_note
from clerestory.pipeline.custody.retention import overdue_now
from clerestory.pipeline.releases.due import overdue_lines
from clerestory.pipeline.releases.signer import Signer
from clerestory.pipeline.stages.published import check_published, sealed_heads
from clerestory.pipeline.stages.scopes import table_scopes
from clerestory.pipeline.stages.steps import STAGES, release_folder
from clerestory.pipeline.stages.work import Work
from clerestory.progress import SILENT, Progress
from clerestory.spark import sessions_ended
from clerestory.study import Study, open_study, preset_for_study


@dataclass(frozen=True)
class Outlook:
    """What a run did, in words for a person; ``release`` is the folder that was published, if it came so far."""

    lines: tuple[str, ...]
    release: Path | None = None


def run(
    root: Path,
    stages: Sequence[Stage] = tuple(Stage),
    *,
    engine: EngineName | None = None,
    progress: Progress = SILENT,
    tell: Callable[[str], None] = lambda line: None,
    clock: Clock | None = None,
    actor: str = PROGRAM,
    signer: Signer | None = None,
) -> Outlook:
    """Run a study, or some stages of it.

    Parameters
    ----------
    root : Path
        The study folder.
    stages : sequence of Stage
        In order; by default all.
    engine : EngineName, optional
        What links records and makes the tables, whatever study.toml says; both are the same, so nothing keeps a record
        of it.
    tell : callable
        Is given a line for a person as each stage ends.
    clock : Clock
        Tells the time to the ledger and the seal; by default the machine's.
    actor : str
        Who runs it, for the ledger: an id or post of study.toml, or by default the program.
    signer : Signer, optional
        Who signs the release that waits, and with which key.

    Returns
    -------
    Outlook
        What was done.

    Raises
    ------
    ClerestoryError
        Of the kind that says what is wrong; GateError where a decision is missing, LedgerError where the ledger does
        not hold or releases are not what it says: then nothing is done, and nothing written. RetentionError where
        an erasure was interrupted, or a release would be made of what was erased.
    """
    study = _on(open_study(root), engine)
    preset = preset_for_study(study.settings.protect.preset, study.settings.study.data)
    table_scopes(study, preset)  # tables that the preset forbids are refused before anything is read
    clock = clock or SystemClock()
    who = check_maker(study.settings, actor)
    lines: list[str] = []
    with study.locked(), sessions_ended():
        work = Work(study, preset, Ledger(study.ledger, clock, actor=who), progress, clock, signer)
        work.ledger.check(sealed=sealed_heads(study))
        check_published(study)
        check_no_erasure_waits(study)
        clear_note(study)
        for line in (*erased_since(study), *overdue_now(work), *overdue_lines(work)):
            lines.append(line)
            tell(line)
        for stage in stages:
            try:
                if line := STAGES[stage](work):  # a stage that was not asked for says nothing
                    lines.append(line)
                    tell(line)
            except (ClerestoryError, OSError) as error:
                kind = type(error) if isinstance(error, ClerestoryError) else StorageError
                work.ledger.append(f"stopped at {stage.value}", why=kind.heading, detail={"exit_code": kind.exit_code})
                raise
    release = release_folder(study) if Stage.PUBLISH in stages else None
    return Outlook(tuple(lines), release if release and release.is_dir() else None)  # a signed one may have to wait


def _on(study: Study, engine: EngineName | None) -> Study:
    """Give the study with another engine, if one is asked for."""
    if engine is None:
        return study
    analyse = study.settings.analyse.model_copy(update={"engine": engine})
    return replace(study, settings=study.settings.model_copy(update={"analyse": analyse}))
