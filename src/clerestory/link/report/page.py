"""The report on a linkage as one page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence

from clerestory.link.report.content import LinkReport
from clerestory.link.report.drawing import distribution_drawn, level_words, plain, weights_drawn
from clerestory.pages import Look, page_maker

_rendered = page_maker("clerestory.link.report")


def report_page(reports: Sequence[LinkReport], look: Look, *, readers: str) -> str:
    """Give the page.

    Parameters
    ----------
    readers : str
        Who may see it, as a sentence: it has exact counts, small ones among them.
    """
    return _rendered(
        "links.html",
        look,
        reports=reports,
        readers=readers,
        level_words=level_words,
        plain=plain,
        weights_drawn=weights_drawn,
        distribution_drawn=distribution_drawn,
    )
