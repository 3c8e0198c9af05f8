"""Certificates of texts, read at the desk and written on the vault's side."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from clerestory.errors import AnswerError, AnswerNotPermittedError, AnswerNowError, AnswerTextError
from clerestory.model.answers.text_certificates import LONGEST_DAYS, TextCertificate, digest_of, file_name
from clerestory.model.commission import DataKind, Person
from clerestory.model.redaction.holds import HoldState
from clerestory.pipeline.consulting import consulted
from clerestory.pipeline.gates import private_key
from clerestory.pipeline.live_cases.known_cases import INVESTIGATION, holds_of_study, records_of
from clerestory.protect.holds.cases import LEAD
from clerestory.review.signing import sign, signature_fault
from clerestory.share.toml_text import toml_text
from clerestory.study import Study
from clerestory.study.answers import AnswerPlace
from clerestory.study.writing import write_atomically
from clerestory.study.written import WrittenFile

_WORD = re.compile(r"[^\W_]+")
_FILE = "answer/certificates"
_REMEDY = "Have the text checked again where the cases are; docs/how-to/write-an-answer.md says how."


@dataclass(frozen=True)
class CertifyText:
    """What a lawyer says of a text.

    Attributes
    ----------
    until : date, optional
        The last day on which it may go; the last that can be if left out.
    key_file : Path, optional
        Their private key; only made-up cases do without.
    """

    person: str
    reason: str
    on: dt.date
    until: dt.date | None = None
    key_file: Path | None = None


def certificate_path(place: AnswerPlace, text: str) -> Path:
    """Give where the certificate of a text lies."""
    return place.folder / "certificates" / file_name(digest_of(text))


def is_certified(place: AnswerPlace, text: str, day: dt.date) -> bool:
    """Say whether a lawyer certified that a text speaks of no case that is held, and it counts on a day.

    Raises
    ------
    AnswerError
        If there is a certificate, and it has not its form, or is not signed by a lawyer: then nothing goes out by it.
    """
    where = f"{_FILE}/{file_name(digest_of(text))}"
    file = WrittenFile(where, AnswerError, _REMEDY)
    written = file.text(certificate_path(place, text))
    if written is None:
        return False
    certificate = file.formed(file.toml(written), TextCertificate)
    if certificate.text != digest_of(text):
        raise file.fault("is of another text than its name says")
    _check_signed(certificate, place)
    return certificate.counts_on(day)


def write_certificate(place: AnswerPlace, text: str, sentences: tuple[str, ...], said: CertifyText) -> Path:
    """Certify a text, on the vault's side, and write the certificate; nothing in it tells of a case.

    Parameters
    ----------
    text : str
        With its references printed, and without any other problem.
    sentences : tuple of str
        Those that could be about a case.

    Raises
    ------
    AnswerError
        If the place is no study, or its vault has no cases: nobody can say then which are held.
    AnswerNotPermittedError
        If the person is no lawyer, or made the tables.
    AnswerTextError
        If a sentence names a body that leads a case that is held; which one is not told, here neither.
    """
    study = place.study
    if study is None or not records_of(study):
        raise AnswerError(
            "has no cases to hold a text against",
            where=str(place.root),
            remedy="Check it in the study, on the vault's side.",
        )
    certificate = _certificate(place, digest_of(text), said)
    consulted(study, who=said.person, why="may a text go out", what="stages of investigations", clock=place.clock)
    if any(_names_held(sentence, study, said.on) for sentence in sentences):
        raise AnswerTextError(
            "a sentence that could be about a case names a body that leads one that is held",
            where="the text",
            remedy="Take the name out, or do not send it. Nothing was written, and nothing of this is for the desk.",
        )
    path = certificate_path(place, text)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, toml_text(certificate, mark=study.settings.study.data.mark).encode())
    return path


def _certificate(place: AnswerPlace, digest: str, said: CertifyText) -> TextCertificate:
    simulated = said.key_file is None and place.settings.data is not DataKind.CONFIDENTIAL
    try:
        certificate = TextCertificate(
            text=digest,
            person=said.person,
            reason=said.reason,
            decided=said.on,
            until=said.until or said.on + dt.timedelta(days=LONGEST_DAYS),
            simulated=simulated,
        )
    except ValidationError as error:
        raise AnswerNowError(_first_fault(error), where="the certificate", remedy="Mend what is named.") from None
    if said.key_file:
        certificate = sign(certificate, private_key(said.key_file))
    _check_signed(certificate, place)
    return certificate


def _check_signed(certificate: TextCertificate, place: AnswerPlace) -> Person:
    """Check that a certificate is by a lawyer who made none of the tables, and signed it."""
    where, person = f"{_FILE}/{certificate.file_name}", place.people.get(certificate.person)
    authors = place.study.settings.study.authors if place.study else ()
    if person is None or certificate.role not in person.roles or person.id in authors:
        raise AnswerNotPermittedError(
            "a text is certified by a lawyer among [[people]] who made none of the tables", where=where, remedy=_REMEDY
        )
    fault = signature_fault(certificate, person, place.settings.data)
    if fault:
        raise AnswerError(fault.what, where=where, remedy=fault.remedy or _REMEDY)
    return person


def _names_held(sentence: str, study: Study, day: dt.date) -> bool:
    """Say whether a sentence names a body that leads a case of which nothing may be said."""
    return any(_words(name) in _words(sentence) for name in _leads_of_held(study, day))


def _words(text: str) -> str:
    """Give the words of a text in small letters, each with a space around it."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _leads_of_held(study: Study, day: dt.date) -> Iterator[str]:
    """Yield the names of the bodies that lead a case that is held on a day."""
    holds = holds_of_study(study, day)
    codes = {
        one.lead for one in records_of(study) if one.lead and holds[one.investigation].state is not HoldState.CLEAR
    }
    name = study.instrument.variable(f"{INVESTIGATION}.{LEAD}").codelist
    codelist = study.instrument.codelists.get(name or "")
    for code in sorted(codes):
        yield codelist.label(code) if codelist and code in codelist.by_code else code


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    return ": ".join([*map(str, fault["loc"]), fault["msg"].removeprefix("Value error, ")])
