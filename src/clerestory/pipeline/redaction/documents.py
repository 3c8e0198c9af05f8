"""Redacting documents: read to plain blocks, redacted, written anew, and checked by other libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from clerestory.errors import ClerestoryError, RedactionError
from clerestory.model.redaction.documents import Block, Document, Format, Role
from clerestory.pipeline.redaction.accounts import keep_accounts
from clerestory.pipeline.redaction.asked import RedactionAnswer, RedactionAsked
from clerestory.pipeline.redaction.checking import check_outside_studies, check_places
from clerestory.pipeline.redaction.redactor import Redacted, Redactor
from clerestory.pipeline.redaction.texts import check_gone, decoded, read_bytes, seen_in
from clerestory.progress import SILENT, Progress
from clerestory.protect.documents import check_clear, read_document, write_document
from clerestory.protect.documents.formats import suffix_written
from clerestory.protect.documents.pdf.checking import check_pdf_clear
from clerestory.protect.documents.pdf.redacting import redacted_pictures
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.removing import redacted, redacted_document
from clerestory.study.writing import PARTIAL, write_atomically

TEXTS = (".txt", ".md")  # kept as they are, line by line
_DOCUMENTS = frozenset(form.value for form in Format) - set(TEXTS)


@dataclass(frozen=True)
class FolderAnswer:
    """What came of a folder of documents.

    Attributes
    ----------
    written : mapping of str to RedactionAnswer
        By the name of the new file.
    failed : mapping of str to ClerestoryError
        By the number of the source in the order of names; its name may hold a name.
    """

    written: Mapping[str, RedactionAnswer]
    failed: Mapping[str, ClerestoryError]


def redact_document(source: Path, out: Path, asked: RedactionAsked) -> RedactionAnswer:
    """Withhold from a document, and write what is left to a new file.

    Parameters
    ----------
    source, out : Path
        DOCX, ODT, PDF, PNG, JPEG, EML, XLSX or plain text; the new file's suffix says its form.
    asked : RedactionAsked

    Raises
    ------
    RedactionError
        If options are wrong, a file lies inside a study, or the new file is there already.
    DocumentError
        If the source cannot be read.
    ResidueError
        If something that is to be gone is in the new file, which is deleted.
    """
    check_outside_studies(source)
    check_places(asked, [source], [out])
    redactor = Redactor(asked)
    found, left_behind = _written(redactor, source, out, asked=asked)
    _accounted(redactor, [found], [out], asked=asked)
    return replace(found.answer, left_behind=left_behind)


def redact_folder(source: Path, out: Path, asked: RedactionAsked, *, progress: Progress = SILENT) -> FolderAnswer:
    """Withhold from every file of a folder, each by itself, into a new folder.

    Names of files in which something is found become numbers. A file that cannot be read is left out and told of; the
    others are written.

    Raises
    ------
    RedactionError
        If options are wrong, the folder is empty, or the new one is there already.
    """
    check_outside_studies(source)
    check_places(asked, [source], [out])
    files = _files(source)
    redactor = Redactor(asked)
    names = _new_names(redactor, files)
    out.mkdir(mode=0o700)
    done: dict[Path, tuple[Redacted, Mapping[str, int]]] = {}
    failed: dict[str, ClerestoryError] = {}
    progress.begin("documents", len(files))
    for number, (file, name) in enumerate(zip(files, names, strict=True), 1):
        try:
            done[out / name] = _written(redactor, file, out / name, asked=asked)
        except ClerestoryError as error:
            failed[f"file {number}"] = error
        progress.advance()
    _accounted(redactor, [found for found, _ in done.values()], list(done), asked=asked)
    return FolderAnswer(
        {path.name: replace(found.answer, left_behind=left) for path, (found, left) in done.items()}, failed
    )


def _files(folder: Path) -> list[Path]:
    """Give the files of a folder, in order of names; what a file manager hides there is none of the case."""
    held = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    if any(path.is_dir() for path in held):
        raise RedactionError("holds folders", where=str(folder), remedy="Redact each folder of files by itself.")
    if not held:
        raise RedactionError("holds no file", where=str(folder), remedy="Name a folder of documents.")
    return held


def text_of(source: Path) -> str:
    """Give the text in which passages of a file are found.

    Raises
    ------
    RedactionError, DocumentError
        If it cannot be read.
    """
    if source.suffix.lower() in _DOCUMENTS:
        return read_document(source).text
    return decoded(read_bytes(source), str(source))


def _written(
    redactor: Redactor, source: Path, out: Path, *, asked: RedactionAsked
) -> tuple[Redacted, Mapping[str, int]]:
    """Write beside the new file, check, and only then give it its name, so that a kill leaves none unchecked."""
    partial = out.with_name(PARTIAL + out.name)
    partial.unlink(missing_ok=True)
    is_text = {source.suffix.lower(), out.suffix.lower()} <= set(TEXTS)
    try:
        done = (_text if is_text else _document)(redactor, source, partial, asked=asked)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return done


def _document(
    redactor: Redactor, source: Path, out: Path, *, asked: RedactionAsked
) -> tuple[Redacted, Mapping[str, int]]:
    document = read_document(source)
    found = redactor.redact(document.text)
    made = redacted_document(document, found.removals)
    check_gone(made.text, found)
    pictures = redacted_pictures(document, found.removals) if _is_pdf(out) else ()
    marked = _marked(replace(made, pictures=pictures), asked)
    write_document(marked, out)
    _check_written(out, found, marked.text)
    return found, _left_behind(document, len(pictures))


def _text(redactor: Redactor, source: Path, out: Path, *, asked: RedactionAsked) -> tuple[Redacted, Mapping[str, int]]:
    text, left = seen_in(read_bytes(source), str(source))
    found = redactor.redact(text)
    made = redacted(text, found.removals)
    mark = asked.data.mark_sentence
    write_atomically(out, f"{mark}\n\n{made}" if mark else made)
    check_gone(decoded(read_bytes(out), str(out)), found)
    return found, left


def _accounted(redactor: Redactor, found: list[Redacted], files: list[Path], *, asked: RedactionAsked) -> None:
    """Write the accounts; without them nothing may stay of what was written."""
    try:
        keep_accounts(redactor, found, asked)
    except BaseException:
        for file in files:
            file.unlink(missing_ok=True)
        raise


def _check_written(out: Path, found: Redacted, kept: str) -> None:
    """Check a written file; a PDF by its own check, which knows what is packed and reads its pictures anew."""
    if _is_pdf(out):
        check_pdf_clear(out.read_bytes(), out.name, found.gone)
    else:
        check_clear(out, found.passages, kept=kept)


def _is_pdf(out: Path) -> bool:
    return out.suffix.lower() == Format.PDF.value


def _left_behind(document: Document, carried: int) -> Mapping[str, int]:
    left = len(document.pictures) - carried
    return {**document.left_behind, **({"pictures": left} if left else {})}


def _marked(document: Document, asked: RedactionAsked) -> Document:
    mark = asked.data.mark_sentence
    first = (Block(mark, Role.PARAGRAPH),) if mark else ()
    return replace(document, blocks=(*first, *document.blocks))


def _new_names(redactor: Redactor, files: list[Path]) -> list[str]:
    """Give new names: the old ones, or a number where something is found in one.

    Numbers follow keyed hashes: in the order of names they would tell where in the alphabet a name stands.
    """
    keys = {file: redactor.case.keyed_hash(b"file", file.name.encode("utf-8", "surrogatepass")) for file in files}
    numbers = {file: number for number, file in enumerate(sorted(files, key=keys.__getitem__), 1)}
    width = len(str(len(files)))
    taken: set[str] = set()
    names: dict[Path, str] = {}
    for file in files:
        plain = _is_plain(redactor, file.stem)
        stem = file.stem if plain else f"document-{numbers[file]:0{width}}"
        name = stem + suffix_written(file.suffix)
        while name in taken:
            name = f"document-{name}"
        taken.add(name)
        names[file] = name
    return [names[file] for file in files]


def _is_plain(redactor: Redactor, stem: str) -> bool:
    return not any(redactor.redact(spelling).removals for spelling in _spellings(stem))


def _spellings(stem: str) -> Iterator[str]:
    """Yield a name of a file as words: names stand in them in small letters, with dashes and no spaces."""
    words = "".join(sign if sign.isalnum() else " " for sign in normalise(stem).plain)
    parted = "".join(f" {sign}" if sign.isupper() else sign for sign in words)
    yield from (stem, words, parted, words.title())
