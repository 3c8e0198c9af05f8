"""What references print in a version of the summary: as in the paper, but claims, whose bounds the paper prints."""

from __future__ import annotations

from clerestory.publish.claims import CLAIM
from clerestory.publish.paper.references import Block, Sources, printed


def quietly(reference: str, sources: Sources) -> str | Block:
    """Give what a reference prints; a claim is read, and prints nothing.

    Raises
    ------
    PaperError
        As ``references.printed``.
    """
    said = printed(reference, sources)
    return "" if reference.strip().startswith(CLAIM) else said
