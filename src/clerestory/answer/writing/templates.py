"""Templates of texts that go out: words that stay, slots that somebody fills, and references that print themselves.

A slot is a small word in braces, ``{{ salutation }}``; references, which have brackets or several words, stay for the
check of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

from clerestory.errors import AnswerError

_SLOT = re.compile(r"\{\{\s*(?P<name>[a-z][a-z_]{1,40})\s*\}\}")
_NO_SLOTS = frozenset({"testimony"})  # a mark of a sentence
# Filled by who answers, or when the letter goes out; an office's own template may have others.
SLOTS: Mapping[str, str] = MappingProxyType(
    {
        "salutation": 'How the letter begins: "Dear Ms Example,".',
        "their_day": 'The day of the letter that is answered: "25 May 2026".',
        "subject": "What it asks about, in a few words.",
        "on_behalf_of": "Of a letter of a member of Parliament, for whom they write.",
        "sorry": "The line of apology of a late reply; the register of letters puts it in when the letter goes out.",
        "thanks": "A sentence that thanks for what was told, or nothing.",
        "reply": "What was asked, answered: the facts as references.",
        "why_not": "Why something is not done or not given.",
        "next": "What happens next, and by which day.",
        "new_day": "The day by which a full reply is promised.",
        "other_body": "The body that the letter is passed to.",
        "request_day": "The day on which a request for information came.",
        "exemption": 'The section of the law that is relied on: "section 22".',
        "because": "Why the section applies.",
        "interest": "For and against giving it out, and which weighs more.",
        "review": "How to ask for a review of the answer, and until when.",
        "regulator": "Whom to turn to after a review.",
        "sign_off": '"Yours sincerely,"',
    }
)
_LATER = frozenset({"sorry"})


@dataclass(frozen=True)
class Template:
    """A template.

    Attributes
    ----------
    name : str
    title : str
        What it is for.
    text : str
    """

    name: str
    title: str
    text: str

    @property
    def slots(self) -> tuple[str, ...]:
        """Its slots, in order."""
        found = (match["name"] for match in _SLOT.finditer(self.text))
        return tuple(dict.fromkeys(name for name in found if name not in _NO_SLOTS))


@dataclass(frozen=True)
class Filled:
    """A template with its slots filled; ``missing`` are those that somebody has still to fill."""

    text: str
    missing: tuple[str, ...]


def template_of(name: str, source: str) -> Template:
    """Read a template: its first line is its title, after "# ", and the rest its text.

    Raises
    ------
    AnswerError
        If it has no title or no text.
    """
    first, _, rest = source.replace("\r\n", "\n").strip().partition("\n")
    title = first.removeprefix("# ").strip()
    if not first.startswith("# ") or not title or not rest.strip():
        raise AnswerError(
            "has no title or no text",
            where=f"template {name}",
            remedy='Begin with "# " and what it is for; the text stands below.',
        )
    return Template(name, title, rest.strip() + "\n")


def shipped_templates() -> Mapping[str, Template]:
    """Give the templates that come with the product, by name."""
    folder = resources.files("clerestory.answer.writing") / "shipped"
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".md")), key=lambda one: one.name)
    read = (template_of(one.name.removesuffix(".md"), one.read_text(encoding="utf-8")) for one in files)
    return {template.name: template for template in read}


def filled(template: Template, values: Mapping[str, str]) -> Filled:
    r"""Fill the slots of a template; a paragraph that is nothing but a slot filled with nothing goes.

    Raises
    ------
    AnswerError
        If a value is given for no slot of the template.

    Examples
    --------
    >>> template = Template("a", "A", "{{ salutation }}\n\n{{ thanks }}\n\n{{ reply }}")
    >>> made = filled(template, {"salutation": "Dear all,", "thanks": ""})
    >>> made.text, made.missing
    ('Dear all,\n\n{{ reply }}\n', ('reply',))
    """
    strange = sorted(set(values) - set(template.slots))
    if strange:
        raise AnswerError(
            f"has no slot {strange[0]}",
            where=f"template {template.name}",
            remedy=f"Its slots are {', '.join(template.slots)}.",
        )
    text = _SLOT.sub(lambda match: values.get(match["name"], match[0]), template.text)
    paragraphs = (re.sub(r"[ \t]{2,}", " ", one).strip() for one in re.split(r"\n\s*\n", text))
    missing = tuple(name for name in template.slots if name not in values and name not in _LATER)
    return Filled("\n\n".join(filter(None, paragraphs)) + "\n", missing)
