"""Names of a roster in every spelling: recall by variant class, false removals, speed beside a bare search for words.

People, spellings and tables are the benchmark's own; the product's are not read. An occurrence counts as found if the
whole of what was planted is covered by findings; those that ask count, since they stay removed until somebody decides.
"""

from __future__ import annotations

import argparse
import unicodedata
from random import Random

import ahocorasick
from planted_names import CLASSES, PARTS
from planted_texts import MadeUp, Planted, carrier_paragraphs, cpu_seconds, made_up_people, plant, words_in

from clerestory.model.redaction.findings import Certainty
from clerestory.model.redaction.roster import ClearRoster, RosterPerson
from clerestory.protect.text.finders import find_all
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.roster import RosterNames

FEWEST = 0.97  # of a class


def plantings(name: str, people: list[MadeUp], *, carriers: list[str], n: int) -> list[Planted]:
    """Plant a class n times; people who have no such spelling are passed over."""
    rng, made = Random(f"planted {name}"), []  # noqa: S311 - made-up texts
    for _ in range(200 * n):
        written = CLASSES[name](rng.choice(people), rng)
        if written:
            text, also = (written, "") if isinstance(written, str) else written
            entity = PARTS[name](text) if name in PARTS else None
            made.append(plant(text, rng, carriers=carriers, also=also, entity=entity))
        if len(made) == n:
            break
    return made


def is_covered(planted: Planted, finder: RosterNames, *, certainties: frozenset[Certainty]) -> bool:
    covered = bytearray(len(planted.text))
    for finding in find_all(planted.text, [finder]):
        if finding.certainty in certainties:
            covered[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
    return all(
        covered[i] for i in range(planted.start, planted.end) if unicodedata.category(planted.text[i])[0] in "LN"
    )


def recall(people: list[MadeUp], finder: RosterNames, *, carriers: list[str], n: int, show: int) -> None:
    found_all = planted_all = 0
    every, sure = frozenset(Certainty), frozenset({Certainty.REMOVE})
    print(f"{'variant class':32} planted  found  recall  without asking")
    for name in CLASSES:
        made = plantings(name, people, carriers=carriers, n=n)
        hits = [is_covered(planted, finder, certainties=every) for planted in made]
        removed = sum(is_covered(planted, finder, certainties=sure) for planted in made)
        found_all, planted_all = found_all + sum(hits), planted_all + len(hits)
        share = sum(hits) / max(len(made), 1)
        mark = " *" * (share < FEWEST)
        print(f"{name:32} {len(made):7} {sum(hits):6}  {share:6.3f}  {removed / max(len(made), 1):6.3f}{mark}")
        for planted in [p for p, hit in zip(made, hits, strict=True) if not hit][:show]:
            print("      missed:", ascii(planted.text[planted.start - 20 : planted.end + 10]))
    print(f"{len(CLASSES)} classes, overall {found_all / planted_all:.4f}")


def false_removals(finder: RosterNames, carriers: list[str], *, show: int) -> None:
    found = [(text, f) for text in carriers for f in find_all(text, [finder])]
    words = words_in(carriers)
    sure = [pair for pair in found if pair[1].certainty is Certainty.REMOVE]
    each, asked = 1000 * len(sure) / words, 1000 * len(found) / words
    print(f"false removals in 1,000 words of {words}: {each:.2f} removed, {asked:.2f} with those that ask")
    for text, f in found[:: max(len(found) // (20 * show), 1)] if show else ():
        print("     ", f.rule, f.certainty.name, ascii(text[max(0, f.start - 15) : f.end + 10]))


def speed(people: list[MadeUp], carriers: list[str], roster: ClearRoster) -> None:
    """Processor time, so that other work of the machine does not count."""
    text = "\n\n".join(carriers)
    size = len(text.encode()) / 1e6
    bare = ahocorasick.Automaton()
    for person in people:
        for word in (person.first, person.family):
            bare.add_word(word.lower(), word)
    bare.make_automaton()
    low = text.lower()
    peer = min(cpu_seconds(lambda: sum(1 for _ in bare.iter(low))) for _ in range(3))
    finder = RosterNames(roster)
    plain = min(cpu_seconds(lambda: normalise(text)) for _ in range(3))
    first = cpu_seconds(lambda: list(finder.find(normalise(text))))
    later = min(cpu_seconds(lambda: list(finder.find(normalise(text)))) for _ in range(3))
    print(f"text of {size:.2f} MB, roster of {len(people)}; MB/s a core, and time as a multiple of a bare search")
    rows = {"bare search for words": peer, "one plain spelling": plain}
    rows |= {"names, words not met before": first, "names, words met before": later}
    for name, seconds in rows.items():
        print(f"{name:32} {size / seconds:6.2f}  {seconds / peer:5.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--planted", type=int, default=200, help="occurrences of each class")
    parser.add_argument("--seed", type=int, default=7, help="of the people")
    parser.add_argument("--show", type=int, default=0, help="misses to show of each class")
    asked = parser.parse_args()
    people, carriers = made_up_people(asked.seed, asked.people), carrier_paragraphs()
    rows = tuple(RosterPerson(names=(p.name,), aliases=(p.alias,) if p.alias else ()) for p in people)
    roster = ClearRoster(rows)
    finder = RosterNames(roster)
    speed(people, carriers, roster)
    false_removals(finder, carriers, show=asked.show)
    recall(people, finder, carriers=carriers, n=asked.planted, show=asked.show)


if __name__ == "__main__":
    main()
