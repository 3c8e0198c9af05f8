"""Names that are held as keyed hashes alone: a text's phrases are hashed and asked for, each distinct one once."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.errors import CustodyError
from clerestory.model.blind_roster import Roster, phrase_hash
from clerestory.model.custody import CustodyKey
from clerestory.model.redaction.findings import Finding, Kind
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.roster.index import word_key
from clerestory.protect.text.roster.ordinary import EVERYDAY, ORDINARY
from clerestory.protect.text.roster.words import Words, words_of
from clerestory.protect.text.stretches import REACH

RULE = "roster.blind"
_FEWEST_WORDS = 2
_WIDEST_GAP = 3  # signs between two words of a name
_KEPT = 1_000_000  # phrases remembered from earlier texts
# In small letters these are part of no name: most phrases of prose hold one, and need no hash.
_NO_NAMES = EVERYDAY - ORDINARY


class BlindNames:
    """Finds names of two or more parts by their keyed hashes; ``repr`` shows the number of people alone.

    Each search belongs in the log beside the roster: who holds roster and key could ask for any name.

    Parameters
    ----------
    roster : Roster
    key : CustodyKey
        The roster's own.

    Raises
    ------
    CustodyError
        If the key is another.
    """

    reach = REACH

    def __init__(self, roster: Roster, key: CustodyKey) -> None:
        if roster.key_id != key.id:
            raise CustodyError("is not the key of this roster", where=key.id, remedy=f"Give the key {roster.key_id}.")
        self._roster, self._secret = roster, key.derived("roster")
        self._known: dict[tuple[str, ...], bool] = {}
        self.phrases = 0  # distinct phrases that were asked for

    def __repr__(self) -> str:
        return f"BlindNames({self._roster.people} people)"

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield names, each as its longest spelling that begins first."""
        words = words_of(text)
        keys = [word_key(word) for word in words.written]
        after = 0
        for first, last in _runs(words, text.plain):
            for at in range(first, last):
                length = self._longest(words.written, keys, (at, last)) if at >= after else 0
                if length:
                    after = at + length
                    end = int(words.starts[after - 1] + words.lengths[after - 1])
                    yield Finding(*text.original_span(int(words.starts[at]), end), Kind.PERSON, RULE)

    def _longest(self, written: list[str], keys: list[str], bounds: tuple[int, int]) -> int:
        """Give how many words from the first bound on are a name; 0 if none are."""
        start, last = bounds
        most = min(self._roster.most_words, last - start)
        for length in range(most, _FEWEST_WORDS - 1, -1):
            end = start + length
            if _may_be_name(written[start:end]) and self._is_on(tuple(keys[start:end])):
                return length
        return 0

    def _is_on(self, phrase: tuple[str, ...]) -> bool:
        known = self._known.get(phrase)
        if known is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            known = self._known[phrase] = phrase_hash(self._secret, phrase) in self._roster.hashes
            self.phrases += 1
        return known


def _runs(words: Words, plain: str) -> Iterator[tuple[int, int]]:
    """Yield the first of words that could stand in one name, and the one after the last."""
    first = 0
    for at, word in enumerate(words.written):
        if word in _NO_NAMES:
            yield first, at
            first = at + 1
        elif at and _parts(words, plain, at):
            yield first, at
            first = at
    yield first, len(words.written)


def _parts(words: Words, plain: str, at: int) -> bool:
    """Say whether what stands before a word parts it from the one before it: a wide gap, or the end of a sentence."""
    end = int(words.starts[at - 1] + words.lengths[at - 1])
    between = plain[end : int(words.starts[at])]
    if len(between) > _WIDEST_GAP or any(sign in between for sign in "!?;:|"):
        return True
    return between.startswith(". ") and int(words.lengths[at - 1]) > 1


def _may_be_name(written: list[str]) -> bool:
    """Say whether words may be a name: with an initial only if all have capitals, since "a" and "i" are words."""
    return all(len(word) > 1 for word in written) or all(word[0].isupper() for word in written)
