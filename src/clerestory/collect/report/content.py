"""What a feedback report says, whichever way it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from clerestory.collect.checks.completeness import FieldCount, worst_fields
from clerestory.collect.checks.running import findings_about
from clerestory.collect.faults import Fault, Receipt
from clerestory.collect.revisions import Revision
from clerestory.model.checks import Finding
from clerestory.model.commission import StudySettings
from clerestory.model.instrument import MISSING_REASON, Instrument
from clerestory.model.naming import Naming, provider_label, tables_about


class ReturnState(Enum):
    """What became of a return, in words."""

    WHOLE = "accepted whole"
    PART = "accepted in part"
    STOPS = "stops the run"
    NOTHING = "not accepted"
    WITHDRAWN = "withdrawn"

    @property
    def heading(self) -> str:
        """The state as the rest of a sentence."""
        return self.value if self is ReturnState.STOPS else f"is {self.value}"

    @property
    def sentence(self) -> str:
        """What that means for the giver."""
        return {
            ReturnState.WHOLE: "Every row is accepted. Nothing has to be mended.",
            ReturnState.PART: "Rows with faults wait in quarantine until they are mended; the others are accepted.",
            ReturnState.NOTHING: "A file is missing or cannot be read, or nothing in it can be taken.",
            ReturnState.WITHDRAWN: "It counts no rows. Nothing has to be mended.",
            ReturnState.STOPS: "More rows are in quarantine than the study accepts. Mend it before anything goes on.",
        }[self]


@dataclass(frozen=True)
class Places:
    """Faults of one kind in one column: what is wrong once, and where it is."""

    file: str
    column: str
    rule: str
    what: str
    remedy: str
    rows: tuple[int, ...]  # the first hundred; empty where the file as a whole is meant
    number: int


@dataclass(frozen=True)
class Report:
    """Everything that a feedback report shows; places, counts and remedies, never a value of a case.

    Attributes
    ----------
    name : str
        The giver's name, or its code.
    entities : tuple of str
        In the order of the instrument.
    faults, queries, warnings : tuple of Places
        In file order; queries are questions to the giver.
    revision : Revision or None
        What this version changed, where it replaces another.
    findings : tuple of Finding
        What the checks found in this return, those across returns among it.
    printed : tuple of Naming or None
        The tables that show the giver; None where no study is known.
    reply : tuple of str
        The paragraphs of the giver's reply.
    reasons : mapping of str to str
        What each code of ``missing_reason`` means.
    """

    receipt: Receipt
    name: str
    state: ReturnState
    entities: tuple[str, ...]
    worst: tuple[FieldCount, ...]
    faults: tuple[Places, ...]
    queries: tuple[Places, ...]
    warnings: tuple[Places, ...]
    findings: tuple[Finding, ...] = ()
    printed: tuple[Naming, ...] | None = None
    reply: tuple[str, ...] = ()
    reasons: Mapping[str, str] | None = None
    revision: Revision | None = None

    @property
    def incomplete(self) -> int:
        """How many key fields are not known in some row."""
        return sum(field.is_incomplete for field in self.receipt.key_fields)

    @property
    def rows_in(self) -> int:
        """How many rows came in."""
        return sum(self.receipt.rows_in.values())

    @property
    def quarantined(self) -> int:
        """How many rows are in quarantine."""
        return sum(self.receipt.quarantined.values())

    @property
    def number_of_changes(self) -> int:
        """How many changes and looks at a row mend the return."""
        return sum(change.changes for change in self.receipt.changes)

    @property
    def mending(self) -> str:
        """Say how many changes and looks at a row bring back what is in quarantine, as the start of a sentence."""
        number = self.number_of_changes
        return f"{number:,} {'change or look' if number == 1 else 'changes or looks'} at a row"

    @property
    def notes(self) -> tuple[str, ...]:
        """What the giver should know and need not mend."""
        mapped = [
            f"`{one.path}`: {one.values:,} value(s) came in codes of {one.older}, mapped into {one.current} (V12)."
            for one in self.receipt.mapped
        ]
        alone = ["The return has fewer than three accepted investigations, so it is never published alone (V14)."]
        counts = any(self.receipt.accepted.values())
        return (*mapped, *(alone if self.receipt.never_alone and counts else ()))

    def reason(self, code: str) -> str:
        """Say what a code of ``missing_reason`` means."""
        return (self.reasons or {}).get(code, code) if code else "Empty without a reason"


def feedback_on(
    receipt: Receipt,
    instrument: Instrument,
    findings: Sequence[Finding] = (),
    *,
    settings: StudySettings | None = None,
    reply: tuple[str, ...] = (),
    revision: Revision | None = None,
) -> Report:
    """Give the content of the report on one return.

    Parameters
    ----------
    receipt : Receipt
        What became of the return.
    findings : sequence of Finding
        What the checks found, in any return.
    settings : StudySettings, optional
        Says which tables show the giver, and how many rows a study accepts to lose. Without it neither is known, and
        no return stops anything.
    reply : tuple of str
        The paragraphs of the giver's reply.
    revision : Revision, optional
        What this version changed, where it replaces another.
    """
    limit = settings.collect.quarantine_limit_pct if settings else 100.0
    codes = instrument.codelists.get(MISSING_REASON)
    return Report(
        receipt=receipt,
        name=provider_label(receipt.provider, instrument),
        state=_state(receipt, limit),
        entities=instrument.entities,
        worst=worst_fields(receipt.key_fields),
        faults=_places(receipt.faults, receipt.fault_counts),
        queries=_places(receipt.queries, receipt.query_counts),
        warnings=_places(receipt.warnings, receipt.warning_counts),
        findings=findings_about(findings, receipt.provider, receipt.return_id),
        printed=tables_about(settings.tables, instrument, receipt.provider) if settings else None,
        reply=reply,
        revision=revision,
        reasons={code.code: code.label for code in codes.codes} if codes else None,
    )


def _state(receipt: Receipt, limit_pct: float) -> ReturnState:
    if receipt.withdrawn:
        return ReturnState.WITHDRAWN
    if receipt.quarantined_pct > limit_pct:
        return ReturnState.STOPS
    if receipt.quarantined_pct >= 100:
        return ReturnState.NOTHING
    return ReturnState.PART if receipt.faults else ReturnState.WHOLE


def _places(faults: Sequence[Fault], counts: Mapping[tuple[str, str, str], int]) -> tuple[Places, ...]:
    """Put faults of one kind together; of those that are not named, the count alone is known."""
    kinds = sorted(faults, key=_kind)  # stable, so rows stay in order
    order = {_kind(fault): at for at, fault in reversed(list(enumerate(faults)))}
    named = {kind: tuple(fault.row for fault in same) for kind, same in groupby(kinds, key=_kind)}
    found = []
    for kind in sorted(named, key=order.__getitem__):
        file, column, rule, what, remedy = kind
        rest = counts.get((file, column, rule), 0) - sum(len(named[k]) for k in named if k[:3] == kind[:3])
        rows, last = named[kind], max(k for k in named if k[:3] == kind[:3]) == kind
        number = len(rows) + (rest if rest > 0 and last else 0)
        found.append(Places(file.rsplit("/", 1)[-1], column, rule, what, remedy, tuple(r for r in rows if r), number))
    return tuple(found)


def _kind(fault: Fault) -> tuple[str, str, str, str, str]:
    return fault.file, fault.column, fault.rule, fault.what, fault.remedy
