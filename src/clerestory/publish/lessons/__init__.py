"""Lessons and implications: a document beside the paper, of the same release, made of references alone."""

from clerestory.publish.lessons.files import LESSONS, LESSONS_PAGE, asked_of, lesson_rows, lessons_files
from clerestory.publish.lessons.printing import bound_lessons

__all__ = ["LESSONS", "LESSONS_PAGE", "asked_of", "bound_lessons", "lesson_rows", "lessons_files"]
