"""The paper: Markdown in which every number is a reference; read, checked and resolved.

References are taken out before Markdown is parsed and stand as private characters until the text is printed, so that no
Markdown can be made by what a reference prints, and no reference can hide in Markdown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clerestory.errors import PaperError
from clerestory.model.commission import PaperPart, StudySettings
from clerestory.model.findings.finding import Finding
from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.tables import ProtectedTable
from clerestory.model.wording.claims import Claim
from clerestory.publish.claims import Evidence, Located, Passage, References, read_claims
from clerestory.publish.numbers import literal_numbers
from clerestory.publish.paper.faults import PAPER, Fault, together
from clerestory.publish.paper.places import CLOSE, FIRST, MOST, OPEN, PLACE, filled, number_at, place_of
from clerestory.publish.paper.references import OTHER_EXPLANATION, PART, REFERENCE, Block, Sources, part_named, printed

_NUMBERED = ("table", "shares", "comparison")
_BREAKS = ("softbreak", "hardbreak")
ReadClaims = Callable[
    [Iterable[Passage], References, Evidence], tuple[tuple[Claim, ...], tuple[Located, ...]]
]  # as ``read_claims``


@dataclass(frozen=True)
class Heading:
    """A numbered section, or a part of one."""

    level: int
    number: str
    text: str
    anchor: str
    line: int = 0
    part: PaperPart | None = None


@dataclass(frozen=True)
class Paper:
    """A paper that holds: its tokens, what each reference prints, and its headings."""

    tokens: tuple[Token, ...]
    references: tuple[str | Block, ...]
    headings: tuple[Heading, ...]
    facts: tuple[str, ...]
    text: str  # the source with every reference printed; what people decide on
    claims: tuple[Claim, ...] = ()
    said: tuple[str, ...] = ()  # the references as they are written, without braces

    @property
    def table_numbers(self) -> Mapping[str, int]:
        """The number under which the paper prints each table: that of the whole table, else that of its shares."""
        printed = [what for what in self.references if isinstance(what, Block) and what.kind in _NUMBERED]
        numbered = list(enumerate(printed, start=1))
        first_shares = {what.name: number for number, what in reversed(numbered)}
        return first_shares | {what.name: number for number, what in reversed(numbered) if what.kind != "shares"}

    def html(self, block: Callable[[Block], str]) -> tuple[str, str]:
        """Give the paper as HTML, its summary apart; ``block`` gives that of tables, shares, charts and the register.

        The summary is the first section, where that says that it is one; else it is empty.
        """
        printed = [block(what) if isinstance(what, Block) else html.escape(what) for what in self.references]
        at = self._summary_ends if self.has_summary else 0
        return self.markup(self.tokens[:at], printed), self.markup(self.tokens[at:], printed)

    @property
    def has_summary(self) -> bool:
        """Whether the first section says that it is the summary."""
        return any(heading.part is PaperPart.SUMMARY for _, heading in self.opened()[:1])

    @property
    def _summary_ends(self) -> int:
        """The place of the first token after the first section."""
        return [*(at for at, _ in self.opened()), len(self.tokens)][1]

    def opened(self, *, deepest: int = 2) -> list[tuple[int, Heading]]:
        """Give where each section begins, and each part of one down to a level; a heading in a quote begins none."""
        places = [at for at, token in enumerate(self.tokens) if token.type == "heading_open"]
        return [
            (at, heading)
            for at, heading in zip(places, self.headings, strict=True)
            if 2 <= heading.level <= deepest and self.tokens[at].level == 0
        ]

    def markup(self, tokens: Sequence[Token], printed: Sequence[str]) -> str:
        """Give some of the paper's tokens as HTML, with what each reference of the paper prints as HTML."""
        made = str(_markdown().renderer.render(list(tokens), _markdown().options, {}))
        return filled(re.sub(f"<p>({OPEN}.{CLOSE})</p>", self._unwrapped, made), list(printed))

    def _unwrapped(self, match: re.Match[str]) -> str:
        what = self.references[ord(match.group(1)[1]) - FIRST]
        return match.group(1) if isinstance(what, Block) else match.group(0)


def read_paper(
    source: str,
    settings: StudySettings,
    tables: tuple[ProtectedTable, ...],
    *,
    findings: tuple[Finding, ...] = (),
    texts: tuple[CaseText, ...] = (),
) -> Paper:
    """Read a paper and check every reference, every number and every claim.

    Parameters
    ----------
    source : str
        Markdown with references; docs/reference/paper-references.md has the forms.
    findings : tuple of Finding
        What claims may cite beside tables.
    texts : tuple of CaseText
        What may leave of texts about single cases.

    Raises
    ------
    PaperError
        With every fault of the paper, in order of lines.
    """
    return read_text(source, Sources.of(settings, tables, findings=findings, texts=texts))


@dataclass(frozen=True)
class Way:
    """How a text is read.

    Attributes
    ----------
    where : str
        The file below the study, for messages.
    printed : callable
        Gives what a reference prints.
    numbers : callable
        Yields the numbers that stand in a text without a table behind them.
    claims : callable
        Reads the claims of passages, with what is wrong with any.
    is_numbered : bool
        Whether its sections have numbers, to be referred to.
    """

    where: str = PAPER
    printed: Callable[[str, Sources], str | Block] = printed
    numbers: Callable[[str], Iterator[tuple[int, str]]] = literal_numbers
    claims: ReadClaims = read_claims
    is_numbered: bool = True


_AS_PAPER = Way()


def read_text(source: str, sources: Sources, way: Way = _AS_PAPER) -> Paper:
    """Read a text in which every number is a reference: the paper, or what is written beside it.

    Raises
    ------
    PaperError
        With every fault of the text, in order of lines.
    """
    if any(OPEN <= sign <= chr(0xF8FF) for sign in source):
        raise PaperError("holds private characters", where=way.where, remedy="Remove them.")
    unclosed = list(_unclosed(source))
    if unclosed:  # told before all else: what is text and what a reference is not known yet
        raise together(unclosed, way.where)
    found = list(REFERENCE.finditer(source))
    if len(found) > MOST:
        raise PaperError("holds too many references", where=way.where, remedy="Split it.")
    numbers = iter(range(len(found)))
    tokens = _markdown().parse(REFERENCE.sub(lambda _: place_of(next(numbers)), source))
    sections = sum(token.type == "heading_open" and token.tag == "h2" for token in tokens)
    sources = replace(sources, sections=sections if way.is_numbered else 0)
    faults: list[Fault] = []
    references = [_resolved(match, source, sources, faults, way) for match in found]
    names = [match[1].strip() for match in found]
    plain = [what if isinstance(what, str) else f"[{what.kind} {what.name} {what.row}]" for what in references]
    claims, wrong = way.claims(_passages(tokens), References(names, plain), sources.evidence)
    faults += [*_text_faults(tokens, source, way), *_block_faults(tokens, references, source)]
    faults += _structure_faults(tokens, names)
    faults += [Fault(each.line, _column(source, each), each.fault.what, each.fault.remedy) for each in wrong]
    if faults:
        raise together(faults, way.where)
    headings = tuple(_numbered(tokens, references, names)) if way.is_numbered else ()
    printed = iter(plain)
    text = REFERENCE.sub(lambda _: next(printed), source)
    return Paper(tuple(tokens), tuple(references), headings, tuple(facts_of(names)), text, claims, tuple(names))


def text_of(token: Token) -> str:
    """Give the text of a paragraph, heading or cell as a reader sees it, in the lines in which it was written."""
    return "".join("\n" if child.type in _BREAKS else child.content for child in token.children or ())


def _part(text: str, plain: str, names: Sequence[str]) -> PaperPart | None:
    """Give what part of a paper a heading says that its section is: by a mark, or by its words."""
    marked = (part_named(names[number_at(match)]) for match in PLACE.finditer(text))
    return next((part for part in marked if part), None) or PaperPart.of_heading(plain)


def facts_of(names: Sequence[str]) -> Iterator[str]:
    """Yield the facts that references print, or name as a source, once each."""
    found = [match["name"] for name in names if (match := re.match(r"(?:claim source )?fact\.(?P<name>.+)$", name))]
    yield from dict.fromkeys(found)


def _passages(tokens: Sequence[Token]) -> Iterator[Passage]:
    """Yield every text in which a claim could stand, as a reader sees it."""
    for token in tokens:
        if token.type in ("fence", "code_block"):
            yield Passage(_line_of(token) + (token.type == "fence"), token.content)
        yield Passage(_line_of(token), text_of(token))
        titles = (child.attrs["title"] for child in token.children or () if "title" in child.attrs)
        yield from (Passage(_line_of(token), str(title)) for title in titles)


def _column(source: str, located: Located) -> int:
    """Find the word of a fault in its line; where it speaks of the whole sentence, the line begins it."""
    lines = source.split("\n")
    spelled = lines[located.line - 1] if located.line <= len(lines) else ""
    return max(spelled.find(located.fault.word) + 1, 1)


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _unclosed(source: str) -> Iterator[Fault]:
    """Yield a fault for each line with braces that make no reference: they would be printed as they stand."""
    for number, line in enumerate(source.split("\n"), start=1):
        rest = REFERENCE.sub(lambda match: " " * len(match[0]), line)
        stray = re.search(r"\{\{|\}\}", rest)
        if stray:
            what = f"{stray[0]} begins or ends no reference"
            remedy = "A reference begins with {{ and ends with }} on the same line, without braces between."
            yield Fault(number, stray.start() + 1, what, remedy)


def _resolved(match: re.Match[str], source: str, sources: Sources, faults: list[Fault], way: Way) -> str | Block:
    try:
        return way.printed(match[1], sources)
    except PaperError as error:
        line = source.count("\n", 0, match.start()) + 1
        column = match.start() - source.rfind("\n", 0, match.start())
        faults.append(Fault(line, column, error.what, error.remedy))
        return ""


def _text_faults(tokens: Sequence[Token], source: str, way: Way) -> Iterator[Fault]:
    """Yield literal numbers, pictures and links that lead nowhere."""
    yield from dict.fromkeys(_number_faults(tokens, source, way))
    for token in tokens:
        if token.type == "ordered_list_open" and "start" in token.attrs:
            what = f"a list begins with {token.attrs['start']}, a number that has no table behind it"
            yield Fault(_line_of(token), 1, what, "Begin the list with 1, or write a point behind a word.")
    for token in _inline(tokens):
        if token.type == "image":
            yield Fault(_line_of(token), 1, "holds a picture", "Pictures of a paper are charts: {{ chart c1 }}.")
        target = str(token.attrs.get("href", ""))
        if token.type == "link_open" and not re.match(r"https://|#|[a-z]+\.html(#|$)", target):
            yield Fault(_line_of(token), 1, "holds a link that is neither https:// nor in the paper", "Mend the link.")
        if quote(OPEN) in target:
            yield Fault(_line_of(token), 1, "holds a reference in a link's address", "Write it into the text.")


def _block_faults(tokens: Sequence[Token], references: Sequence[str | Block], source: str) -> Iterator[Fault]:
    """Yield tables, charts and registers that do not stand on a line of their own."""
    for token in tokens:
        if token.type != "inline":
            continue
        for match in PLACE.finditer(token.content):
            what = references[number_at(match)]
            if isinstance(what, Block) and (token.content != match.group(0) or token.level != 1):
                line = _line_of(token) + token.content.count("\n", 0, match.start())
                yield Fault(line, 1, f"a {what.kind} stands within a line", "Give it a paragraph of its own.")


def _structure_faults(tokens: Sequence[Token], names: Sequence[str]) -> Iterator[Fault]:
    """Yield marks that stand where they mark nothing."""
    opened = ""
    for token in tokens:
        opened = token.tag if token.type == "heading_open" else opened if token.type == "inline" else ""
        for match in PLACE.finditer(token.content if token.type == "inline" else ""):
            said, is_head = names[number_at(match)], opened == "h2" and token.level == 1
            if said.startswith(PART) and not is_head:
                yield Fault(_line_of(token), 1, "says what part a section is and stands in no heading of one", _IN_HEAD)
            if said == OTHER_EXPLANATION and (opened or token.level != 1):
                what = "gives another explanation, and is no paragraph of its own"
                yield Fault(_line_of(token), 1, what, "Give each explanation a paragraph.")


_IN_HEAD = "Write it into the heading: ## ... {{ part: limits }}."


def _number_faults(tokens: Sequence[Token], source: str, way: Way) -> Iterator[Fault]:
    lines = source.split("\n")
    remedy = (
        "Refer to a cell, {{ t1[...] }}; to a fact of study.toml, {{ fact.name }}; or write {{ year ... }}, "
        "{{ date ... }}, {{ section ... }} or {{ page ... }}."
    )
    for first, text in _texts(tokens):
        for place, number in way.numbers(text):
            line = first + text.count("\n", 0, place)
            spelled = lines[line - 1] if line <= len(lines) else ""
            column = spelled.find(number) + 1
            yield Fault(line, max(column, 1), f"the number {number!r} has no table behind it", remedy)


def _texts(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield every text that a reader could see, with the line at which it begins.

    Text within a line comes twice: whole, since markup may stand within a word, and in the pieces that markup makes of
    it, since a piece in bold is read as a word although a letter stands before it.
    """
    for token in tokens:
        line = _line_of(token)
        if token.type in ("fence", "code_block"):
            yield line + (token.type == "fence"), token.content
            yield line, token.info
        yield line, text_of(token)
        for child in token.children or ():
            line += child.type in _BREAKS
            yield line, child.content
            yield line, str(child.attrs.get("title", ""))


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        for child in token.children or ():
            child.meta["line"] = _line_of(token)
            yield child


def _line_of(token: Token) -> int:
    return int(token.meta.get("line", 0)) or (token.map[0] + 1 if token.map else 1)


def _numbered(tokens: Sequence[Token], references: Sequence[str | Block], names: Sequence[str]) -> Iterator[Heading]:
    """Yield the headings, and write number and anchor into their tokens."""
    counts = [0] * 7
    for token, inline in pairwise(tokens):
        if token.type != "heading_open":
            continue
        level = int(token.tag[1])
        counts[level] += 1
        counts[level + 1 :] = [0] * len(counts[level + 1 :])
        number = ".".join(str(count) for count in counts[2 : max(level, 2) + 1])
        anchor = "section-" + number.replace(".", "-")
        token.attrs["id"] = anchor
        text = "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))
        plain = PLACE.sub(lambda m: str(references[number_at(m)]), text)
        inline.children = [Token("text", "", 0, content=f"{number}. "), *(inline.children or [])]
        yield Heading(level, number, plain.strip(), anchor, _line_of(token), _part(text, plain, names))
