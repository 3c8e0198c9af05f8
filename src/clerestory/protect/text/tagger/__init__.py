"""People whom no roster knows: a conditional random field that is trained here, and taggers that plug in."""

from clerestory.protect.text.tagger.corpus import LabelledSpan, LabelledText, read_corpus
from clerestory.protect.text.tagger.finder import Tagger
from clerestory.protect.text.tagger.model import TaggerModel, read_tagger, write_tagger
from clerestory.protect.text.tagger.training import TrainingSettings, train_tagger

__all__ = [
    "LabelledSpan",
    "LabelledText",
    "Tagger",
    "TaggerModel",
    "TrainingSettings",
    "read_corpus",
    "read_tagger",
    "train_tagger",
    "write_tagger",
]
