"""The numbers by which a letter is found: the sender's, the addressee's, and those of petitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from clerestory.answer.reading.text import Unit
from clerestory.model.answers.reading import Place, Proposed, ProposedReference, Whose

_VALUE = r"(?P<value>[A-Za-z0-9][\w/.\-]{0,40}(?: ?/ ?[\w.\-]{1,20}){0,4})"
_LABELLED = re.compile(
    rf"\b(?:(?P<whose>our|my|your)\s)?(?:case\s)?ref(?:erence)?s?\.?(?:\s(?:no|number)\.?)?\s?:\s?{_VALUE}",
    re.IGNORECASE,
)
_IN_PROSE = re.compile(
    rf"\b(?:(?P<whose>our|my|your)\s(?:\w+\s)?)?(?:ref(?:erence)?\.?(?:\s(?:no|number)\.?)?)\s{_VALUE}"
    r"|(?P<bare>\b[A-Z]{2,6}/[A-Z]{0,6}\d[A-Z0-9]{2,}(?:/[A-Z0-9]{1,12}){0,3})\b"
)
_PETITION = re.compile(
    r"\b(?:e-?)?petitions?(?: (?:number|no\.?|nos\.?|reference))?:? #?(?P<first>\d{5,7})\b(?P<rest>.{0,80})", re.I
)
_MORE = re.compile(r"(?:,| and|, and) #?(\d{5,7})\b")
_WHOSE = {"our": Whose.SENDER, "my": Whose.SENDER, "your": Whose.ADDRESSEE}


def read_references(units: Iterable[Unit]) -> Iterator[ProposedReference]:
    """Yield each reference once: those that a line names as such before those in sentences."""
    there = list(units)
    seen: set[str] = set()
    for found in (*_labelled(there), *_mentioned(there)):
        if found.words not in seen and any(sign.isdigit() for sign in found.words):
            seen.add(found.words)
            yield found


def _labelled(units: Iterable[Unit]) -> Iterator[ProposedReference]:
    for unit in units:
        for line in () if unit.is_prose else unit.lines:
            for match in _LABELLED.finditer(line.words):
                whose = _WHOSE.get((match["whose"] or "our").lower(), Whose.SENDER)
                why = f'A line calls it "{(match["whose"] or "").lower()} reference".'.replace('" ', '"')
                yield _reference(match["value"], whose, unit.place(line), why)


def _mentioned(units: Iterable[Unit]) -> Iterator[ProposedReference]:
    for unit in units:
        for said in unit.sentences if unit.is_prose else ():
            for match in _IN_PROSE.finditer(said.words):
                whose = _WHOSE.get((match["whose"] or "").lower(), Whose.UNSAID)
                value = match["bare"] or match["value"]
                yield _reference(value, whose, said.place, "A sentence has what looks like a reference.")


def _reference(value: str, whose: Whose, place: Place, why: str) -> ProposedReference:
    return ProposedReference(
        words=value.replace(" ", "").rstrip(".-/"),
        place=place,
        why=why,
        confirm="Whose it is, and that no sign is misread.",
        whose=whose,
    )


def read_petitions(units: Iterable[Unit]) -> Iterator[Proposed]:
    """Yield the number of each petition that is named, once."""
    seen: set[str] = set()
    for unit in units:
        for said in unit.sentences:
            for match in _PETITION.finditer(said.words):
                for number in (match["first"], *_MORE.findall(match["rest"])):
                    if number not in seen:
                        seen.add(number)
                        yield Proposed(
                            words=number,
                            place=said.place,
                            why='It follows the word "petition".',
                            confirm="That it is the petition that is meant.",
                        )
