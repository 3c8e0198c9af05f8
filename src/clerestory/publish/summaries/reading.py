"""Versions of the summary, read and held against the summary of the paper: the same cells, the same claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clerestory.errors import PaperError
from clerestory.model.beside_paper import Version, VersionSource
from clerestory.publish.claims import CLAIM
from clerestory.publish.paper.faults import Fault, together
from clerestory.publish.paper.reading import Paper, Way, read_text
from clerestory.publish.paper.references import REFERENCE, Block, Sources, cited_cell
from clerestory.publish.paper.structure import summary_of
from clerestory.publish.summaries.easy_read import easy_read_faults
from clerestory.publish.summaries.quiet import quietly
from clerestory.publish.summaries.welsh import welsh_numbers, welsh_printed
from clerestory.publish.summaries.welsh_claims import welsh_claims

_WAYS: Mapping[Version, Callable[[str], Way]] = MappingProxyType(
    {
        **dict.fromkeys(Version, lambda where: Way(where, quietly, is_numbered=False)),
        Version.WELSH: lambda where: Way(where, welsh_printed, welsh_numbers, welsh_claims, is_numbered=False),
    }
)
_OF_TABLES = (".difference", "bodies ")  # what is printed of a table beside its cells


@dataclass(frozen=True)
class ReadVersion:
    """A version that holds: as it was written, and its text with references printed."""

    source: VersionSource
    text: Paper

    @property
    def kind(self) -> Version:
        """Which version it is."""
        return self.source.kind

    def as_json(self) -> dict[str, str]:
        """Give what people decide on: the text as readers see it, what it leaves out and why, where the video is."""
        said = {"text": self.text.text, "missing": self.source.missing, "video": self.source.video}
        return {"version": self.kind.value, **{name: text for name, text in said.items() if text}}


def read_versions(versions: tuple[VersionSource, ...], paper: Paper, sources: Sources) -> tuple[ReadVersion, ...]:
    """Read every version, and hold it against the summary of the paper.

    Raises
    ------
    PaperError
        With every fault of the first version that does not hold: those of any text; a cell that the summary of the
        paper does not cite, or one that it cites and the version leaves out without saying why; a claim or a fact
        that is not the paper's; a table or a chart; in easy read, long sentences.
    """
    return tuple(_read(source, paper, sources) for source in versions)


def _read(source: VersionSource, paper: Paper, sources: Sources) -> ReadVersion:
    way = _WAYS[source.kind](source.where)
    text = read_text(source.text, sources, way)
    faults = [*_of_references(source, text, paper, sources), *_of_what_is_missing(source, text, paper, sources)]
    if any(True for _ in way.numbers(source.missing)):
        faults.append(Fault(1, 1, "says with a number why something is missing", "Say it without."))
    if source.kind is Version.EASY_READ:
        faults += easy_read_faults(text)
    if faults:
        raise together(faults, source.where)
    return ReadVersion(source, text)


def _of_references(source: VersionSource, text: Paper, paper: Paper, sources: Sources) -> Iterator[Fault]:
    """Yield each reference to what the summary of the paper, or for claims and facts the paper, does not cite."""
    allowed = cells_of_summary(paper, sources)
    claims = {claim.citation for claim in paper.claims}
    for match, what in zip(REFERENCE.finditer(source.text), text.references, strict=True):
        said = match[1].strip()
        line = source.text.count("\n", 0, match.start()) + 1
        cell = _cell_key(said, sources)
        if isinstance(what, Block):
            yield Fault(line, 1, f"a {what.kind} stands in a version of the summary", "Say it in words.")
        elif cell and cell not in allowed:
            remedy = "Cite it in the summary of the paper, too, or take it out."
            yield Fault(line, 1, f"cites {said}, which the summary of the paper does not cite", remedy)
        elif said.startswith("fact.") and said.removeprefix("fact.") not in paper.facts:
            yield Fault(line, 1, f"prints {said}, which the paper does not print", "Its source stands in the paper.")
        elif said.startswith(CLAIM) and said.removeprefix(CLAIM).strip() not in claims:
            yield Fault(line, 1, f"{said} is no claim of the paper", "Claim it in the paper, too, or take it out.")


def _of_what_is_missing(source: VersionSource, text: Paper, paper: Paper, sources: Sources) -> Iterator[Fault]:
    """Yield a fault where a version leaves out cells and does not say why, or says so and leaves out none."""
    there = {key for said in text.said if (key := _cell_key(said, sources))}
    gone = [said for key, said in cells_of_summary(paper, sources).items() if key not in there]
    if gone and not source.missing:
        what = f"leaves out {', '.join(gone)}, which the summary of the paper cites"
        yield Fault(1, 1, what, "Cite it, or say in a line `missing:` at the head of the file why it is left out.")
    if source.missing and not gone:
        yield Fault(1, 1, "says why something is missing, and nothing is", "Take the line `missing` out.")


def cells_of_summary(paper: Paper, sources: Sources) -> dict[tuple[str, ...], str]:
    """Give the cells that the summary of a paper cites, each with the first reference that does."""
    section = summary_of(paper)
    found: dict[tuple[str, ...], str] = {}
    for number in section.references if section else ():
        key = _cell_key(paper.said[number], sources)
        if key:
            found.setdefault(key, paper.said[number])
    return found


def _cell_key(said: str, sources: Sources) -> tuple[str, ...] | None:
    """Give what tells a cell from others; of a difference or own figures, the reference itself."""
    if said.endswith(_OF_TABLES[0]) or said.startswith(_OF_TABLES[1]):
        return (said,)
    try:
        cell = cited_cell(said, sources)
    except PaperError:
        return None  # told where the reference stands
    return cell.key if cell else None
