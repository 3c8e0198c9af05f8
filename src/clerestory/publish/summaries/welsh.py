"""Welsh: how numbers are printed, and how one is found that stands in a text without a table behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.errors import PaperError
from clerestory.model.shares import Completeness, NoShare, Share, share_of
from clerestory.publish.numbers import count_text, literal_numbers, of_known_text, percent_text, seen_signs
from clerestory.publish.paper.references import Block, CitedCell, Sources, cited_cell
from clerestory.publish.summaries.quiet import quietly

# Each number with the forms that it takes behind other words: soft, nasal and aspirate mutation, and h before a vowel.
_FORMS = (
    *("sero", "un", "dau", "ddau", "dwy", "ddwy", "tri", "dri", "thri", "nhri", "tair", "dair", "thair", "nhair"),
    *("pedwar", "bedwar", "phedwar", "mhedwar", "pedair", "bedair", "phedair", "mhedair"),
    *("pump", "bump", "phump", "mhump", "pum", "bum", "phum", "mhum", "chwech", "chwe", "saith", "wyth", "naw"),
    *("deg", "ddeg", "neg", "deng", "ddeng", "neng", "deuddeg", "ddeuddeg", "neuddeg", "deuddeng", "ddeuddeng"),
    *("pymtheg", "bymtheg", "phymtheg", "mhymtheg", "pymtheng", "bymtheng", "deunaw", "ddeunaw", "neunaw"),
    *("ugain", "hugain", "ugeiniau", "deugain", "ddeugain", "neugain", "trigain", "drigain", "thrigain"),
    *("cant", "gant", "chant", "nghant", "can", "gan", "chan", "cannoedd", "gannoedd", "channoedd"),
    *("mil", "fil", "miloedd", "filoedd", "miliwn", "filiwn", "miliynau", "filiynau", "biliwn", "filiwn"),
    *("dwsin", "ddwsin", "dwsinau", "ddwsinau", "degau", "ddegau", "hanner", "haneri", "traean", "draean", "thraean"),
    *("chwarter", "chwarteri", "deuparth", "ddeuparth", "cwpl", "gwpl", "chwpl", "tridiau", "dridiau", "deuddydd"),
    *("nau", "nwy", "neuddeng", "phymtheng", "mhymtheng", "nhraean", "nhrigain", "nwsin", "nghannoedd"),
    *("ddeuddydd", "unwaith", "dwywaith", "ddwywaith", "teirgwaith", "deirgwaith"),
)
# "Gan" and "chan" are "with" far more often than they are "hundred" behind a mutation.
_WITH = frozenset({"gan", "chan"})
_WORD = "|".join(sorted(set(_FORMS) - _WITH, key=lambda form: (-len(form), form)))
_NUMBER = re.compile(rf"(?<!\w)(?:{_WORD})(?!\w)", re.IGNORECASE)
# "Un" is a number but where it stands for somebody or something, as in "the same" and "each one".
_PRONOUN = re.compile(r"(?<!\w)(?:yr|r|pob|bob|phob|neb|unrhyw|ambell)[\s'\u2019]+un(?!\w)", re.IGNORECASE)
_MONTHS = (
    *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
    *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
)


def welsh_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Yield place and spelling of each number in a Welsh text: all that is one in English, and Welsh words.

    Examples
    --------
    >>> [number for _, number in welsh_numbers("Roedd tair merch, a phedwar bachgen, yn yr un lle.")]
    ['tair', 'phedwar']
    """
    found = set(literal_numbers(text))
    for gap in ("", " "):
        seen = list(seen_signs(text, gap))
        plain = "".join(sign for _, sign in seen)
        free = [match.span() for match in _PRONOUN.finditer(plain)]
        for match in _NUMBER.finditer(plain):
            if not any(start <= match.start() and match.end() <= end for start, end in free):
                first, last = seen[match.start()][0], seen[match.end() - 1][0]
                found.add((first, text[first : last + 1]))
    yield from sorted(found)


def welsh_printed(reference: str, sources: Sources) -> str | Block:
    """Give what a reference prints in Welsh.

    Raises
    ------
    PaperError
        If it is not one, or prints English words that have no Welsh here.
    """
    reference = reference.strip()
    cell = cited_cell(reference, sources)
    if cell:
        return _cell(cell)
    said = quietly(reference, sources)
    if not said or isinstance(said, Block) or re.fullmatch(r"[\d,.]+", said):
        return said
    if reference == "release.date":
        return _day(sources.settings.release.date.isoformat())
    if reference.startswith("date "):
        return _day(reference.removeprefix("date "))
    remedy = "In Welsh a cell, a share, a year, a date, and a fact that is written in digits can be printed."
    raise PaperError(f"{{{{ {reference} }}}} prints English words", where="paper/summary/welsh.md", remedy=remedy)


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def _cell(cell: CitedCell) -> str:
    if cell.is_share:
        return _share(share_of(cell.table, cell.row, cell.column))
    about = "tua " if cell.table.rounding is not None and cell.count else ""
    return about + count_text(cell.count)


def _share(share: Share | NoShare) -> str:
    """Print a share with what is not known beside it and its worst-case bounds (rule Q1), as ``share_text`` does."""
    if isinstance(share, NoShare):
        return share.sign
    if share.known == share.total:
        rounded = ", mewn rhifau wedi’u talgrynnu" if share.rounded else ""
        return f"{percent_text(share.of_known_prop)} (hysbys ar gyfer pawb{rounded})"
    unknown = f"anhysbys ar gyfer {percent_text(share.unknown_prop)}"
    bounds = f"rhwng {percent_text(share.lower_prop)} a {percent_text(share.upper_prop)} o’r cyfan"
    if share.completeness is Completeness.TOO_LOW:
        return f"{bounds} ({unknown})"
    return f"{of_known_text(share)} ({unknown}; felly {bounds})"
