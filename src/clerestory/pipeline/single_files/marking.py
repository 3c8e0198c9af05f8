"""The mark of made-up and rebuilt data before the words about one file; a study marks its release by itself."""

from __future__ import annotations

from clerestory.model.commission import DataKind


def marked(sentences: tuple[str, ...], data: DataKind) -> tuple[str, ...]:
    """Give the sentences with the mark of the data before them; those about real cases as they are."""
    return (data.mark_sentence, *sentences) if data.mark else sentences
