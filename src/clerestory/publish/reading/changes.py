"""What changed between two versions of a document, as parts of a page: what was put in and what was taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import Markup

from clerestory.model.desk.differences import Change, Difference
from clerestory.model.desk.documents import Block, BlockKind, Document
from clerestory.publish.pages import page_apart
from clerestory.publish.reading.fragments import Beside, CopyMark, nothing_beside

_NUMBERED = (BlockKind.TABLE, BlockKind.FIGURE)


def changed_sections(
    found: Iterable[Difference], after: Document, mark: CopyMark, *, page: str = "", beside: Beside = nothing_beside
) -> tuple[Markup, ...]:
    """Give what differs, section by section, under the mark of a copy; what a page says in colour it says in words too.

    Parameters
    ----------
    after : Document
        The later version, whose headings stand above the sections.
    page : str
        Where the later version is shown; empty for the same page.
    beside : callable
        Gives what stands by what changed at an address.
    """
    told = (one for one in found if one.is_told)
    return tuple(
        _page("reading_changed_section.html", heading=_heading(section, after), mark=mark.words, parts=parts)
        for section, parts in (
            (section, [_marked(one, page, beside) for one in ones]) for section, ones in groupby(told, key=_section)
        )
    )


def _section(one: Difference) -> str:
    block = one.after or one.before
    if block is None:  # one of the two is always there
        raise AssertionError(one)
    return block.id if block.kind is BlockKind.HEADING else block.section


def _heading(section: str, after: Document) -> str:
    block = after.by_id.get(section)
    return block.text if block else ""


def _marked(one: Difference, page: str, beside: Beside) -> Markup:
    told = " and ".join(_fates(one))
    return _page("reading_changes.html", one=one, told=f"{_name(one)} {told}.", page=page, beside=beside)


def _fates(one: Difference) -> Iterator[str]:
    if one.change is not Change.SAME:
        yield one.change.value
    if one.is_moved:
        yield "moved"


def _name(one: Difference) -> str:
    """Give what a block is called: a table or chart by its number, all else by its kind."""
    block: Block | None = one.after or one.before
    if block is None:  # one of the two is always there
        raise AssertionError(one)
    numbered = block.label.rstrip(".") if block.kind in _NUMBERED else ""
    return numbered or block.kind.value.capitalize()


def _page(template: str, **values: object) -> Markup:
    return Markup(page_apart(template, **values))  # noqa: S704 - our own templates
