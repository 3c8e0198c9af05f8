"""The feedback report as one page: nothing beside it is needed, it works without script, on a phone and on paper."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from clerestory.collect.audit.estimate import FlagEstimate
from clerestory.collect.report.content import Report
from clerestory.collect.report.remedies import remedy_for, remedy_of
from clerestory.model.checks import Weight
from clerestory.model.replies import MOST_CHARACTERS


@dataclass(frozen=True)
class Look:
    """How pages look and what they say of the data.

    Attributes
    ----------
    style : str
        A style sheet; the rules that only reports need are added to it.
    mark, mark_sentence : str
        What says on every page that cases are made up; empty for real ones.
    title : str
        The title of the study, or empty.
    """

    style: str
    mark: str = ""
    mark_sentence: str = ""
    title: str = ""

    @property
    def sheet(self) -> str:
        """All rules of the page."""
        own = resources.files("clerestory.collect.report") / "templates" / "report.css"
        return self.style + own.read_text(encoding="utf-8")

    @property
    def policy(self) -> str:
        """What the page may load: its own style and nothing else."""
        digest = base64.b64encode(hashlib.sha256(self.sheet.encode()).digest()).decode()
        return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


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


def rendered(template: str, look: Look, **values: object) -> str:
    """Give a page from one of the templates of reports."""
    style = Markup(look.sheet)  # noqa: S704 - our own style sheets
    return _environment().get_template(template).render(look=look, style=style, **values)


@cache  # the template of a report takes longer to compile than a report to make
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("clerestory.collect.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
