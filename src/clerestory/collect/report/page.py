"""The feedback report as one page: nothing beside it is needed, it works without script, on a phone and on paper."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from importlib import resources

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
    )


def rendered(template: str, look: Look, **values: object) -> str:
    """Give a page from one of the templates of reports."""
    environment = Environment(
        loader=PackageLoader("clerestory.collect.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = Markup(look.sheet)  # noqa: S704 - our own style sheets
    return environment.get_template(template).render(look=look, style=style, **values)
