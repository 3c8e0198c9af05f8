"""The claim gate: what a paper claims holds at the bounds of the tables that it cites, or is refused (rules Q3, Q4)."""

from clerestory.publish.claims.citations import FORMS, read_citation
from clerestory.publish.claims.evidence import Citation, Evidence
from clerestory.publish.claims.gate import Fault as ClaimFault
from clerestory.publish.claims.gate import unsupported_words
from clerestory.publish.claims.reading import CLAIM, Located, Passage, References, read_claims, read_mark
from clerestory.publish.claims.sentences import Sentence, sentences

__all__ = [
    "CLAIM",
    "FORMS",
    "Citation",
    "ClaimFault",
    "Evidence",
    "Located",
    "Passage",
    "References",
    "Sentence",
    "read_citation",
    "read_claims",
    "read_mark",
    "sentences",
    "unsupported_words",
]
