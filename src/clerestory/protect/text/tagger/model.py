"""What a tagger learnt, and its one file: weights of hashed features, in which no word stands."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import Field, field_validator

from clerestory.errors import TaggerError
from clerestory.model.forms import Form
from clerestory.model.redaction.findings import Kind
from clerestory.protect.text.tagger.features import BUCKET_BITS
from clerestory.study.writing import write_secret

FORM = "clerestory-tagger/2"  # of 1 the threshold was learnt for each token by itself
OUTSIDE = ""  # the label of a token that nothing is to be done with
DIRECT, STAYS = ".direct", ".no"  # behind the kind of a label
_LABEL = re.compile("(" + "|".join(kind.name for kind in Kind) + rf")({re.escape(DIRECT)}|{re.escape(STAYS)})?")
_MOST_BYTES = 200_000_000


class TaggerHead(Form):
    """The first line of the file of a tagger, as JSON; what follows are weights, compressed."""

    form: str = Field(pattern=f"^{FORM}$")
    salt: str = Field(pattern=r"^[0-9a-f]{32}$", description="Salt of the hashes of features.")
    labels: list[str] = Field(min_length=2, max_length=200, description="The empty label first, then kinds.")
    members: int = Field(ge=2, le=50, description="Fields of which the weights are averaged.")
    documents: int = Field(ge=1, description="Documents that it learnt from.")
    least_documents: int = Field(ge=2, description="A feature of fewer documents was not learnt.")
    threshold: float = Field(
        gt=0,
        lt=1,
        description="A token is found if to withhold it, with passages of the same words, is more probable than this.",
    )
    held_out_recall: float = Field(ge=0, le=1, description="Proportion of entities found in texts held out.")
    held_out_precision: float = Field(ge=0, le=1, description="Proportion of words found there that were marked.")
    features: int = Field(ge=1, lt=2**BUCKET_BITS, description="Features that have weights.")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="Of the weights before compression.")

    @field_validator("labels")
    @classmethod
    def _labels_are_of_kinds(cls, labels: list[str]) -> list[str]:
        if labels[0] != OUTSIDE or len(set(labels)) < len(labels):
            raise ValueError("the first label is the empty one, and none stands twice")
        if not all(_LABEL.fullmatch(label) for label in labels[1:]):
            raise ValueError("a label is of no kind")
        return labels


@dataclass(frozen=True)
class Learning:
    """How a tagger was learnt, and how good it was on texts that were held out.

    Attributes
    ----------
    threshold : float
        Proportion: a token is found where it is more probable than that that it is to be withheld, with all passages of
        the same words.
    held_out_recall, held_out_precision : float
        Proportions, at that threshold: of entities, and of words.
    members, documents, least_documents : int
    """

    threshold: float
    held_out_recall: float
    held_out_precision: float
    members: int
    documents: int
    least_documents: int


@dataclass(frozen=True, repr=False)
class TaggerModel:
    """What a tagger learnt.

    Attributes
    ----------
    salt : bytes
    labels : tuple of str
        ``OUTSIDE`` first, then names of ``Kind``, with ``DIRECT`` behind what identifies by itself and ``STAYS`` behind
        what somebody looked at and let stand.
    buckets : int array of shape (n_features,)
        Buckets of features that have weights, ascending.
    weights : float32 array of shape (n_features, n_labels)
    transitions : float32 array of shape (n_labels, n_labels)
    learning : Learning
    """

    salt: bytes
    labels: tuple[str, ...]
    buckets: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float32]
    transitions: npt.NDArray[np.float32]
    learning: Learning
    rows: npt.NDArray[np.int32] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Row 0 of the weights is for features that were not learnt.
        rows = np.zeros(2**BUCKET_BITS, dtype=np.int32)
        rows[self.buckets] = np.arange(1, len(self.buckets) + 1)
        object.__setattr__(self, "rows", rows)

    def __repr__(self) -> str:
        return (
            f"TaggerModel({len(self.buckets)} features, {len(self.labels)} labels, {self.learning.documents} documents)"
        )

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kind of each label but the first."""
        return tuple(Kind[label.partition(".")[0]] for label in self.labels[1:])

    @property
    def withheld(self) -> npt.NDArray[np.bool_]:
        """Which labels say that a token is to be withheld; shape (n_labels,)."""
        return np.array([label != OUTSIDE and not label.endswith(STAYS) for label in self.labels])

    @property
    def direct(self) -> npt.NDArray[np.bool_]:
        """Which labels say that a token identifies by itself; shape (n_labels,)."""
        return np.array([label.endswith(DIRECT) for label in self.labels])


def write_tagger(path: Path, model: TaggerModel) -> None:
    """Write a tagger that its owner alone can read; the same tagger gives the same bytes."""
    body = b"".join(
        part.tobytes()
        for part in (
            model.buckets.astype("<u4"),
            model.weights.astype("<f4"),
            model.transitions.astype("<f4"),
        )
    )
    head = TaggerHead(
        form=FORM,
        salt=model.salt.hex(),
        labels=list(model.labels),
        **asdict(model.learning),
        features=len(model.buckets),
        sha256=hashlib.sha256(body).hexdigest(),
    )
    write_secret(path, head.model_dump_json().encode() + b"\n" + zlib.compress(body, 9))


def read_tagger(path: Path) -> TaggerModel:
    """Read a tagger.

    Raises
    ------
    TaggerError
        If the file is no tagger, is damaged, or is of another form.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("the file is too large")
        first, _, packed = path.read_bytes().partition(b"\n")
        head = TaggerHead.model_validate(json.loads(first))
        body = zlib.decompressobj().decompress(packed, _MOST_BYTES)
        return _unpacked(head, body)
    except (OSError, ValueError, RecursionError, zlib.error):
        raise TaggerError(
            "is not a tagger, or is damaged",
            where=str(path),
            remedy="Train one: `clerestory protect train CORPUS --out MODEL`.",
        ) from None


def _unpacked(head: TaggerHead, body: bytes) -> TaggerModel:
    n, k = head.features, len(head.labels)
    if len(body) != 4 * (n + n * k + k * k) or hashlib.sha256(body).hexdigest() != head.sha256:
        raise ValueError("the weights are not those that the head tells of")
    buckets = np.frombuffer(body, dtype="<u4", count=n).astype(np.int64)
    numbers = np.frombuffer(body, dtype="<f4", offset=4 * n).astype(np.float32)
    if not np.isfinite(numbers).all() or (np.diff(buckets) <= 0).any() or buckets[-1] >= 2**BUCKET_BITS:
        raise ValueError("the weights are out of range")
    return TaggerModel(
        salt=bytes.fromhex(head.salt),
        labels=tuple(head.labels),
        buckets=buckets,
        weights=numbers[: n * k].reshape(n, k),
        transitions=numbers[n * k :].reshape(k, k),
        learning=Learning(**{each.name: getattr(head, each.name) for each in fields(Learning)}),
    )
