"""What a tagger learns, and what it does not: words of few texts, and nothing that chance decides."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.errors import TaggerError
from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.tagger import LabelledSpan, LabelledText, Tagger, TrainingSettings, train_tagger
from clerestory.protect.text.tagger.tokens import tokens_of
from clerestory.protect.text.tagger.training import FEWEST_TEXTS
from clerestory.protect.text.tagger.tuning import tuned
from text_notes import QUICK, as_decided, notes, only

NEW = notes(25, seed=77)


@pytest.fixture(scope="module")
def model():
    return train_tagger(notes(40), QUICK)


def recall(model, kind="PERSON", identifies="direct"):
    """Share of passages of which every sign is found, in texts that no training saw."""
    hit = every = 0
    for note in NEW:
        covered = set()
        for finding in Tagger(model).find(normalise(note.text)):
            covered.update(range(finding.start, finding.end))
        for span in note.spans:
            if (span.kind, span.identifies) == (kind, identifies):
                every += 1
                hit += set(range(span.start, span.end)) <= covered
    return hit / every


def test_people_and_numbers_of_new_texts_are_found(model):
    assert recall(model) > 0.95
    assert recall(model, "CODE") > 0.95
    assert recall(model, "DATE", "quasi") > 0.95


def test_what_was_looked_at_and_may_stay_is_left(model):
    assert recall(model, "OTHER", "no") < 0.1


def test_findings_tell_direct_from_quasi_and_sure_from_unsure(model):
    found = [finding for note in NEW for finding in Tagger(model).find(normalise(note.text))]
    rules = {kind: {f.rule for f in found if f.kind is kind} for kind in (Kind.CODE, Kind.DATE)}
    assert "tagger.direct" in rules[Kind.CODE]
    assert rules[Kind.DATE] == {"tagger.quasi"}
    assert Certainty.REMOVE in {f.certainty for f in found}


def test_the_same_texts_give_the_same_weights(model):
    again = train_tagger(notes(40), QUICK)
    assert again.weights.tobytes() == model.weights.tobytes()
    assert again.transitions.tobytes() == model.transitions.tobytes()
    assert (again.salt, again.learning) == (model.salt, model.learning)


def test_another_seed_puts_features_into_other_buckets(model):
    other = train_tagger(notes(40), TrainingSettings(members=2, iterations=5, seed=2))
    assert len(np.intersect1d(other.buckets, model.buckets)) < len(model.buckets) / 5


# Both words have one shape and the same four letters at either end: they differ in the middle alone.
WORD, OTHER = "Quilbamore", "Quilcemore"


def with_word(word, texts):
    named = LabelledSpan(start=10, end=20, kind="PERSON", identifies="direct")
    new = [LabelledText(id=f"n{i}", text=f"They told {word} of it.", spans=(named,)) for i in range(texts)]
    model = train_tagger([*notes(12), *new], TrainingSettings(members=2, iterations=10))
    return model.buckets.tobytes(), model.weights.tobytes(), model.transitions.tobytes()


def test_a_word_of_two_texts_changes_no_weight():
    assert with_word(WORD, 2) == with_word(OTHER, 2)


def test_a_word_of_three_texts_does():
    assert with_word(WORD, 3) != with_word(OTHER, 3)


def test_reviewers_decisions_raise_recall():
    dates = [only(note, "DATE") for note in notes(20)]
    decided = [as_decided(note) for note in notes(20, seed=5)]
    before, after = recall(train_tagger(dates, QUICK)), recall(train_tagger([*dates, *decided], QUICK))
    assert before < 0.2
    assert after > before + 0.5


def test_passages_that_reviewers_kept_are_left():
    codes = [only(note, "CODE") for note in notes(20)]
    kept = [as_decided(note, "kept") for note in notes(20, seed=5)]
    assert recall(train_tagger([*codes, *kept], QUICK), "DATE", "quasi") < 0.1


def test_of_several_annotators_the_most_careful_one_counts():
    text = notes(12)[0]
    kept = tuple(span.model_copy(update={"identifies": "no", "annotator": "a"}) for span in text.spans)
    both = text.model_copy(update={"spans": (*kept, *text.spans)})
    others = notes(12)[1:]
    assert train_tagger([both, *others], QUICK).weights.tobytes() == train_tagger(notes(12), QUICK).weights.tobytes()


@pytest.mark.parametrize(
    "texts",
    [
        notes(FEWEST_TEXTS - 1),
        [only(note, "OTHER") for note in notes(12)],  # looked at, and all may stay
        [note.model_copy(update={"spans": ()}) for note in notes(12)],
    ],
)
def test_too_little_to_learn_from_is_refused(texts):
    with pytest.raises(TaggerError, match="the corpus"):
        train_tagger(texts, QUICK)


@pytest.mark.parametrize("wrong", [{"least_documents": 1}, {"members": 1}, {"members": 11}, {"recall": 1.0}])
def test_settings_that_protect_nobody_are_refused(wrong):
    with pytest.raises(ValueError, match="documents"):
        TrainingSettings(**wrong)


class Tried:
    def __init__(self, text, entities, marked):
        self.tokens, self.entities, self.marked = tokens_of(normalise(text)), entities, np.array(marked)


def test_the_threshold_is_the_highest_that_finds_enough_entities_whole():
    tried = Tried("a b c d .", [np.array([0, 1]), np.array([2])], [True, True, True, False, False])
    withhold = [np.array([0.9, 0.2, 0.4, 0.3, 0.9])]
    whole = tuned([tried], withhold, recall=0.99)
    assert whole.threshold == pytest.approx(0.2)
    assert (whole.recall, whole.precision) == (1.0, 0.75)  # d is found as well; the stop is no word
    half = tuned([tried], withhold, recall=0.5)
    assert half.threshold == pytest.approx(0.4)
    assert (half.recall, half.precision) == (0.5, 1.0)


def test_the_threshold_stays_within_bounds():
    tried = Tried("a", [np.array([0])], [True])
    assert tuned([tried], [np.array([0.0])], recall=0.9).threshold == 0.001
    assert tuned([tried], [np.array([1.0])], recall=0.9).threshold == 0.5
