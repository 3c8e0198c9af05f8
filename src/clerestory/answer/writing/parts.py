"""The parts of a text that goes out: paragraphs, headings and items, as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.model.answers.written import Part, PartKind

_BETWEEN = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.*\S)")
_ITEM = re.compile(r"^[-*\u2022]\s+(?P<text>.*\S)")


def parts_of(text: str) -> tuple[Part, ...]:
    r"""Give the parts of a text: an empty line parts paragraphs, "# " begins a heading and "- " an item.

    Lines of one paragraph are joined; nothing else of Markdown means anything here.

    Examples
    --------
    >>> [(part.kind.value, part.text) for part in parts_of("# Why\nWe looked\nagain.\n\n- one\n- another")]
    [('heading', 'Why'), ('paragraph', 'We looked again.'), ('list item', 'one'), ('list item', 'another')]
    """
    blocks = _BETWEEN.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return tuple(part for block in blocks for part in _parts(block.split("\n")))


def _parts(lines: list[str]) -> Iterator[Part]:
    """Yield the parts of lines without an empty one between; a line that begins nothing goes on with the one before."""
    kind, said = PartKind.PARAGRAPH, ""
    for line in (" ".join(line.split()) for line in lines):
        begun = _begun(line)
        if begun is None and not (said and kind is PartKind.HEADING):
            said = f"{said} {line}".strip()
            continue
        if said:
            yield Part(said, kind)
        kind, said = begun or (PartKind.PARAGRAPH, line)
    if said:
        yield Part(said, kind)


def _begun(line: str) -> tuple[PartKind, str] | None:
    for kind, pattern in ((PartKind.HEADING, _HEADING), (PartKind.ITEM, _ITEM)):
        found = pattern.match(line)
        if found:
            return kind, found["text"]
    return None


def typed(parts: tuple[Part, ...]) -> str:
    """Give parts as they are typed; ``parts_of`` reads the same parts from it."""
    return "\n\n".join(_SIGNS[part.kind] + part.text for part in parts)


_SIGNS = {PartKind.PARAGRAPH: "", PartKind.HEADING: "# ", PartKind.ITEM: "- "}


_SALUTATION = re.compile(r"Dear\b.{1,200}")
_SIGN_OFF = re.compile(r"(?:Yours|With (?:best|kind) (?:wishes|regards)|Kind regards|Best wishes)\b.{0,60}")


def apart(parts: tuple[Part, ...]) -> tuple[str, tuple[Part, ...], str]:
    r"""Give the salutation of a text, what stands between, and its sign-off; what it lacks is empty.

    Examples
    --------
    >>> salutation, between, sign_off = apart(parts_of("Dear all,\n\nWe did.\n\nYours sincerely,"))
    >>> salutation, [part.text for part in between], sign_off
    ('Dear all,', ['We did.'], 'Yours sincerely,')
    """
    salutation = parts[0].text if parts and _SALUTATION.fullmatch(parts[0].text) else ""
    rest = parts[1:] if salutation else parts
    sign_off = rest[-1].text if rest and _SIGN_OFF.fullmatch(rest[-1].text) else ""
    return salutation, rest[:-1] if sign_off else rest, sign_off
