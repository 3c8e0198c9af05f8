"""The account of sharing: under which records a study receives, and what went back to givers, to whom and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clerestory.ledger import ledger_entries
from clerestory.model.sharing import SharedCases
from clerestory.pipeline.consulting import verify_study_ledger
from clerestory.pipeline.links.concerns import DISCLOSED
from clerestory.share import read_records
from clerestory.study import Study, open_study


@dataclass(frozen=True)
class Disclosed:
    """A notice that went back to a giver: the entry of the ledger that says so."""

    seq: int
    on: str
    provider: str
    notice: str
    reference: str
    record: str


def disclosures_of(study: Study) -> tuple[Disclosed, ...]:
    """Give the notices that went back to givers, in order; the ledger has them also after the notices were erased."""
    if not study.ledger.exists():
        return ()
    return tuple(
        Disclosed(
            entry.seq,
            entry.time.date().isoformat(),
            entry.detail["provider"],
            entry.detail["notice"],
            entry.detail["reference"],
            entry.detail["record"],
        )
        for entry in ledger_entries(study.ledger)
        if entry.event == DISCLOSED
    )


def sharing_account(root: Path) -> str:
    """Give the account of sharing of a study as Markdown.

    Raises
    ------
    SharingError
        If a record has not its form.
    LedgerError
        If the ledger does not hold.
    """
    study = open_study(root)
    if study.ledger.exists():
        verify_study_ledger(root)
    return "\n".join(_lines(study)) + "\n"


def _lines(study: Study) -> Iterator[str]:
    about = study.settings.study
    yield f"# Account of sharing: {about.title}"
    if about.data.mark_sentence:
        yield from ("", f"**{about.data.mark_sentence}**")
    yield from ("", "## What givers share", "", "| giver | decision | version | for | destroyed by | concern notices |")
    yield "| --- | --- | ---: | --- | --- | --- |"
    for record in read_records(study.sharing).values():
        shared = record if isinstance(record, SharedCases) else None
        purposes = ", ".join(purpose.value for purpose in shared.purposes) if shared else ""
        until = str(shared.destroy_by) if shared and shared.destroy_by else ""
        back = f"to {shared.concern_notices.to}" if shared and shared.concern_notices else "no"
        yield f"| {record.provider} | {record.decision} | {record.version} | {purposes} | {until} | {back} |"
    found = disclosures_of(study)
    yield from ("", "## What went back to givers", "")
    if not found:
        yield "Nothing."
        return
    yield "| entry of the ledger | on | to | notice | its number there | under the record |"
    yield "| ---: | --- | --- | --- | --- | --- |"
    yield from (
        f"| {one.seq} | {one.on} | {one.provider} | {one.notice} | {one.reference} | `{one.record}` |" for one in found
    )
