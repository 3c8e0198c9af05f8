"""Whether two sentences make the same promise: a proposal for a person, who decides.

They do when what is promised is the same thing (a paper, a strategy, a group), and what is said of it is largely the
same, without the day and the verb: one document says "we will publish", the next "to be published".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_THINGS = frozenset(
    _WORD.findall(
        "advice answer audit bill centre code conference consultation database evaluation event framework fund"
        " funding group guidance helpline inquiry inspection law legislation letter meeting money note panel paper"
        " pilot plan policy programme recommendation register regulation reply report requirement research response"
        " return review service standard statement statistics strategy study summit table taskforce team training"
        " unit visit website"
    )
)
# The words of every promise: who, that it will be, when, and by which deed.
_EMPTY = frozenset(
    _WORD.findall(
        "a after again all also an and any are as at be been before being by can carry could do each end first for from"
        " give given government had has have home how i in intend into introduce is issue it its kind last later made"
        " make making minister ministry month new next now of office official on or our out over own plan planned"
        " produce provide publication publish published publishing put secretary set shall shortly should so soon start"
        " state such take than that the their them then there these they this those through time to up we were what"
        " when which while who will with within work year year-end you your department january february march april"
        " may june july august september october november december spring summer autumn winter"
    )
)
_ENOUGH = 0.4  # of the words of the shorter sentence, where the thing is the same
_ENOUGH_WITHOUT = 0.6  # where neither names a thing


def same_promise(one: str, other: str) -> bool:
    """Say whether two sentences seem to promise the same.

    Examples
    --------
    >>> same_promise("We will publish the paper on data quality this year.", "The data paper, to be published in 2031")
    True
    >>> same_promise("We will publish the paper on data quality.", "We will publish the strategy on data quality.")
    False
    """
    things, words = zip(*(_parts(sentence) for sentence in (one, other)), strict=True)
    if things[0] != things[1]:
        return False
    shorter = min(map(len, words))
    shared = len(words[0] & words[1])
    if not shorter:
        return bool(things[0])
    return shared / shorter >= (_ENOUGH if things[0] else _ENOUGH_WITHOUT)


def _parts(sentence: str) -> tuple[str, frozenset[str]]:
    """Give the thing that a sentence promises, empty where it names none, and the words that say more of it."""
    words = list(_plain(sentence))
    thing = next((word for word in words if word in _THINGS), "")
    return thing, frozenset(word for word in words if word not in _EMPTY and word != thing)


def _plain(sentence: str) -> Iterator[str]:
    """Yield the words of a sentence, those in the plural as one of them."""
    for word in _WORD.findall(sentence.lower().replace("’s", "").replace("'s", "")):
        if word == "children":
            yield "child"
        elif word.endswith("ies") and len(word) > 4:
            yield f"{word[:-3]}y"
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _THINGS:
            yield word[:-1]
        else:
            yield word
