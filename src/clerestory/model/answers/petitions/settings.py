"""``[petitions]`` of answers.toml: from how many signatures on a petition is answered and debated, and by when."""

from __future__ import annotations

from pydantic import Field

from clerestory.model.answers.petitions.snapshot import MOST_SIGNATURES
from clerestory.model.forms import Form


class PetitionSettings(Form):
    """Thresholds and days; an archived petition keeps the thresholds of its own parliament."""

    response_signatures: int = Field(
        default=10_000, ge=1, le=MOST_SIGNATURES, description="From so many signatures on the government responds."
    )
    debate_signatures: int = Field(
        default=100_000, ge=1, le=MOST_SIGNATURES, description="From so many on the Committee considers a debate."
    )
    response_days: int = Field(
        default=21, ge=1, le=366, description="Calendar days from the day on which an answer is asked for."
    )
