"""The page of a finding: parts of the paper, and accounts that the release has already; no number is made here."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token
from markupsafe import Markup

from clerestory.model.calendar import date_text
from clerestory.model.lessons.released import ReleasedEvidence
from clerestory.model.wording.claims import Claim
from clerestory.publish.finding_pages.choosing import FindingSection, findings_of, shown_in
from clerestory.publish.finding_pages.evidence import Evidence
from clerestory.publish.pages import page_beside, printed_html
from clerestory.publish.paper.places import PLACE, number_at
from clerestory.publish.paper.reading import Paper
from clerestory.publish.paper.references import OTHER_EXPLANATION
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.accounts import claims_grid, shown_register
from clerestory.publish.shown.blocks import shown_blocks
from clerestory.publish.shown.values import ShownRegister

ROOT = "../"  # from a page of a finding to the release
_NOTHING = "Nothing was withheld from the tables of this finding."
CLAIMS_TITLE = "What this finding claims and what that rests on"


def finding_pages(paper: Paper, contents: Contents, files: Collection[str]) -> dict[str, str]:
    """Give the page of each finding by its name.

    Parameters
    ----------
    files : collection of str
        The other files of the release, which a page leads to.
    """
    found = findings_of(paper)
    if not found:
        return {}
    bodies = _Bodies.of(paper, contents)
    evidence = Evidence(contents, {}, paper.table_numbers, files)
    around = zip([None, *found][:-1], [*found, None][1:], strict=True)
    pages = {}
    for of, (before, after) in zip(found, around, strict=True):
        rests_on = evidence_within(of, paper, evidence)
        pages[of.page] = page_beside(
            "finding_page.html",
            contents,
            root=ROOT,
            page=of.page,
            heading=of.section.heading,
            body=bodies.main(of),
            explanations=bodies.explanations(of),
            claims=claims_grid(claims_within(of, contents), contents.named),
            claims_title=CLAIMS_TITLE,
            evidence=rests_on,
            limits=limits_once(rests_on),
            block=withheld_within(of, paper, contents),
            citation=_citation(of, contents),
            before=before,
            after=after,
        )
    return pages


@dataclass(frozen=True)
class _Bodies:
    """What each reference of the paper prints on a page one folder down, for every finding."""

    paper: Paper
    printed: Sequence[str]

    @classmethod
    def of(cls, paper: Paper, contents: Contents) -> _Bodies:
        shown = shown_blocks(paper, contents)
        words = (html.escape(what) if isinstance(what, str) else "" for what in paper.references)
        return cls(
            paper,
            [printed_html(s, contents, root=ROOT) if s else w for s, w in zip(shown, words, strict=True)],
        )

    def main(self, of: FindingSection) -> Markup:
        """Give a finding as the paper has it, but its other explanations."""
        apart = {id(token) for part in self._apart(of) for token in part}
        return self._markup([token for token in of.section.tokens if id(token) not in apart])

    def explanations(self, of: FindingSection) -> Markup:
        """Give the other explanations of a finding; empty where the paper gives none."""
        return Markup("").join(self._markup(part) for part in self._apart(of))

    def _apart(self, of: FindingSection) -> Iterator[Sequence[Token]]:
        """Yield each paragraph that gives another explanation, from its first token to its last."""
        tokens = of.section.tokens
        for at, token in enumerate(tokens):
            if token.type == "inline" and token.level == 1 and tokens[at - 1].type == "paragraph_open":
                said = (self.paper.said[number_at(match)] for match in PLACE.finditer(token.content))
                if OTHER_EXPLANATION in said:
                    yield tokens[at - 1 : at + 2]

    def _markup(self, tokens: Sequence[Token]) -> Markup:
        made = self.paper.markup([_led_back(token) for token in tokens], self.printed)
        return Markup(made)  # noqa: S704 - made by markdown-it without HTML, and by our own templates


def _led_back(token: Token) -> Token:
    """Give a token whose links lead from a page of a finding to where they lead in the paper."""
    if not token.children:
        return token
    return replace(token, children=[_led(child) for child in token.children])


def _led(child: Token) -> Token:
    target = str(child.attrs.get("href", ""))
    if re.match(r"https://|$", target):
        return child
    page = "index.html" if target.startswith("#") else ""
    return replace(child, attrs={**child.attrs, "href": f"{ROOT}{page}{target}"})


def claims_within(of: FindingSection, contents: Contents) -> list[Claim]:
    """Give the claims of a finding."""
    return [claim for claim in contents.claims if claim.line in of.section.lines]


def evidence_within(of: FindingSection, paper: Paper, evidence: Evidence) -> list[ReleasedEvidence]:
    """Give what a finding shows, once each."""
    return [evidence.of(name) for name in dict.fromkeys(block.name for block in shown_in(of.section, paper))]


def limits_once(evidence: Sequence[ReleasedEvidence]) -> list[tuple[list[str], tuple[str, ...]]]:
    """Give the limits of a finding once each: a chart has those of its table."""
    found: dict[tuple[str, ...], list[str]] = {}
    for one in evidence:
        found.setdefault(one.limits, []).append(one.label)
    return [(labels, limits) for limits, labels in found.items()]


def withheld_within(of: FindingSection, paper: Paper, contents: Contents) -> ShownRegister:
    """Give the entries of the register about the tables of a finding, and about those that its charts draw."""
    drawn = {chart.id: chart.table for chart in contents.settings.charts}
    names = {drawn.get(block.name, block.name) for block in shown_in(of.section, paper)}
    keys = {f"{kind}:{name}" for kind in ("table", "comparison") for name in names}
    shown = shown_register([entry for entry in contents.register.withheld if entry.key in keys], "withheld-table")
    return shown if shown.tables else replace(shown, nothing=_NOTHING)


def _citation(of: FindingSection, contents: Contents) -> str:
    """Say how to cite a finding: publisher, year, title, place; the mark where the cases are made up."""
    study, date, heading = contents.settings.study, contents.settings.release.date, of.section.heading
    mark = f" [{study.data.mark}]" if study.data.mark else ""
    return (
        f"{study.publisher} ({date.year}): {study.title}{mark}. Section {heading.number}, {heading.text}. Published"
        f" {date_text(date)}."
    )
