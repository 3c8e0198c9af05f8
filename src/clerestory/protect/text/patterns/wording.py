"""What words give away: a name after a title, an operation, a school, an account; one pass finds all the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import ahocorasick

from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.patterns.anchored import Found, stands_alone
from clerestory.protect.text.patterns.wordings import WORDINGS, Wording


def _automaton() -> ahocorasick.Automaton:
    by_word: dict[str, list[Wording]] = defaultdict(list)
    for wording in WORDINGS:
        for word in wording.words:
            by_word[word].append(wording)
    automaton = ahocorasick.Automaton()
    for word, wordings in by_word.items():
        for sign in _SIGNS_AFTER if len(word) <= _SHORT else ("",):
            automaton.add_word(word + sign, (len(word), len(word + sign), tuple(wordings)))
    automaton.make_automaton()
    return automaton


_SHORT = 3  # letters of a word that many other words have within; it is looked for with the sign after it
_SIGNS_AFTER = tuple(" .,:-#='\"")
_WORDS = _automaton()


def worded_in(text: NormalisedText) -> Iterator[Found]:
    """Yield what words give away."""
    plain = text.plain
    for last, (length, with_sign, wordings) in _WORDS.iter(text.folded):
        start = last - with_sign + 1
        if not stands_alone(plain, start, start + length):
            continue
        for wording in wordings:
            found = wording.found_at(plain, start)
            if found is not None:
                yield found
