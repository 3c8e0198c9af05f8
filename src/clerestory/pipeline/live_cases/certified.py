"""Certificates of live cases as files of the vault; page and command write the same bytes."""

from __future__ import annotations

import fcntl
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from clerestory.errors import DecisionError
from clerestory.model.redaction.certificates import CASE_DIGITS, Certification, HoldFile
from clerestory.model.redaction.holds import CaseRecord
from clerestory.review import check_certification
from clerestory.share.toml_text import toml_text
from clerestory.study import Study
from clerestory.study.writing import make_secret, write_secret

_LOCK = ".holds.lock"
_REMEDY = "Restore vault/holds from a backup, or have the officer certify anew; docs/reference/holds.md has the form."


def case_number(study: Study, investigation: str) -> str:
    """Give the number by which certificates know a case: only with the study's key can it be told which one it is."""
    return study.keyed_hash(b"live case", investigation.encode()).removeprefix("hmac-sha256:")[:CASE_DIGITS]


def certifications_of(study: Study) -> dict[str, Certification]:
    """Give what was certified of each case, by its number; whether it counts is for ``checked_certifications``.

    Raises
    ------
    DecisionError
        If a file has not its form, or stands under another case's number.
    """
    return {path.stem: _read(path) for path in sorted(study.holds.glob("*.toml"))}


def checked_certifications(study: Study, records: Iterable[CaseRecord]) -> dict[str, Certification]:
    """Give what was certified of each case, by its pseudonym, where the right people signed what counts of it.

    Raises
    ------
    DecisionError
        If a file has not its form, or what counts of it is not by the right people: nothing is told meanwhile.
    """
    found = certifications_of(study)
    leads: dict[str, set[str]] = {}
    for record in records if found else ():
        leads.setdefault(record.investigation, set()).add(record.lead)
    numbers = {case_number(study, investigation): investigation for investigation in leads}
    return {
        numbers[case]: check_certification(found[case], study.settings, leads=leads[numbers[case]])
        for case in found.keys() & numbers.keys()
    }


@contextmanager
def holding(study: Study) -> Iterator[None]:
    """Let one process after another read what is certified and write it anew; none waits long."""
    if not study.vault.exists():
        make_secret(study.vault)
    with (study.vault / _LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write_certification(study: Study, case: str, certification: Certification) -> Path:
    """Write all that was certified of a case, and give the file; it is as secret as the case."""
    file = HoldFile(certificates=certification.certificates, views=certification.views)
    path = study.holds / f"{case}.toml"
    make_secret(study.holds)
    write_secret(path, toml_text(file, mark=study.settings.study.data.mark))
    return path


def _read(path: Path) -> Certification:
    where = f"vault/holds/{path.name}"
    try:
        file = HoldFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise DecisionError("is not TOML", where=where, remedy=_REMEDY) from None
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise DecisionError(faults, where=where, remedy=_REMEDY) from None
    if file.certificates[0].case != path.stem:
        raise DecisionError("is about another case than its name says", where=where, remedy=_REMEDY)
    return Certification(file.certificates, file.views)
