"""The claim gate: each claim word of a text is borne out by a citation behind it, or the text is refused (rule Q3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clerestory.model.wording.claims import Claim, Meaning, Sense, Verdict
from clerestory.publish.claims.evidence import Citation
from clerestory.publish.claims.sentences import UNDETERMINED, Sentence
from clerestory.publish.claims.words import Hit

TESTIMONY, NO_CLAIM = "testimony", "no claim"
NOT_CLAIMS = ("method", "definition", "law")  # what a sentence may be about that is marked as no claim
_PHRASE = "cannot be determined from these data"
_NEVER = frozenset({Sense.PREVALENCE})  # a denial of these claims nothing: "recorded is not committed"


@dataclass(frozen=True)
class Mark:
    """A mark that a sentence is testimony or, for a reason from a closed list, no claim."""

    kind: str
    reason: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a sentence, at a place in it."""

    place: int
    word: str
    what: str
    remedy: str


@dataclass(frozen=True)
class Heard:
    """A sentence with what stands in it: citations and marks."""

    sentence: Sentence
    citations: tuple[Citation, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The claim words that ask for evidence."""
        if any(mark.kind == NO_CLAIM for mark in self.marks):
            return ()
        found = self.sentence.claims(testimony=any(mark.kind == TESTIMONY for mark in self.marks))
        return tuple(hit for hit in found if not (hit.meaning.negated and hit.meaning.sense in _NEVER))


def faults_of(heard: Heard) -> Iterator[Fault]:
    """Yield every fault of a sentence: wrong marks, citations that do not hold, and words without one."""
    yield from _mark_faults(heard)
    if heard.sentence.is_undetermined:
        yield from _undetermined_faults(heard)
        return
    yield from (_not_borne(citation) for citation in heard.citations if not _holds(citation))
    yield from map(_without, _matched(heard, _bears)[1])


def entries_of(heard: Heard, *, line: int, printed: str) -> Iterator[Claim]:
    """Yield the entries of a sentence in the register of claims."""
    borne, _ = _matched(heard, _is_about if heard.sentence.is_undetermined else _bears)
    for number, citation in enumerate(heard.citations):
        found = citation.judgement
        says = borne[number].meaning.words if number in borne else ""
        yield Claim(line, printed, says, citation.source, citation.text, found.verdict, found.evidence)
    for mark in heard.marks:
        said = "; ".join(dict.fromkeys(hit.meaning.words for hit in heard.sentence.claims()))
        verdict = Verdict.ATTRIBUTED if mark.kind == TESTIMONY else Verdict.NONE
        yield Claim(line, printed, said, mark.kind, "", verdict, mark.reason or "quoted")


def unsupported_words(text: Sentence) -> tuple[Hit, ...]:
    """Give the claim words of a text that can hold no citation: a title, a note, a reply."""
    return Heard(text).hits


def _mark_faults(heard: Heard) -> Iterator[Fault]:
    for mark in heard.marks:
        if mark.kind == TESTIMONY and not heard.sentence.is_attributed:
            what = "is marked as testimony and quotes nobody"
            yield Fault(0, "", what, "Name who said it, and put what they said between quotation marks.")
        if mark.kind == NO_CLAIM and heard.citations:
            yield Fault(0, "", "is marked as no claim and cites evidence", "Keep one of the two.")


def _holds(citation: Citation) -> bool:
    return citation.judgement.verdict in (Verdict.SUPPORTED, Verdict.ATTRIBUTED)


def _undetermined_faults(heard: Heard) -> Iterator[Fault]:
    """Yield what is wrong where a sentence says that nothing can be determined; that is a claim, too."""
    for citation in heard.citations:
        if citation.judgement.verdict is not Verdict.UNDETERMINED:
            what = (
                f"says that it {_PHRASE}, and they decide it: {{{{ claim {citation.text} }}}} is"
                f" {citation.judgement.verdict.value} ({citation.judgement.evidence})"
            )
            yield Fault(0, "", what, "Say what they show.")
    if not heard.citations and not heard.marks:
        match = UNDETERMINED.search(heard.sentence.text)
        word = match[0] if match else heard.hits[0].word if heard.hits else ""
        if match or heard.hits:
            remedy = "Cite what was asked: {{ claim ... }} in the same sentence."
            yield Fault(
                match.start() if match else 0,
                word,
                "says that something cannot be determined and cites no table",
                remedy,
            )
        return
    if heard.citations:
        yield from map(_without, _matched(heard, _is_about)[1])


def _bears(hit: Hit, citation: Citation) -> bool:
    return hit.meaning in citation.meanings


def _is_about(hit: Hit, citation: Citation) -> bool:
    return hit.meaning.sense in {meaning.sense for meaning in citation.meanings}


def _matched(heard: Heard, covers: Callable[[Hit, Citation], bool]) -> tuple[dict[int, Hit], tuple[Hit, ...]]:
    """Give the word that each citation bears, by number of the citation, and the words that no citation is left for.

    Each citation bears one word: two claims in a sentence ask for two.
    """
    borne: dict[int, Hit] = {}
    without = []
    for hit in heard.hits:
        numbers = (at for at, citation in enumerate(heard.citations) if at not in borne and covers(hit, citation))
        number = next(numbers, None)
        if number is None:
            without.append(hit)
        else:
            borne[number] = hit
    return borne, tuple(without)


def _not_borne(citation: Citation) -> Fault:
    judgement = citation.judgement
    what = f"{{{{ claim {citation.text} }}}} does not hold: {judgement.verdict.value} ({judgement.evidence})"
    if judgement.verdict is Verdict.UNDETERMINED:
        return Fault(0, "", what, f"Write that it {_PHRASE}, {judgement.evidence}.")
    return Fault(0, "", what, "Write what the table shows: the opposite is true whatever the missing values are.")


def _without(hit: Hit) -> Fault:
    asked = _WANTED.get(hit.meaning.sense, _CELL_WANTED)
    remedy = f"Cite {asked} in the same sentence, or write that it {_PHRASE}."
    return Fault(
        hit.start, hit.word, f"{hit.word!r} claims {_said(hit.meaning)} and cites nothing that bears it", remedy
    )


def _said(meaning: Meaning) -> str:
    return f"“{meaning.words}”"


_CELL_WANTED = 'a table: {{ claim t1["row", "column"] is ... }}'
_WANTED = {
    Sense.CAUSE: "who says so: {{ claim source fact.name }} or a quotation with {{ testimony }}",
    Sense.PREVALENCE: "an estimate: {{ claim s1 estimates scale }}; of recorded cases write “recorded”",
    Sense.RISE: 'two cells: {{ claim t1["2020"] to t1["2023"] rose }}',
    Sense.FALL: 'two cells: {{ claim t1["2020"] to t1["2023"] fell }}',
    Sense.STEADY: 'two cells: {{ claim t1["2020"] to t1["2023"] held steady }}',
    Sense.OVER: 'a comparison population: {{ claim t1["row", "column"] is over-represented against p1 beside p2 }}',
    Sense.UNDER: 'a comparison population: {{ claim t1["row", "column"] is under-represented against p1 beside p2 }}',
    Sense.LINK: "a table: {{ claim t1 shows no link }}",
}
