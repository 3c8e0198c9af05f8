"""The inputs of a release as they were when its draft left the vault, put together in a scratch folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clerestory.errors import ReproductionError
from clerestory.ledger import Entry, copy_ledger, entries_of
from clerestory.model.versions import ReturnVersion
from clerestory.pipeline.custody.erased import erased_versions
from clerestory.pipeline.releases.recalled import RECALLED
from clerestory.pipeline.stages.history import LEFT
from clerestory.pipeline.stages.published import IN_PLACE
from clerestory.pipeline.stages.shelf import collected_versions, source_hash
from clerestory.study import Study, open_study
from clerestory.study.past import read_left, read_publications
from clerestory.study.sources import copy_sources, sources_of
from clerestory.study.writing import make_secret

# Made again, or put together below; the rest of the vault is copied.
_NOT_COPIED = (
    "breaches", "cases", "holds", "left", "link", "outputs", "protected", "recalled", "returns", "sources", "tables",
)  # fmt: skip


@dataclass(frozen=True)
class Then:
    """Where the ledger stood when the draft of a release left the vault.

    Attributes
    ----------
    release : str
    length : int
        Entries before the draft left.
    left : frozenset of str
        Names of the drafts that had left before.
    against : frozenset of str
        The drafts and publications that it was protected against.
    """

    release: str
    length: int
    left: frozenset[str]
    against: frozenset[str]


def then_of(study: Study, signed: Entry) -> Then:
    """Find in the ledger when the draft of a release left the vault.

    Raises
    ------
    ReproductionError
        If the ledger or the vault does not say.
    """
    before = [entry for entry in entries_of(study.ledger, LEFT) if entry.seq < signed.seq]
    own = next((e for e in reversed(before) if e.detail.get("draft") == signed.detail["draft"]), None)
    drafts = {left.name: left.draft for left in read_left(study)}
    if own is None or own.detail.get("left") not in drafts:
        raise ReproductionError(
            "nothing says of which draft it was built",
            where=str(study.ledger),
            remedy="Restore vault/left and the ledger from a backup.",
        )
    names = frozenset(str(entry.detail["left"]) for entry in before if entry.seq < own.seq)
    against = frozenset(drafts[own.detail["left"]].against)
    return Then(str(signed.detail["release"]), own.seq - 1, names, against)


def erased_inputs(study: Study, then: Then) -> tuple[str, ...]:
    """Name the returns that the release was made of and that were erased since."""
    gone = erased_versions(study)
    since = {version: one for version, one in gone.files.items() if one.seq > then.length}
    return tuple(
        f"returns/{version.provider}/{version.folder}: erased on {since[version].on} (entry {since[version].seq})"
        for version in sorted(_collected_before(study, then))
        if version in since
    )


def _collected_before(study: Study, then: Then) -> set[ReturnVersion]:
    """Give the versions of returns that were collected when the draft left, by the ledger of that time."""
    return set(collected_versions(study, until=then.length))


def fill_scratch(study: Study, root: Path, then: Then) -> Path:
    """Put the inputs of a release together as they were; gives the study's folder, which is its owner's alone."""
    root.mkdir(mode=0o700)
    copy_sources(sources_of(study, then.release), root)
    copy_ledger(study.ledger, root / study.ledger.name, length=then.length)
    for name in ("sharing", "texts"):
        if (study.root / name).is_dir():
            shutil.copytree(study.root / name, root / name)
    for version in _collected_before(study, then):
        _copy_there(study.returns / version.provider / version.folder, root / "returns", version.provider)
    _copy_publications(study, root, then)
    _copy_vault(study, root / "vault", then)
    _copy_releases(study, root, then)
    return root


def changed_inputs(study: Study, scratch: Path, then: Then) -> tuple[str, ...]:
    """Name the inputs that are not what they were: returns by their keyed hash, and publications that are gone."""
    kept = open_study(scratch)
    if kept.settings.release.date.isoformat() != then.release[:10]:
        return (f"study.toml: is that of {kept.settings.release.date}, and nothing was kept of {then.release}",)
    gone = erased_versions(kept).files  # before the draft left: their rows counted no more
    return (*_changed_returns(kept, set(gone)), *_lost_publications(study, then))


def _changed_returns(kept: Study, erased: set[ReturnVersion]) -> Iterator[str]:
    for version, source in sorted(collected_versions(kept).items()):
        folder = kept.returns / version.provider / version.folder
        if version in erased:
            continue
        if not folder.is_dir():
            yield f"returns/{version.provider}/{version.folder}: is gone"
        elif source_hash(kept, folder) != source:
            yield f"returns/{version.provider}/{version.folder}: has changed"


def _lost_publications(study: Study, then: Then) -> Iterator[str]:
    known = {*then.left, *(one.name for one in read_publications(study))}
    if lost := then.against - known:
        yield f"history/: {len(lost)} of what others had published is not there as it was"


def _copy_there(source: Path, *parts: str | Path) -> None:
    if source.is_dir():
        shutil.copytree(source, Path(*parts) / source.name)


def _copy_publications(study: Study, root: Path, then: Then) -> None:
    for one in read_publications(study):
        if one.name in then.against:
            folder = root / study.history.name
            folder.mkdir(exist_ok=True)
            for path in (one.where, one.where.with_suffix(".csv")):
                shutil.copyfile(path, folder / path.name)


def _copy_vault(study: Study, vault: Path, then: Then) -> None:
    make_secret(vault)  # $TMPDIR may lie in the study's own
    for path in sorted(study.vault.iterdir()):
        if path.name not in _NOT_COPIED and not vault.resolve().is_relative_to(path.resolve()):
            (shutil.copytree if path.is_dir() else shutil.copyfile)(path, vault / path.name)
    for name in sorted(then.left):
        _copy_there(study.left / name, vault / "left")
    for version in sorted(_collected_before(study, then)):
        encodings = study.vault / "link" / version.provider / f"{version.return_id}.parquet"
        if encodings.is_file():
            (vault / "link" / version.provider).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(encodings, vault / "link" / version.provider / encodings.name)


def _copy_releases(study: Study, root: Path, then: Then) -> None:
    """Copy what stood in ``releases/`` then; what was recalled since stands in its place again."""
    entries = [e for e in entries_of(study.ledger, IN_PLACE, RECALLED) if e.seq <= then.length]
    recalled = {str(e.detail["release"]) for e in entries if e.event == RECALLED}
    for name in sorted({str(e.detail["release"]) for e in entries if e.event == IN_PLACE}):
        kept = study.recalled / name
        if name in recalled:
            _copy_there(study.releases / name, root / "releases")
            _copy_there(kept, root / "vault" / "recalled")
        else:
            _copy_there(kept if kept.is_dir() else study.releases / name, root / "releases")
