"""Quotes: everything that keeps a passage from leaving (Q10, J2, L5 to L7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clerestory.model.decisions import Outcome
from clerestory.model.interviews.quotes import LONGEST, QuoteCheck, Refusal
from clerestory.model.interviews.register import ConsentScope
from clerestory.model.rules import TextOutputs
from clerestory.model.wording.anchors import anchors_in
from clerestory.model.wording.identifiers import kinds_found
from clerestory.protect.text.finders import find_all
from clerestory.protect.text.patterns import UkPatterns


@dataclass(frozen=True, repr=False)
class Proposed:
    """A passage that might be quoted, with what decides about it; confidential.

    Attributes
    ----------
    said : str
        The interviewee's words.
    scope : ConsentScope
        What the interviewee agreed to.
    may_speak : bool
        Whether the case that it is about lets words of it be published.
    check : QuoteCheck, optional
        The redaction check of these very words, signed by somebody who may check; None where there is none.
    """

    said: str
    scope: ConsentScope
    may_speak: bool
    check: QuoteCheck | None = None

    @property
    def words(self) -> str:
        """The words that would leave: those of the check where it changed any."""
        return self.check.edited if self.check and self.check.edited else self.said

    @property
    def is_edited(self) -> bool:
        """Whether they are other words than the interviewee's; spaces and capitals change nothing."""
        return "".join(self.words.split()).casefold() != "".join(self.said.split()).casefold()


def quote_refusals(proposed: Proposed, rule: TextOutputs) -> tuple[Refusal, ...]:
    """Give every reason for which a passage may not leave; none if it may.

    Parameters
    ----------
    proposed : Proposed
    rule : TextOutputs
        From how many anchor facts on a passage is held.

    Examples
    --------
    >>> found = quote_refusals(Proposed("They listened to me.", ConsentScope.CODING, True), TextOutputs())
    >>> [refusal.name for refusal in found]
    ['CONSENT', 'UNCHECKED']
    """
    return tuple(refusal for refusal, holds in _TESTS.items() if holds(proposed, rule))


_TESTS: Mapping[Refusal, Callable[[Proposed, TextOutputs], bool]] = MappingProxyType(
    {
        Refusal.CONSENT: lambda of, _: of.scope is ConsentScope.CODING,
        Refusal.LIVE: lambda of, _: not of.may_speak,
        Refusal.LENGTH: lambda of, _: len(of.words) > LONGEST or not of.words.strip(),
        Refusal.UNCHECKED: lambda of, _: of.check is None,
        Refusal.REFUSED: lambda of, _: of.check is not None and of.check.outcome is not Outcome.APPROVE,
        Refusal.IN_OWN_WORDS: lambda of, _: _keeps_own_words(of),
        Refusal.IDENTIFIER: lambda of, _: bool(kinds_found(of.words) or find_all(of.words, [UkPatterns()])),
        Refusal.ANCHORS: lambda of, rule: len(anchors_in(of.words)) >= rule.anchors_for_review,
    }
)


def _keeps_own_words(of: Proposed) -> bool:
    return of.check is not None and of.scope is ConsentScope.QUOTES and not of.is_edited
