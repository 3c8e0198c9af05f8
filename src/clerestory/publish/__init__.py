"""What the public gets: a paper whose every number is a protected cell, tables, charts, and an account of the rest.

A name is imported when it is first asked for (PEP 562), so that a command that prints words waits for no page.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clerestory.publish.pages import style_sheet
    from clerestory.publish.paper.references import REFERENCE_PATTERNS
    from clerestory.publish.register import withheld_register
    from clerestory.publish.release.building import (
        MANIFEST,
        SEAL,
        build_release,
        check_release_signatures,
        claims_of,
        draft_content,
        read_manifest,
        read_seal,
        sign_release,
        verify_release,
        write_seal,
    )
    from clerestory.publish.summaries.advice import VersionTold, summaries_of

__all__ = [
    "MANIFEST",
    "REFERENCE_PATTERNS",
    "SEAL",
    "VersionTold",
    "build_release",
    "check_release_signatures",
    "claims_of",
    "draft_content",
    "read_manifest",
    "read_seal",
    "sign_release",
    "style_sheet",
    "summaries_of",
    "verify_release",
    "withheld_register",
    "write_seal",
]

_ELSEWHERE = {
    "REFERENCE_PATTERNS": "paper.references",
    "style_sheet": "pages",
    "withheld_register": "register",
    "VersionTold": "summaries.advice",
    "summaries_of": "summaries.advice",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"clerestory.publish.{_ELSEWHERE.get(name, 'release.building')}"), name)
    globals()[name] = found  # asked for once
    return found
