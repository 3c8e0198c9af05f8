"""A release: built into an empty folder, described by its manifest, closed by its seal, checked by anybody."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import ValidationError

from clerestory import __version__
from clerestory.errors import ReleaseError
from clerestory.model.answers.public.whole import PublicAnswers
from clerestory.model.approved import ApprovedOutput
from clerestory.model.assessments import Assessments
from clerestory.model.beside_paper import NOTHING_BESIDE, BesidePaper
from clerestory.model.canonical import canonical_json, pretty_json
from clerestory.model.commission import DataKind, StudySettings
from clerestory.model.findings.finding import Finding, decided_findings
from clerestory.model.forms import Form
from clerestory.model.lessons.study import Lessons
from clerestory.model.redaction.case_texts import CaseText, decided_texts
from clerestory.model.releases import Manifest, ReleasedFile, Seal
from clerestory.model.replies import Reply
from clerestory.model.rules import Preset
from clerestory.model.tables import ProtectedTable
from clerestory.model.wording.claims import Claim
from clerestory.publish.assessments import check_assessments
from clerestory.publish.charts.drawn import drawn_chart
from clerestory.publish.corrections import CorrectedRelease
from clerestory.publish.lessons import bound_lessons
from clerestory.publish.paper.reading import read_paper
from clerestory.publish.paper.references import Sources
from clerestory.publish.paper.replies import check_replies
from clerestory.publish.paper.structure import check_parts, decided_marks
from clerestory.publish.paper.texts import check_case_texts, check_words, facts_in_texts
from clerestory.publish.quality import check_tables
from clerestory.publish.register import NO_RELEASE, EarlierRegister, withheld_register
from clerestory.publish.release.approval import fault_of_approval
from clerestory.publish.release.beside import read_beside
from clerestory.publish.release.files import release_files
from clerestory.publish.release.rebuilding import check_percentages
from clerestory.publish.release.visible import check_visible
from clerestory.publish.signatures import PublicKey, SecretKey, check_signatures, sign_files, signature_name

F = TypeVar("F", bound=Form)
MANIFEST, SEAL = "manifest.json", "seal.json"
SIGNED = (MANIFEST, SEAL)


def draft_content(
    tables: tuple[ProtectedTable, ...],
    source: str,
    settings: StudySettings,
    *,
    replies: tuple[Reply, ...] = (),
    findings: tuple[Finding, ...] = (),
    lessons: Lessons | None = None,
    texts: tuple[CaseText, ...] = (),
    assessments: Assessments | None = None,
    beside: BesidePaper = NOTHING_BESIDE,
    answers: PublicAnswers | None = None,
) -> bytes:
    """Give the bytes that gate 2 decides on: tables, text, register, what the title block prints, and who may decide.

    Replies of givers, findings, lessons, case texts, versions of the summary, the reference group's note and what of
    the answers is public are among them where there are any; without one the bytes are as if there were no such thing.

    They leave out the look of pages, so that a new style sheet does not void what people decided on the content.

    Raises
    ------
    PaperError
        If the paper or a reply does not hold, or a text hides something.
    LessonsError
        If a lesson does not.
    AssessmentError
        If what publishing may do was not weighed as it has to be.
    ReleaseError
        If the tables hold what looks like a mistake and nobody explained it.
    """
    facts_in_texts(settings)
    check_words(settings)
    check_tables(tables, settings)
    check_case_texts(texts)
    paper = read_paper(source, settings, tables, findings=findings, texts=texts)
    check_parts(paper, settings)
    written = read_beside(beside, paper, Sources.of(settings, tables, findings=findings, texts=texts))
    check_replies(replies, paper, settings)
    check_assessments(assessments, paper, settings, needed=settings.study.data is DataKind.CONFIDENTIAL)
    decided = decided_findings(findings)
    used = decided | {
        "populations": settings.populations,
        "explained": settings.explained,
        "withheld": settings.withheld,
    }
    asked = {"study", "release", "charts", "facts", "people", *(name for name, what in used.items() if what)}
    # What is left out stays out: a setting that a study does not use voids no decision on it.
    printed = settings.model_dump(mode="json", include=asked, exclude_none=True)
    printed["release"] = settings.release.model_dump(mode="json", exclude_defaults=True)
    draft = {
        "settings": printed,
        "tables": [table.as_json() for table in tables],
        "paper": paper.text,
        "register": [
            entry.model_dump(mode="json", exclude_none=True, exclude={"key"})
            for entry in withheld_register(tables, settings, paper.table_numbers, texts=texts)
        ],
        **({"replies": [reply.as_json() for reply in replies]} if replies else {}),
        **decided,
        **decided_texts(texts),
        **({"lessons": bound_lessons(lessons, settings, tables)} if lessons else {}),
        **({"assessments": assessments.model_dump(mode="json", exclude_none=True)} if assessments else {}),
        **({"answers": answers.model_dump(mode="json", exclude_none=True)} if answers else {}),
        **decided_marks(paper),
        **written.decided,
        **({"claims": [claim.decided_on for claim in paper.claims]} if paper.claims else {}),
    }
    check_visible(draft)
    for chart in settings.charts:
        drawn_chart(chart, _by_id(tables)[chart.table], settings.study.data)
    return canonical_json(draft)


def claims_of(
    source: str,
    settings: StudySettings,
    tables: tuple[ProtectedTable, ...],
    findings: tuple[Finding, ...] = (),
    texts: tuple[CaseText, ...] = (),
) -> tuple[Claim, ...]:
    """Give the register of claims of a paper.

    Raises
    ------
    PaperError
        If the paper or a text of study.toml does not hold.
    ReleaseError
        If the tables hold what looks like a mistake and nobody explained it.
    """
    facts_in_texts(settings)
    check_words(settings)
    check_tables(tables, settings)
    return read_paper(source, settings, tables, findings=findings, texts=texts).claims


def build_release(
    folder: Path,
    approved: ApprovedOutput,
    settings: StudySettings,
    *,
    rules: Preset,
    earlier: EarlierRegister = NO_RELEASE,
    corrected: CorrectedRelease | None = None,
) -> Manifest:
    """Write a release into an empty folder: pages, tables, charts, register and manifest.

    The manifest has no hash of an input, not even a keyed one: two studies that differ only where an attacker cannot
    tell must give the same release. Such hashes stand in the seal.

    Parameters
    ----------
    folder : Path
        An empty folder.
    approved : ApprovedOutput
        Tables and paper with the approvals of both gates; nothing else can be published.
    earlier : EarlierRegister
        What the release before withheld: the register says what came out since.
    corrected : CorrectedRelease, optional
        The release that study.toml says is corrected.

    Returns
    -------
    Manifest
        Every file with its size and SHA-256. The same input gives the same bytes.

    Raises
    ------
    ReleaseError
        If a percentage does not follow from the published counts (rule S14), or an output that was withheld is not
        accounted for.
    CorrectionError
        If it corrects another, and what changed is not what is explained.
    """
    files = release_files(approved, settings, rules, earlier=earlier, corrected=corrected)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    manifest = Manifest(
        form="clerestory-manifest/1",
        study=settings.study.id,
        title=settings.study.title,
        data=settings.study.data,
        release=settings.release.date,
        software=f"clerestory {__version__}",
        rules=rules.as_settings(),
        files=tuple(
            ReleasedFile(path=name, size=len(content), sha256=_digest(content))
            for name, content in sorted(files.items())
        ),
    )
    (folder / MANIFEST).write_bytes(pretty_json(manifest.model_dump(mode="json")).encode())
    check_percentages(folder, settings.study.data)
    return manifest


def write_seal(folder: Path, seal: Seal) -> None:
    """Write the seal of a release."""
    (folder / SEAL).write_bytes(pretty_json(seal.model_dump(mode="json")).encode())


def read_seal(folder: Path) -> Seal:
    """Read the seal of a release.

    Raises
    ------
    ReleaseError
        If it is missing or has not the form of one.
    """
    return _formed(folder, SEAL, Seal)


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a release.

    Raises
    ------
    ReleaseError
        If it is missing or has not the form of one.
    """
    return _formed(folder, MANIFEST, Manifest)


def verify_release(folder: Path, key: PublicKey | None = None) -> Manifest:
    """Check that a release is what its manifest and seal say.

    Without a key that finds damage, not forgery: manifest, seal and signatures can be made anew by whoever changes a
    file. With the publisher's key one changed byte anywhere is found.

    Parameters
    ----------
    key : PublicKey, optional
        The publisher's, from a place that is trusted: a key that lies beside a release proves nothing.

    Raises
    ------
    SignatureError
        If a signature is missing, ill formed or another's.
    ReleaseError
        If a file or folder was changed, added or removed, manifest and seal do not belong together, the folder has
        another name than the manifest's date and mark give it, a percentage does not follow from the counts, or the
        seal has not the approvals that a release needs.
    """
    raw = _read(folder, MANIFEST)
    seal = read_seal(folder)
    manifest = read_manifest(folder)
    if seal.manifest != _digest(raw):
        raise _broken(folder, "manifest.json was changed: the seal names another")
    if folder.resolve().name != manifest.folder:
        raise _broken(folder, f"the folder was renamed: it is that of {manifest.folder}")
    if fault := fault_of_approval(seal, manifest.data):
        raise _broken(folder, f"seal.json: {fault}")
    check_release_signatures(folder, manifest, seal, key)
    _check_places(folder, manifest)
    for file in manifest.files:
        data = _read(folder, file.path)
        if len(data) != file.size or _digest(data) != file.sha256:
            raise _broken(folder, f"{file.path} was changed")
    check_percentages(folder, manifest.data)
    return manifest


def sign_release(folder: Path, manifest: Manifest, key: SecretKey) -> None:
    """Sign the manifest and the seal of a release, which are there."""
    sign_files(folder, SIGNED, key, study=manifest.study, release=manifest.folder)


def check_release_signatures(folder: Path, manifest: Manifest, seal: Seal, key: PublicKey | None) -> None:
    """Check the signatures of a release; without a key only their form.

    Raises
    ------
    SignatureError
        If one is missing, ill formed or another's.
    """
    key_id, release = seal.signatory.key_id, manifest.folder
    check_signatures(folder, SIGNED, key, study=manifest.study, release=release, key_name=key_id)


def _check_places(folder: Path, manifest: Manifest) -> None:
    """Check that nothing is there but the files that the manifest names and the folders that they need."""
    files = {*SIGNED, *map(signature_name, SIGNED), *(file.path for file in manifest.files)}
    outside = sorted(name for name in files if ".." in name.split("/"))
    if outside:
        raise _broken(folder, f"the manifest names {outside[0]}, which is outside the release")
    folders = {parent.as_posix() for name in files for parent in PurePosixPath(name).parents}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise _broken(folder, f"{name} is a link: a release holds none")
        if name not in (folders if path.is_dir() else files):
            raise _broken(folder, f"{name} was added: the manifest does not name it")


def _by_id(tables: tuple[ProtectedTable, ...]) -> Mapping[str, ProtectedTable]:
    return {table.shape.id: table for table in tables}


def _read(folder: Path, name: str) -> bytes:
    path = folder / name
    if not folder.is_dir():
        raise ReleaseError("there is no such folder", where=str(folder), remedy="Name a folder under releases/.")
    if path.is_symlink() or not path.is_file():
        raise _broken(folder, f"{name} is missing")
    return path.read_bytes()


def _formed(folder: Path, name: str, form: type[F]) -> F:
    try:
        return form.model_validate_json(_read(folder, name))
    except ValidationError:
        raise _broken(folder, f"{name} has not the form of one") from None


def _broken(folder: Path, what: str) -> ReleaseError:
    return ReleaseError(what, where=str(folder), remedy="Do not use it; get the release again from its publisher.")


def _digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()
