"""What is written beside the paper: versions of its summary, the note of the reference group, and its record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from clerestory.model.review_record import ReviewRecord


class Version(Enum):
    """A version of the summary; the value is in the name of its file and of its page."""

    EASY_READ = "easy-read"
    WELSH = "welsh"
    CHILD_FRIENDLY = "child-friendly"
    BSL = "bsl"


@dataclass(frozen=True)
class VersionSource:
    """A version as it was written.

    Attributes
    ----------
    kind : Version
    where : str
        The file below the study, for messages.
    text : str
        Markdown; its lines have the numbers that they have in the file.
    missing : str
        Why it says less than the summary of the paper; empty where it says as much.
    video : str
        Where the video of British Sign Language is; ``text`` is its transcript.
    """

    kind: Version
    where: str
    text: str
    missing: str = ""
    video: str = ""


@dataclass(frozen=True)
class BesidePaper:
    """All that is written beside a paper; a study may have none of it.

    Attributes
    ----------
    versions : tuple of VersionSource
        In the order of ``Version``.
    group_note : str
        What the reference group says of the paper; empty where it has written nothing.
    review : ReviewRecord or None
        What the desk counted of the group's review; None where there was none.
    """

    versions: tuple[VersionSource, ...] = ()
    group_note: str = ""
    review: ReviewRecord | None = None


NOTHING_BESIDE = BesidePaper()
