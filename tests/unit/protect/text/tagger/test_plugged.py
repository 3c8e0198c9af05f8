"""Models of others beside ours: real spaCy pipelines that the tests make, and a library that is absent."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from clerestory.errors import ExtraError, TaggerError
from clerestory.model.redaction.findings import Kind
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.tagger import GlinerFinder, SpacyFinder, Tagger, tagger_at, train_tagger, write_tagger
from clerestory.protect.text.tagger.plugged import gliner_finder, spacy_finder
from text_notes import QUICK, notes

spacy = pytest.importorskip("spacy")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    patterns = {"PERSON": "Ulba Quill", "NORP": "Norfolkish", "LAW": "Care Act", "SPELL": "Zorp"}
    ruler.add_patterns([{"label": label, "pattern": words} for label, words in patterns.items()])
    path = tmp_path_factory.mktemp("spacy") / "model"
    pipeline.to_disk(path)
    return path


def found(finder, text):
    return [(text[f.start : f.end], f.kind, f.rule) for f in finder.find(normalise(text))]


def test_entities_of_a_pipeline_are_findings_of_our_kinds(folder):
    finder = tagger_at(folder)
    assert isinstance(finder, SpacyFinder)
    text = "Ulba\n  Quill, a Norfolkish baker, cited the Care Act and Zo\u200brp."
    assert found(finder, text) == [
        ("Ulba\n  Quill", Kind.PERSON, "spacy"),
        ("Norfolkish", Kind.TRAIT, "spacy"),
        ("Zo\u200brp", Kind.OTHER, "spacy"),  # of a label that no table has
    ]


@pytest.mark.parametrize("before", [99_990, 99_800, 99_799, 200_000])
def test_a_name_where_a_long_text_is_cut_is_found_whole(folder, before):
    text = ("so " * before)[:before] + " Ulba Quill " + "so " * 100
    assert ("Ulba Quill", Kind.PERSON, "spacy") in found(spacy_finder(folder), text)


def test_a_trained_pipeline_plugs_in_as_well(tmp_path):
    pipeline = spacy.blank("en")
    ner = pipeline.add_pipe("ner")
    ner.add_label("PERSON")
    from spacy.training import Example

    said = [(f"Then {name} spoke.", {"entities": [(5, 5 + len(name), "PERSON")]}) for name in ("Ulba", "Yarr", "Kess")]
    examples = [Example.from_dict(pipeline.make_doc(text), marked) for text, marked in said]
    optimiser = pipeline.initialize(lambda: examples)
    for _ in range(30):
        pipeline.update(examples, sgd=optimiser)
    pipeline.to_disk(tmp_path / "ner")
    assert ("Ulba", Kind.PERSON, "spacy") in found(spacy_finder(tmp_path / "ner"), "Then Ulba spoke.")


def test_a_pipeline_without_entities_or_a_broken_one_is_refused(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(TaggerError, match="no named entities"):
        tagger_at(tmp_path / "blank")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "config.cfg").write_text("[nlp]\n")
    with pytest.raises(TaggerError, match="no spaCy pipeline"):
        tagger_at(tmp_path / "broken")


def test_a_folder_of_gliner_says_what_is_missing(tmp_path):
    if find_spec("gliner"):
        pytest.skip("gliner is installed here")
    (tmp_path / "gliner_config.json").write_text("{}")
    with pytest.raises(ExtraError, match="gliner is not installed") as error:
        tagger_at(tmp_path)
    assert error.value.exit_code == 15
    with pytest.raises(ExtraError):
        gliner_finder(tmp_path)


def test_what_gliner_predicts_becomes_findings():
    def predict(text, labels, *, threshold):
        at = text.find("Ulba")
        return [{"start": at, "end": at + 4, "label": labels[0]}] if at >= 0 and threshold < 0.5 else []

    assert found(GlinerFinder(predict), "so " * 700 + "Ulba") == [("Ulba", Kind.PERSON, "gliner")]


def test_a_file_of_ours_is_a_tagger_of_ours(tmp_path):
    write_tagger(tmp_path / "m", train_tagger(notes(12), QUICK))
    assert isinstance(tagger_at(tmp_path / "m"), Tagger)
