"""What a redacted text tells by its widths, and whether pseudonyms hold through a case.

Width attack: a reader knows 1,000 candidates for a name that was withheld, and the text around it. He tries each in
place of the mark and ranks them by how well the length of the line, in characters or typeset, fits what is left of it.
Where the width says nothing the true name's rank is uniform: mean 0.5, standard error 1/sqrt(12 trials).

    python benchmarks/redact_removing.py [TRIALS] [FILES]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

import numpy as np
from PIL import ImageFont

from clerestory import pipeline
from clerestory.pipeline.redaction.redactor import Redactor
from clerestory.protect.text.removing import redacted

CANDIDATES, PEOPLE = 1_000, 40
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


def ranks(style: pipeline.Style, trials: int, measure) -> np.ndarray:
    """The true name's rank among the candidates, from 0 to 1, in each trial; ties are broken by chance."""
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
            misfit = np.array([abs(measure(candidate) - measure(mark)) for candidate in people])
            better, equal = int((misfit < misfit[true]).sum()), int((misfit == misfit[true]).sum())
            found.append((better + draw.random() * equal) / CANDIDATES)
    return np.array(found)


def kept_length(trials: int, measure) -> np.ndarray:
    """The same for a bar as long as the name: what a mark is there to prevent."""
    draw, found = Random(11), []  # noqa: S311 - for a benchmark
    for _ in range(trials):
        people = names(draw, CANDIDATES)
        true = draw.randrange(CANDIDATES)
        misfit = np.array([abs(measure(candidate) - measure(people[true])) for candidate in people])
        better, equal = int((misfit < misfit[true]).sum()), int((misfit == misfit[true]).sum())
        found.append((better + draw.random() * equal) / CANDIDATES)
    return np.array(found)


def told(words: str, found: np.ndarray) -> None:
    """One line: mean rank and its interval by chance, and Kolmogorov's distance with its 95% point."""
    n = len(found)
    half = 1.96 / np.sqrt(12 * n)
    ordered = np.sort(found)
    distance = max(np.max(np.arange(1, n + 1) / n - ordered), np.max(ordered - np.arange(n) / n))
    within = abs(found.mean() - 0.5) <= half and distance <= 1.36 / np.sqrt(n)
    verdict = "as chance" if within else "TOLD BY WIDTH"
    between = f"({0.5 - half:.3f} to {0.5 + half:.3f})"
    print(f"{words:<42} {found.mean():.3f}  {between}  {distance:.3f} (under {1.36 / np.sqrt(n):.3f})  {verdict}")


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
    trials, files = (int(word) for word in (*sys.argv[1:], *("400", "50")[len(sys.argv) - 1 :]))
    font = ImageFont.load_default(size=11)
    print(f"Width attack: the true name among {CANDIDATES:,}; {trials:,} trials; 0 is found first, 0.5 is chance")
    print(f"{'':<42} mean   (95% by chance)    Kolmogorov")
    for words, measure in (("characters", len), ("typeset width", font.getlength)):
        for style in pipeline.Style:
            told(f"{style.value}, {words}", ranks(style, trials, measure))
        told(f"a bar as long as the name, {words}", kept_length(trials, measure))
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
