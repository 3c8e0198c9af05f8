"""The pages of the versions of the summary."""

from __future__ import annotations

from dataclasses import replace

from markdown_it.token import Token
from markupsafe import Markup

from clerestory.model.beside_paper import Version
from clerestory.model.tables import SUPPRESSED
from clerestory.publish.pages import page_beside
from clerestory.publish.paper.reading import Paper
from clerestory.publish.release.contents import Contents
from clerestory.publish.summaries.frames import FRAMES
from clerestory.publish.summaries.reading import ReadVersion


def summary_files(_paper: Paper, contents: Contents) -> dict[str, bytes]:
    """Give the page of each version of the summary that the study has."""
    return {FRAMES[of.kind].page: _page(of, contents).encode() for of in contents.versions}


def _page(of: ReadVersion, contents: Contents) -> str:
    frame = FRAMES[of.kind]
    return page_beside(
        "summary.html",
        contents,
        page=frame.page,
        frame=frame,
        lang=frame.language,
        body=_body(of),
        missing=of.source.missing,
        sign=SUPPRESSED if SUPPRESSED in of.text.references else "",
        video=of.source.video,
        made_up=frame.made_up.get(contents.settings.study.data, ""),
        others=[FRAMES[other.kind] for other in contents.versions if other is not of],
    )


def _body(of: ReadVersion) -> Markup:
    """Give the text; in easy read each line stands on its own, as it was written."""
    tokens = [in_lines(token) for token in of.text.tokens] if of.kind is Version.EASY_READ else of.text.tokens
    printed = [Markup.escape(what) if isinstance(what, str) else "" for what in of.text.references]
    made = of.text.markup(tokens, printed)
    return Markup(made)  # noqa: S704 - made by markdown-it without HTML, and escaped


def in_lines(token: Token) -> Token:
    """Give a token whose lines end where they were written to end."""
    lines = [
        replace(child, type="hardbreak", tag="br") if child.type == "softbreak" else child
        for child in token.children or ()
    ]
    return replace(token, children=lines or None)
