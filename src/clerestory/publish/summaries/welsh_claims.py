"""Claims of a Welsh text: a word that claims something has a citation in its sentence, and each citation holds (Q3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from clerestory.errors import PaperError
from clerestory.model.wording.claims import Claim, Verdict
from clerestory.publish.claims import (
    CLAIM,
    Citation,
    ClaimFault,
    Evidence,
    Located,
    Passage,
    References,
    Sentence,
    read_citation,
    sentences,
)
from clerestory.publish.paper.places import PLACE, number_at

# Words that say how much, which way or why, with the forms that they take behind others. A word that claims nothing
# where it stands is said otherwise: that costs less than a claim without a table.
_CLAIMING = re.compile(
    r"(?<!\w)(?:"
    r"(?:y |o'r |i'r )?(?:rhan|ran) (?:fwyaf|helaeth)|mwyafrif|fwyafrif|lleiafrif|leiafrif|bron (?:pob|pawb|i gyd)"
    r"|mwyaf|fwyaf|lleiaf|leiaf|mwy|fwy|llai|lai|ychydig|prin|nifer fawr|llawer|lawer"
    r"|cynydd\w+|gynydd\w+|chynydd\w+|cynnydd|gynnydd|chynnydd|codi|godi|chododd|cododd|gododd"
    r"|gostw?ng\w*|ostw?ng\w*|gostyngiad|ostyngiad|lleih\w+|leih\w+|gostyngodd|ostyngodd|syrthi\w+"
    r"|dwbl\w*|ddyblu|dyblu|dyblodd|ddyblodd|haneru|hanerodd|tebyg|debyg|gwahanol|wahanol|cysylltiad|gysylltiad|chysylltiad"
    r"|oherwydd|achos|achosi|achosir|gor-?gynrychiol\w*|or-?gynrychiol\w*|tan-?gynrychiol\w*|anghymesur\w*"
    r")(?!\w)",
    re.IGNORECASE,
)
_UNDETERMINED = re.compile(r"(?<!\w)(?:ni|na) (?:ellir|ellid) (?:pennu|dweud|gwybod)(?!\w)", re.IGNORECASE)
_BORNE = (Verdict.SUPPORTED, Verdict.ATTRIBUTED)


def welsh_claims(
    passages: Iterable[Passage], references: References, evidence: Evidence
) -> tuple[tuple[Claim, ...], tuple[Located, ...]]:
    """Give no entries, since the paper has them, and what is wrong with any sentence.

    Which word a citation bears is left to a reader of Welsh: here it has to be there, and to hold.
    """
    faults = [
        Located(passage.line + passage.text.count("\n", 0, sentence.start), fault)
        for passage in passages
        for sentence in sentences(passage.text)
        for fault in _faults_of(sentence, _cited(sentence, references, evidence))
    ]
    return (), tuple(faults)


def _cited(sentence: Sentence, references: References, evidence: Evidence) -> list[Citation]:
    said = [references.said[number_at(match)] for match in PLACE.finditer(sentence.text)]
    found = []
    for reference in said:
        if reference.startswith(CLAIM):
            try:
                found.append(read_citation(reference.removeprefix(CLAIM), evidence))
            except PaperError:
                continue  # told where the reference stands
    return found


def _faults_of(sentence: Sentence, cited: list[Citation]) -> Iterator[ClaimFault]:
    is_undetermined = bool(_UNDETERMINED.search(sentence.text))
    wanted = (Verdict.UNDETERMINED,) if is_undetermined else _BORNE
    for citation in cited:
        if citation.judgement.verdict not in wanted:
            said = citation.judgement.verdict.value
            what = f"{{{{ claim {citation.text} }}}} is {said}, and the sentence says otherwise"
            yield ClaimFault(0, "", what, "Write what the table shows; “ni ellir pennu” where it decides nothing.")
    match = _CLAIMING.search(sentence.text)
    if match and not cited:
        what = f"{match[0]!r} claims something and cites nothing"
        yield ClaimFault(match.start(), match[0], what, "Cite in the same sentence what the paper cites, or say less.")
