"""Rebuilding a release from the inputs of its study, in a scratch folder, to show that it is the same byte for byte."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from clerestory import __version__
from clerestory.clock import Clock, FixedClock, SystemClock
from clerestory.errors import ReproductionError
from clerestory.ledger import PROGRAM, Duty, Entry, Ledger
from clerestory.model.releases import Manifest
from clerestory.model.stages import Stage
from clerestory.pipeline.acting import check_actor
from clerestory.pipeline.custody.erased import check_left_kept, check_no_erasure_waits
from clerestory.pipeline.releases.scratch import changed_inputs, erased_inputs, fill_scratch, then_of
from clerestory.pipeline.stages.published import check_published, check_sealed, sealed_heads, signature_entries
from clerestory.pipeline.stages.running import run
from clerestory.pipeline.stages.steps import build_again
from clerestory.pipeline.stages.work import Work
from clerestory.progress import SILENT, Progress
from clerestory.publish import MANIFEST, read_seal, verify_release
from clerestory.study import Study, open_study, preset_for_study

REPRODUCED = "release reproduced"
_REBUILT = (Stage.COLLECT, Stage.LINK, Stage.ANALYSE, Stage.PROTECT)


class Outcome(Enum):
    """What came of a reproduction."""

    SAME = "the same, byte for byte"
    DIFFERENT = "different"
    ERASED = "inputs were erased since"
    CHANGED = "inputs are not what they were"
    OTHER_VERSION = "another version made it"
    UNFINISHED = "not finished"


@dataclass(frozen=True)
class Difference:
    """A file that is not the same: its size then and now in bytes, None where it is not there, and the first byte."""

    path: str
    then: int | None
    now: int | None
    first_byte: int | None = None

    def __str__(self) -> str:
        if self.then is None or self.now is None:
            return f"{self.path}: {'is new' if self.then is None else 'is missing'}"
        return f"{self.path}: {self.then:,} bytes, now {self.now:,}; the first that differs is byte {self.first_byte}"


@dataclass(frozen=True)
class Reproduction:
    """The outcome for a release, the number of its files, and what is behind it: names and sizes, never a value."""

    release: str
    outcome: Outcome
    files: int
    details: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether every file is the same, byte for byte."""
        return self.outcome is Outcome.SAME


def reproduce(
    release: Path, root: Path, *, progress: Progress = SILENT, clock: Clock | None = None, actor: str = PROGRAM
) -> Reproduction:
    """Rebuild a release of a study and hold it against the one that was published.

    Earlier releases, drafts and what others published count as they did then. Nothing is written into the study but
    one entry of its ledger; what is rebuilt lies in a private folder below ``$TMPDIR`` until the function ends.

    Parameters
    ----------
    release : Path
        The folder of the release, or a copy of it.
    root : Path
        The study that it is of.
    clock : Clock
        For the entry; the rebuild has the time of the seal.
    actor : str
        Who asks, for the ledger.

    Raises
    ------
    ReproductionError
        If the release is not one that the ledger of the study names.
    ReleaseError, LedgerError, RecallError
        If release, ledger or the releases beside it do not hold, or the seal is not the one that was signed.
    RetentionError
        If the copies of earlier drafts were erased, or an erasure waits.
    """
    study, manifest = open_study(root), verify_release(release)
    who, told = check_actor(study.settings, actor), clock or SystemClock()
    with study.locked():
        ledger = Ledger(study.ledger, told, actor=who)
        ledger.check(sealed=sealed_heads(study))
        check_published(study)
        check_no_erasure_waits(study)
        check_left_kept(study)
        signed = _signed_entry(study, release, manifest)
        done = Reproduction(manifest.folder, Outcome.UNFINISHED, len(manifest.files))
        try:
            done = _reproduced(study, release, manifest, signed=signed, progress=progress)
        finally:  # case data were read, whatever came of it (rule D7)
            ledger.append(
                REPRODUCED,
                why="a release is rebuilt from its inputs",
                duty=Duty.CONSULTATION,
                detail={"release": done.release, "outcome": done.outcome.value, "differing": len(done.details)},
            )
    return done


def _signed_entry(study: Study, release: Path, manifest: Manifest) -> Entry:
    entry = signature_entries(study).get(manifest.folder)
    if entry is None or entry.detail["seal"]["manifest"] != read_seal(release).manifest:
        raise ReproductionError(
            "is no release that the ledger of the study names",
            where=str(release),
            remedy="Name the study that published it.",
        )
    check_sealed(release, entry)
    return entry


def _reproduced(study: Study, release: Path, manifest: Manifest, *, signed: Entry, progress: Progress) -> Reproduction:
    def ends(outcome: Outcome, details: tuple[str, ...] = ()) -> Reproduction:
        return Reproduction(manifest.folder, outcome, len(manifest.files), details)

    if manifest.software != f"clerestory {__version__}":
        return ends(Outcome.OTHER_VERSION, (f"{manifest.software} made it, and this is clerestory {__version__}",))
    then = then_of(study, signed)
    if gone := erased_inputs(study, then):
        return ends(Outcome.ERASED, gone)
    with tempfile.TemporaryDirectory(prefix="clerestory-reproduce-") as folder:
        scratch = fill_scratch(study, Path(folder) / "study", then)
        if changed := changed_inputs(study, scratch, then):
            return ends(Outcome.CHANGED, changed)
        made = _rebuilt(scratch, release, progress)
        differing = tuple(map(str, _differences(release, manifest, made)))
    return ends(Outcome.DIFFERENT if differing else Outcome.SAME, differing)


def _rebuilt(scratch: Path, release: Path, progress: Progress) -> Path:
    """Run the stages again up to protect, and build what was approved; gives the folder of the release."""
    seal = read_seal(release)
    clock = FixedClock(seal.sealed)
    run(scratch, _REBUILT, progress=progress, clock=clock)
    study = open_study(scratch)
    preset = preset_for_study(study.settings.protect.preset, study.settings.study.data)
    folder = scratch.with_name("release")
    folder.mkdir()
    build_again(Work(study, preset, Ledger(study.ledger, clock), progress, clock), folder, seal.approvals)
    return folder


def _differences(release: Path, manifest: Manifest, made: Path) -> Iterator[Difference]:
    there = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    for name in sorted({MANIFEST, *(file.path for file in manifest.files), *there}):
        one = _difference(name, release / name, made / name)
        if one:
            yield one


def _difference(name: str, old: Path, new: Path) -> Difference | None:
    if not old.exists() or not new.exists():
        sizes = [path.stat().st_size if path.exists() else None for path in (old, new)]
        return Difference(name, *sizes)
    then, now = old.read_bytes(), new.read_bytes()
    if then == now:
        return None
    pairs = zip(then, now, strict=False)
    first = next((at for at, (a, b) in enumerate(pairs, 1) if a != b), min(len(then), len(now)) + 1)
    return Difference(name, len(then), len(now), first)
