"""Made-up case notes with everything marked in them that tells of a person: to try training on.

The people, bodies, towns and numbers are drawn from lists of names of nobody; the sentences are neutral and say nothing
of what the case is about.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from clerestory.synthetic.name_lists import family_names, female_names, male_names, towns

MARK = "SYNTHETIC: nobody wrote this, and it is about nobody."
_FIRST_DAY, _DAYS = dt.date(2003, 1, 1), 6500
_SLOT = re.compile(r"\{(\w+)\}")
_TOWNS = tuple(town for force in range(12) for town in towns(force))
_JOBS = (
    "baker",
    "bus driver",
    "cook",
    "electrician",
    "florist",
    "gardener",
    "librarian",
    "plumber",
    "tailor",
    "welder",
)
_BODIES = ("Children's Team", "Housing Office", "Youth Centre", "Health Visiting Service", "Advice Bureau", "College")
_TITLES = {"f": ("Ms", "Mrs", "Miss"), "m": ("Mr",)}
_WORKER_TITLES = ("Mr", "Ms", "Dr")

# Kind, and how far it identifies, of every slot of the sentences; slots of one letter more are of the same entity.
_SLOTS = {
    "name": ("PERSON", "direct"),
    "surname": ("PERSON", "direct"),
    "code": ("CODE", "direct"),
    "worker": ("PERSON", "quasi"),
    "town": ("PLACE", "quasi"),
    "other_town": ("PLACE", "quasi"),
    "born": ("DATE", "quasi"),
    "day": ("DATE", "quasi"),
    "other_day": ("DATE", "quasi"),
    "body": ("ORGANISATION", "quasi"),
    "job": ("TRAIT", "quasi"),
    "children": ("QUANTITY", "quasi"),
    "law": ("OTHER", "no"),
    "department": ("ORGANISATION", "no"),
}
_ENTITIES = {"surname": "name"}
_OPENINGS = (
    "The file (no. {code}) was opened on {day} at the request of {title} {name}.",
    "This note is about {name}, who was born on {born} and lives in {town}.",
    "File {code} concerns {title} {name} of {town}.",
)
_SENTENCES = (
    "{title} {surname} works as a {job} and has {children} children.",
    "On {day} {worker} of the {body} wrote to {title} {surname}.",
    "The {body} answered on {other_day}.",
    "{title} {surname} moved to {other_town} on {day}.",
    "A meeting was held in {town} on {other_day}, and {worker} took the minutes.",
    "Information was shared under the {law}.",
    "The letter was passed to the {department}.",
    "No further step was taken at that time.",
    "The file was reviewed and kept as it was.",
    "It was agreed that {surname} would be told of the outcome by post.",
    "A copy of file {code} went to the {body}.",
)
_LAWS = ("Data Protection Act 2018", "Children Act 1989", "Care Act 2014")
_DEPARTMENTS = ("Department", "Ministry", "Inspectorate")


@dataclass(frozen=True)
class NoteSpan:
    """A marked passage: code points, the name of its kind, how far it identifies, and of what it speaks."""

    start: int
    end: int
    kind: str
    identifies: str
    entity: str


@dataclass(frozen=True, repr=False)
class LabelledNote:
    """A made-up note."""

    id: str
    text: str
    spans: tuple[NoteSpan, ...] = field(default=())

    def __repr__(self) -> str:
        return f"LabelledNote({self.id})"


def labelled_notes(number: int, *, seed: int) -> Iterator[LabelledNote]:
    """Yield made-up notes.

    Parameters
    ----------
    number : int
        How many.
    seed : int
        The same seed gives the same notes.
    """
    rng = np.random.default_rng(seed)
    pools = {"f": female_names(rng), "m": male_names(rng)}
    families = family_names(rng)
    for at in range(number):
        sex = str(rng.choice(["f", "m"]))
        first = pools[sex].names[int(pools[sex].draw(rng, 1)[0])]
        family, worker = (families.names[i] for i in families.draw(rng, 2).tolist())
        words = _words(rng, {"first": first, "family": family, "worker": worker, "sex": sex})
        yield _note(f"note-{at + 1:04}", _sentences(rng), words)


def _words(rng: np.random.Generator, names: dict[str, str]) -> dict[str, str]:
    born, day, other = (_FIRST_DAY + dt.timedelta(int(days)) for days in np.sort(rng.integers(0, _DAYS, 3)))
    first, second = rng.choice(len(_TOWNS), 2, replace=False).tolist()
    return {
        "name": f"{names['first']} {names['family']}",
        "surname": names["family"],
        "title": str(rng.choice(_TITLES[names["sex"]])),
        "worker": f"{rng.choice(_WORKER_TITLES)} {names['worker']}",
        "code": f"{rng.integers(1000, 99999)}/{day:%y}",
        "town": _TOWNS[first],
        "other_town": _TOWNS[second],
        "born": _date(born),
        "day": _date(day),
        "other_day": _date(other),
        "body": f"{_TOWNS[first]} {rng.choice(_BODIES)}",
        "job": str(rng.choice(_JOBS)),
        "children": str(rng.choice(["two", "three", "four", "five"])),
        "law": str(rng.choice(_LAWS)),
        "department": str(rng.choice(_DEPARTMENTS)),
    }


def _date(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _sentences(rng: np.random.Generator) -> list[str]:
    chosen = rng.permutation(len(_SENTENCES))[: int(rng.integers(6, len(_SENTENCES) + 1))]
    return [str(rng.choice(_OPENINGS)), *(_SENTENCES[i] for i in chosen.tolist())]


def _note(name: str, sentences: list[str], words: dict[str, str]) -> LabelledNote:
    parts, spans, length = [MARK + "\n\n"], [], len(MARK) + 2
    for number, sentence in enumerate(sentences):
        for literal, slot in _literals(sentence):
            word = words.get(slot, "")
            if slot in _SLOTS:
                start = length + len(literal)
                entity = f"{name}-{_ENTITIES.get(slot, slot)}"
                spans.append(NoteSpan(start, start + len(word), *_SLOTS[slot], entity))
            parts += [literal, word]
            length += len(literal) + len(word)
        end = "\n\n" if number % 3 == 2 else " "
        parts.append(end)
        length += len(end)
    return LabelledNote(name, "".join(parts).rstrip() + "\n", tuple(spans))


def _literals(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each slot, and the slot; last what stands after all of them, with none."""
    at = 0
    for found in _SLOT.finditer(sentence):
        yield sentence[at : found.start()], found[1]
        at = found.end()
    yield sentence[at:], ""
