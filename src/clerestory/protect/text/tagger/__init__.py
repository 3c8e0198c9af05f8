"""People whom no roster knows: a conditional random field that is trained here, and taggers that plug in."""

from clerestory.protect.text.tagger.corpus import DecidedSpan, LabelledSpan, LabelledText, read_corpus
from clerestory.protect.text.tagger.finder import Tagger
from clerestory.protect.text.tagger.model import Learning, TaggerModel, read_tagger, write_tagger
from clerestory.protect.text.tagger.plugged import GlinerFinder, SpacyFinder, tagger_at
from clerestory.protect.text.tagger.training import TrainingSettings, train_tagger

__all__ = [
    "DecidedSpan",
    "GlinerFinder",
    "LabelledSpan",
    "LabelledText",
    "Learning",
    "SpacyFinder",
    "Tagger",
    "TaggerModel",
    "TrainingSettings",
    "read_corpus",
    "read_tagger",
    "tagger_at",
    "train_tagger",
    "write_tagger",
]
