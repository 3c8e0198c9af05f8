"""What a practitioner needs, on one page: one message for everybody, and for each audience its gateway."""

from __future__ import annotations

import datetime as dt
import tomllib
from enum import Enum
from importlib import resources

from clerestory.errors import GatewayError
from clerestory.model.forms import Form
from clerestory.model.law import SOURCES, Basis, GiverKind, Purpose, Source, Subjects
from clerestory.share.drafts.drafting import drafted
from clerestory.share.gateways.naming import picked
from clerestory.share.gateways.table import Duty, Question

_READ = ("tensteps", "goldenrules", "annex1", "schedule8", "reuse")


class PageFormat(Enum):
    """How the page is given."""

    MARKDOWN = "md"
    HTML = "html"


class Audience(Form):
    """One audience of the message."""

    name: str
    kind: GiverKind
    say: str
    whom: str

    @property
    def gateway(self) -> str:
        """Its gateway to protect a child, from the decision table; what was recalled carries a star."""
        answer = picked(Question(self.kind, Purpose.SAFEGUARDING, Subjects.BOTH, Duty.NOT_REQUIRED))
        return "; ".join(dict.fromkeys(_section(code) for code in answer.all_of_giver))


class Guidance(Form):
    """The message, its version and its day; the day is that of the text, never of the clock."""

    version: str
    date: dt.date
    title: str
    message: str
    danger: str
    steps: tuple[str, ...]
    study: str
    honesty: str
    audiences: tuple[Audience, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """What was read for it."""
        return tuple(SOURCES[key] for key in _READ)


def guidance() -> Guidance:
    """Read the guidance that is shipped."""
    text = (resources.files("clerestory.share.drafts") / "guidance.toml").read_text(encoding="utf-8")
    return Guidance.model_validate(tomllib.loads(text))


def guidance_page(page_format: PageFormat, kind: GiverKind | None = None) -> str:
    """Give the page, for everybody or for one audience.

    Parameters
    ----------
    page_format : PageFormat
        Markdown, or one page of HTML that prints on one sheet of A4.
    kind : GiverKind
        The audience; by default all of them.

    Raises
    ------
    GatewayError
        If there is no audience of that kind.
    """
    whole = guidance()
    same = {GiverKind.NCA: GiverKind.POLICE, GiverKind.PRIVATE: GiverKind.VOLUNTARY}
    wanted = [a for a in whole.audiences if kind is None or a.kind is same.get(kind, kind)]
    if not wanted:
        raise GatewayError("there is no guidance for it", where=str(kind), remedy="Leave the audience out.")
    return drafted(f"guidance.{page_format.value}", guidance=whole, audiences=wanted).text


def _section(code: Basis) -> str:
    star = "" if code.law.read else "*"
    return code.law.section.replace("UK GDPR ", "") + star
