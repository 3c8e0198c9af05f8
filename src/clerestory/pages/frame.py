"""The frame of a page: its style, what it may load, and the mark of made-up data; it works without script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


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
        own = resources.files("clerestory.pages") / "templates" / "report.css"
        return self.style + own.read_text(encoding="utf-8")

    @property
    def policy(self) -> str:
        """What the page may load: its own style and nothing else."""
        digest = base64.b64encode(hashlib.sha256(self.sheet.encode()).digest()).decode()
        return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def page_maker(package: str) -> Callable[..., str]:
    """Give what makes pages from the templates of a package, which extend ``frame.html``.

    Returns
    -------
    callable
        Takes the name of a template, the look, and the values that the template names.
    """

    def made(template: str, look: Look, **values: object) -> str:
        style = Markup(look.sheet)  # noqa: S704 - our own style sheets
        return _environment(package).get_template(template).render(look=look, style=style, **values)

    return made


@cache  # a template takes longer to compile than a page to make
def _environment(package: str) -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader(package, "templates"), PackageLoader("clerestory.pages", "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
