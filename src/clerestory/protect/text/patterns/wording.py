"""What words give away: a name after a title, an operation, a school, an account; one pass finds all the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from clerestory.protect.text.landmarks import Leads
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.patterns.anchored import Found, stands_alone
from clerestory.protect.text.patterns.wordings import WORDINGS, Wording

_SHORT = 3  # letters of a word that needs one of some signs after it
_SIGNS_AFTER = tuple(" .,:-#='\"")
_LEAD = 2  # letters that the shortest word has


def _by_lead() -> Mapping[str, tuple[tuple[str, Wording], ...]]:
    by_lead: dict[str, list[tuple[str, Wording]]] = defaultdict(list)
    for wording in WORDINGS:
        for word in wording.words:
            by_lead[word[:_LEAD]].append((word, wording))
    return {lead: tuple(listed) for lead, listed in by_lead.items()}


_BY_LEAD = _by_lead()
_LEADS = Leads(word + sign for wording in WORDINGS for word in wording.words for sign in _SIGNS_AFTER)


def worded_in(text: NormalisedText) -> Iterator[Found]:
    """Yield what words give away."""
    plain, folded = text.plain, text.folded
    for start in _LEADS.places(text.landmarks):
        for word, wording in _BY_LEAD.get(folded[start : start + _LEAD], ()):
            if folded.startswith(word, start) and _stands(word, folded, start):
                found = wording.found_at(plain, start)
                if found is not None:
                    yield found


def _stands(word: str, folded: str, start: int) -> bool:
    end = start + len(word)
    return stands_alone(folded, start, end) and (len(word) > _SHORT or folded[end : end + 1] in _SIGNS_AFTER)
