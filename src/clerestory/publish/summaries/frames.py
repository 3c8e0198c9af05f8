"""What stands around each version of the summary, in its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from clerestory.model.beside_paper import Version
from clerestory.model.commission import DataKind


@dataclass(frozen=True)
class Frame:
    """The words around a version.

    Attributes
    ----------
    page : str
        Its file below the release.
    title, link : str
        Its heading, and what leads to it.
    language : str
        Of its text and of these words.
    first : str
        What stands above all else: whom to talk to.
    paper : str
        What leads to the paper.
    missing : str
        What stands before the reason why it says less.
    withheld : str
        What the sign of a suppressed cell means, behind it.
    made_up : mapping of DataKind to str
        What says in another language that the data are not real.
    """

    page: str
    title: str
    link: str
    language: str = "en-GB"
    first: str = ""
    paper: str = "The whole paper has every number with its limits"
    missing: str = "What this version leaves out, and why:"
    withheld: str = "means that a number is not printed, because it could show who somebody is."
    made_up: Mapping[DataKind, str] = field(default_factory=dict)


_HELP_FOR_CHILDREN = (
    "If you want to talk to somebody, you can ring Childline: 0800 1111. It is free, at any time of day or night, and "
    "you can talk about anything. If you are in danger now, ring 999."
)
_HELP_IN_WELSH = (
    "Mae hwn yn ymwneud â chamfanteisio ar bobl, a phlant yn eu plith. Nid yw’n disgrifio unrhyw weithred nac unrhyw "
    "berson. Os yw plentyn mewn perygl nawr, ffoniwch 999. Mae llinell gymorth yr NSPCC (0808 800 5000) ar gyfer "
    "oedolion sy’n poeni am blentyn. Mae Childline (0800 1111) ar gyfer plant a phobl ifanc, am ddim, ar unrhyw adeg."
)
FRAMES: Mapping[Version, Frame] = MappingProxyType(
    {
        Version.EASY_READ: Frame("summary-easy-read.html", "Summary in easy read", "Easy read"),
        Version.WELSH: Frame(
            "summary-welsh.html",
            "Crynodeb",
            "Cymraeg",
            language="cy",
            first=_HELP_IN_WELSH,
            paper="Mae pob rhif, a’i derfynau, yn y papur cyfan (yn Saesneg)",
            missing="Beth sydd ddim yma, a pham:",
            withheld="yn golygu na chaiff rhif ei argraffu: gallai ddangos pwy yw rhywun.",
            made_up={
                DataKind.SYNTHETIC: "SYNTHETIG: data ffug yw’r rhain. Nid oes unrhyw berson go iawn ynddynt.",
                DataKind.REBUILT: "Ailwnaed y data hyn o ffigurau a gyhoeddwyd eisoes.",
            },
        ),
        Version.CHILD_FRIENDLY: Frame(
            "summary-child-friendly.html",
            "Summary for children and young people",
            "For children and young people",
            first=_HELP_FOR_CHILDREN,
        ),
        Version.BSL: Frame("summary-bsl.html", "Summary in British Sign Language", "British Sign Language (BSL)"),
    }
)
