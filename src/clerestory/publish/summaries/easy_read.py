"""Easy read: short sentences, one idea a line, and how readable the words are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clerestory.publish.claims import sentences
from clerestory.publish.paper.faults import Fault
from clerestory.publish.paper.places import filled
from clerestory.publish.paper.reading import Paper, text_of
from clerestory.publish.paper.references import Block

LONGEST_SENTENCE_WORDS = 15  # as makers of easy read advise
_VOWELS = re.compile(r"[aeiouy]+")


def easy_read_faults(paper: Paper) -> Iterator[Fault]:
    """Yield each line that is too long, or holds more than one sentence."""
    for line, text in lines_of(paper):
        number = len(_words(text))
        if number > LONGEST_SENTENCE_WORDS:
            what = f"a line has {number} words, and a sentence of easy read at most {LONGEST_SENTENCE_WORDS}"
            yield Fault(line, 1, what, "Say it in two sentences, each on its line.")
        elif len(list(sentences(text))) > 1:
            yield Fault(line, 1, "a line holds more than one sentence", "Give each idea a line of its own.")


def lines_of(paper: Paper) -> Iterator[tuple[int, str]]:
    """Yield each line as readers see it, with its number."""
    said = ["" if isinstance(what, Block) else what for what in paper.references]
    for token in paper.tokens:
        if token.type == "inline" and token.map:
            for number, line in enumerate(text_of(token).split("\n"), start=token.map[0] + 1):
                yield number, filled(line, said).strip()


def reading_ease(lines: Sequence[str]) -> float:
    """Give Flesch's reading ease of English sentences, about 0 to 100; 80 and above is easy.

    References
    ----------
    Flesch (1948), A new readability yardstick, Journal of Applied Psychology 32(3).
    """
    words = [word for line in lines for word in _words(line)]
    number = sum(max(len(list(sentences(line))), 1) for line in lines if _words(line))
    if not words:
        return 100.0
    syllables = sum(map(_syllables, words))
    return 206.835 - 1.015 * len(words) / number - 84.6 * syllables / len(words)


def _words(line: str) -> list[str]:
    return [word for word in line.split() if re.search(r"\w", word)]


def _syllables(word: str) -> int:
    """Count the groups of vowels of a word, but a silent e at its end; a number in digits is one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(_VOWELS.findall(plain))
    is_silent = plain.endswith("e") and not plain.endswith("le") and groups > 1
    return max(groups - is_silent, 1)
