"""The text of a message in HTML, as a reader sees it; nothing is fetched and nothing runs."""

from __future__ import annotations

import re
from collections import Counter
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
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0", re.IGNORECASE)


class _Text(HTMLParser):
    def __init__(self, left: Counter[str]) -> None:
        super().__init__(convert_charrefs=True)
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
        if "hidden" in given or _HIDDEN.search(given.get("style") or ""):
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


def text_of_html(html: str, left: Counter[str]) -> str:
    """Give the text of HTML, a line for each block of it, and count what a reader does not see."""
    parser = _Text(left)
    parser.feed(html)
    parser.close()
    return re.sub(r"\s*\n\s*", "\n", "".join(parser.parts)).strip()
