"""From a release that is built to one in its place: a third person's signature, then its day and time.

Between the two it lies whole under the desk. Each step is a rename, so a kill leaves no half release.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from clerestory.errors import CalendarError, ClerestoryError, EmbargoError, ReleaseError, UnsignedError
from clerestory.ledger import Duty, Entry
from clerestory.model.commission import StudySettings
from clerestory.model.releases import Approval, Manifest, Seal, Sealed, Signatory
from clerestory.pipeline.desk.recorded import on_record
from clerestory.pipeline.releases.signer import Signer
from clerestory.pipeline.releases.site import write_site
from clerestory.pipeline.stages.published import (
    PUBLISHED,
    SIGNED,
    note_in_place,
    note_void,
    signature_entries,
    unpublished,
)
from clerestory.pipeline.stages.work import Work
from clerestory.publish import MANIFEST, SEAL, read_seal, sign_release, verify_release, write_seal
from clerestory.publish.signatures import public_key_of_text, simulated_key
from clerestory.review import check_signatory, signatories, simulated_signatory
from clerestory.study.writing import swap_in


@dataclass(frozen=True)
class Built:
    """A release that both gates passed, in a folder where nobody looks for it yet."""

    folder: Path
    manifest: Manifest
    approvals: tuple[Approval, ...]
    draft: str  # what gate 2 decided on
    inputs: str

    @property
    def digest(self) -> str:
        """Hash of the manifest, as seals have it."""
        return "sha256:" + hashlib.sha256((self.folder / MANIFEST).read_bytes()).hexdigest()


def put_out(work: Work, built: Built) -> str:
    """Take a release as far as it may go today; gives a line that says how far.

    Raises
    ------
    CalendarError
        If an embargoed release comes out at another time than rule P3 asks, and no reason is given.
    UnsignedError
        If a third person's signature is missing; the release waits under the desk.
    EmbargoError
        If it is signed, and its time has not come.
    """
    settings, place = work.study.settings, work.study.waiting / built.manifest.folder
    _check_calendar(settings)
    held = _is_signed(work, place, built)
    if held and work.signer:
        raise ReleaseError("is signed already", where=str(place), remedy="Run the study again when its time has come.")
    if not held:
        seal = _signed(work, place, built)
        for name in unpublished(work.study):
            if seal is None or name != place.name:
                note_void(work.ledger, name)
        swap_in(built.folder, place)
        _clear_others(place)
        if seal is None:
            raise _unsigned(settings, built, place)
    else:
        shutil.rmtree(built.folder)
    if settings.is_embargoed and work.clock.now() < settings.release.opens:
        write_site(work.study)  # its day stands there
        return _waits(settings, place, quietly=work.signer is not None)
    return _put_in_place(work, place, built)


def _clear_others(place: Path) -> None:
    """Leave nothing beside what waits: a release that was to come out on another day does not come out."""
    for other in place.parent.iterdir():
        if other != place and other.is_dir():
            shutil.rmtree(other)


def _signed(work: Work, place: Path, built: Built) -> Seal | None:
    """Seal and sign what was built, with the key in hand or a simulated one; None where there is neither."""
    settings = work.study.settings
    if work.signer:
        person = check_signatory(work.signer.person, settings, built.approvals, public_key=work.signer.key.public.raw)
        _check_seen(place, built)
        if not _is_signed_at_desk(work, built, person.id):
            raise _unsigned(settings, built, place)
        return _seal(work, built, Signer(person.id, work.signer.key), post=person.post, simulated=False)
    stand_in = simulated_signatory(settings, built.approvals)
    if stand_in is None or not _is_signed_at_desk(work, built, stand_in.id):
        return None
    signer = Signer(stand_in.id, simulated_key(settings.study.id))
    return _seal(work, built, signer, post=stand_in.post, simulated=True)


def _is_signed_at_desk(work: Work, built: Built, person: str) -> bool:
    """Say whether the desk has the signature of a person on record, where study.toml asks for that."""
    is_asked = work.study.settings.release.desk
    return not is_asked or on_record(work.study, built.draft).signed_by == person


def _check_seen(place: Path, built: Built) -> None:
    """Check that what is signed is what lay there to be read."""
    seen = place / MANIFEST
    if not seen.is_file() or seen.read_bytes() != (built.folder / MANIFEST).read_bytes():
        raise UnsignedError(
            "what is made now is not what waits there to be read",
            where=str(place),
            remedy="Run the study, read what waits, and sign then.",
        )


def _seal(work: Work, built: Built, signer: Signer, *, post: str, simulated: bool) -> Seal:
    """Write the signature into the ledger, then the seal, which says the same and where, and sign both files."""
    signatory = Signatory(person=signer.person, post=post, key_id=signer.key.public.name, simulated=simulated)
    sealed = Sealed(
        form="clerestory-seal/2",
        manifest=built.digest,
        inputs=built.inputs,
        approvals=built.approvals,
        signatory=signatory,
        sealed=work.clock.now(),
    )
    head = work.ledger.append(
        SIGNED,
        why="signature of " + post + (", simulated" if simulated else ""),
        detail={
            "release": built.manifest.folder,
            "draft": built.draft,
            "public_key": signer.key.public.line,
            **_early(work.study.settings),
            "seal": sealed.model_dump(mode="json"),
        },
    )
    seal = Seal(**dict(sealed), ledger_length=head.length, ledger_head=head.hash)
    write_seal(built.folder, seal)
    sign_release(built.folder, built.manifest, signer.key)
    return seal


def _early(settings: StudySettings) -> dict[str, object]:
    """Give who may read before which time, as it was signed: nobody gets onto the list, or earlier, by study.toml."""
    if not settings.is_embargoed:
        return {}
    readers = [reader.model_dump(mode="json") for reader in settings.release.access]
    return {"opens": settings.release.opens.isoformat(), "early": readers}


def _is_signed(work: Work, place: Path, built: Built) -> bool:
    """Say whether what waits is this very release, signed as the ledger says, and whole."""
    entry = signature_entries(work.study).get(place.name)
    return entry is not None and (place / SEAL).is_file() and _holds(place, built, entry)


def _holds(place: Path, built: Built, entry: Entry) -> bool:
    try:
        seal = read_seal(place)
        verify_release(place, public_key_of_text(str(entry.detail["public_key"])))
    except ClerestoryError:
        return False  # it is made and signed anew; what was there was never published
    now = {"manifest": built.digest, "inputs": built.inputs, "approvals": built.approvals}
    same = seal.model_copy(update=now).in_ledger() == seal.in_ledger() == entry.detail["seal"]
    return same and (seal.ledger_length, built.draft) == (entry.seq, entry.detail["draft"])


def _put_in_place(work: Work, place: Path, built: Built) -> str:
    """Put a signed release in its place, between the two entries that stand for it."""
    study, final = work.study, work.study.releases / place.name
    seal = read_seal(place)
    work.ledger.append(
        PUBLISHED,
        why="signed, and its time has come" if study.settings.is_embargoed else "signed",
        duty=Duty.DISCLOSURE,
        detail={"release": final.name, "draft": built.draft, "manifest": seal.manifest, "signed": seal.ledger_length},
    )
    study.releases.mkdir(exist_ok=True)
    place.rename(final)
    note_in_place(work.ledger, study, final.name)
    write_site(study)
    return f"publish: {len(built.manifest.files)} files in {final}, signed by {_who(seal)}"


def _waits(settings: StudySettings, place: Path, *, quietly: bool) -> str:
    release = settings.release
    when = f"{release.date} at {release.time:%H:%M}, London time"
    if quietly:
        return f"publish: signed; it waits in {place} until {when}"
    raise EmbargoError(
        f"is published on {when}, and not before",
        where=str(place),
        remedy="Run the study again then. `clerestory publish access` shows it to the posts on its list, a day before.",
    )


def _check_calendar(settings: StudySettings) -> None:
    if settings.is_embargoed and (faults := settings.release.faults):
        raise CalendarError(
            "; ".join(faults) + " (rule P3)",
            where="study.toml, [release]",
            remedy="Choose another day, time or announcement, or give time_reason or notice_reason: readers get them.",
        )


def _unsigned(settings: StudySettings, built: Built, place: Path) -> UnsignedError:
    posts = ", ".join(person.post for person in signatories(settings, built.approvals))
    of = f"of {posts}" if posts else "of a release signatory (nobody in study.toml may sign)"
    sign = "Read what waits there, sign with `clerestory publish sign STUDY --person ID --key FILE`, run again."
    if settings.release.desk:
        sign = f"Sign on the page of the desk first, `clerestory serve STUDY`. {sign}"
    early = len(settings.release.access)
    short = f" {early} posts may read it before its time: keep the list short (rule P3)." if early else ""
    return UnsignedError(f"the signature {of} is missing", where=str(place), remedy=sign + short)


def _who(seal: Seal) -> str:
    return seal.signatory.post + (" (simulated)" if seal.signatory.simulated else "")
