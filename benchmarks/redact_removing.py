"""What a redacted text tells by its widths, and whether pseudonyms hold through a case.

Width attack: a reader knows 1,000 candidates for a name that was withheld, and the text around it. He tries each in
place of the mark and ranks them by how well the length of the line, in characters or typeset, fits what is left of it.
Where the width says nothing the true name's rank is uniform: mean 0.5, standard error 1/sqrt(12 trials).

    python benchmarks/redact_removing.py [TRIALS] [FILES]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import numpy as np
from PIL import ImageFont
from uniform_ranks import LEVEL, TESTS, by_chance, distance_from_uniform, surely_told, told

from clerestory import pipeline
from clerestory.pipeline.redaction.redactor import Redactor
from clerestory.protect.text.removing import redacted

CANDIDATES, PEOPLE = 1_000, 40
Measure = Callable[[str], float]
ONSETS = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "qu",
    "r",
    "s",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "wh",
    "z",
)
MIDDLES = (
    "a",
    "ai",
    "e",
    "ea",
    "i",
    "o",
    "oa",
    "oo",
    "ou",
    "u",
)
ENDS = (
    "b",
    "ck",
    "d",
    "g",
    "l",
    "ll",
    "m",
    "n",
    "nd",
    "nt",
    "r",
    "rn",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "x",
)
SURNAME_ENDS = (
    "ford",
    "ham",
    "ley",
    "more",
    "stone",
    "ton",
    "wick",
    "worth",
    "by",
    "den",
    "shaw",
    "well",
)
LINES = (
    "Then {name} came to the house and waited.",
    "A friend of {name} gave a statement.",
    "{name}'s telephone was at the place that night.",
    "It was said that {name}, who lived nearby, had been seen.",
)


def names(draw: Random, number: int) -> list[str]:
    """Made-up names of one to three syllables a word, each once."""
    made: dict[str, None] = {}
    while len(made) < number:
        first = "".join(draw.choice(ONSETS) + draw.choice(MIDDLES) for _ in range(draw.randint(1, 2))) + draw.choice(
            ENDS
        )
        last = "".join(draw.choice(ONSETS) + draw.choice(MIDDLES) for _ in range(draw.randint(1, 2)))
        made[f"{first.title()} {last.title()}{draw.choice(SURNAME_ENDS)}"] = None
    return list(made)


def write_roster(path: Path, people: list[str]) -> None:
    path.write_text("person,name\n" + "".join(f"P{n},{name}\n" for n, name in enumerate(people)))


def ranks(style: pipeline.Style, trials: int, measures: Sequence[Measure]) -> np.ndarray:
    """The true name's rank among the candidates, from 0 to 1, by measure and trial; ties are broken by chance."""
    draw, found = Random(11), []  # noqa: S311 - for a benchmark
    with tempfile.TemporaryDirectory() as folder:
        for trial in range(trials):
            people = names(draw, CANDIDATES)
            true, line = draw.randrange(CANDIDATES), draw.choice(LINES)
            # The candidates of a trial are public; the roster is that of the case, the true name among forty.
            case = [people[true], *draw.sample(people, PEOPLE - 1)]
            draw.shuffle(case)
            roster = Path(folder, "roster.csv")
            write_roster(roster, case)
            asked = pipeline.RedactionAsked(rosters=(roster,), style=style, case=Path(folder, f"case-{trial}"))
            redactor = Redactor(asked)
            text = line.format(name=people[true])
            made = redacted(text, redactor.redact(text).removals)
            mark = made[made.index("[") : made.index("]") + 1]
            found.append([rank(people, true, measure, left=mark, draw=draw) for measure in measures])
    return np.array(found).T


def rank(people: list[str], true: int, measure: Measure, *, left: str, draw: Random) -> float:
    """Where the true name stands among the candidates, by how well each fits the width of what is left."""
    misfit = np.array([abs(measure(candidate) - measure(left)) for candidate in people])
    better, equal = int((misfit < misfit[true]).sum()), int((misfit == misfit[true]).sum())
    return (better + draw.random() * equal) / CANDIDATES


def kept_length(trials: int, measure: Measure) -> np.ndarray:
    """The same for a bar as long as the name: what a mark is there to prevent."""
    draw, found = Random(11), []  # noqa: S311 - for a benchmark
    for _ in range(trials):
        people = names(draw, CANDIDATES)
        true = draw.randrange(CANDIDATES)
        found.append(rank(people, true, measure, left=people[true], draw=draw))
    return np.array(found)


def print_row(words: str, found: np.ndarray, verdict: str) -> None:
    mean, distance = by_chance(found)
    print(
        f"{words:<42} {found.mean():.3f}  {mean:<8.2g}  {distance_from_uniform(found):.3f}       "
        f"{distance:<8.2g}  {verdict}"
    )


def width_attack(trials: int) -> None:
    """Print the table; the bars show that the attack would find what there is to be found."""
    measures = {"characters": len, "typeset width": ImageFont.load_default(size=11).getlength}
    rows = {
        f"{style.value}, {words}": found
        for style in pipeline.Style
        for words, found in zip(measures, ranks(style, trials, list(measures.values())), strict=True)
    }
    print(f"Width attack: the true name among {CANDIDATES:,}; {trials:,} trials; 0 is found first, 0.5 is chance")
    print(
        f"{TESTS * len(rows)} tests, judged together (Holm): "
        f"{LEVEL:.0%} of runs at most call a row told where none tells."
    )
    print(
        f"A mean off by {surely_told(len(rows), trials):.3f} is told whatever the other rows say; p is of a test alone."
    )
    print(f"{'':<42} mean   p         Kolmogorov  p")
    for words, is_told in told(rows).items():
        print_row(words, rows[words], "TOLD BY WIDTH" if is_told else "as chance")
    for words, measure in measures.items():
        bar = {f"a bar as long as the name, {words}": kept_length(trials, measure)}
        for name, is_told in told(bar).items():
            print_row(name, bar[name], "told, as it must be" if is_told else "NOT TOLD: THE ATTACK IS TOO WEAK")


def statements(draw: Random, people: list[str], files: int) -> list[str]:
    return [
        "".join(draw.choice(LINES).format(name=name) + "\n" for name in draw.sample(people, 12)) for _ in range(files)
    ]


def pseudonyms(folder: Path, people: list[str], texts: list[str], case: str) -> dict[str, set[str]]:
    """Every pseudonym that each person has anywhere in the files of a case; each file in a run of its own."""
    roster = folder / "roster.csv"
    write_roster(roster, people)
    found: dict[str, set[str]] = {name: set() for name in people}
    for text in texts:
        asked = pipeline.RedactionAsked(rosters=(roster,), style=pipeline.Style.PSEUDONYM, case=folder / case)
        made, _ = pipeline.redact_text(text, asked)
        for before, after in zip(text.splitlines(), made.splitlines(), strict=True):
            (name,) = [name for name in people if name in before]
            found[name].add(after[after.index("[") : after.index("]") + 1])
    return found


def main() -> None:
    trials, files = (int(word) for word in (*sys.argv[1:], *("1000", "50")[len(sys.argv) - 1 :]))
    width_attack(trials)
    draw = Random(3)  # noqa: S311 - for a benchmark
    people = names(draw, PEOPLE)
    texts = statements(draw, people, files)
    with tempfile.TemporaryDirectory() as folder:
        one, other = (pseudonyms(Path(folder), people, texts, case) for case in ("one", "other"))
    seen = {name: given for name, given in one.items() if given}
    flat = [given for all_given in seen.values() for given in all_given]
    print(f"Pseudonyms: {len(seen)} people in {files} files, each file redacted by itself")
    print(f"  more than one pseudonym: {sum(len(given) > 1 for given in seen.values())}")
    print(f"  pseudonyms of two people: {len(flat) - len(set(flat))}")
    print(f"  people with the same pseudonym in another case: {sum(one[name] == other[name] for name in seen)}"
          f" (by chance about 1)")  # fmt: skip


if __name__ == "__main__":
    main()
