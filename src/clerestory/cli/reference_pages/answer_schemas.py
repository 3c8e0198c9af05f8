"""Schemas of answers: the settings, and what of them is public."""

from __future__ import annotations

from typing import Any

from clerestory.model.answers.event_packs import EventPackManifest
from clerestory.model.answers.public.performance import PublicPerformance
from clerestory.model.answers.public.whole import PublicAnswers
from clerestory.model.answers.reading import JoinedPromises, ReadDocuments
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.answers.text_certificates import TextCertificate


def answer_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas of answers by name."""
    return {
        "answers-toml": AnswerSettings.model_json_schema(),
        "text-certificate": TextCertificate.model_json_schema(),
        "event-pack": EventPackManifest.model_json_schema(mode="serialization"),
        "answer-performance": PublicPerformance.model_json_schema(mode="serialization"),
        "read-letter": ReadDocuments.model_json_schema(mode="serialization"),
        "joined-promises": JoinedPromises.model_json_schema(mode="serialization"),
        "public-answers": PublicAnswers.model_json_schema(mode="serialization"),
    }
