"""What the site knows of a release: its own files, held against its manifest, and nothing else of a study."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from clerestory.model.answers.public.commitments import PublicCommitments
from clerestory.model.answers.public.whole import PublicAnswers
from clerestory.model.catalogue import Catalogue
from clerestory.model.corrections import Corrections
from clerestory.model.lessons.released import ReleasedLessons
from clerestory.model.releases import Register
from clerestory.publish.answers import ANSWERS
from clerestory.publish.corrections import CORRECTIONS
from clerestory.publish.lessons import LESSONS
from clerestory.publish.packs.released import ReleasedContent
from clerestory.publish.register import REGISTER
from clerestory.publish.release.catalogue import CATALOGUE


@dataclass(frozen=True)
class SiteRelease:
    """A release as the site tells of it.

    Attributes
    ----------
    folder : str
        Its name below the site.
    date : date
    files : frozenset of str
        What its manifest names.
    title, mark, mark_sentence : str
    catalogue, register, lessons, corrections, answers : optional
        None where the release has no such file.
    """

    folder: str
    date: dt.date
    files: frozenset[str]
    title: str
    mark: str
    mark_sentence: str
    catalogue: Catalogue | None
    register: Register | None
    lessons: ReleasedLessons | None
    corrections: Corrections | None = None
    answers: PublicAnswers | None = None

    @property
    def commitments(self) -> PublicCommitments | None:
        """The ledger of commitments; None where the release has none."""
        return self.answers.commitments if self.answers else None

    def file(self, name: str) -> str:
        """Give a file of the release by its name without the mark, or nothing where there is none."""
        folder, slash, last = name.rpartition("/")
        marked = f"{folder}{slash}{self.mark}-{last}" if self.mark else name
        return marked if marked in self.files else ""


def read_site_release(release: ReleasedContent) -> SiteRelease:
    """Read of a verified release what the site tells.

    Raises
    ------
    ReleaseError
        If a file of it has not its form.
    """
    manifest = release.manifest
    return SiteRelease(
        folder=manifest.folder,
        date=manifest.release,
        files=frozenset(file.path for file in manifest.files),
        title=manifest.title,
        mark=manifest.data.mark,
        mark_sentence=manifest.data.mark_sentence,
        catalogue=release.formed(CATALOGUE, Catalogue),
        register=release.formed(REGISTER, Register),
        lessons=release.formed(LESSONS, ReleasedLessons),
        corrections=release.formed(CORRECTIONS, Corrections),
        answers=release.formed(ANSWERS, PublicAnswers),
    )
