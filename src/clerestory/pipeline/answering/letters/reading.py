"""Documents that came, read for what they seem to say; nothing is recorded, a person confirms or drops each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from clerestory.answer.reading import join_promises, read_letter
from clerestory.model.answers.reading import JoinedPromises, ReadDocument, ReadDocuments
from clerestory.pipeline.answering.texts.documents import ReceivedText, read_received


def propose_from(file: Path) -> ReadDocuments:
    """Read a document and what is attached to it: what each seems to say, and what in it was not read.

    Raises
    ------
    AnswerError
        If the document cannot be read; an attached one that cannot is told among what was not.
    """
    return ReadDocuments(documents=tuple(_read(read_received(file), file.name)))


def promises_of(files: Sequence[Path]) -> JoinedPromises:
    """Give the promises of documents, those of several as one.

    Raises
    ------
    AnswerError
        If one of them cannot be read; then there are none of the others either.
    """
    read = [one for file in files for one in propose_from(file).documents]
    return join_promises((one.document, one.proposals) for one in read)


def proposals_of(received: ReceivedText) -> ReadDocument:
    """Give what the text of a document that came seems to say; the heads of a message are read with it."""
    heads = "\n".join(f"{name.capitalize()}: {value}" for name, value in received.heads.items())
    text = "\n\n".join(filter(None, (heads, received.text)))
    return ReadDocument(document=received.name, proposals=read_letter(text), not_read=dict(received.not_read))


def _read(received: ReceivedText, name: str) -> Iterator[ReadDocument]:
    yield proposals_of(received).model_copy(update={"document": name})
    for inside in received.attached:
        yield from _read(inside, f"{name}, {inside.name}")
