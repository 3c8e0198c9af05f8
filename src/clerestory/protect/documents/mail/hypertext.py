"""The text of a message in HTML, as a reader sees it; nothing is fetched and nothing runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

_UNSEEN = {
    "script": "scripts",
    "style": "styles",
    "head": "headers",
    "title": "headers",
    "template": "hidden text",
    "noscript": "hidden text",
    "object": "embedded objects",
    "iframe": "embedded objects",
    "svg": "pictures",
}
_LINES = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "ul",
        "ol",
        "blockquote",
        "hr",
        "pre",
        "section",
        "article",
        "header",
        "footer",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# What shows nothing, or shows it off the page; what is as white as the page is read, as in every other form.
_ZERO = r"(?:0+(?:\.0*)?|\.0+)(?![.\d])"
_HIDDEN = re.compile(
    r"display\s*:\s*none|(?:visibility|content-visibility)\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|font-size\s*:\s*0"
    rf"|(?<![-\w])(?:opacity|max-width|max-height)\s*:\s*{_ZERO}"
    rf"|(?:scale[XY]?\(\s*{_ZERO}|zoom\s*:\s*{_ZERO})|(?<![-\w])color\s*:\s*transparent|clip(?:-path)?\s*:\s*\w+\("
    r"|(?<![-\w])(?:left|right|top|bottom|text-indent|margin-left|margin-top)\s*:\s*-\s*\d{3,}",
    re.IGNORECASE,
)
# None of these looks at the same signs again from every place in them: a sheet can be as long as a message.
_STYLES = re.compile(r"<style[^<>]*+>(.*?)(?:</style|\Z)", re.IGNORECASE | re.DOTALL)
_FOR_SOME = re.compile(  # small screens, print
    r"/\*.*?(?:\*/|\Z)|@[^{};@]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}", re.DOTALL
)
_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
_SELECTED = re.compile(r"([.#][\w-]++)[^\s,.#>+~]*+\s*+(?:,|$)")
_LINE_ENDS = re.compile(r"(?<!\s)[^\S\n]*+\n\s*+")


class _Text(HTMLParser):
    def __init__(self, left: Counter[str], hidden: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.hidden = hidden
        self.left, self.parts, self.unseen = left, list[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.left["names and alt texts of drawings"] += any(name in given for name in ("alt", "title", "aria-label"))
        self.left["targets of links"] += "href" in given
        self.left["pictures"] += tag == "img" and not (given.get("src") or "").lower().startswith("cid:")
        if tag in _LINES:
            self.parts.append("\n")
        if tag in _VOID:
            return
        if self.unseen:
            self.unseen.append(tag)
        elif kind := self._kind(tag, given):
            self.left[kind] += 1
            self.unseen.append(tag)

    def _kind(self, tag: str, given: dict[str, str | None]) -> str:
        if "hidden" in given or _HIDDEN.search(given.get("style") or "") or not self.hidden.isdisjoint(_names(given)):
            return "hidden text"
        return _UNSEEN.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            del self.unseen[len(self.unseen) - 1 - self.unseen[::-1].index(tag) :]
        elif tag in _LINES:
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append("\t")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(re.sub(r"\s+", " ", data))

    def handle_comment(self, data: str) -> None:
        self.left["comments"] += 1


def _names(given: dict[str, str | None]) -> Iterator[str]:
    """Yield an element's classes and id as a style sheet selects them."""
    yield from (f".{name}" for name in (given.get("class") or "").split())
    yield f"#{given.get('id') or ''}"


def _hidden_names(html: str) -> Iterator[str]:
    """Yield the classes and ids that a style sheet of the message hides on every screen."""
    for styles in _STYLES.findall(html):
        for selectors, rules in _RULE.findall(_FOR_SOME.sub("", styles)):
            if _HIDDEN.search(rules):
                yield from _SELECTED.findall(selectors.strip())


def text_of_html(html: str, left: Counter[str]) -> str:
    """Give the text of HTML, a line for each block of it, and count what a reader does not see."""
    parser = _Text(left, frozenset(_hidden_names(html)))
    parser.feed(html)
    parser.close()
    return _LINE_ENDS.sub("\n", "".join(parser.parts)).strip()
