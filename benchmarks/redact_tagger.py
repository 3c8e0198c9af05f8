"""People whom no roster knows: five folds over public judgments, at the product's one setting; speed beside presidio.

The judgments are the Text Anonymization Benchmark (Pilán et al. 2022), which may lie in ../shared/data/tab. An entity
is masked if every word of every mention of it is; token precision is the share of masked words that somebody marked.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from clerestory.model.redaction.findings import Finding
from clerestory.protect.text.again import found_before
from clerestory.protect.text.finders import Finder, find_all, merged
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.patterns import UkPatterns
from clerestory.protect.text.tagger import LabelledSpan, LabelledText, Tagger, TaggerModel, train_tagger
from clerestory.protect.text.tagger.tokens import tokens_of

TAB = Path(__file__).parents[2] / "shared" / "data" / "tab"
FOLDS = 5
KINDS = {
    "PERSON": "PERSON",
    "CODE": "CODE",
    "LOC": "PLACE",
    "ORG": "ORGANISATION",
    "DEM": "TRAIT",
    "DATETIME": "DATE",
    "QUANTITY": "QUANTITY",
    "MISC": "OTHER",
}
LEVELS = {"DIRECT": "direct", "QUASI": "quasi", "NO_MASK": "no"}


def judgments(folder: Path = TAB) -> list[LabelledText]:
    """Read the benchmark into our form, in an order that does not change."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [_judgment(json.loads(line)) for line in lines]


def _judgment(line: dict) -> LabelledText:
    spans = [
        LabelledSpan(
            start=m["start"],
            end=m["end"],
            kind=KINDS[m["type"]],
            identifies=LEVELS[m["identifier"]],
            entity=m["entity"],
        )
        for m in line["mentions"]
    ]
    return LabelledText(id=line["doc_id"], text=line["text"], spans=tuple(spans))


class Score:
    """Entities masked, and words masked, over texts."""

    def __init__(self) -> None:
        self.all, self.masked, self.words = Counter(), Counter(), Counter()

    def add(self, text: LabelledText, covered: np.ndarray) -> None:
        words = [(s, e) for s, e in _words(text.text)]
        marked = np.zeros(len(text.text), dtype=bool)
        entities: dict[str, list[tuple[int, int]]] = defaultdict(list)
        level: dict[str, str] = {}
        for span in text.spans:
            if span.identifies != "no":
                marked[span.start : span.end] = True
                entities[span.entity].append((span.start, span.end))
                if level.get(span.entity) != "direct":
                    level[span.entity] = span.identifies
        for entity, places in entities.items():
            inside = [(s, e) for s, e in words if any(s < end and e > start for start, end in places)]
            self.all[level[entity]] += 1
            self.masked[level[entity]] += all(covered[s:e].all() for s, e in inside)
        for s, e in words:
            self.words[bool(covered[s:e].any()), bool(marked[s:e].any())] += 1

    def figures(self) -> tuple[float, float, float]:
        """Give recall of direct and of quasi identifiers, and token precision."""
        right, wrong = self.words[True, True], self.words[True, False]
        return *(self.masked[k] / max(self.all[k], 1) for k in ("direct", "quasi")), right / max(right + wrong, 1)


def _words(text: str) -> Iterator[tuple[int, int]]:
    plain = normalise(text)
    tokens = tokens_of(plain)
    for start, end in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True):
        if plain.plain[start].isalnum():
            yield plain.original_span(start, end)


def found_in(text: str, finders: Sequence[Finder]) -> tuple[Finding, ...]:
    """Find as the product does: all finders, then again whatever they found."""
    found = find_all(text, finders)
    again = find_all(text, [found_before(text, found)])
    return merged([*((0, finding) for finding in found), *((1, finding) for finding in again)])


def covered_by(text: str, findings: Iterable[Finding]) -> np.ndarray:
    covered = np.zeros(len(text), dtype=bool)
    for finding in findings:
        covered[finding.start : finding.end] = True
    return covered


def one_fold(fold: int) -> tuple[Score, TaggerModel]:
    texts = judgments()
    model = train_tagger([text for i, text in enumerate(texts) if i % FOLDS != fold])
    score = Score()
    for text in texts[fold::FOLDS]:
        score.add(text, covered_by(text.text, found_in(text.text, [UkPatterns(), Tagger(model)])))
    return score, model


def main() -> None:
    if not TAB.is_dir():
        print("The judgments do not lie in ../shared/data/tab: nothing measured")
        return
    print(f"{FOLDS} folds by document; every fold tunes its threshold within its own training texts")
    print("fold       direct  quasi  precision  threshold")
    with ProcessPoolExecutor(max_workers=2) as pool:
        done = list(pool.map(one_fold, range(FOLDS)))
    for fold, (score, model) in enumerate(done, 1):
        print(f"{fold}          {_said(score)}  {model.learning.threshold:.4f}")
    print(f"all        {_said(sum_of([score for score, _ in done]))}")
    print("Presidio   0.478   0.765  0.792      (published for the whole benchmark; its masks, not run here)")
    model = done[0][1]
    speeds(model)


def _said(score: Score) -> str:
    return "   ".join(f"{figure:.3f}" for figure in score.figures()) + "    "


def sum_of(scores: Sequence[Score]) -> Score:
    whole = Score()
    for score in scores:
        for mine, other in ((whole.all, score.all), (whole.masked, score.masked), (whole.words, score.words)):
            mine.update(other)
    return whole


def speeds(model: TaggerModel) -> None:
    """Print how fast it is on one core, each text alone, beside presidio where that is installed."""
    texts = [text.text for text in judgments()]
    finders: dict[str, Callable[[str], object]] = {
        "tagger": lambda text: find_all(text, [Tagger(model)]),
        "patterns, tagger and repetitions": lambda text: found_in(text, [UkPatterns(), Tagger(model)]),
    }
    if peer := presidio():
        finders["presidio-analyzer, patterns alone"] = peer
    for name, find in finders.items():
        print(f"{name:<35} {_rate(find, texts):.2f} MB/s")
    if not peer:
        print("presidio-analyzer is not installed: no peer beside")


def _rate(find: Callable[[str], object], texts: Sequence[str]) -> float:
    begun = time.perf_counter()
    for text in texts:
        find(text)
    return sum(len(text.encode()) for text in texts) / (time.perf_counter() - begun) / 1e6


def presidio() -> Callable[[str], object] | None:
    """Give Presidio's pattern recognisers over a blank English pipeline: its model of names is a download."""
    if find_spec("presidio_analyzer") is None:
        return None
    import spacy  # noqa: PLC0415 - with presidio, which the bench lock alone has
    from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415

    class Blank(SpacyNlpEngine):
        def __init__(self) -> None:
            super().__init__()
            self.nlp = {"en": spacy.blank("en")}

    engine = AnalyzerEngine(nlp_engine=Blank(), supported_languages=["en"])
    return lambda text: engine.analyze(text, language="en")


if __name__ == "__main__":
    sys.exit(main())
