"""The feedback report as one page: nothing beside it is needed, it works without script, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from clerestory.collect.audit.estimate import FlagEstimate
from clerestory.collect.report.content import Report
from clerestory.collect.report.remedies import remedy_for, remedy_of
from clerestory.model.checks import Weight
from clerestory.model.replies import MOST_CHARACTERS
from clerestory.pages import Look, page_maker

rendered = page_maker("clerestory.collect.report")


def report_page(report: Report, look: Look, estimates: tuple[FlagEstimate, ...] = ()) -> str:
    """Give the page of a report.

    Parameters
    ----------
    estimates : tuple of FlagEstimate
        What the giver's flag audit estimates, if it sent one.
    """
    return rendered(
        "report.html",
        look,
        report=report,
        receipt=report.receipt,
        remedy_for=remedy_for,
        remedy_of=remedy_of,
        reasons=sorted({code for field in report.receipt.key_fields for code in field.not_known}),
        to_mend=[finding for finding in report.findings if finding.weight is Weight.FAULT],
        most_characters=MOST_CHARACTERS,
        estimates=estimates,
        ranges=ranges_text,
    )


def ranges_text(rows: Sequence[int]) -> str:
    """Write rows as a person would, those that follow each other as a range.

    Examples
    --------
    >>> ranges_text((2, 3, 4, 9, 11, 12))
    '2 to 4, 9, 11, 12'
    """
    runs = [[row for _, row in run] for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
