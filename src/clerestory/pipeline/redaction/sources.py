"""Which finders a redaction uses, the surest first: one setting for all texts and documents."""

from __future__ import annotations

from pathlib import Path

from clerestory.clock import SystemClock
from clerestory.ledger import Duty, Ledger
from clerestory.model.redaction.roster import ClearRoster
from clerestory.pipeline.custody.keys import LOG_SUFFIX, roster_key
from clerestory.pipeline.redaction.asked import RedactionAsked
from clerestory.protect.text.anchors import AnchorFacts
from clerestory.protect.text.coded import CodedMatter
from clerestory.protect.text.finders import Finder
from clerestory.protect.text.patterns import PatternSettings, UkPatterns, read_pattern_settings
from clerestory.protect.text.roster import BlindNames, HiddenNames, RosterFacts, RosterNames
from clerestory.protect.text.tagger import tagger_at
from clerestory.share.roster import read_roster

_SEARCHED = "texts searched for redaction"


def finders_of(asked: RedactionAsked, roster: ClearRoster) -> tuple[Finder, ...]:
    """Give the finders that are asked for.

    Raises
    ------
    RedactionError, TaggerError
        If the settings of patterns or the model cannot be used.
    """
    finders: list[Finder] = [RosterNames(roster), RosterFacts(roster), HiddenNames(roster)] if roster.people else []
    if asked.blind_roster and asked.roster_key:
        finders.append(_blind(asked.blind_roster, asked.roster_key))
    finders.append(UkPatterns(_patterns(asked)))
    finders.append(CodedMatter(finders[:]))
    if asked.tagger:
        finders.append(tagger_at(asked.tagger))
    finders.append(AnchorFacts(asked.anchors))
    return tuple(finders)


def _blind(roster_file: Path, key_file: Path) -> BlindNames:
    """Give a finder of a blind roster; who holds roster and key could ask for any name, so the search is logged."""
    roster, key = read_roster(roster_file), roster_key(key_file)
    finder = BlindNames(roster, key)
    ledger = Ledger(roster_file.with_name(roster_file.name + LOG_SUFFIX), SystemClock(), actor="giver")
    ledger.check()
    ledger.append(_SEARCHED, why="redaction", duty=Duty.CONSULTATION, detail={"roster": roster.key_id})
    return finder


def _patterns(asked: RedactionAsked) -> PatternSettings:
    settings = read_pattern_settings(asked.patterns) if asked.patterns else PatternSettings()
    return settings.model_copy(update={"dates": asked.dates}) if asked.dates else settings
