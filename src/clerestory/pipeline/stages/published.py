"""Releases beside the ledger: each is the one that the ledger says was published, and none is missing.

Three entries stand for a release: who signed what, which its seal says too; that it is published, written before it is
put in place, since a disclosure may not be without its entry; and that it is in place, after. So a release that a kill
kept from its place is no missing one. A fourth says that a signature is void, since what it signed waits no more: so a
copy that somebody kept of it does not come out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from clerestory.errors import LedgerError
from clerestory.ledger import Entry, Head, Ledger, Seals, entries_of
from clerestory.pipeline.releases.recalled import check_recalls, recalled_releases, taken_off
from clerestory.publish import SEAL, check_release_signatures, read_manifest, read_seal
from clerestory.publish.signatures import public_key_of_text
from clerestory.publish.site import SITE_FILES
from clerestory.study import Study
from clerestory.study.writing import is_leftover

SIGNED, PUBLISHED, IN_PLACE = "release signed", "release published", "release in place"
VOID = "signature void"


def note_in_place(ledger: Ledger, study: Study, release: str) -> None:
    """Write into the ledger that a release is in its place, unless that is written."""
    if release not in _releases(study)[IN_PLACE]:
        ledger.append(IN_PLACE, why="gate release", detail={"release": release})


def signature_entries(study: Study) -> Mapping[str, Entry]:
    """Give the last signature of each release, by its name, unless it is void."""
    return _signatures(_releases(study))


def note_void(ledger: Ledger, release: str) -> None:
    """Write into the ledger that the signature of a release that waits no more counts no more."""
    ledger.append(VOID, why="what was signed waits no more", detail={"release": release})


def unpublished(study: Study) -> tuple[str, ...]:
    """Give the names of releases that are signed and not out, whether they wait or are gone."""
    known = _releases(study)
    signed = _signatures(known)
    return tuple(name for name in signed if name not in known[IN_PLACE] and not (study.releases / name).exists())


def sealed_heads(study: Study) -> Seals:
    """Give the head of the ledger that each release's seal carries, also of one that was recalled."""
    heads, sealed = [], {folder.name: folder for folder in taken_off(study)}
    for folder in (*(folder for folder in release_folders(study) if folder.name not in sealed), *sealed.values()):
        if (folder / SEAL).exists():
            seal = read_seal(folder)
            heads.append((f"the seal of release {folder.name}", Head(seal.ledger_length, seal.ledger_head)))
    return tuple(heads)


def check_published(study: Study) -> None:
    """Check every release against the entry of its publication, in a ledger that was verified.

    Raises
    ------
    LedgerError
        If a seal says otherwise than the ledger, or a release is missing, has another name or is none of the ledger's,
        or something else lies beside the releases.
    ReleaseError
        If a seal or manifest has not the form of one.
    SignatureError
        If a signature is not that of the key that the ledger names.
    RecallError
        If the recall of a release was interrupted, or what was recalled is back.
    """
    check_recalls(study)
    _check_strays(study)
    known, recalled = _releases(study), recalled_releases(study)
    signed = _signatures(known)
    for folder in release_folders(study):
        if folder.name in recalled:
            continue
        if folder.name not in known[PUBLISHED]:
            raise _fault(folder, "the ledger has no release of this name: it was renamed or put here by hand")
        if folder.name not in signed:
            raise _fault(folder, "the ledger has no signature of a release of this name")
        check_sealed(folder, signed[folder.name])
    for name, entry in known[IN_PLACE].items():
        if name not in recalled and not (study.releases / name).is_dir():
            raise _fault(
                study.releases / name, f"the release is missing: entry {entry.seq} of the ledger says it is here"
            )


def _check_strays(study: Study) -> None:
    """Check that nothing but releases, notices and the site lies where everybody reads, and no link."""
    for path in sorted(study.releases.iterdir()) if study.releases.is_dir() else ():
        if path.is_symlink():
            raise _stray(path, "is a link: what is public lies here itself")
        if not path.is_dir() and path.name not in SITE_FILES and not is_leftover(path):
            raise _stray(path, "is no file of the site: it was put here by hand")


def _stray(path: Path, what: str) -> LedgerError:
    remedy = (
        "Keep it as evidence elsewhere, or let the server show it from another folder; nothing else lies in releases/."
    )
    return LedgerError(what, where=str(path), remedy=remedy)


def check_sealed(folder: Path, entry: Entry) -> None:
    """Check that the seal of a release says what the entry of its signature says, and is signed with the key there.

    Raises
    ------
    LedgerError
        If it says otherwise.
    SignatureError
        If a signature is not that of the key.
    """
    if not (folder / SEAL).exists():
        raise _fault(folder, f"{SEAL} is missing")
    seal = read_seal(folder)
    if seal.ledger_length != entry.seq:
        told = f"names entry {seal.ledger_length} of the ledger; entry {entry.seq} signed the release"
        raise _fault(folder, f"{SEAL} {told}")
    said = entry.detail.get("seal")
    known = said if isinstance(said, dict) else {}
    differing = [name for name, value in seal.in_ledger().items() if known.get(name) != value]
    if differing:
        told = f"says otherwise than entry {entry.seq} of the ledger: {', '.join(differing)}"
        raise _fault(folder, f"{SEAL} {told}; this is not the release that was published")
    check_release_signatures(
        folder, read_manifest(folder), seal, public_key_of_text(str(entry.detail.get("public_key")))
    )


def _releases(study: Study) -> dict[str, dict[str, Entry]]:
    """Give for each of the events the last entry for each release that it names; an earlier one was interrupted."""
    found: dict[str, dict[str, Entry]] = {SIGNED: {}, PUBLISHED: {}, IN_PLACE: {}, VOID: {}}
    for entry in entries_of(study.ledger, *found):
        found[entry.event][str(entry.detail.get("release"))] = entry
    return found


def _signatures(known: Mapping[str, Mapping[str, Entry]]) -> Mapping[str, Entry]:
    """Give the last signature of each release that was not declared void since."""
    void = known[VOID]
    return {name: one for name, one in known[SIGNED].items() if name not in void or void[name].seq < one.seq}


def release_folders(study: Study) -> Iterator[Path]:
    """Yield the folders under ``releases/``, by name; none where nothing was published yet."""
    there = sorted(study.releases.iterdir()) if study.releases.is_dir() else []
    return (path for path in there if path.is_dir() and not is_leftover(path))


def _fault(folder: Path, what: str) -> LedgerError:
    return LedgerError(
        what,
        where=str(folder),
        remedy="Keep what is there as evidence, and put the release back as it was published, from a backup.",
    )
