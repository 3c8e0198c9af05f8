"""Which finders a redaction uses, the surest first: one setting for all texts and documents."""

from __future__ import annotations

from clerestory.model.redaction.roster import ClearRoster
from clerestory.pipeline.redaction.asked import RedactionAsked
from clerestory.protect.text.anchors import AnchorFacts
from clerestory.protect.text.finders import Finder
from clerestory.protect.text.patterns import PatternSettings, UkPatterns, read_pattern_settings
from clerestory.protect.text.roster import RosterFacts, RosterNames
from clerestory.protect.text.tagger import tagger_at


def finders_of(asked: RedactionAsked, roster: ClearRoster) -> tuple[Finder, ...]:
    """Give the finders that are asked for.

    Raises
    ------
    RedactionError, TaggerError
        If the settings of patterns or the model cannot be used.
    """
    finders: list[Finder] = [RosterNames(roster), RosterFacts(roster)] if roster.people else []
    finders.append(UkPatterns(_patterns(asked)))
    if asked.tagger:
        finders.append(tagger_at(asked.tagger))
    finders.append(AnchorFacts(asked.anchors))
    return tuple(finders)


def _patterns(asked: RedactionAsked) -> PatternSettings:
    settings = read_pattern_settings(asked.patterns) if asked.patterns else PatternSettings()
    return settings.model_copy(update={"dates": asked.dates}) if asked.dates else settings
