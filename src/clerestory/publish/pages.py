"""The pages of a release: paper and register, readable without script, at any width, in print and in the dark."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from clerestory.model.calendar import date_text
from clerestory.publish.finding_pages.choosing import findings_of
from clerestory.publish.paper.reading import Paper
from clerestory.publish.paper.references import Block
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.accounts import (
    CLAIMS_HEADING,
    CLAIMS_TITLE,
    claims_grid,
    claims_note,
    shown_register,
)
from clerestory.publish.shown.blocks import Numbering
from clerestory.publish.shown.front import (
    ABOUT_HEADING,
    CONTENT_NOTE,
    FACTS_ABOUT,
    FACTS_HEADING,
    SUPPORT,
    about_paper,
    printed_links,
    shown_facts,
    title_block,
    workbook_links,
)
from clerestory.publish.shown.values import (
    Shown,
    ShownCase,
    ShownChart,
    ShownFinding,
    ShownNote,
    ShownRegister,
    ShownTable,
)
from clerestory.publish.summaries.frames import FRAMES

_TEMPLATES: Mapping[type, str] = MappingProxyType(
    {
        ShownTable: "table.html",
        ShownChart: "chart.html",
        ShownFinding: "finding.html",
        ShownCase: "case_text.html",
        ShownRegister: "register_table.html",
        ShownNote: "group_note.html",
    }
)


def style_sheet() -> str:
    """Give the style sheet of every page."""
    return (resources.files("clerestory.publish") / "templates" / "style.css").read_text(encoding="utf-8")


def paper_page(paper: Paper, contents: Contents) -> str:
    """Give the page of the paper."""
    numbering = Numbering(contents)

    def html_of(block: Block) -> str:
        return printed_html(numbering.shown(block), contents)

    # made by markdown-it without HTML, and by our own templates
    summary, body = (Markup(part) for part in paper.html(html_of))  # noqa: S704
    return _render(
        "paper.html",
        contents,
        date=date_text,
        summary=summary,
        body=body,
        headings=paper.headings,
        findings=findings_of(paper),
        versions=[FRAMES[version.kind] for version in contents.versions],
        block=title_block(contents),
        about_heading=ABOUT_HEADING,
        about=about_paper(contents),
        printed=printed_links(contents),
        workbooks=workbook_links(contents),
        claims=claims_grid(contents.claims, contents.named),
        claims_heading=CLAIMS_HEADING,
        claims_title=CLAIMS_TITLE,
        claims_note=claims_note(contents),
        facts=shown_facts(paper, contents),
        facts_heading=FACTS_HEADING,
        facts_about=FACTS_ABOUT,
    )


def register_page(contents: Contents) -> str:
    """Give the page of the register."""
    block = shown_register(contents.register.withheld)
    return _render("register.html", contents, register=contents.register, block=block, date=date_text)


def page_beside(template: str, contents: Contents, *, root: str = "", **values: object) -> str:
    """Give a further page of a release, in the same frame; ``root`` leads from the page's folder to the release."""
    return _render(template, contents, root=root, date=date_text, **values)


def page_apart(template: str, **values: object) -> str:
    """Give a page that belongs to no release of a study at hand, in the same frame; the values are all its own."""
    return _environment().get_template(template).render(date=date_text, **values)


def printed_html(shown: Shown, contents: Contents, *, root: str = "") -> Markup:
    """Give what a block shows as HTML, for a page from whose folder ``root`` leads to the release."""
    chart = shown.chart if isinstance(shown, ShownFinding) else None
    made = printed_html(chart, contents, root=root) if chart else ""
    return Markup(_render(_TEMPLATES[type(shown)], contents, root=root, block=shown, chart=made))  # noqa: S704 - ours


def _render(template: str, contents: Contents, *, root: str = "", **values: object) -> str:
    return _environment().get_template(template).render(
        study=contents.settings.study,
        release=contents.settings.release,
        rules=contents.rules,
        mark=contents.settings.study.data.mark,
        mark_sentence=contents.settings.study.data.mark_sentence,
        file_name=contents.file_name,
        beside_paper=contents.beside_paper,
        root=root,
        **values,
    )  # fmt: skip


@lru_cache(maxsize=1)  # templates are read once for all blocks and pages
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("clerestory.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {"support": SUPPORT, "content_note": CONTENT_NOTE, "root": ""}
    return made
