"""Answers about passages that their person has not signed yet; gone when they are."""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """One person's answer about one passage; it holds no word of the text."""

    person = models.CharField(max_length=100)
    text = models.CharField(max_length=100)
    proposal = models.CharField(max_length=16)
    outcome = models.CharField(max_length=6)
    reason = models.CharField(max_length=6)
    note = models.TextField(blank=True)

    class Meta:
        """Each has one answer about a passage, the last one."""

        constraints = (
            models.UniqueConstraint(fields=["person", "text", "proposal"], name="one_answer_about_a_passage"),
        )

    def __str__(self) -> str:
        return f"draft {self.pk}"
