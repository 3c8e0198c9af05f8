"""What givers say to what is printed about them: ``replies/<provider>.md``, read strictly."""

from __future__ import annotations

from pathlib import Path

from clerestory.errors import StudyError
from clerestory.model.instrument import Codelist
from clerestory.model.naming import provider_label, tables_about
from clerestory.model.replies import Reply, faults_of_reply, paragraphs_of
from clerestory.study.folder import Study, not_utf8


def read_replies(study: Study) -> tuple[Reply, ...]:
    """Read the replies of all givers, by name of the file.

    Raises
    ------
    StudyError
        If a file is not a reply: of no giver, of one that no table names, too long, or with what looks like an
        identifier. Nothing of it is repeated.
    """
    folder = study.replies
    if not folder.is_dir():
        if folder.exists() or folder.is_symlink():
            raise _fault(folder, "is not a folder")
        return ()
    return tuple(_reply(study, path) for path in sorted(folder.iterdir()) if not path.name.startswith("."))


def _reply(study: Study, path: Path) -> Reply:
    if path.suffix != ".md" or path.is_symlink() or not path.is_file():
        raise _fault(path, "is no reply: a reply is a file <provider>.md")
    provider = _provider(study, path)
    named = [n for n in tables_about(study.settings.tables, study.instrument, provider) if n.is_own]
    if not named:
        raise _fault(path, "is of a giver that no table names, so there is nothing that it could stand beside")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault(path, not_utf8(error)) from None
    faults = list(faults_of_reply(text))
    if faults:
        raise _fault(path, "; ".join(faults))
    tables = tuple(dict.fromkeys(naming.table for naming in named))
    return Reply(provider, provider_label(provider, study.instrument), tables, paragraphs_of(text))


def _provider(study: Study, path: Path) -> str:
    """Give the giver whose code, with - for a colon, the file is named after."""
    lists = [v.codelist for v in study.instrument.variables if v.path == "return.provider"]
    codes = study.instrument.codelists.get(lists[0] if lists else "", Codelist("provider", ())).by_code
    found = [code for code in codes if code.replace(":", "-") == path.stem]
    if not found:
        raise _fault(path, "is named after no giver of the instrument")
    return found[0]


def _fault(path: Path, what: str) -> StudyError:
    remedy = "docs/reference/replies.md has the form. Nothing was published."
    return StudyError(what, where=f"replies/{path.name}" if path.suffix else str(path), remedy=remedy)
