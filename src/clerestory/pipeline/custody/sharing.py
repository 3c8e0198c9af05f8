"""The law of sharing meets the study: no return without its record, and no use without a condition that fits it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from clerestory.clock import Clock, SystemClock
from clerestory.errors import GatewayError, SharingError
from clerestory.ledger import Duty, Ledger
from clerestory.model.commission import DataKind
from clerestory.model.instrument import RETURN, Instrument
from clerestory.model.law import PROVIDER_KINDS, Basis, GiverKind
from clerestory.model.naming import provider_list
from clerestory.model.sharing import SharedCases, ShareRecord
from clerestory.pipeline.custody.erased import erased_versions
from clerestory.pipeline.stages.published import sealed_heads
from clerestory.pipeline.stages.shelf import collected_versions
from clerestory.share import (
    Answer,
    Claim,
    Expected,
    Question,
    Refusal,
    blocks,
    disagreements,
    file_hash,
    new_record,
    picked,
    read_record,
    read_records,
    refused,
    slug_of,
    warnings,
    write_record,
)
from clerestory.study import Study, open_study

_MAKE = "Make it with `clerestory share record STUDY`; docs/how-to/share-lawfully.md goes through it."


@dataclass(frozen=True)
class Admitted:
    """The records under which a collection may go on, by the names of givers' folders."""

    records: Mapping[str, ShareRecord]
    hashes: Mapping[str, str]

    @property
    def warned(self) -> Mapping[str, int]:
        """How many fields that a rule asks for are empty, by rule; they are to be answered, and stop nothing."""
        return Counter(warned.rule for record in self.records.values() for warned in warnings(record))

    @property
    def told(self) -> str:
        """Say in words that fields are empty; nothing where none is."""
        number = sum(self.warned.values())
        return (
            f"; {number} fields of records of sharing are empty: `clerestory share record STUDY --check`"
            if number
            else ""
        )


def admit_givers(study: Study) -> Admitted:
    """Check that every giver with a return has a record that holds, before anything of a return is read.

    Raises
    ------
    SharingError
        If a giver has no record, or one has not its form.
    GatewayError
        If a record names a wrong gateway, or says not to share; every reason with rule and section.
    """
    sent = {folder.parent.name for folder in study.returns.glob("*/*") if _is_giver(folder)}
    erased = erased_versions(study)
    kept = {version.provider for version in collected_versions(study) if version not in erased.rows}
    givers = sorted(sent | kept)  # also of returns whose files were erased, while their rows count on
    records = read_records(study.sharing)
    lacking = [giver for giver in givers if giver not in records]
    if lacking:
        shown = ", ".join(lacking[:5]) + (f" and {len(lacking) - 5} more" if len(lacking) > 5 else "")
        raise SharingError(f"no record of sharing for {shown}: nothing was read", where="sharing/", remedy=_MAKE)
    mine = {giver: records[giver] for giver in givers}
    check_records(study, mine)
    return Admitted(mine, {giver: file_hash(study.sharing / f"{giver}.toml") for giver in givers})


def admit_returns(study: Study, admitted: Admitted, cases: Mapping[str, pl.DataFrame]) -> None:
    """Check that what returns say of their lawful basis agrees with the records, before anything is kept of them.

    Raises
    ------
    GatewayError
        With every return that does not.
    """
    fields = {variable.name for variable in study.instrument.variables_of(RETURN)}
    if study.settings.study.data is DataKind.CONFIDENTIAL and "lawful_basis" not in fields:
        raise GatewayError(
            "(D1) the instrument has no field in which a return names its lawful basis",
            where=f"{study.instrument.source}/variables.csv",
            remedy="Add return.lawful_basis with the code list lawful_basis.",
        )
    found = []
    for claim in _claims(cases[RETURN]):
        refusals = disagreements(claim, admitted.records[slug_of(claim.provider)])
        found += [_located(refusal, f"{slug_of(claim.provider)}/{claim.return_id}") for refusal in refusals]
    if found:
        raise refused(found, where="returns/")


def admit_analysis(study: Study) -> None:
    """Check that the cases in the vault may be used for statistics: each giver's register has that use (rule D4).

    Raises
    ------
    SharingError
        If a giver of these cases has no record any more.
    GatewayError
        If a record is for other uses, such as safeguarding alone, or says not to share.
    """
    cases = pl.read_parquet(study.vault / "cases" / f"{RETURN}.parquet", columns=["return_provider"])
    records = read_records(study.sharing)
    givers = sorted({slug_of(provider) for provider in cases["return_provider"]})
    lacking = [giver for giver in givers if giver not in records]
    if lacking:
        raise SharingError(f"no record of sharing for {', '.join(lacking)}", where="sharing/", remedy=_MAKE)
    mine = {giver: records[giver] for giver in givers}
    check_records(study, mine)
    found = [_located(_NO_STATISTICS, f"{slug}.toml") for slug, record in mine.items() if not _for_statistics(record)]
    if found:
        raise refused(found, where="sharing/")


_NO_STATISTICS = Refusal(
    "D4",
    "no use of the register is statistics or research, and tables are that",
    "UK GDPR Art 5(1)(b) and 84B; DPA 2018 Sch 1 paras 4 and 18",
    "Have the giver agree to that use, with a condition that fits it, in a new version of the record.",
)


def _for_statistics(record: ShareRecord) -> bool:
    """Whether tables may be made; cases rebuilt from published counts are no personal data."""
    return not isinstance(record, SharedCases) or any(purpose.is_statistical for purpose in record.purposes)


def check_records(study: Study, records: Mapping[str, ShareRecord]) -> None:
    """Check records against the rules and the study; nothing else of the study is read.

    Raises
    ------
    GatewayError
        With every reason of every record.
    """
    found = [
        _located(refusal, f"{slug}.toml")
        for slug, record in records.items()
        for refusal in blocks(record, _expected(study, record))
    ]
    if found:
        raise refused(found, where="sharing/")


def check_sharing(root: Path) -> tuple[str, ...]:
    """Check every record of a study; gives the warnings, a line each.

    Raises
    ------
    SharingError
        If there is no record, or one has not its form.
    GatewayError
        If a record for sharing names a wrong gateway.
    """
    study = open_study(root)
    records = read_records(study.sharing)
    if not records:
        raise SharingError("there is no record of sharing", where=str(study.sharing), remedy=_MAKE)
    check_records(study, {slug: record for slug, record in records.items() if record.decision == "share"})
    return tuple(
        f"{slug}.toml: ({warned.rule}) {warned.field} is empty: {warned.what}"
        for slug, record in records.items()
        for warned in warnings(record)
    )


def pick_gateway(question: Question, named: frozenset[Basis] = frozenset()) -> Answer:
    """Give the one gateway of a question; as ``share.picked``."""
    return picked(question, named)


def record_sharing(root: Path, fields: Mapping[str, Any], *, clock: Clock | None = None) -> Path:
    """Write the record of a decision; an earlier one is kept, and the decision is in the ledger.

    Parameters
    ----------
    root : Path
        The study folder.
    fields : mapping
        Fields of a record; ``form`` and ``data`` may be left out, ``version`` and ``supersedes`` are written here.
    clock : Clock
        Tells the time to the ledger; by default the machine's.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    SharingError
        If a field is missing or has not its form.
    GatewayError
        If it is a decision to share under a wrong gateway. Nothing is written then.
    """
    study = open_study(root)
    head = {"form": "clerestory-sharing/1", "data": study.settings.study.data.value}
    record = new_record({**head, **fields, "version": 1, "supersedes": ""}, where=study.sharing / "new record")
    if record.decision == "share":
        check_records(study, {slug_of(record.provider): record})
    with study.locked():
        ledger = Ledger(study.ledger, clock or SystemClock())
        ledger.check(sealed=sealed_heads(study))
        path = write_record(study.sharing, record)
        written = read_record(path)
        ledger.append(
            f"decided: {record.decision}",
            why="record of sharing",
            actor=record.decided_by,
            duty=Duty.DISCLOSURE if record.decision == "share" else Duty.NONE,
            detail={"provider": record.provider, "version": written.version, "record": file_hash(path)},
        )
    return path


def destroy_by_of(study: Study) -> dict[str, dt.date]:
    """Give the day by which the data of each giver are destroyed (rule D11), by the name of its folder.

    Raises
    ------
    SharingError
        If a record has not its form: nobody can say then whether its day is over.
    """
    shared = {slug: r for slug, r in read_records(study.sharing).items() if isinstance(r, SharedCases)}
    return {slug: r.destroy_by for slug, r in shared.items() if r.destroy_by}


def _is_giver(folder: Path) -> bool:
    """Whether this is a return's folder; what else lies there is for the stage collect to refuse."""
    parts = (folder, folder.parent)
    return all(p.is_dir() and not p.is_symlink() and not p.name.startswith(".") for p in parts)


def _expected(study: Study, record: ShareRecord) -> Expected:
    commission = study.settings.study
    return Expected(commission.data, frozenset(commission.lawful_basis), giver_kind(study.instrument, record.provider))


def giver_kind(instrument: Instrument, provider: str) -> GiverKind | None:
    """Give the kind that the instrument's list of givers says a provider is, spelled as its code or as its folder."""
    codelist = provider_list(instrument)
    for code in codelist.codes if codelist else ():
        spelled = code.pattern if code.is_pattern else re.escape(code.code)
        if re.fullmatch(spelled, provider) or re.fullmatch(slug_of(spelled), provider):
            return PROVIDER_KINDS.get(code.parent)
    return None


def _claims(returns: pl.DataFrame) -> Iterator[Claim]:
    for row in returns.iter_rows(named=True):
        codes = row.get("lawful_basis")
        yield Claim(
            row["return_provider"],
            row["return_ref"],
            frozenset((codes or "").split(";")) - {""} if "lawful_basis" in row else None,
            (row["agreement_id"] or "") if "agreement_id" in row else None,
            (row["consent_reason"] or "") if "consent_reason" in row else None,
        )


def _located(refusal: Refusal, where: str) -> Refusal:
    return Refusal(refusal.rule, f"{where}: {refusal.reason}", refusal.section, refusal.remedy)
