"""People whom no roster knows: five folds over public judgments, at the product's one setting; speed beside presidio.

The judgments are the Text Anonymization Benchmark (Pilán et al. 2022), which may lie in ../shared/data/tab. An entity
is masked if every word of every mention of it is; token precision is the share of masked words that somebody marked.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from clerestory.protect.text.finders import Finder, find_all
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.tagger import LabelledSpan, LabelledText, Tagger, TrainingSettings, train_tagger
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


def covered_by(text: str, finders: Sequence[Finder]) -> np.ndarray:
    covered = np.zeros(len(text), dtype=bool)
    for finding in find_all(text, finders):
        covered[finding.start : finding.end] = True
    return covered


def main() -> None:
    if not TAB.is_dir():
        print("The judgments do not lie in ../shared/data/tab: nothing measured")
        return
    texts = judgments()
    settings = TrainingSettings()
    whole, seconds, characters = Score(), 0.0, 0
    print("fold  direct  quasi  precision")
    for fold in range(FOLDS):
        model = train_tagger([text for i, text in enumerate(texts) if i % FOLDS != fold], settings)
        score = Score()
        for text in texts[fold::FOLDS]:
            begun = time.perf_counter()
            covered = covered_by(text.text, [Tagger(model)])
            seconds, characters = seconds + time.perf_counter() - begun, characters + len(text.text.encode())
            score.add(text, covered)
            whole.add(text, covered)
        print(f"{fold + 1}     " + "   ".join(f"{figure:.3f}" for figure in score.figures()), flush=True)
    print("all   " + "   ".join(f"{figure:.4f}" for figure in whole.figures()))
    print(f"{characters / seconds / 1e6:.2f} MB/s")


if __name__ == "__main__":
    sys.exit(main())
