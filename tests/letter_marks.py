"""Letters with what a reader should find in them, and how much of it a reader found.

A marked letter has a head of TOML, a line of three plus signs, and its text with marks: ``{promise dated 2032-12-31: We
will ...}``. Places of the source documents are counted here by blank lines, with no code of the product.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

HERE = Path(__file__).parent / "answer"
SOURCES = Path(__file__).parents[2] / "shared" / "examples" / "source-documents"
_MARK = re.compile(r"\{(?P<kind>[a-z]+)(?P<detail>[^:{}]*):\s(?P<words>[^{}]*)\}")
_HEADS = ("kind", "of_sender", "of_addressee", "date", "answers", "addressees", "copies", "signatory", "petitions")


@dataclass(frozen=True)
class Mark:
    """A sentence that should be found, by its words or by its place."""

    kind: str
    detail: str
    words: str = ""
    place: str = ""


@dataclass(frozen=True)
class MarkedLetter:
    """A letter with what should be found."""

    name: str
    text: str
    heads: dict[str, tuple[str, ...]]
    marks: tuple[Mark, ...]


@dataclass
class Tally:
    """How many were proposed and right, and how many should have been and were."""

    proposed: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0


def marked_letters(folder: str) -> list[MarkedLetter]:
    """Give the letters of a folder of tests/answer/letters."""
    return [_marked(path) for path in sorted((HERE / "letters" / folder).glob("*.txt"))]


def _marked(path: Path) -> MarkedLetter:
    head, _, body = path.read_text(encoding="utf-8").partition("\n+++\n")
    marks = tuple(Mark(match["kind"], match["detail"].strip(), words=match["words"]) for match in _MARK.finditer(body))
    text = _MARK.sub(lambda match: match["words"], body)
    assert "{" not in text, path
    return MarkedLetter(path.stem, text, _heads(tomllib.loads(head)), marks)


def source_documents() -> list[MarkedLetter]:
    """Give the three source documents with what should be found in them."""
    marked = tomllib.loads((HERE / "source_documents.toml").read_text(encoding="utf-8"))
    return [
        MarkedLetter(
            name, (SOURCES / name).read_text(encoding="utf-8"), _heads(said), tuple(map(_at, said["statements"]))
        )
        for name, said in marked.items()
    ]


def _at(said: str) -> Mark:
    place, kind, *detail = said.split()
    return Mark(kind, " ".join(detail), place=place)


def _heads(said: dict) -> dict[str, tuple[str, ...]]:
    return {name: tuple(filter(None, [said[name]] if isinstance(said[name], str) else said[name])) for name in _HEADS}


def tallies(letters: Iterable[MarkedLetter], read) -> dict[str, Tally]:
    """Hold what ``read`` proposes of each letter against what should be found."""
    found: dict[str, Tally] = {}
    for letter in letters:
        proposals = read(letter.text)
        for kind, values in _values(proposals).items():
            _hold_values(found.setdefault(kind, Tally()), letter, kind, values)
        for kind, items in _statements(proposals).items():
            _hold_marks(found.setdefault(kind, Tally()), letter, kind, items)
    return found


def _values(proposals) -> dict[str, list[str]]:
    def words(found):
        return [one.words for one in found]

    whose = {"of_sender": "the sender's", "of_addressee": "the addressee's"}
    return {
        "kind": [kind.value for kind in proposals.kinds],
        **{
            name: [one.words for one in proposals.references if one.whose.value == said] for name, said in whose.items()
        },
        "date": [str(proposals.date.day)] if proposals.date.day else [],
        "answers": [str(one.day) if one.day else "?" for one in proposals.answers],
        "addressees": words(proposals.addressees),
        "copies": words(proposals.copies),
        "signatory": words(proposals.signatory),
        "petitions": words(proposals.petitions),
    }


def _hold_values(tally: Tally, letter: MarkedLetter, kind: str, values: list[str]) -> None:
    wanted = ["?" if one.startswith("?") else one for one in letter.heads[kind]]
    tally.proposed += len(values)
    tally.wanted += len(wanted)
    tally.right += sum(value in wanted for value in values)
    tally.found += sum(one in values for one in wanted)
    tally.wrong += [f"{letter.name}: + {value}" for value in values if value not in wanted]
    tally.wrong += [f"{letter.name}: - {one}" for one in wanted if one not in values]


def _statements(proposals) -> dict[str, list[tuple[str, str, str]]]:
    """Give each statement as words, place and detail."""
    return {
        "promise": [(*_where(one), "") for one in proposals.promises],
        "promise, kind and day": [(*_where(one), _promised(one)) for one in proposals.promises],
        "ask": [(*_where(one), "") for one in proposals.asks],
        "thanks": [(*_where(one), "") for one in proposals.thanks],
        "apology": [(*_where(one), "") for one in proposals.apologies],
        "money": [(*_where(one), _money(one)) for one in proposals.money],
        "status": [(*_where(one), "") for one in proposals.statuses],
        "watch": [(*_where(one), "") for one in proposals.watched],
    }


def _where(one) -> tuple[str, str]:
    return one.words, f"{one.place.paragraph}.{one.place.sentence}"


def _promised(one) -> str:
    return f"dated {one.due or '?'}" if one.kind.value == "dated" else one.kind.value


def _money(one) -> str:
    when = f" {one.announced_from:%Y-%m}" if one.announced_from else ""
    return f"{one.pounds:,.0f}{when}"


def _hold_marks(tally: Tally, letter: MarkedLetter, kind: str, items: list[tuple[str, str, str]]) -> None:
    name, _, strict = kind.partition(",")
    wanted = [mark for mark in letter.marks if mark.kind == name]
    is_strict = bool(strict) or kind == "money"

    def same(mark: Mark, item: tuple[str, str, str]) -> bool:
        words, place, detail = item
        there = mark.place == place if mark.place else _overlap(mark.words, words)
        return there and (not is_strict or mark.detail == detail)

    tally.proposed += len(items)
    tally.wanted += len(wanted)
    tally.right += sum(any(same(mark, item) for mark in wanted) for item in items)
    tally.found += sum(any(same(mark, item) for item in items) for mark in wanted)
    tally.wrong += [f"{letter.name}: + {words} [{detail}]" for words, place, detail in items
                    if not any(same(mark, (words, place, detail)) for mark in wanted)]  # fmt: skip
    tally.wrong += [f"{letter.name}: - {mark.words or mark.place} [{mark.detail}]" for mark in wanted
                    if not any(same(mark, item) for item in items)]  # fmt: skip


def _overlap(one: str, other: str) -> bool:
    left, right = (re.sub(r"[^a-z0-9]", "", words.lower()) for words in (one, other))
    return bool(left and right) and (left in right or right in left)


def printed(found: dict[str, Tally]) -> Iterator[str]:
    """Yield a table of precision and recall by kind."""
    yield f"{'what':24}{'proposed':>9}{'right':>7}{'wanted':>8}{'found':>7}{'precision':>11}{'recall':>8}"
    for kind, tally in found.items():
        counts = f"{tally.proposed:9}{tally.right:7}{tally.wanted:8}{tally.found:7}"
        yield f"{kind:24}{counts}{tally.precision:11.2f}{tally.recall:8.2f}"


def noised(letters: Iterable[MarkedLetter], seed: int) -> list[MarkedLetter]:
    """Give letters as a scan or a mail program leaves them: lines broken at 60 signs, words too, and odd gaps."""
    rng = Random(seed)  # noqa: S311 - noise is no secret
    return [replace(letter, text=_noised(letter.text, rng)) for letter in letters]


def _noised(text: str, rng: Random) -> str:
    paragraphs = (_broken(part, rng) if len(part) > 60 and "\n" not in part else part for part in text.split("\n\n"))
    gaps = (
        gap if gap != " " else rng.choice([" ", " ", " ", " ", "  ", "\N{NO-BREAK SPACE}"])
        for gap in "\n\n".join(paragraphs)
    )
    return "".join(gaps).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}").replace("\n", "\r\n")


def _broken(paragraph: str, rng: Random) -> str:
    """Break a paragraph into lines, one in five within a word."""
    lines = [""]
    for word in paragraph.split(" "):
        if len(lines[-1]) + len(word) < 60:
            lines[-1] = f"{lines[-1]} {word}".lstrip()
        elif word.isalpha() and word.islower() and len(word) > 6 and rng.random() < 0.2:
            lines[-1] += f" {word[:4]}-"
            lines.append(word[4:])
        else:
            lines.append(word)
    return "\n".join(lines)
