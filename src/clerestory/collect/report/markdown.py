"""The feedback report as Markdown: what ``collect check`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clerestory.collect.faults import KEPT, Fault, Receipt
from clerestory.collect.report.content import Report, feedback_on
from clerestory.collect.report.remedies import remedy_for
from clerestory.collect.revisions import revision_lines
from clerestory.model.instrument import Instrument


def feedback_report(receipt: Receipt, instrument: Instrument) -> str:
    """Write the report on one return as Markdown; it names places, rules and remedies, never a value.

    Parameters
    ----------
    receipt : Receipt
        What became of the return.
    instrument : Instrument
        Gives the order of the entities and what fields mean.
    """
    return report_markdown(feedback_on(receipt, instrument))


def report_markdown(report: Report) -> str:
    """Write a report as Markdown."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    receipt = report.receipt
    yield f"# Return {receipt.return_id} of {receipt.provider}"
    yield ""
    number = sum(receipt.fault_counts.values())
    yield (
        f"{report.rows_in:,} rows came in, {sum(receipt.accepted.values()):,} were accepted, "
        f"{report.quarantined:,} are in quarantine until they are mended. {number:,} fault(s) were found."
    )
    yield from _worst(report)
    yield from _to_do(report)
    yield from _printed(report)
    yield from _files(report)
    yield from _faults("Every fault and its place", receipt.faults, receipt.fault_counts)
    yield from _faults("What to answer", receipt.queries, receipt.query_counts)
    yield from _faults("What to look at again", receipt.warnings, receipt.warning_counts)
    yield from _findings(report)
    if report.notes:
        yield from ("", "## What to know", "", *(f"- {note}" for note in report.notes))
    if report.revision:
        yield from revision_lines(report.revision)


def _worst(report: Report) -> Iterator[str]:
    fields = report.receipt.key_fields
    if not fields:
        return
    yield from ("", f"{report.incomplete} of {len(fields)} key fields are incomplete.")
    if report.worst:
        yield from ("", "## The worst fields, and what to do", "")
    for field in report.worst:
        share = f"{100 * field.unknown_prop:.0f}%"
        yield f"- `{field.path}` ({field.definition}): not known in {field.unknown:,} of {field.rows:,} rows ({share})."
        yield f"  Most often: {report.reason(field.main_reason)}. {remedy_for(field)}"
    if report.receipt.lacking:
        yield from ("", "Fields that your system lacks, as the return says: " + _lacking(report) + ".")


def _lacking(report: Report) -> str:
    return ", ".join(f"`{path}` ({report.reason(code)})" for path, code in report.receipt.lacking.items())


def _to_do(report: Report) -> Iterator[str]:
    changes = report.receipt.changes
    if not changes:
        return
    yield from ("", "## What to mend first", "")
    yield f"Rows in quarantine: {report.quarantined:,}. To bring them back: {report.mending}."
    yield from ("", "| file | column | rule | what | how to mend it | what it costs | rows it holds |")
    yield "| --- | --- | --- | --- | --- | --- | ---: |"
    for change in changes:
        cost = change.way.cost(change.changes)
        cells = (change.file, change.column, change.rule, change.what, change.remedy, cost, change.holds)
        yield "| " + " | ".join(cells) + " |"


def _printed(report: Report) -> Iterator[str]:
    if report.printed is None:
        return
    yield from ("", "## What will be printed about you", "")
    own = [naming for naming in report.printed if naming.is_own]
    for naming in own:
        field = f" It says how much is known of `{naming.field}`." if naming.field else ""
        yield f'- "{naming.title}" ({naming.table}) has a {naming.axis} of its own for you.{field}'
    if not own:
        yield "No table has a row or column for you alone."
    for naming in report.printed:
        if not naming.is_own:
            yield f'- In "{naming.title}" ({naming.table}) you are counted within {naming.label}.'
    yield from ("", "Small numbers are withheld by the rules of the study. You can reply; it is printed beside.")


def _files(report: Report) -> Iterator[str]:
    receipt = report.receipt
    yield from ("", "| file | rows in | accepted | in quarantine |", "| --- | ---: | ---: | ---: |")
    for entity in report.entities:
        numbers = (receipt.rows_in[entity], receipt.accepted[entity], receipt.quarantined[entity])
        yield f"| {entity} | " + " | ".join(f"{n:,}" for n in numbers) + " |"


def _faults(title: str, faults: Sequence[Fault], counts: Mapping[tuple[str, str, str], int]) -> Iterator[str]:
    if not faults:
        return
    yield from ("", f"## {title}", "")
    yield "| file | row | column | rule | what | how to mend it |"
    yield "| --- | ---: | --- | --- | --- | --- |"
    for f in faults:
        file = f.file.rsplit("/", 1)[-1]
        yield f"| {file} | {f.row or ''} | {f.column} | {f.rule} | {f.what} | {f.remedy} |"
    for (name, column, rule), number in sorted(counts.items()):
        if number > KEPT:
            yield from ("", f"Of rule {rule} in {name.rsplit('/', 1)[-1]}, column {column}: {number - KEPT:,} more.")


def _findings(report: Report) -> Iterator[str]:
    if not report.findings:
        return
    yield from ("", "## What the checks found", "")
    for finding in report.findings:
        column = f", column {finding.column}" if finding.column else ""
        rows = ", ".join(map(str, finding.rows[:_FEW]))
        more = f" and {finding.number - _FEW:,} more" if finding.number > _FEW else ""
        place = f" ({finding.file}{column}{f', rows {rows}{more}' if rows else ''})" if finding.file else ""
        check = f"{finding.check.number} {finding.check.value}"
        yield f"- {check}, {finding.weight.value}: {finding.what}{place}. {finding.remedy}"


_FEW = 10  # rows of a finding that are listed here; the page lists a hundred
