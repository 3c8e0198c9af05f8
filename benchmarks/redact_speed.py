"""Roster and patterns together: names, facts and identifiers in one search, beside a bare Aho-Corasick pass.

Four texts: prose, its words met before and not; sentences with a passage each; passages one after another; and numbers
one after another. All is processor time of one core, so that other work of the machine does not count.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from random import Random

import ahocorasick
from planted_texts import SENTENCES, MadeUp, carrier_paragraphs, cpu_seconds, made_up_people
from redact_facts import PATTERN_CLASSES, Made

from clerestory.model.redaction.roster import ClearRoster, RosterPerson
from clerestory.protect.text.finders import Finder, find_all
from clerestory.protect.text.patterns import UkPatterns
from clerestory.protect.text.roster import RosterFacts, RosterNames

RUNS = 3
AFTER = ("met", "and", "saw", "rang", "left")


class Rostered:
    """A made-up person with a name and facts."""

    def __init__(self, person: MadeUp, facts: Made) -> None:
        self.person, self.facts = person, facts

    def row(self) -> RosterPerson:
        of, aliases = self.facts.row(), (self.person.alias,) if self.person.alias else ()
        return RosterPerson(
            names=(self.person.name,),
            aliases=aliases,
            dates_of_birth=of.dates_of_birth,
            addresses=of.addresses,
            telephones=of.telephones,
            vehicles=of.vehicles,
            postcodes=of.postcodes,
            schools=of.schools,
            operations=of.operations,
        )

    def passage(self, rng: Random) -> str:
        p, f = self.person, self.facts
        names = (p.name, p.family, f"{p.first} {p.family}")
        numbers = (f.telephone, f"{f.outward} {f.inward}", f.vehicle, f.born.isoformat())
        return rng.choice((*names, *numbers, f"{f.number} {f.street} {f.kind}", f"Operation {f.operation}"))


def of_size(mb: float, write: Callable[[], str]) -> str:
    parts, size = [], 0
    while size < mb * 1e6:
        parts.append(write())
        size += len(parts[-1])
    return "".join(parts)


def number(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.6:
        return str(rng.randrange(10 ** rng.randrange(1, 12)))
    if kind < 0.8:
        return f"{rng.randrange(1000)}.{rng.randrange(100)}"
    if kind < 0.9:
        return f"{rng.randrange(1, 29)}/{rng.randrange(1, 13)}/{rng.randrange(1950, 2026)}"
    return rng.choice(list(PATTERN_CLASSES.values()))(rng)


def texts(people: list[Rostered], mb: float) -> dict[str, str]:
    rng = Random(3)  # noqa: S311 - made-up texts
    return {
        "a passage in each sentence": of_size(
            mb, lambda: rng.choice(SENTENCES).format(rng.choice(people).passage(rng)) + " "
        ),
        "passages one after another": of_size(mb, lambda: f"{rng.choice(people).passage(rng)} {rng.choice(AFTER)} "),
        "numbers one after another": of_size(mb, lambda: number(rng) + rng.choice((" ", ", ", "\n", "; "))),
    }


def bare(people: list[Rostered], text: str) -> float:
    automaton = ahocorasick.Automaton()
    for of in people:
        for word in (of.person.first, of.person.family):
            automaton.add_word(word.lower(), word)
    automaton.make_automaton()
    low = text.lower()
    return min(cpu_seconds(lambda: sum(1 for _ in automaton.iter(low))) for _ in range(RUNS))


def show(name: str, text: str, *, people: list[Rostered], finders: Callable[[], list[Finder]]) -> None:
    """Print the speed of a search by whatever finders are given for each run, and a bare pass beside it."""
    given = [finders() for _ in range(RUNS)]
    seconds = min(cpu_seconds(lambda those=those: find_all(text, those)) for those in given)
    found, size = len(find_all(text, given[0])), len(text.encode()) / 1e6
    peer = bare(people, text)
    print(f"{name:32} {size:5.2f} {found:8} {size / seconds:7.2f} {size / peer:9.2f} {seconds / peer:7.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--mb", type=float, default=1.0, help="megabytes of each dense text")
    asked = parser.parse_args()
    rng = Random(5)  # noqa: S311 - made-up people
    people = [Rostered(person, Made(rng)) for person in made_up_people(7, asked.people)]
    roster = ClearRoster(tuple(of.row() for of in people))
    prose = "\n\n".join(carrier_paragraphs())

    def new() -> list[Finder]:
        return [RosterNames(roster), RosterFacts(roster), UkPatterns()]

    met = new()
    find_all(prose[: len(prose) // 50], met)  # the process itself is warm, the finders of each first run are not
    print(f"roster of {asked.people}; MB/s a core")
    print(f"{'text':32} {'MB':>5} {'passages':>8} {'found at':>7} {'bare pass':>9} {'times':>7}")
    show("prose, words not met before", prose, people=people, finders=new)
    find_all(prose, met)
    show("prose, words met before", prose, people=people, finders=lambda: met)
    for name, text in texts(people, asked.mb).items():
        show(name, text, people=people, finders=lambda: met)


if __name__ == "__main__":
    main()
