"""The feedback report for one giver: what was taken, what was not, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clerestory.collect.faults import KEPT, Fault, Receipt
from clerestory.model.instrument import Instrument

_WORST = 3


def feedback_report(receipt: Receipt, instrument: Instrument) -> str:
    """Write the report as Markdown; it names places, rules and remedies, never a value.

    Parameters
    ----------
    receipt : Receipt
        What became of the return.
    instrument : Instrument
        Gives the order of the entities and what fields mean.
    """
    return "\n".join(_lines(receipt, instrument)) + "\n"


def _lines(receipt: Receipt, instrument: Instrument) -> Iterator[str]:
    yield f"# Return {receipt.return_id} of {receipt.provider}"
    yield ""
    lost = sum(receipt.quarantined.values())
    number = sum(receipt.fault_counts.values())
    yield (
        f"{sum(receipt.rows_in.values()):,} rows came in, {sum(receipt.accepted.values()):,} were accepted, "
        f"{lost:,} are in quarantine until they are mended. {number:,} fault(s) were found."
    )
    yield ""
    yield "| entity | rows in | accepted | in quarantine |"
    yield "| --- | ---: | ---: | ---: |"
    for entity in instrument.entities:
        numbers = (receipt.rows_in[entity], receipt.accepted[entity], receipt.quarantined[entity])
        yield f"| {entity} | " + " | ".join(f"{n:,}" for n in numbers) + " |"
    yield from _worst_fields(receipt, instrument)
    yield from _faults("What to mend", receipt.faults, receipt.fault_counts)
    yield from _faults("What to answer", receipt.queries, receipt.query_counts)
    yield from _faults("What to look at again", receipt.warnings, {})
    yield from _notes(receipt)


def _notes(receipt: Receipt) -> Iterator[str]:
    notes = [
        f"`{one.path}`: {one.values:,} value(s) came in codes of {one.older} and were mapped into {one.current} (V12)."
        for one in receipt.mapped
    ]
    if receipt.never_alone:
        notes.append("The return has fewer than three accepted investigations, so it is never published alone (V14).")
    if notes:
        yield from ("", "## What to know", "")
        yield from (f"- {note}" for note in notes)


def _worst_fields(receipt: Receipt, instrument: Instrument) -> Iterator[str]:
    shares = [(empty / rows, path, empty, rows) for path, (empty, rows) in receipt.empty_fields.items() if empty]
    if not shares:
        return
    yield ""
    yield "## Mandatory fields that are empty most often"
    yield ""
    for share, path, empty, rows in sorted(shares, key=lambda item: (-item[0], item[1]))[:_WORST]:
        definition = instrument.variable(path).definition
        yield f"- `{path}` ({definition}): empty in {empty:,} of {rows:,} rows ({100 * share:.0f}%)."


def _faults(title: str, faults: tuple[Fault, ...], counts: Mapping[tuple[str, str, str], int]) -> Iterator[str]:
    if not faults:
        return
    yield ""
    yield f"## {title}"
    yield ""
    yield "| file | row | column | rule | what | how to mend it |"
    yield "| --- | ---: | --- | --- | --- | --- |"
    for f in faults:
        file = f.file.rsplit("/", 1)[-1]
        yield f"| {file} | {f.row or ''} | {f.column} | {f.rule} | {f.what} | {f.remedy} |"
    for (name, column, rule), number in sorted(counts.items()):
        if number > KEPT:
            yield ""
            yield f"Of rule {rule} in {name.rsplit('/', 1)[-1]}, column {column}: {number - KEPT:,} more."
