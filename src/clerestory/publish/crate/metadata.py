"""``ro-crate-metadata.json``: JSON-LD written by our own few lines, so that nothing has to be fetched to make it.

The days in it are those of study.toml, and nothing in it names an input: the same release gives the same bytes.
References: https://w3id.org/ro/crate/1.2; https://www.researchobject.org/ro-crate/provenance for the CreateAction.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clerestory import __version__
from clerestory.model.canonical import pretty_json
from clerestory.model.commission import StudySettings
from clerestory.model.releases import LICENCE
from clerestory.publish.release.contents import Contents

CRATE = "ro-crate-metadata.json"
_CONTEXT, _PROFILE = "https://w3id.org/ro/crate/1.2/context", "https://w3id.org/ro/crate/1.2"
_PUBLISHER, _PROGRAM, _MAKING = "#publisher", "#clerestory", "#making"
_AROUND: Mapping[str, str] = {
    "manifest.json": "Every file with its size and SHA-256",
    "manifest.json.minisig": "The signature of manifest.json",
    "seal.json": "Who approved and signed, and when",
    "seal.json.minisig": "The signature of seal.json",
}
# Not the system's own table, which differs from machine to machine.
_TYPES = mimetypes.MimeTypes(filenames=())
_TYPES.add_type("application/vnd.oasis.opendocument.spreadsheet", ".ods")
_TYPES.add_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
_TYPES.add_type("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
_TYPES.add_type("text/csv", ".csv")
_TYPES.add_type("application/atom+xml", ".xml")

Entity = dict[str, Any]


def crate_file(contents: Contents, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the metadata of a release, of which ``files`` are all the others but manifest, seal and signatures."""
    entities = [_descriptor(), _root(contents.settings, sorted({*files, *_AROUND}))]
    entities += [_file(name, contents.settings, files.get(name)) for name in sorted({*files, *_AROUND})]
    entities += _context(contents.settings)
    return {CRATE: pretty_json({"@context": _CONTEXT, "@graph": entities}).encode()}


def _descriptor() -> Entity:
    return {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": _PROFILE},
    }


def _root(settings: StudySettings, names: Sequence[str]) -> Entity:
    study, day = settings.study, settings.release.date.isoformat()
    mark = f"{study.data.mark}: " if study.data.mark else ""
    about = " ".join(part for part in (study.data.mark_sentence, study.definition + ".", study.selection) if part)
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": mark + study.title,
        "description": about,
        "datePublished": day,
        "license": {"@id": LICENCE},
        "publisher": {"@id": _PUBLISHER},
        "author": {"@id": _PUBLISHER},
        "inLanguage": "en-GB",
        "temporalCoverage": f"{study.period_start.isoformat()}/{study.period_end.isoformat()}",
        "identifier": f"{study.id}/{day}",
        "mainEntity": {"@id": "index.html"},
        "mentions": {"@id": _MAKING},
        "hasPart": [{"@id": name} for name in names],
    }


def _file(name: str, settings: StudySettings, data: bytes | None) -> Entity:
    """Describe a file; the size of one that is written later is in none of the files before it."""
    mark = f"{settings.study.data.mark}: " if settings.study.data.mark else ""
    size = {} if data is None else {"contentSize": str(len(data))}
    return {
        "@id": name,
        "@type": "File",
        "name": mark + (_AROUND.get(name) or name),
        "encodingFormat": _TYPES.guess_type(name)[0] or "application/octet-stream",
        "license": {"@id": LICENCE},
        **size,
    }


def _context(settings: StudySettings) -> Iterator[Entity]:
    """Yield what is no file: licence, publisher, program, and that the program made the release."""
    yield {
        "@id": LICENCE,
        "@type": "CreativeWork",
        "name": "Open Government Licence v3.0",
        "description": "Information may be used and shared by anybody who says where it comes from.",
    }
    yield {"@id": _PUBLISHER, "@type": "Organization", "name": settings.study.publisher}
    yield {
        "@id": _PROGRAM,
        "@type": "SoftwareApplication",
        "name": "Clerestory",
        "version": __version__,
        "softwareVersion": __version__,
    }
    yield {
        "@id": _MAKING,
        "@type": "CreateAction",
        "name": "Protected, reviewed and published",
        "agent": {"@id": _PUBLISHER},
        "instrument": {"@id": _PROGRAM},
        "endTime": settings.release.date.isoformat(),
        "result": {"@id": "./"},
        "description": "Rebuilt byte for byte by `clerestory reproduce` from the same study and version.",
    }
