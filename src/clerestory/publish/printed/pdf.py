"""The paper as PDF/UA-1, typeset by Typst: tagged, with an outline, the same bytes for the same paper."""

from __future__ import annotations

import datetime as dt
import json
from importlib import resources

import typst

from clerestory.errors import PaperError
from clerestory.publish.printed.as_data import as_data
from clerestory.publish.printed.fonts import fonts
from clerestory.publish.printed.table_tags import with_table_tags
from clerestory.publish.shown.whole import ShownPaper


def paper_pdf(paper: ShownPaper) -> bytes:
    """Typeset a paper.

    Parameters
    ----------
    paper : ShownPaper
        What the pages of the release show as well; nothing is computed here.

    Returns
    -------
    bytes
        PDF 1.7 of standard PDF/UA-1 (ISO 14289-1); its one date is that of the release.

    Raises
    ------
    PaperError
        If the fonts are not there, or Typst cannot set the paper.
    """
    template = resources.files(__package__).joinpath("paper.typ").read_bytes()
    data = json.dumps(as_data(paper), ensure_ascii=False)
    try:
        made = typst.compile(
            template,
            format="pdf",
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"paper": data},
            pdf_standards=["ua-1"],
            timestamp=_midnight(paper.date),
        )
    except typst.TypstError as error:
        raise PaperError(
            "cannot be typeset",
            where="the PDF of the paper",
            remedy="Nothing was published. Please report this: it is a fault of the program.",
        ) from error
    return with_table_tags(made)


def _midnight(day: dt.date) -> int:
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
