"""Letters of a page that can be extracted and cannot be seen, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from clerestory.model.redaction.inspection import Box, Fault, Sureness, Trace, Way
from clerestory.protect.documents.inspection.drawn import Cover, Kind, address
from clerestory.protect.documents.inspection.letters import Run, runs_of, words_of
from clerestory.protect.documents.inspection.looked_at import LookedAt
from clerestory.protect.documents.inspection.reasons import Reason, reason_of
from clerestory.protect.documents.inspection.sight import SEEN, sight

BOTH = (Way.OBJECTS, Way.RENDERING)
BY_KIND = {Kind.SHAPE: Fault.UNDER_SHAPE, Kind.PICTURE: Fault.UNDER_PICTURE}
_FAINT = 140  # levels of 255 that black letters change under a cover of nearly half
_DARK = 128
_OVERHANG = 0.2  # of a letter's width: less of it under no cover is nothing that could be read
_BLOCK = 0.9  # share of the pixels of a word that a block changes; letters leave ground between them


@dataclass(frozen=True, repr=False)
class Unseen:
    """A run of letters that is not seen, and why."""

    run: Run
    reason: Reason


def unseen(page: LookedAt) -> Iterator[Trace]:
    """Give the traces of letters that are not seen."""
    under = list(_under_covers(page))
    known = {place for found in under for place in range(found.run.first, found.run.end)}
    found = [*under, *_by_rendering(page, known)]
    found.sort(key=lambda one: one.run.first)
    for reason, some in groupby(found, key=lambda one: one.reason):
        yield from _traces(page, reason, [one.run for one in some])


def letters_in(words: str) -> int:
    """Give how many letters and digits there are."""
    return sum(sign.isalnum() for sign in words)


def _traces(page: LookedAt, reason: Reason, runs: list[Run]) -> Iterator[Trace]:
    """Give one trace for runs of one reason that stand beside one another."""
    begun = 0
    for at in range(1, len(runs) + 1):
        if at == len(runs) or not _follows(page, runs[at - 1], runs[at]):
            yield from _trace(page, reason, runs[begun:at])
            begun = at


def _follows(page: LookedAt, before: Run, after: Run) -> bool:
    between = page.letters.signs[before.end : after.first]
    same_line = before.box.bottom < after.box.top and before.box.top > after.box.bottom
    return not between.strip() and same_line


def _trace(page: LookedAt, reason: Reason, runs: list[Run]) -> Iterator[Trace]:
    words = page.letters.signs[runs[0].first : runs[-1].end]
    box = runs[0].box
    for run in runs[1:]:
        box = box.around(run.box)
    letters = letters_in(words)
    if letters >= reason.least_letters:
        yield Trace(reason.fault, page.number, box, reason.sureness, reason.ways, words, letters)


def _under_covers(page: LookedAt) -> Iterator[Unseen]:
    """Give runs that something lies over by the order of painting, where the rendering agrees."""
    by_cover: dict[Cover, list[int]] = {}
    for place, cover in sorted(page.covered.items()):
        by_cover.setdefault(cover, []).append(place)
    changing = []
    for cover, places in by_cover.items():
        for run in runs_of(page.letters, places):
            change = page.sight.change_in(_band(run.box))
            if cover.is_opaque and change < SEEN:
                yield _covered(cover, run)
            elif cover.is_opaque:
                inner = _wholly_under(page, cover, run)
                yield from (_covered(cover, part) for part in inner)
                if not inner:
                    changing.append((cover, run))
            elif _is_veil(cover) and change < _FAINT and _is_inside(page, run):
                yield Unseen(run, Reason(Fault.SEE_THROUGH, Sureness.SURE, BOTH))
    yield from _under_labels(page, changing)


def _wholly_under(page: LookedAt, cover: Cover, run: Run) -> list[Run]:
    """Give what of a run is not seen, where a letter at its end looks out from under the cover."""
    boxes = page.letters.boxes[run.first : run.end]
    more = _OVERHANG * (boxes[:, 2] - boxes[:, 0])
    within = (cover.box.left <= boxes[:, 0] + more) & (boxes[:, 2] - more <= cover.box.right)
    if within.all():
        return []
    parts = runs_of(page.letters, [run.first + int(at) for at in within.nonzero()[0]])
    return [part for part in parts if page.sight.change_in(_band(part.box)) < SEEN]


def _under_labels(page: LookedAt, runs: list[tuple[Cover, Run]]) -> Iterator[Unseen]:
    """Give runs whose place changes by other letters alone: those of a label that was written on the cover."""
    handles = [page.letters.handle(place) for _, run in runs for place in range(run.first, run.end)]
    texts = {address(handle): handle for handle in handles if handle is not None}
    if texts:
        alone = sight(page.drawn, list(texts.values()))
        yield from (_covered(cover, run) for cover, run in runs if alone.change_in(_band(run.box)) < SEEN)


def _covered(cover: Cover, run: Run) -> Unseen:
    return Unseen(run, Reason(BY_KIND[cover.kind], Sureness.SURE, BOTH))


def _is_veil(cover: Cover) -> bool:
    return not cover.is_opaque and cover.kind is Kind.SHAPE and cover.luminance < _DARK


def _is_inside(page: LookedAt, run: Run) -> bool:
    return page.box.overlap(run.box) > run.box.area / 2


def _band(box: Box) -> Box:
    """Give the middle of a run: a cover need not reach over the whole height of its letters."""
    quarter, edge = (box.top - box.bottom) / 4, min(1.0, (box.right - box.left) / 10)
    return Box(box.left + edge, box.bottom + quarter, box.right - edge, box.top - quarter)


def _by_rendering(page: LookedAt, known: set[int]) -> Iterator[Unseen]:
    """Give words whose absence does not change the page, or that are drawn as one plain block."""
    for word in words_of(page.letters):
        if known.issuperset(range(word.first, word.end)):
            continue
        signs = page.letters.signs[word.first : word.end]
        changed = page.sight.changed_prop(word.box)
        if changed == 0:
            if letters_in(signs) and (reason := reason_of(page, word)) is not None:
                yield Unseen(word, reason)
        elif changed > _BLOCK and _is_block(page, word, signs):
            yield Unseen(word, Reason(Fault.GLYPHS, Sureness.LIKELY, (Way.RENDERING,)))


def _is_block(page: LookedAt, word: Run, signs: str) -> bool:
    """Say whether different letters are drawn as one block; where two glyphs meet it may be a little lighter."""
    different = {sign for sign in signs if sign.isalnum()}
    return len(different) >= 3 and page.sight.least_change_in(word.box) > page.sight.change_in(word.box) / 2
