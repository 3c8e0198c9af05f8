"""Plain prose in which every number is a reference and every claim is borne out: checked and printed as the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.errors import PaperError
from clerestory.publish.claims import Evidence, Passage, References, read_claims
from clerestory.publish.numbers import literal_numbers
from clerestory.publish.paper.places import MOST, filled, place_of
from clerestory.publish.paper.references import REFERENCE, Block, Sources, printed


@dataclass(frozen=True)
class Prose:
    """A text with its references printed.

    Attributes
    ----------
    text : str
        What readers see.
    references : tuple of str
        The references as they were written, without braces.
    bare : str
        The text with private characters in place of each reference.
    faults : tuple of str
        What is wrong with it, with what to do; a number that stands there is not repeated.
    """

    text: str
    references: tuple[str, ...]
    bare: str
    faults: tuple[str, ...]


def read_prose(source: str, sources: Sources) -> Prose:
    """Print the references of a text of one or more sentences, and tell what is wrong with it.

    It is printed as text: Markdown in it means nothing. Line breaks become spaces.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> read_prose("Of {{ year 2020 }}, not of 2021.", SimpleNamespace(settings=None, tables={})).faults[0][:40]
    'holds a number that no table has behind '
    """
    line = " ".join(source.split())
    references = tuple(match[1].strip() for match in REFERENCE.finditer(line))[:MOST]
    faults: list[str] = []
    said = [_printed(reference, sources, faults) for reference in references]
    numbers = iter(range(MOST))
    bare = REFERENCE.sub(lambda match: place_of(next(numbers)), line)
    faults += [*_faults_of_rest(bare), *_faults_of_claims(bare, References(references, said), sources)]
    return Prose(filled(bare, said), references, bare, tuple(faults))


def _faults_of_claims(bare: str, references: References, sources: Sources) -> Iterator[str]:
    """Yield the words that claim more than what is cited behind them (rule Q3)."""
    _, wrong = read_claims([Passage(1, bare)], references, Evidence(sources.settings, sources.tables))
    yield from (f"{each.fault.what}. {each.fault.remedy}" for each in wrong)


def _printed(reference: str, sources: Sources, faults: list[str]) -> str:
    try:
        what = printed(reference, sources)
    except PaperError as error:
        faults.append(f"{error.what}. {error.remedy}")
        return ""
    if isinstance(what, Block):
        faults.append(f"a {what.kind} stands within a sentence. Name it as evidence.")
        return ""
    return what


def _faults_of_rest(bare: str) -> Iterator[str]:
    if "{{" in bare or "}}" in bare:
        yield "holds braces that begin or end no reference. A reference is {{ ... }} on one line."
    if any(True for _ in literal_numbers(bare)):
        remedy = "Refer to a cell, {{ t1[...] }}, to a fact, {{ fact.name }}, or write {{ year ... }}."
        yield f"holds a number that no table has behind it. {remedy}"
