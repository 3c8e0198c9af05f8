"""What a tagger learnt, and its one file: weights of hashed features, in which no word stands."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import Field, ValidationError

from clerestory.errors import TaggerError
from clerestory.model.forms import Form
from clerestory.model.redaction.findings import Kind
from clerestory.protect.text.tagger.features import BUCKET_BITS
from clerestory.study.writing import write_secret

FORM = "clerestory-tagger/1"
OUTSIDE = ""  # the label of a token that nothing is to be done with
_MOST_BYTES = 200_000_000
_SALT_BYTES = 16


class TaggerHead(Form):
    """The first line of the file of a tagger, as JSON; what follows are weights, compressed."""

    form: str = Field(pattern=f"^{FORM}$")
    salt: str = Field(pattern=r"^[0-9a-f]{32}$", description="Salt of the hashes of features.")
    labels: list[str] = Field(min_length=2, max_length=200, description="The empty label first, then kinds.")
    members: int = Field(ge=1, le=50, description="Fields that are averaged.")
    documents: int = Field(ge=1, description="Documents that it learnt from.")
    least_documents: int = Field(ge=2, description="A feature of fewer documents was not learnt.")
    threshold: float = Field(gt=0, lt=1, description="A token is found where a label is more probable than this.")
    features: int = Field(ge=1, lt=2**BUCKET_BITS, description="Features that have weights.")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="Of the weights before compression.")


@dataclass(frozen=True, repr=False)
class TaggerModel:
    """What a tagger learnt.

    Attributes
    ----------
    salt : bytes
    labels : tuple of str
        ``OUTSIDE`` first, then names of ``Kind``, with ``.direct`` behind what identifies by itself.
    buckets : int array of shape (n_features,)
        Buckets of features that have weights, ascending.
    weights : float32 array of shape (members, n_features, n_labels)
    transitions : float32 array of shape (members, n_labels, n_labels)
    threshold : float
    documents, least_documents : int
    """

    salt: bytes
    labels: tuple[str, ...]
    buckets: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float32]
    transitions: npt.NDArray[np.float32]
    threshold: float
    documents: int
    least_documents: int
    rows: npt.NDArray[np.int32] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Row 0 of the weights is for features that were not learnt.
        rows = np.zeros(2**BUCKET_BITS, dtype=np.int32)
        rows[self.buckets] = np.arange(1, len(self.buckets) + 1)
        object.__setattr__(self, "rows", rows)

    def __repr__(self) -> str:
        return f"TaggerModel({len(self.buckets)} features, {len(self.labels)} labels, {self.documents} documents)"

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kind of each label but the first."""
        return tuple(Kind[label.removesuffix(".direct")] for label in self.labels[1:])


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
        members=len(model.weights),
        documents=model.documents,
        least_documents=model.least_documents,
        threshold=model.threshold,
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
        first, _, packed = path.read_bytes().partition(b"\n")
        head = TaggerHead.model_validate(json.loads(first))
        body = zlib.decompressobj().decompress(packed, _MOST_BYTES)
        return _unpacked(head, body)
    except (OSError, ValueError, ValidationError, zlib.error, KeyError):
        raise TaggerError(
            "is not a tagger, or is damaged",
            where=str(path),
            remedy="Train one: `clerestory protect train CORPUS --out MODEL`.",
        ) from None


def _unpacked(head: TaggerHead, body: bytes) -> TaggerModel:
    n, k, members = head.features, len(head.labels), head.members
    sizes = [4 * n, 4 * members * n * k, 4 * members * k * k]
    if len(body) != sum(sizes) or hashlib.sha256(body).hexdigest() != head.sha256 or head.labels[0] != OUTSIDE:
        raise ValueError("the weights are not those that the head tells of")
    buckets = np.frombuffer(body, dtype="<u4", count=n).astype(np.int64)
    numbers = np.frombuffer(body, dtype="<f4", offset=sizes[0]).astype(np.float32)
    if not np.isfinite(numbers).all() or (np.diff(buckets) <= 0).any() or buckets[-1] >= 2**BUCKET_BITS:
        raise ValueError("the weights are out of range")
    model = TaggerModel(
        salt=bytes.fromhex(head.salt),
        labels=tuple(head.labels),
        buckets=buckets,
        weights=numbers[: members * n * k].reshape(members, n, k),
        transitions=numbers[members * n * k :].reshape(members, k, k),
        threshold=head.threshold,
        documents=head.documents,
        least_documents=head.least_documents,
    )
    if None in model.kinds:
        raise ValueError("a label is of no kind")
    return model
